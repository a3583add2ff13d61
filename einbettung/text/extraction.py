"""Page -> Document: the words of a page, section by section."""

from collections.abc import Iterable
from functools import singledispatch
from typing import Any

from django.db.models import Prefetch
from wagtail.documents.models import Document as Datei
from wagtail.models import Page
from wagtail.query import PageQuerySet

from einbettung.schema import Document, TextSection
from wiki.felder.felder import EINSCHAETZUNG, FELDER
from wiki.felder.schema import Art, Indexangabe
from wiki.felder.values import entries_of
from wiki.models import Nachnutzung, Projektseite, Veranstaltung
from wiki.models.projektseite import ProduktTag
from wiki.sections import Section, content_of

STECKBRIEF, KURZFASSUNG = "Steckbrief", "Kurzfassung"
INDEXED_TYPES: tuple[type[Page], ...] = (Projektseite, Veranstaltung)
# What `extract` reads beside the page's own row: fetched for many pages at once.
RELATIONS: dict[type[Page], tuple[str | Prefetch[Any], ...]] = {
    Projektseite: (
        "kommunen",
        "themen",
        Prefetch("nachnutzungen", Nachnutzung.objects.select_related("kommune")),
        Prefetch("produkt_tags", ProduktTag.objects.select_related("tag")),
    ),
    Veranstaltung: ("kommune",),
}


def with_relations(pages: "PageQuerySet[Page]") -> list[Page]:
    """The pages in their specific kinds, by primary key, ready to be extracted: a fixed number of
    queries. Read from the tables of their kinds: `specific()` builds every page twice."""
    found: list[Page] = []
    for kind, relations in RELATIONS.items():
        rows = kind.objects.filter(pk__in=pages.order_by().values("pk"))
        found += rows.prefetch_related(*relations)
    return sorted(found, key=lambda page: int(page.pk))


def attached_files(page: Page) -> tuple[int, ...]:
    """Ids of the documents that a page of an indexed kind offers, in reading order. Not those of an
    Einschätzung: nothing of it is indexed."""
    contents = [content_of(c) for c in page.inhalt if c.block_type != EINSCHAETZUNG]
    found = [
        int(pk)
        for content in contents
        for model, pk, *_ in content.stream_block.extract_references(content)
        if issubclass(model, Datei)
    ]
    return tuple(dict.fromkeys(found))


@singledispatch
def extract(page: Page) -> Document:
    """The text of `page` (the published one: fetch it freshly from the database)."""
    raise TypeError(f"{type(page).__name__} wird nicht indexiert")


@extract.register
def _(page: Projektseite) -> Document:
    kommunen = tuple(kommune.name for kommune in page.kommunen.all())
    return _document(page, kommunen, page.kurzfassung, page.sections(), _project_facts(page))


@extract.register
def _(page: Veranstaltung) -> Document:
    kommunen = (page.kommune.name,) if page.kommune else ()
    return _document(page, kommunen, page.kurzfassung, page.sections(), _event_facts(page))


def _document(
    page: Page,
    kommunen: tuple[str, ...],
    lead: str,
    sections: Iterable[Section],
    facts: Iterable[tuple[str, str]],
) -> Document:
    """Returns the Document of a page: the lead first, its sections, the facts in words last."""
    steckbrief = " ".join(f"{name}: {value.rstrip('.')}." for name, value in facts if value)
    found = [
        TextSection(KURZFASSUNG, "", lead),
        *(
            TextSection(part.name, part.anchor, part.text)
            for part in sections
            if not part.is_einschaetzung  # no evidence: nobody who did it has said so
        ),
        TextSection(STECKBRIEF, "steckbrief", steckbrief),
    ]
    return Document(page.pk, page.title, kommunen, tuple(part for part in found if part.text))


def _project_facts(page: Projektseite) -> list[tuple[str, str]]:
    """The fact box in words, in the order that the table of fields gives; fields that share a
    place share a line."""
    said: dict[Indexangabe, list[str]] = {}
    for feld in FELDER:
        if feld.index and (entries := entries_of(page, feld)):
            if feld.art is Art.PRODUKTE:  # in whatever order somebody has typed them
                entries = sorted(entries)
            said.setdefault(feld.index, []).append(", ".join(entries))
    ordered = sorted(said, key=lambda index: index.platz)
    return [(index.name, " ".join(said[index])) for index in ordered]


def _event_facts(page: Veranstaltung) -> list[tuple[str, str]]:
    """Returns the facts of a meeting in words. The projects that were presented are left out,
    because their pages may be private although this one is not."""
    points = [f"{point.value['titel']}: {point.value['beschreibung']}" for point in page.programm]
    return [
        ("Datum", page.datum.strftime("%d.%m.%Y")),
        ("Ort", page.ort),
        ("Veranstalter", page.veranstalter),
        ("Programm", ". ".join(points)),
    ]
