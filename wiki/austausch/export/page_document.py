"""A Projektseite -> `Seitendokument`."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.utils.formats import date_format

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
        page.title, page.kurzfassung, tuple(_facts(page)), tuple(chapters), f"{address}{of}"
    )


def _facts(page: Projektseite) -> Iterator[tuple[str, str]]:
    """The fact box in the order of the article; what is empty is left out."""
    status = page.get_status_display() + (
        f" (Stand {page.status_jahr})" if page.status_jahr else ""
    )
    facts = [
        ("Kommunen", ", ".join(kommune.name for kommune in page.kommunen.all())),
        ("Status", status),
        ("Laufzeit", page.laufzeit),
        ("Kosten einmalig", _amount(page.kosten_einmalig, page.kosten_einmalig_hinweis)),
        ("Kosten laufend pro Jahr", _amount(page.kosten_laufend, page.kosten_laufend_hinweis)),
        ("Personalaufwand", page.personalaufwand),
        ("Förderung", page.foerderung),
        ("Wege zur Nachnutzung", ", ".join(page.nachnutzungsweg_namen)),
        ("Technik und Produkte", ", ".join(tag.name for tag in page.produkte.all())),
        ("Partner", ", ".join(page.partner_liste)),
        ("Zielgruppen", ", ".join(page.zielgruppen_liste)),
        ("OZG-Leistung", page.ozg_leistung),
        ("Kontakt", _contact(page)),
        ("Themen", ", ".join(thema.name for thema in page.themen.all())),
        ("Geprüft am", date_format(page.geprueft_am, "j. F Y") if page.geprueft_am else ""),
        ("Gültig bis", date_format(page.gueltig_bis, "j. F Y") if page.gueltig_bis else ""),
        ("Zur Faktenlage", page.faktenlage),
    ]
    yield from ((name, value) for name, value in facts if value)


def _amount(euro: int | None, remark: str) -> str:
    amount = "" if euro is None else f"{euro:,} €".replace(",", ".")
    return f"{amount} ({remark})" if amount and remark else amount or remark


def _contact(page: Projektseite) -> str:
    return ", ".join(
        filter(None, (page.kontakt_stelle, page.kontakt_postfach, page.kontakt_telefon))
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
