"""Turns a Projektseite into a `Schriftstueck`, which is written as DOCX or PDF."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from django.conf import settings

from wiki.felder.values import facts_of
from wiki.models import Projektseite
from wiki.schriftstueck.schema import (
    Absatz,
    Angaben,
    Run,
    Schriftstueck,
    Stil,
    Tabelle,
    Teil,
    Ueberschrift,
    cells,
    paragraph,
)
from wiki.visibility import anonymous_request, is_visible_document

from .headings import exported_heading
from .pictures import picture_parts
from .rich_text import paragraphs_of


def schriftstueck_of(page: Projektseite, address: str, readable: Collection[int]) -> Schriftstueck:
    """Makes the document of a page. `address` is the page's own, with host, for the footer. Pages
    whose ids are not in `readable` are not named."""
    changed = getattr(page, "seitenstand", None)
    of = f", Stand {changed.geaendert_text}" if changed and changed.geaendert else ""
    return Schriftstueck(
        titel=page.title,
        teile=tuple(_parts(page, readable)),
        verfasser=settings.WAGTAIL_SITE_NAME,
        fuss=f"{address}{of}",
    )


def _parts(page: Projektseite, readable: Collection[int]) -> Iterator[Teil]:
    if page.kurzfassung:
        yield paragraph(page.kurzfassung, Stil.LEAD)
    yield from _chapter("Steckbrief", fact_box(page))
    for section in page.sections():
        yield Ueberschrift(exported_heading(section))
        yield from content_parts(section.content, readable)
    lines = (line for line in page.uebertragbarkeit.splitlines() if line)
    yield from _chapter("Übertragbarkeit", map(paragraph, lines))
    yield from _chapter("Nachgenutzt von", _reuse(page))
    yield from _chapter("Quellen", _sources(page))


def _chapter(name: str, parts: Iterable[Teil]) -> Iterator[Teil]:
    """Yields a heading and the parts below it; nothing if there are no parts."""
    found = list(parts)
    if found:
        yield Ueberschrift(name)
        yield from found


def fact_box(page: Projektseite) -> Iterator[Teil]:
    """Yields a table of what the page says of itself; nothing if it says nothing."""
    facts = tuple((fakt.name, fakt.text) for fakt in facts_of(page) if not fakt.feld.kapitel)
    if facts:
        yield Angaben(facts)


def _reuse(page: Projektseite) -> Iterator[Teil]:
    for row in page.nachnutzungen.all():
        jahr = f" ({row.jahr})" if row.jahr else ""
        hinweis = f": {row.hinweis}" if row.hinweis else ""
        yield paragraph(f"{row.kommune.name}{jahr}{hinweis}", Stil.BULLET)


def _sources(page: Projektseite) -> Iterator[Teil]:
    for quelle in page.quellen.all():
        cited = (Run(f". {quelle.nachweis}"),) if quelle.nachweis else ()
        yield Absatz((Run(quelle.bezeichnung, url=quelle.url), *cited), Stil.BULLET)


def content_parts(content: Iterable[Any], readable: Collection[int]) -> Iterator[Teil]:
    """Yields the parts of the blocks of a section. Pages whose ids are not in `readable` are not
    named."""
    for block in content:
        if block.block_type == "projekt":
            yield from _project(block.value, readable)
        else:
            yield from PARTS[block.block_type](block.value)


def _text(value: Any) -> Iterator[Teil]:
    yield from paragraphs_of(str(value.source))


def _table(value: Any) -> Iterator[Teil]:
    if value.caption:
        yield paragraph(value.caption, Stil.CAPTION)
    headings = cells(*(str(column["heading"] or "") for column in value.columns))
    rows = (cells(*(str(cell.value or "") for cell in row)) for row in value.rows)
    yield Tabelle((headings, *rows))


def _quotation(value: Any) -> Iterator[Teil]:
    said_by = f" ({value['quelle']})" if value["quelle"] else ""
    yield Absatz((Run(f"„{value['text'] or ''}“{said_by}", italic=True),), Stil.QUOTE)


def _picture(value: Any) -> Iterator[Teil]:
    if value["bild"]:
        yield from picture_parts(value)


def _project(value: Any, readable: Collection[int]) -> Iterator[Teil]:
    if value and value.pk in readable:
        yield paragraph(f"Siehe auch: {value.title}")


def _document(value: Any) -> Iterator[Teil]:
    """Names only documents that everybody may open, because the file is passed on."""
    if is_visible_document(value, anonymous_request()):
        yield paragraph(f"Dokument: {value.title}")


def _wanted_page(value: Any) -> Iterator[Teil]:
    if value:
        yield paragraph(f"Siehe auch (noch nicht geschrieben): {value}")


PARTS: Mapping[str, Callable[[Any], Iterator[Teil]]] = {
    "text": _text,
    "tabelle": _table,
    "zitat": _quotation,
    "bild": _picture,
    "dokument": _document,
    "gewuenscht": _wanted_page,
}
