"""Writes a Projektseite as the cells of a table, for CSV, XLSX and MediaWiki.

The import reads each cell back as the same value; of sections it gets the words only.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from wiki.austausch.draft.paragraphs import free_cell
from wiki.austausch.draft.stream import section_texts
from wiki.fakten.codes import Nachnutzungsweg
from wiki.felder.felder import FELDER, FRAGE, SECTIONS
from wiki.felder.schema import Art, Feld
from wiki.models import Nachnutzung, Projektquelle, Projektseite

EXPORTED = tuple(feld for feld in FELDER if feld.art is not Art.ZEITRAUM)
Cell = str | int | date | None


def row_of(page: Projektseite) -> dict[str, Cell]:
    """Returns the cell of each field; an empty one is ""."""
    texts = section_texts(page.inhalt)
    values: dict[str, Any] = {feld.name: _value(page, feld) for feld in EXPORTED}
    values |= {name: texts.get((name, ""), "") for name in SECTIONS}
    free = ((heading, text) for (art, heading), text in texts.items() if art in ("frei", FRAGE))
    values["frei"] = free_cell(free)
    values["einschaetzung"] = texts.get(("einschaetzung", ""), "")
    return {name: "" if value is None else value for name, value in values.items()}


def _value(page: Projektseite, feld: Feld) -> Cell:
    if feld.art in WRITTEN:
        return WRITTEN[feld.art](page)
    value = getattr(page, feld.attribut)
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
    return "\n".join(map(_quelle, page.quellen.all()))


def _quelle(quelle: Projektquelle) -> str:
    """Writes a source as one line: `title | publisher | date | abgerufen day | address`. Without a
    publisher its place stays empty where the import would take another part for it."""
    read_on = f"abgerufen {quelle.abgerufen_am}" if quelle.abgerufen_am else ""
    rest = [part for part in (quelle.datum, read_on) if part]
    needed = quelle.herausgeber or rest or "|" in quelle.bezeichnung
    publisher = [quelle.herausgeber] if needed else []
    address = [quelle.url] if quelle.url else []
    return " | ".join([quelle.bezeichnung, *publisher, *rest, *address])


WRITTEN: Mapping[Art, Callable[[Projektseite], str]] = {
    Art.STATUS: lambda page: str(page.get_status_display()),
    Art.KOMMUNEN: _kommunen,
    Art.THEMEN: _themen,
    Art.PRODUKTE: _produkte,
    Art.WEGE: _wege,
    Art.NACHNUTZUNGEN: _nachnutzungen,
    Art.QUELLEN: _quellen,
    Art.ABSCHNITT: lambda page: "",  # `row_of` fills in the sections
    Art.FREI: lambda page: "",
    Art.EINSCHAETZUNG: lambda page: "",
}
