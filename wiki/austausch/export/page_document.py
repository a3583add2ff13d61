"""A Projektseite -> `Seitendokument`."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.utils.formats import date_format

from wiki.felder.values import facts_of
from wiki.models import Projektseite

from .document import (
    BULLET,
    CAPTION,
    PARAGRAPH,
    QUOTE,
    Absatz,
    Kapitel,
    Run,
    Seitendokument,
    Tabelle,
    Teil,
)
from .pictures import picture_parts
from .rich_text import paragraphs_of


def document_of(page: Projektseite, address: str, readable: Collection[int]) -> Seitendokument:
    """`address`: of the page, with host. Pages that are not `readable` are not named."""
    chapters = [
        Kapitel(section.name, tuple(_parts(section.content, readable)))
        for section in page.sections()
    ]
    chapters += [chapter for chapter in _after(page) if chapter.teile]
    changed = page.last_published_at
    of = f", Stand {date_format(changed, 'j. F Y')}" if changed else ""
    return Seitendokument(
        page.title,
        page.kurzfassung,
        tuple((fakt.name, fakt.text) for fakt in facts_of(page) if not fakt.feld.kapitel),
        tuple(chapters),
        f"{address}{of}",
    )


def _after(page: Projektseite) -> Iterator[Kapitel]:
    """What follows the sections in an article."""
    transfer = [
        Absatz(PARAGRAPH, (Run(line),)) for line in page.uebertragbarkeit.splitlines() if line
    ]
    yield Kapitel("Übertragbarkeit", tuple(transfer))
    reused = [
        row.kommune.name
        + (f" ({row.jahr})" if row.jahr else "")
        + (f": {row.hinweis}" if row.hinweis else "")
        for row in page.nachnutzungen.all()
    ]
    yield Kapitel("Nachgenutzt von", tuple(Absatz(BULLET, (Run(text),)) for text in reused))
    sources = [
        Absatz(BULLET, (Run(quelle.bezeichnung, url=quelle.url),)) for quelle in page.quellen.all()
    ]
    yield Kapitel("Quellen", tuple(sources))


def _parts(content: Iterable[Any], readable: Collection[int]) -> Iterator[Teil]:
    for block in content:
        value = block.value
        if block.block_type == "text":
            yield from paragraphs_of(str(value.source))
        elif block.block_type == "tabelle":
            if value.caption:
                yield Absatz(CAPTION, (Run(value.caption),))
            yield _table(value)
        elif block.block_type == "zitat":
            said_by = f" ({value['quelle']})" if value["quelle"] else ""
            yield Absatz(QUOTE, (Run(f"„{value['text']}“{said_by}", italic=True),))
        elif block.block_type == "bild" and value["bild"]:
            yield from picture_parts(value)
        elif block.block_type == "projekt" and value and value.pk in readable:
            yield Absatz(PARAGRAPH, (Run(f"Siehe auch: {value.title}"),))
        elif block.block_type == "dokument" and value:
            yield Absatz(PARAGRAPH, (Run(f"Dokument: {value.title}"),))
        elif block.block_type == "gewuenscht" and value:
            yield Absatz(PARAGRAPH, (Run(f"Siehe auch (noch nicht geschrieben): {value}"),))


def _table(table: Any) -> Tabelle:
    headings = tuple(str(column["heading"] or "") for column in table.columns)
    rows = (tuple(str(cell.value or "") for cell in row) for row in table.rows)
    return Tabelle((headings, *rows))
