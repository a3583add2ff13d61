"""Reads cells that name Kommunen and Themen of the wiki. Pure: both come in as matchers."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from wiki.austausch.draft.matching import Fund, KommuneMatcher, ThemaMatcher
from wiki.austausch.draft.schema import Nachnutzer

from .dates import DateInvalid, parse_year
from .row import Row, split_entries


@dataclass(frozen=True)
class RowContext:
    """What reading a row needs to know of the wiki.

    `lengths` is the longest text of each field (see `wiki.felder.lengths`), in characters. With
    `accept_fuzzy` the proposal for a misspelt name is taken. `bestaetigt` maps names that somebody
    has confirmed to their Kommune; `unbekannt` counts the names that stay unknown.
    """

    kommunen: KommuneMatcher
    themen: ThemaMatcher
    lengths: Mapping[str, int]
    accept_fuzzy: bool = False
    bestaetigt: Mapping[str, int] = field(default_factory=dict)
    unbekannt: Counter[str] = field(default_factory=Counter)


def read_kommunen(row: Row, context: RowContext) -> tuple[int, ...] | None:
    text = row.answer("kommunen")
    if not text:
        return None
    found = [_kommune(row, "kommunen", part, context) for part in _places(text, context)]
    return tuple(dict.fromkeys(pk for pk in found if pk))


def _places(text: str, context: RowContext) -> list[str]:
    """Splits a cell into names: `Trier und Mainz` -> Trier, Mainz. A cell that is the name of one
    Kommune stays whole."""
    parts = []
    for entry in split_entries(text):
        smaller = re.split(r"\s*[,/+|]\s*|\s+und\s+", entry)
        if context.kommunen.find(entry).pk or len(smaller) == 1:
            parts.append(entry)
        else:
            certain = [part for part in smaller if context.kommunen.find(part).pk]
            parts += smaller if certain else [entry]
    return [part for part in parts if part]


def _kommune(row: Row, column: str, text: str, context: RowContext) -> int | None:
    if confirmed := context.bestaetigt.get(text):
        return confirmed
    fund = context.kommunen.find(text)
    if fund.pk:
        if fund.grund:
            row.note(column, fund.grund)
        return fund.pk
    if fund.vorschlag_pk and context.accept_fuzzy:
        row.note(column, f"„{text}“ als „{fund.vorschlag}“ übernommen.")
        return fund.vorschlag_pk
    context.unbekannt[text] += 1
    row.wrong(column, fund.grund + _what_to_do(fund, "die Kommune im Wiki anlegen"))
    return None


def _what_to_do(fund: Fund, otherwise: str) -> str:
    if fund.vorschlag_pk:
        return " Bitte bestätigen oder in der Liste berichtigen."
    return f" Bitte berichtigen oder {otherwise}."


def read_themen(row: Row, context: RowContext) -> tuple[int, ...] | None:
    text = row.answer("themen")
    if not text:
        return None
    whole = context.themen.find(text)
    parts = [text] if whole.pk else split_entries(text, ",")
    found = [_thema(row, part, context) for part in parts]
    return tuple(dict.fromkeys(pk for pk in found if pk))


def _thema(row: Row, text: str, context: RowContext) -> int | None:
    fund = context.themen.find(text)
    if fund.pk:
        if fund.grund:
            row.note("themen", fund.grund)
        return fund.pk
    if fund.vorschlag_pk and context.accept_fuzzy:
        row.note("themen", f"„{text}“ als „{fund.vorschlag}“ übernommen.")
        return fund.vorschlag_pk
    row.wrong("themen", fund.grund + _what_to_do(fund, "das Thema im Wiki anlegen"))
    return None


def read_nachnutzungen(row: Row, context: RowContext) -> tuple[Nachnutzer, ...] | None:
    """Reads one reuse from each line: `Kommune | year | remark`."""
    entries = []
    text = row.answer("nachnutzungen")
    for line in text.split("\n") if "|" in text else split_entries(text):
        if not line.strip():
            continue
        name, year, remark = ([*(part.strip() for part in line.split("|", 2)), "", ""])[:3]
        kommune = _kommune(row, "nachnutzungen", name, context)
        try:
            jahr = parse_year(year)
        except DateInvalid as error:
            row.wrong("nachnutzungen", str(error))
            continue
        if kommune:
            entries.append(
                Nachnutzer(kommune, jahr, remark[: context.lengths["nachnutzungen.hinweis"]])
            )
    return tuple(entries) or None
