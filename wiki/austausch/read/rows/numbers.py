"""Reads cells that hold amounts, years and dates. Pure."""

import re
from collections.abc import Callable
from typing import Any

from .amounts import AmountInvalid, ReadAmount, parse_amount
from .dates import DateInvalid, parse_date, parse_period, parse_year
from .row import Row, cell_text

THOUSANDS = re.compile(r"t€|teur|tsd|tausend|k€", re.I)
MILLIONS = re.compile(r"mio|millionen", re.I)


def read_betrag(row: Row, name: str) -> None:
    """Fills the amount, and adds to the remark field beside it what a number cannot say."""
    remark = f"{name}_hinweis"
    said = row.text(remark)
    try:
        betrag = parse_amount(_scaled(row, name))
    except AmountInvalid as error:
        row.wrong(name, str(error))
        return
    if betrag.euro is not None:
        row.felder[name] = betrag.euro
    if not betrag.exakt:
        row.note(
            name,
            f"„{betrag.anmerkung}“ ist kein genauer Betrag in ganzen Euro und steht nun "
            "in der Anmerkung dazu.",
        )
    if said := _with_remark(said, betrag):
        row.felder[remark] = said


def _with_remark(said: str, betrag: ReadAmount) -> str:
    if not betrag.anmerkung or betrag.anmerkung in said:
        return said
    return f"{betrag.anmerkung}; {said}" if said else betrag.anmerkung


def _scaled(row: Row, name: str) -> Any:
    """Gives a bare number the unit of its heading: `12` below "Kosten in T€" -> `12 T€`. Any other
    cell stays as it is."""
    cell = row.cells.get(name, "")
    heading = row.mapping.heading_of(name)
    bare = isinstance(cell, (int, float)) or re.fullmatch(r"\d+(?:[.,]\d+)?", str(cell).strip())
    if isinstance(cell, bool) or not bare:
        return cell
    for pattern, unit in ((MILLIONS, "Mio. €"), (THOUSANDS, "T€")):
        if pattern.search(heading):
            text = f"{cell_text(cell).replace('.', ',')} {unit}"
            row.note(name, f"Laut Überschrift in {unit} gelesen: {text}.")
            return text
    return cell


def read_jahr(row: Row, name: str) -> None:
    _keep(row, name, parse_year)


def read_datum(row: Row, name: str) -> None:
    _keep(row, name, parse_date)


def read_zeitraum(row: Row, name: str) -> None:
    """Fills two fields from one cell: `laufzeit` fills `laufzeit_von` and `laufzeit_bis`."""
    if not row.answer(name):
        return
    try:
        von, bis = parse_period(row.cells[name])
    except DateInvalid as error:
        row.wrong(name, str(error))
    else:
        row.felder |= {f"{name}_von": von, f"{name}_bis": bis}


def check_laufzeit(row: Row) -> None:
    """Notes an error when the project ends before it begins."""
    von, bis = row.felder.get("laufzeit_von"), row.felder.get("laufzeit_bis")
    if von and bis and von > bis:
        where = "laufzeit_bis" if row.text("laufzeit_bis") else "laufzeit"
        row.wrong(where, f"Das Ende ({bis}) liegt vor dem Beginn ({von}).")


def _keep(row: Row, name: str, parse: Callable[[Any], Any]) -> None:
    if not row.answer(name):
        return
    try:
        row.felder[name] = parse(row.cells[name])
    except DateInvalid as error:
        row.wrong(name, str(error))
