"""Cells that hold amounts, years and dates. Pure."""

import re
from collections.abc import Callable
from typing import Any

from .amounts import AmountInvalid, Betrag, parse_amount
from .dates import DateInvalid, parse_date, parse_period, parse_year
from .row import Row, as_text

THOUSANDS = re.compile(r"t€|teur|tsd|tausend|k€", re.I)
MILLIONS = re.compile(r"mio|millionen", re.I)


def read_amount(row: Row, name: str) -> None:
    """The number, and into the remark field what a number cannot say."""
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


def _with_remark(said: str, betrag: Betrag) -> str:
    if not betrag.anmerkung or betrag.anmerkung in said:
        return said
    return f"{betrag.anmerkung}; {said}" if said else betrag.anmerkung


def _scaled(row: Row, name: str) -> Any:
    """A bare number below a heading like "Kosten in T€" counts thousands."""
    cell = row.cells.get(name, "")
    heading = row.plan.heading_of(name)
    bare = isinstance(cell, (int, float)) or re.fullmatch(r"\d+(?:[.,]\d+)?", str(cell).strip())
    if isinstance(cell, bool) or not bare:
        return cell
    for pattern, unit in ((MILLIONS, "Mio. €"), (THOUSANDS, "T€")):
        if pattern.search(heading):
            text = f"{as_text(cell).replace('.', ',')} {unit}"
            row.note(name, f"Laut Überschrift in {unit} gelesen: {text}.")
            return text
    return cell


def read_times(row: Row) -> None:
    for name in ("status_jahr", "laufzeit_von", "laufzeit_bis"):
        _keep(row, name, parse_year)
    for name in ("geprueft_am", "gueltig_bis"):
        _keep(row, name, parse_date)
    if row.answer("laufzeit"):
        try:
            von, bis = parse_period(row.cells["laufzeit"])
        except DateInvalid as error:
            row.wrong("laufzeit", str(error))
        else:
            row.felder |= {"laufzeit_von": von, "laufzeit_bis": bis}
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
