"""Every filter of the wiki, each described once: the Markt and the search offer a choice of them.

Several values of one filter widen a list, several filters narrow it. Pure.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from wiki.sorting import sort_key
from wiki.texte import gettext as _
from wiki.texte import noop

from .codes import KommuneTyp, Nachnutzungsweg, Status
from .rules import (
    AllOf,
    AnyOf,
    Between,
    By,
    Case,
    Check,
    Each,
    Either,
    Is,
    IsKnown,
    Not,
    Rule,
    Some,
    Value,
    When,
)
from .sizes import (
    GROESSENKLASSEN,
    KIND_LABELS,
    KREISFREI,
    LANDKREIS,
    RANGE,
    VERBANDSGEMEINDE,
    bounds,
    size_label,
)

REPEATED = 40  # characters of an unknown value that are shown again
KINDS = {
    KREISFREI: KommuneTyp.KREISFREIE_STADT,
    LANDKREIS: KommuneTyp.LANDKREIS,
    VERBANDSGEMEINDE: KommuneTyp.VERBANDSGEMEINDE,
}
YEAR = re.compile(r"(?:19|20)\d\d|2100", re.ASCII)

# Name of a filter -> the values chosen, as they stand in addresses. A filter that is missing lets
# everything pass.
Filters = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Weggelassen:
    """A value in an address that there is not (any more): an old link goes on working without it.
    `titel` says what it was to be: Thema, Reihenfolge, Seite."""

    name: str
    titel: str
    wert: str

    def __str__(self) -> str:
        shown = "".join(sign if sign.isprintable() else " " for sign in self.wert[:REPEATED])
        return f"{_(self.titel)} „{shown}{'…' if len(self.wert) > REPEATED else ''}“"


@dataclass(frozen=True)
class Auswahl:
    """The filters that somebody chose; `texte` says each: ("kommune", "trier") -> "Trier"."""

    filters: Filters
    texte: Mapping[tuple[str, str], str]
    weggelassen: tuple[Weggelassen, ...] = ()


@dataclass(frozen=True)
class Wert:
    """One value of a filter as it is offered. `anzahl` projects are left when it is chosen;
    `ueber` names the value that it is a part of (empty: none)."""

    wert: str
    text: str
    anzahl: int
    gewaehlt: bool
    ueber: str = ""

    @property
    def unter(self) -> bool:
        return bool(self.ueber)


def chosen_then_frequent(wert: Wert) -> Any:
    return not wert.gewaehlt, -wert.anzahl, sort_key(wert.text)


def alphabetical(wert: Wert) -> Any:
    """Puts values that are parts of another below it: Leben, Kita, Schule, Verkehr."""
    return sort_key(wert.ueber or wert.text), wert.unter, sort_key(wert.text)


def latest_first(wert: Wert) -> Any:
    return -int(wert.wert)


@dataclass(frozen=True)
class Filter:
    """One kind of filter.

    `name` stands in addresses, `titel` on the page; `rule` says which values a project has.
    `choices` lists the values that are always the same, in the order of the form; other values
    stand in `order`. `say` turns a value that `choices` does not list into words (empty: there is
    no such value); without it the database is asked. `alle` is the wording of "no choice"."""

    name: str
    titel: str
    rule: Rule
    choices: Mapping[str, str] = field(default_factory=dict)
    say: Callable[[str], str] | None = None
    order: Callable[[Wert], Any] = chosen_then_frequent
    alle: str = ""


def _unknown(wert: str) -> str:
    return ""


def _say_year(wert: str) -> str:
    return wert if YEAR.fullmatch(wert) else ""


def _say_size(wert: str) -> str:
    return size_label(wert) if wert in KIND_LABELS or RANGE.fullmatch(wert) else ""


def _has_size(wert: str) -> Check:
    """Checks a Kommune. Districts have no size, for they would be the biggest towns."""
    if wert in KINDS:
        return Is("typ", KINDS[wert])
    low, high = bounds(wert)
    return AllOf(Not(IS_DISTRICT), Between("einwohner", low or 0, high))


def _in_years(wert: str) -> Check:
    """Checks whether a project belongs to a range of years. An open range holds what began in it. A
    closed one also holds what went on in it, and projects of which only the year of their status is
    known, if that lies in it."""
    low, high = bounds(wert)
    if low is None or high is None:
        return Between("laufzeit_von", low, high)
    without_end = AllOf(Not(IsKnown("laufzeit_bis")), Between("laufzeit_von", low, None))
    going_on = AnyOf(Between("laufzeit_bis", low, None), without_end)
    stated = AllOf(Not(IsKnown("laufzeit_von")), Between("status_jahr", low, high))
    return AnyOf(AllOf(Between("laufzeit_von", None, high), going_on), stated)


IS_DISTRICT = Is("typ", KommuneTyp.LANDKREIS)
IS_KOMMUNE = Not(Is("typ", KommuneTyp.LAND))
ONCE, YEARLY = IsKnown("kosten_einmalig"), IsKnown("kosten_laufend")
ANY_COSTS = AnyOf(ONCE, YEARLY)

# An Oberthema holds the projects of its Themen, a district those of its towns.
OWN_OR_ABOVE = Either(
    Value("slug", "name", "oberthema__name"), Value("oberthema__slug", "oberthema__name")
)
OWN_OR_OF_TOWNS = Either(
    When(IS_DISTRICT, Value("slug", "name")), Value("kreis__slug", "kreis__name")
)

THEMA = Filter(
    *("thema", noop("Thema"), Some("themen", OWN_OR_ABOVE)),
    order=alphabetical,
    alle=noop("alle Themen"),
)
KOMMUNE = Filter(
    "kommune", noop("Kommune"), Some("kommunen", When(IS_KOMMUNE, Value("slug", "name")))
)
KREIS = Filter("kreis", noop("Kreis"), Some("kommunen", OWN_OR_OF_TOWNS))
LAND = Filter("land", noop("Land"), Some("kommunen", Value("land")), alle=noop("alle Länder"))
GROESSE = Filter(
    "groesse",
    noop("Gemeindegröße"),
    Some("kommunen", By(_has_size)),
    choices={c.range: c.in_full for c in GROESSENKLASSEN},
    say=_say_size,
)
STATUS = Filter(
    *("status", noop("Status"), Value("status"), dict(Status.choices), _unknown),
    alle=noop("jeder Status"),
)
STAND = Filter("stand", noop("Jahr"), Value("status_jahr"), say=_say_year, order=latest_first)
KOSTEN = Filter(
    *("kosten", noop("Kosten"), Case({"einmalig": ONCE, "laufend": YEARLY})),
    choices={"einmalig": noop("einmalige bekannt"), "laufend": noop("laufende bekannt")},
    say=_unknown,
)
WEG = Filter(
    *("nachnutzungsweg", noop("Nachnutzungsweg"), Each("nachnutzungswege")),
    choices=dict(Nachnutzungsweg.choices),
    say=_unknown,
)
# Recognised in questions, where it moves pages up; no page offers it as a filter.
JAHR = Filter("jahr", noop("Jahr"), By(_in_years))

SEARCH_FILTERS = (THEMA, KOMMUNE, KREIS, LAND, GROESSE, STATUS, STAND, KOSTEN, WEG)

# The Markt names sizes by class, districts included, and asks only whether any amount is known.
OF_CLASS = {c.slug: Between("einwohner", c.low, c.highest) for c in GROESSENKLASSEN}
MARKT_FILTERS = (
    THEMA,
    STATUS,
    replace(LAND, order=alphabetical),
    Filter(
        *("groesse", noop("Einwohner"), Some("kommunen", Case(OF_CLASS))),
        choices={c.slug: c.name for c in GROESSENKLASSEN},
        say=_unknown,
        alle=noop("jede Größe"),
    ),
    Filter(
        *("kosten", noop("Kosten"), Case({"bekannt": ANY_COSTS, "unbekannt": Not(ANY_COSTS)})),
        choices={"bekannt": noop("Betrag bekannt"), "unbekannt": noop("Betrag nicht bekannt")},
        say=_unknown,
        alle=noop("egal"),
    ),
    replace(WEG, name="weg", titel=noop("Nachnutzung"), alle=noop("alle Wege")),
)
