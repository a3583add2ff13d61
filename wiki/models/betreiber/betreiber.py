"""`Betreiber`: what only the operator can say, for the pages that the law asks for."""

import re

from django.db import models
from django.utils.html import strip_tags
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.fields import RichTextField

from wiki.german.laender import LAENDER
from wiki.models.seiten import Textseite

from .durchsetzungsstellen import DURCHSETZUNGSSTELLEN, Durchsetzungsstelle

FEATURES = ["h2", "h3", "bold", "ul", "ol", "link"]
PAGES = ("impressum", "datenschutz", "barrierefreiheit", "hilfe")
GAP = re.compile(r"\[[^\[\]]*\]")


@register_setting(icon="home")
class Betreiber(BaseGenericSetting):
    """One row. Each text stands above the page of its name; what is missing, `check --deploy`
    says."""

    impressum = RichTextField(
        "Impressum",
        features=FEATURES,
        blank=True,
        help_text="Name und Anschrift der Stelle, die das Wiki betreibt, Vertretungsberechtigte, "
        "Telefon und E-Mail, Aufsichtsbehörde und, wo es sie gibt, "
        "Umsatzsteuer-Identifikationsnummer (§ 5 DDG); wer für den Inhalt verantwortlich ist "
        "(§ 18 Abs. 2 MStV).",
    )
    datenschutz = RichTextField(
        "Datenschutz",
        features=FEATURES,
        blank=True,
        help_text="Verantwortliche Stelle, Datenschutzbeauftragte mit Kontakt, Rechtsgrundlagen, "
        "Fristen der Protokolle des Servers, Rechte der Betroffenen, Aufsichtsbehörde.",
    )
    barrieren = RichTextField(
        "Barrieren: Kontakt",
        features=FEATURES,
        blank=True,
        help_text="Wer Hinweise auf Barrieren annimmt, mit E-Mail, Telefon und Anschrift.",
    )
    land = models.CharField(
        "Land",
        max_length=40,
        choices=[(name, name) for name in LAENDER],
        blank=True,
        help_text="Jedes Land hat eine andere Durchsetzungsstelle. Von zwölf Ländern kennt das "
        "Wiki Namen und Internetseite (Stand 29.11.2026): Sie stehen dann von selbst in der "
        "Erklärung. Bitte prüfen Sie, ob es noch stimmt.",
    )
    durchsetzung = RichTextField(
        "Barrieren: Durchsetzungsstelle",
        features=FEATURES,
        blank=True,
        help_text="An wen man sich wendet, wenn auf einen Hinweis keine Antwort kommt. Nur nötig "
        "in Hamburg, Mecklenburg-Vorpommern, Niedersachsen und im Saarland, oder wenn es anders "
        "heißen soll; das Behindertengleichstellungsgesetz Ihres Landes nennt die Stelle.",
    )

    class Meta:
        verbose_name = "Betreiber"

    def __str__(self) -> str:
        return "Betreiber"

    @property
    def durchsetzungsstelle(self) -> Durchsetzungsstelle | None:
        """That of the Land, where it is known and the operator says nothing else."""
        return None if self.durchsetzung else DURCHSETZUNGSSTELLEN.get(self.land)


def operator_gaps() -> list[str]:
    """What the operator has not said yet: texts that are empty, and brackets that are left in a
    text or on a page."""
    said = Betreiber.objects.first() or Betreiber()
    known = {"durchsetzung"} if said.durchsetzungsstelle else set()
    texts = [field for field in Betreiber._meta.fields if isinstance(field, RichTextField)]
    fields = [field for field in texts if field.name not in known]
    pages = Textseite.objects.live().filter(slug__in=PAGES).order_by("path")
    return [str(f.verbose_name) for f in fields if _is_gap(getattr(said, f.name))] + [
        f"Seite „{page.title}“" for page in pages if GAP.search(page.text)
    ]


def _is_gap(text: str) -> bool:
    return not strip_tags(text).strip() or bool(GAP.search(text))
