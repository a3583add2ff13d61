"""A Projektseite as cells of a table: what CSV, XLSX and MediaWiki exports carry of it.

The import reads each cell back to the same value. Sections are their words only.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from wiki.austausch.draft.columns import SECTIONS, SPALTEN, Spalte
from wiki.austausch.draft.paragraphs import free_cell
from wiki.austausch.draft.stream import section_texts
from wiki.fakten.codes import Nachnutzungsweg
from wiki.models import Nachnutzung, Projektseite

EXPORTED = tuple(spalte for spalte in SPALTEN if spalte.name != "laufzeit")
Cell = str | int | date | None


def row_of(page: Projektseite) -> dict[str, Cell]:
    """Cells by field; empty ones are ""."""
    texts = section_texts(page.inhalt)
    values: dict[str, Any] = {spalte.name: _value(page, spalte) for spalte in EXPORTED}
    values |= {name: texts.get((name, ""), "") for name in SECTIONS}
    free = ((heading, text) for (art, heading), text in texts.items() if art == "frei")
    values["frei"] = free_cell(free)
    return {name: "" if value is None else value for name, value in values.items()}


def _value(page: Projektseite, spalte: Spalte) -> Cell:
    name = spalte.name
    if name in LISTS:
        return LISTS[name](page)
    if name == "titel":
        return page.title
    if name == "status":
        return str(page.get_status_display())
    value = getattr(page, name, "")
    if isinstance(value, (int, date)) or value is None:
        return value
    return str(value).replace("\r\n", "\n").strip()


def _kommunen(page: Projektseite) -> str:
    return "; ".join(sorted(kommune.name for kommune in page.kommunen.all()))


def _themen(page: Projektseite) -> str:
    return "; ".join(sorted(thema.name for thema in page.themen.all()))


def _produkte(page: Projektseite) -> str:
    return "\n".join(sorted((row.tag.name for row in page.produkt_tags.all()), key=str.casefold))


def _wege(page: Projektseite) -> str:
    return "; ".join(SHORT_NAMES[weg] for weg in page.nachnutzungswege or [])


SHORT_NAMES = {
    Nachnutzungsweg.EFA: "EfA",
    Nachnutzungsweg.OPEN_SOURCE: "Open Source",
    Nachnutzungsweg.KAUF: "Kauf",
    Nachnutzungsweg.VERBUND: "Verbund",
}


def _nachnutzungen(page: Projektseite) -> str:
    return "\n".join(map(_nachnutzung, page.nachnutzungen.all()))


def _nachnutzung(row: Nachnutzung) -> str:
    parts = [row.kommune.name, str(row.jahr or ""), row.hinweis]
    return " | ".join(parts).rstrip(" |")


def _quellen(page: Projektseite) -> str:
    lines = (f"{q.bezeichnung} | {q.url}" if q.url else q.bezeichnung for q in page.quellen.all())
    return "\n".join(lines)


LISTS: Mapping[str, Any] = {
    "kommunen": _kommunen,
    "themen": _themen,
    "produkte": _produkte,
    "nachnutzungswege": _wege,
    "nachnutzungen": _nachnutzungen,
    "quellen": _quellen,
}
