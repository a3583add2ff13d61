"""Reads cells that hold amounts, years and dates. Pure."""

import re
from typing import Any

from wiki.felder.schema import JAHRE
from wiki.german.amount_cells import AmountInvalid, ReadAmount, parse_amount
from wiki.german.amounts import names_an_amount
from wiki.german.cost_parts import exact_euros, split_costs

from .dates import DateInvalid, parse_date
from .row import Row, cell_text
from .years import WITHOUT_END, read_period, read_years

THOUSANDS = re.compile(r"\bt ?-?(?:€|eur)|tsd|tausend|\bk ?(?:€|eur)|1[.\s]?000 ?(?:€|eur)", re.I)
ONCE, EACH = "kosten_einmalig", "kosten_laufend"
EACH_YEAR = re.compile(
    r"jährl|(?:pro|im|je) (?:jahr|monat)|/ ?(?:jahr|a\b|monat)|p\. ?[am]\b|monatl|\bmtl\b", re.I
)
OWN_WORD = {
    ONCE: re.compile(r"^(?:einmalige?|investiv)(?: kosten)?:?\s+(?=\S)", re.I),
    EACH: re.compile(r"^(?:jährliche?|laufende?|konsumtiv)(?: kosten)?:?\s+(?=\S)", re.I),
}
ONLY_ONCE = re.compile(r"einm", re.I)
MILLIONS = re.compile(r"mio|millionen", re.I)
ABOUT = r"(?:ca|rd|rund|etwa|circa|bis|bis zu|ab|max|mind|unter|über|zw|zwischen)\.? ?|[~≈<>] ?"
BARE_AMOUNT = re.compile(r"\d{1,3}(?:[.'’]\d{3})+(?:,\d\d)?|\d{3,},\d\d|\d{5,}")
BARE = re.compile(
    rf"(?:{ABOUT})?\d[\d.,]*(?:,-+)?(?: ?(?:-|–|bis|und) ?\d[\d.,]*)?(?: ?\*| ?\([^\d()]*\))?", re.I
)


def read_betrag(row: Row, name: str) -> None:
    """Fills the amount, and adds to the remark field beside it what a number cannot say."""
    if name == ONCE:
        _take_apart(row)
    try:
        betrag = _parsed(_scaled(row, name), name)
    except AmountInvalid as error:
        row.gap(name, str(error))
        return
    if (
        name == ONCE
        and EACH_YEAR.search(betrag.anmerkung)
        and not ONLY_ONCE.search(betrag.anmerkung)
    ):
        name, betrag = _each_year(row, betrag)
    remark = f"{name}_hinweis"
    said = row.answer(remark)
    if betrag.euro is not None:
        row.felder[name] = betrag.euro
    if not betrag.exakt:
        row.note(
            name,
            f"„{betrag.anmerkung}“ ist kein genauer Betrag in ganzen Euro und steht nun "
            "in der Anmerkung dazu.",
        )
    elif betrag.gerundet:
        row.note(name, f"„{betrag.anmerkung}“ auf ganze Euro gerundet; die Anmerkung nennt es.")
    if said := _with_remark(said, betrag):
        row.felder[remark] = said


def _parsed(cell: Any, name: str) -> ReadAmount:
    """What the column says as well is no part of the amount: `einmalig 12.500 €`."""
    return parse_amount(OWN_WORD[name].sub("", cell) if isinstance(cell, str) else cell)


def _take_apart(row: Row) -> None:
    """Puts what a cell says of each year into the column for it: `60.000 €, 12.000 €/Jahr`."""
    text = row.answer(ONCE)
    once, yearly = split_costs(text) if names_an_amount(text) else ("", "")
    if row.answer(EACH) or not (names_an_amount(once) and names_an_amount(yearly)):
        return
    row.note(ONCE, f"„{text}“ aufgeteilt: einmalig „{once}“, laufend „{yearly}“.")
    row.cells[ONCE], row.cells[EACH] = once, yearly


def _each_year(row: Row, betrag: ReadAmount) -> tuple[str, ReadAmount]:
    """Moves an amount for each year out of the column of what is paid once. If there is a column
    for it, the text only goes into the remark."""
    if row.answer(EACH) or EACH in row.felder:
        return ONCE, ReadAmount(None, betrag.anmerkung, exakt=False)
    row.note(ONCE, f"„{betrag.anmerkung}“ als laufende Kosten gelesen.")
    euro = exact_euros(betrag.anmerkung)
    return EACH, betrag if euro is None else ReadAmount(euro, betrag.anmerkung)


def _with_remark(said: str, betrag: ReadAmount) -> str:
    if not betrag.anmerkung or betrag.anmerkung in said:
        return said
    return f"{betrag.anmerkung}; {said}" if said else betrag.anmerkung


def _scaled(row: Row, name: str) -> Any:
    """Gives a bare number the unit of its heading: `12` below "Kosten in T€" -> `12 T€`, `ca. 12`
    as well. Any other cell stays as it is."""
    cell = row.cells.get(name, "")
    heading = row.mapping.heading_of(name)
    is_number = isinstance(cell, (int, float))
    if isinstance(cell, bool) or not (is_number or BARE.fullmatch(str(cell).strip())):
        return cell
    shown = cell_text(cell).replace(".", ",") if is_number else cell_text(cell)
    for pattern, unit in ((MILLIONS, "Mio. €"), (THOUSANDS, "T€")):
        if pattern.search(heading):
            text = f"{shown} {unit}"
            row.note(name, f"Laut Überschrift in {unit} gelesen: {text}.")
            return text
    return cell


def read_foerderung(row: Row) -> None:
    """Says what a bare number means: `36543.12` -> `36.543,12 €`, a share of `0.8` -> `80 %`. Small
    numbers and years may mean anything."""
    cell = row.cells.get("foerderung")
    if isinstance(cell, float) and 0 < cell < 1:
        row.felder["foerderung"] = f"{cell * 100:g} %".replace(".", ",")
    elif _is_bare_amount(cell):
        scaled = _scaled(row, "foerderung")
        row.felder["foerderung"] = scaled if scaled is not cell else _in_euros(cell)


def _is_bare_amount(cell: Any) -> bool:
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return cell >= 1000 and cell not in JAHRE
    return isinstance(cell, str) and bool(BARE_AMOUNT.fullmatch(cell.strip()))


def _in_euros(cell: Any) -> str:
    if isinstance(cell, str):
        return f"{cell.strip()} €"
    shown = f"{cell:,.2f}" if cell % 1 else f"{cell:,.0f}"
    return f"{shown} €".translate(str.maketrans(",.", ".,"))


def read_jahr(row: Row, name: str) -> None:
    """Fills a year. A period in the column of the begin also fills the end, if that is empty."""
    if not row.answer(name):
        return
    try:
        years = read_years(row.cells[name])
    except DateInvalid as error:
        row.gap(name, str(error))
        return
    if years.hinweis:
        row.note(name, years.hinweis)
    if name == "laufzeit_bis":
        row.felder[name] = years.bis
        return
    row.felder[name] = years.von
    if name == "laufzeit_von" and years.bis != years.von and not row.answer("laufzeit_bis"):
        row.felder["laufzeit_bis"] = years.bis


def read_datum(row: Row, name: str) -> None:
    text = row.answer(name)
    if not text:
        return
    if WITHOUT_END.fullmatch(text):
        row.note(name, f"„{text}“: kein Datum eingetragen.")
        return
    try:
        row.felder[name] = parse_date(row.cells[name])
    except DateInvalid as error:
        row.gap(name, str(error))


def read_zeitraum(row: Row, name: str) -> None:
    """Fills two fields from one cell: `laufzeit` fills `laufzeit_von` and `laufzeit_bis`."""
    if not row.answer(name):
        return
    try:
        years = read_period(row.cells[name])
    except DateInvalid as error:
        row.gap(name, str(error))
        return
    if years.hinweis:
        row.note(name, years.hinweis)
    row.felder |= {f"{name}_von": years.von, f"{name}_bis": years.bis}


def check_laufzeit(row: Row) -> None:
    """Leaves out both years when the project ends before it begins: nobody can tell which is
    wrong."""
    von, bis = row.felder.get("laufzeit_von"), row.felder.get("laufzeit_bis")
    if von and bis and von > bis:
        where = "laufzeit_bis" if row.answer("laufzeit_bis") else "laufzeit"
        row.gap(where, f"Das Ende ({bis}) liegt vor dem Beginn ({von}).")
        del row.felder["laufzeit_von"], row.felder["laufzeit_bis"]
