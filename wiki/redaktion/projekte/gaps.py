"""What a published project lacks, as conditions of the database, and how usable it is."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef, Q
from django.db.models.functions import Cast
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex

from wiki.felder.felder import FELDER
from wiki.felder.values import entries_of
from wiki.models import Projektquelle, Projektseite
from wiki.redaktion.form.form_state import texts
from wiki.redaktion.form.guete import FormState, Guete, guete_of

KOSTEN, KONTAKT, BILD, QUELLEN, BEGINN, AUFWAND, FRIST = (
    *("kosten", "kontakt", "bild", "quellen"),
    *("beginn", "aufwand", "frist"),
)
# Key -> how one says that it is missing.
GAPS: dict[str, str] = {
    KOSTEN: "Kosten",
    KONTAKT: "Postfach oder Telefon",
    BILD: "Bild",
    QUELLEN: "Quellen",
    BEGINN: "Beginn",
    AUFWAND: "Personalaufwand",
    FRIST: "Gültig bis",
}


def lacking(pages: Any, gap: str) -> Any:
    """Those of `pages` (Projektseite) that lack it."""
    return pages.filter(_condition(gap))


def _condition(gap: str) -> Any:
    if gap == BILD:
        return ~Exists(_pictures())
    if gap == QUELLEN:
        return ~Exists(Projektquelle.objects.filter(projekt=OuterRef("pk")))
    return {
        KOSTEN: Q(kosten_einmalig=None, kosten_laufend=None)
        & Q(kosten_einmalig_hinweis="", kosten_laufend_hinweis=""),
        KONTAKT: Q(kontakt_postfach="", kontakt_telefon=""),
        BEGINN: Q(laufzeit_von=None),
        AUFWAND: Q(personalaufwand=""),
        FRIST: Q(gueltig_bis=None),
    }[gap]


def _pictures() -> Any:
    """References of the outer page to pictures. Wagtail keeps them as text."""
    of_pages = ContentType.objects.get_for_model(Page)
    to_pictures = ContentType.objects.get_for_model(get_image_model())
    return ReferenceIndex.objects.filter(
        base_content_type=of_pages,
        to_content_type=to_pictures,
        object_id=Cast(OuterRef("pk"), CharField()),
    )


def guete_of_page(page: Projektseite) -> Guete:
    """Rates a stored page as the panel "Was noch fehlt" rates the form."""
    sections = texts(page.inhalt)
    said = {
        feld.name: sections.get(feld.name, "")
        if feld.attribut == "inhalt"
        else "\n".join(entries_of(page, feld))
        for feld in FELDER
    }
    return guete_of(FormState(said))
