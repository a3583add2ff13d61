"""Cells that name Kommunen and Themen of the wiki. Pure: both come in as matchers."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from wiki.austausch.draft.matching import Fund, KommuneMatcher, ThemaMatcher
from wiki.austausch.draft.schema import Nachnutzer

from .dates import DateInvalid, parse_year
from .row import Row, entries_of

HINT_LENGTH = 300


@dataclass(frozen=True)
class Kenntnis:
    """What the reading of rows must know of the wiki. `accept_fuzzy`: proposals are taken;
    `bestaetigt`: names somebody has said the Kommune of; `unbekannt` counts the others."""

    kommunen: KommuneMatcher
    themen: ThemaMatcher
    accept_fuzzy: bool = False
    bestaetigt: Mapping[str, int] = field(default_factory=dict)
    unbekannt: Counter[str] = field(default_factory=Counter)


def read_kommunen(row: Row, kenntnis: Kenntnis) -> tuple[int, ...] | None:
    text = row.answer("kommunen")
    if not text:
        return None
    found = [_kommune(row, "kommunen", part, kenntnis) for part in _places(text, kenntnis)]
    return tuple(dict.fromkeys(pk for pk in found if pk))


def _places(text: str, kenntnis: Kenntnis) -> list[str]:
    """The cell as a whole if that is a Kommune; else its parts."""
    parts = []
    for entry in entries_of(text):
        smaller = re.split(r"\s*[,/+|]\s*|\s+und\s+", entry)
        if kenntnis.kommunen.find(entry).pk or len(smaller) == 1:
            parts.append(entry)
        else:
            certain = [part for part in smaller if kenntnis.kommunen.find(part).pk]
            parts += smaller if certain else [entry]
    return [part for part in parts if part]


def _kommune(row: Row, column: str, text: str, kenntnis: Kenntnis) -> int | None:
    if confirmed := kenntnis.bestaetigt.get(text):
        return confirmed
    fund = kenntnis.kommunen.find(text)
    if fund.pk:
        return fund.pk
    if fund.vorschlag_pk and kenntnis.accept_fuzzy:
        row.note(column, f"„{text}“ als „{fund.vorschlag}“ übernommen.")
        return fund.vorschlag_pk
    kenntnis.unbekannt[text] += 1
    row.wrong(column, fund.grund + _what_to_do(fund, "die Kommune im Wiki anlegen"))
    return None


def _what_to_do(fund: Fund, otherwise: str) -> str:
    if fund.vorschlag_pk:
        return " Bitte bestätigen oder in der Liste berichtigen."
    return f" Bitte berichtigen oder {otherwise}."


def read_themen(row: Row, kenntnis: Kenntnis) -> tuple[int, ...] | None:
    text = row.answer("themen")
    if not text:
        return None
    whole = kenntnis.themen.find(text)
    parts = [text] if whole.pk else entries_of(text, ",")
    found = [_thema(row, part, kenntnis) for part in parts]
    return tuple(dict.fromkeys(pk for pk in found if pk))


def _thema(row: Row, text: str, kenntnis: Kenntnis) -> int | None:
    fund = kenntnis.themen.find(text)
    if fund.pk:
        if fund.grund:
            row.note("themen", fund.grund)
        return fund.pk
    if fund.vorschlag_pk and kenntnis.accept_fuzzy:
        row.note("themen", f"„{text}“ als „{fund.vorschlag}“ übernommen.")
        return fund.vorschlag_pk
    row.wrong("themen", fund.grund + _what_to_do(fund, "das Thema im Wiki anlegen"))
    return None


def read_nachnutzungen(row: Row, kenntnis: Kenntnis) -> tuple[Nachnutzer, ...] | None:
    """One a line: Kommune | year | remark."""
    entries = []
    text = row.answer("nachnutzungen")
    for line in text.split("\n") if "|" in text else entries_of(text):
        if not line.strip():
            continue
        name, year, remark = ([*(part.strip() for part in line.split("|", 2)), "", ""])[:3]
        kommune = _kommune(row, "nachnutzungen", name, kenntnis)
        try:
            jahr = parse_year(year)
        except DateInvalid as error:
            row.wrong("nachnutzungen", str(error))
            continue
        if kommune:
            entries.append(Nachnutzer(kommune, jahr, remark[:HINT_LENGTH]))
    return tuple(entries) or None
