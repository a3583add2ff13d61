"""`Projektseite`: one digital project of one or more Kommunen, written up for colleagues."""

import re
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from wiki.blocks import InhaltBlock
from wiki.fakten import codes
from wiki.felder.schema import JAHRE
from wiki.fields import ChoiceArrayField
from wiki.redaktion.form.panels import PROJEKT_FORMULAR
from wiki.redaktion.form.project_form import ProjektForm
from wiki.redaktion.rollen.permissions import ProjektPermissionTester
from wiki.sections import Section, sections_of
from wiki.texte import gettext as _
from wiki.texte import noop
from wiki.visibility import each_once, visible_to

from .kommune import Kommune
from .quelle import Quelle

JAHR_VALIDATORS = [MinValueValidator(JAHRE[0]), MaxValueValidator(JAHRE[-1])]
SCHLUESSEL = re.compile(r"[0-9]{14}")
ZEILEN = "Eine Angabe je Zeile."
MOST_WEBSITES = 3


def lines(text: str) -> list[str]:
    """The non-empty lines of a field that holds one entry per line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def check_schluessel(text: str) -> None:
    """Keys of the German catalogue of services (LeiKa, FIM), one a line."""
    wrong = [line for line in lines(text) if not SCHLUESSEL.fullmatch(line)]
    if wrong:
        raise ValidationError(f"„{wrong[0][:40]}“ ist kein Schlüssel aus 14 Ziffern.")


def heute() -> date:
    """Today in Germany, whatever the server's clock is set to."""
    return timezone.localdate()


class ProduktTag(TaggedItemBase):
    """A product or technology in use; free vocabulary, completed while typing."""

    content_object = ParentalKey(
        "wiki.Projektseite", related_name="produkt_tags", on_delete=models.CASCADE
    )


class Projektseite(Page):
    """A case page: lead, fact box, named sections, sources, contact."""

    Status = codes.Status
    Nachnutzungsweg = codes.Nachnutzungsweg

    kurzfassung = models.TextField(
        "Kurzfassung",
        max_length=300,
        validators=[MaxLengthValidator(300)],  # max_length of a text field binds forms only
        help_text="Wer macht was für wen? Ein bis zwei Sätze, höchstens 300 Zeichen.",
    )
    kommunen = ParentalManyToManyField(
        "wiki.Kommune", verbose_name="Kommunen", related_name="projekte"
    )
    themen = ParentalManyToManyField("wiki.Thema", verbose_name="Themen", related_name="projekte")
    suchwoerter = models.TextField("Suchwörter", blank=True, help_text=ZEILEN)
    status = models.CharField("Status", max_length=20, choices=Status.choices)
    status_jahr = models.PositiveSmallIntegerField(
        "Stand (Jahr)", null=True, blank=True, validators=JAHR_VALIDATORS
    )
    laufzeit_von = models.PositiveSmallIntegerField(
        "Laufzeit von (Jahr)", null=True, blank=True, validators=JAHR_VALIDATORS
    )
    laufzeit_bis = models.PositiveSmallIntegerField(
        "Laufzeit bis (Jahr)", null=True, blank=True, validators=JAHR_VALIDATORS
    )
    inhalt = StreamField(InhaltBlock(), verbose_name="Abschnitte", blank=True)

    kosten_einmalig = models.PositiveIntegerField("Kosten einmalig (EUR)", null=True, blank=True)
    kosten_einmalig_hinweis = models.CharField("Anmerkung dazu", max_length=300, blank=True)
    kosten_laufend = models.PositiveIntegerField(
        "Kosten laufend pro Jahr (EUR)", null=True, blank=True
    )
    kosten_laufend_hinweis = models.CharField("Anmerkung dazu", max_length=300, blank=True)
    personalaufwand = models.CharField("Personalaufwand", max_length=300, blank=True)
    foerderung = models.CharField("Förderung", max_length=400, blank=True)

    uebertragbarkeit = models.TextField("Übertragbarkeit", max_length=600, blank=True)
    nachnutzungswege = ChoiceArrayField(
        models.CharField(max_length=20, choices=Nachnutzungsweg.choices),
        verbose_name="Nachnutzungswege",
        default=list,
        blank=True,
    )
    produkte = ClusterTaggableManager(
        verbose_name="Technik und Produkte", through=ProduktTag, blank=True
    )
    partner = models.TextField("Partner", blank=True, help_text=ZEILEN)
    zielgruppen = models.TextField("Zielgruppen", blank=True, help_text=ZEILEN)
    ozg_leistung = models.CharField("OZG-Leistung", max_length=200, blank=True)
    leistungsschluessel = models.TextField(
        "Leistungsschlüssel",
        blank=True,
        validators=[check_schluessel],
        help_text=ZEILEN,
    )

    kontakt_stelle = models.CharField("Zuständige Stelle", max_length=200, blank=True)
    kontakt_postfach = models.EmailField(
        "Funktionspostfach", blank=True, help_text="Keine persönlichen Adressen."
    )
    kontakt_telefon = models.CharField("Telefon", max_length=40, blank=True)

    faktenlage = models.CharField(
        "Hinweis zur Faktenlage",
        max_length=300,
        blank=True,
        help_text="Was unsicher oder nur teilweise belegt ist.",
    )
    geprueft_am = models.DateField("Geprüft am", null=True, blank=True)
    gueltig_bis = models.DateField("Gültig bis", null=True, blank=True)

    template = "wiki/projektseite.html"
    parent_page_types = ["wiki.Projektverzeichnis"]
    subpage_types: list[str] = []
    page_description = "Ein digitales Projekt einer oder mehrerer Kommunen."

    base_form_class = ProjektForm
    edit_handler = PROJEKT_FORMULAR
    search_fields = [
        *Page.search_fields,
        index.SearchField("kurzfassung"),
        index.AutocompleteField("kurzfassung"),
        index.FilterField("status"),
    ]

    # No mailboxes and no other pages: some callers may not see them. Long texts: `/api/v1/seiten/`.
    api_fields = [
        *("kurzfassung", "kommunen", "themen", "suchwoerter", "status", "status_jahr"),
        *("laufzeit_von", "laufzeit_bis", "kosten_einmalig", "kosten_einmalig_hinweis"),
        *("kosten_laufend", "kosten_laufend_hinweis", "personalaufwand", "foerderung"),
        *("uebertragbarkeit", "nachnutzungswege", "produkte", "partner", "zielgruppen"),
        *("ozg_leistung", "leistungsschluessel", "faktenlage", "geprueft_am", "gueltig_bis"),
        *("quellen", "nachnutzungen"),
    ]

    class Meta:
        verbose_name = "Projektseite"
        verbose_name_plural = "Projektseiten"

    def clean(self) -> None:
        super().clean()
        if self.laufzeit_von and self.laufzeit_bis and self.laufzeit_von > self.laufzeit_bis:
            raise ValidationError({"laufzeit_bis": "Das Ende liegt vor dem Beginn."})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        if not self.pk:  # the preview of a new page
            return context
        return context | {
            "veranstaltungen": visible_to(each_once(self.veranstaltungen.all()), request)
        }

    def permissions_for_user(self, user: Any) -> ProjektPermissionTester:
        """An Autor is bound to the own Kommunen."""
        return ProjektPermissionTester(user, self)

    def sections(self) -> list[Section]:
        """The article's sections in reading order."""
        return sections_of(self.inhalt)

    @property
    def laufzeit(self) -> str:
        """`2018–2021`, `seit 2018`, `bis 2021` or empty."""
        if self.laufzeit_von and self.laufzeit_bis:
            same = self.laufzeit_von == self.laufzeit_bis
            return str(self.laufzeit_von) if same else f"{self.laufzeit_von}–{self.laufzeit_bis}"
        if self.laufzeit_von:
            return _("seit {jahr}").format(jahr=self.laufzeit_von)
        return _("bis {jahr}").format(jahr=self.laufzeit_bis) if self.laufzeit_bis else ""

    @property
    def abgelaufen(self) -> bool:
        """Whether the day until which the statements count has passed."""
        return self.gueltig_bis is not None and self.gueltig_bis < heute()

    @property
    def sagt_kosten(self) -> bool:
        """Whether an amount or a remark on costs is known."""
        amounts = (self.kosten_einmalig, self.kosten_laufend)
        remarks = self.kosten_einmalig_hinweis or self.kosten_laufend_hinweis
        return bool(remarks) or any(amount is not None for amount in amounts)

    @property
    def hat_kontakt(self) -> bool:
        """Whether one can write or telephone; knowing only the office is not enough."""
        return bool(self.kontakt_postfach or self.kontakt_telefon)

    @property
    def verwaltungen_im_netz(self) -> list[Kommune]:
        """Kommunen with a website to begin from, the first few of a large network."""
        named = [kommune for kommune in self.kommunen.all() if kommune.webseite]
        return named[:MOST_WEBSITES]

    @property
    def nicht_bekannt(self) -> list[str]:
        """What readers look for and nobody has entered, for one line in the fact box."""
        return [_(name) for name, is_known in _asked_for(self) if not is_known]

    @property
    def stand(self) -> int | None:
        """The year that the statements are of, if anybody said."""
        return self.status_jahr or (self.geprueft_am.year if self.geprueft_am else None)

    @property
    def nachnutzungsweg_namen(self) -> list[str]:
        return [str(self.Nachnutzungsweg(weg).label) for weg in self.nachnutzungswege or []]

    @property
    def leistungsschluessel_liste(self) -> list[str]:
        return lines(self.leistungsschluessel)

    @property
    def suchwort_liste(self) -> list[str]:
        return lines(self.suchwoerter)


def _asked_for(page: Projektseite) -> list[tuple[str, object]]:
    in_use = page.status == Projektseite.Status.BETRIEB
    begin = noop("Betriebsbeginn") if in_use else noop("Beginn")
    return [
        (noop("Kosten"), page.sagt_kosten),
        (begin, page.laufzeit_von),
        (noop("Personalaufwand"), page.personalaufwand),
        (noop("Ansprechstelle"), page.kontakt_stelle or page.hat_kontakt),
    ]


class Nachnutzung(Orderable):
    """Shown as "Nachgenutzt von": another Kommune took the solution over."""

    projekt = ParentalKey(Projektseite, related_name="nachnutzungen", on_delete=models.CASCADE)
    kommune = models.ForeignKey(
        "wiki.Kommune",
        verbose_name="Kommune",
        on_delete=models.PROTECT,
        related_name="nachnutzungen",
    )
    jahr = models.PositiveSmallIntegerField(
        "Jahr", null=True, blank=True, validators=JAHR_VALIDATORS
    )
    hinweis = models.CharField("Hinweis", max_length=300, blank=True)

    api_fields = ["kommune", "jahr", "hinweis"]
    panels = [FieldRowPanel(["kommune", "jahr"]), FieldPanel("hinweis")]

    class Meta(Orderable.Meta):
        verbose_name = "Nachnutzung"
        verbose_name_plural = "Nachgenutzt von"


class Verwandtschaft(Orderable):
    """Shown as "Verwandte Projekte", on both pages."""

    projekt = ParentalKey(Projektseite, related_name="verwandte", on_delete=models.CASCADE)
    ziel = models.ForeignKey(
        Projektseite,
        verbose_name="Projekt",
        on_delete=models.CASCADE,
        related_name="verwandt_mit",
    )

    panels = [PageChooserPanel("ziel", "wiki.Projektseite")]

    class Meta(Orderable.Meta):
        verbose_name = "verwandtes Projekt"
        verbose_name_plural = "Verwandte Projekte"

    def __str__(self) -> str:
        return str(self.ziel)


class Projektquelle(Quelle):
    """Where a fact comes from."""

    projekt = ParentalKey(Projektseite, related_name="quellen", on_delete=models.CASCADE)
