"""Projects by year. Only what the article says is drawn: no year is guessed."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from wiki.sorting import sort_key

from .schema import Eintrag

VORBEI = {"beendet", "abgebrochen"}
LAUFEND = {"umsetzung", "betrieb"}


T = TypeVar("T")


@dataclass(frozen=True)
class Zeitraum:
    """First and last year of a project."""

    von: int
    bis: int


def period(eintrag: Eintrag, heute: int) -> Zeitraum | None:
    """From Laufzeit, else from the year of the Status; None when no year is known. What still runs
    lasts until this year, `heute`."""
    jahr = eintrag.status_jahr
    von = eintrag.laufzeit_von or eintrag.laufzeit_bis or jahr
    if von is None:
        return None
    if eintrag.laufzeit_bis:
        return Zeitraum(min(von, eintrag.laufzeit_bis), eintrag.laufzeit_bis)
    if eintrag.status in VORBEI and jahr:
        return Zeitraum(von, max(von, jahr))
    if eintrag.status in LAUFEND and eintrag.laufzeit_von:
        return Zeitraum(von, max(von, heute))
    return Zeitraum(von, max(von, jahr or von))


def years_of(eintraege: Iterable[Eintrag], heute: int) -> tuple[int, int]:
    """First and last year of all periods, the ends of the scale; this year when none is known."""
    periods = [zeitraum for eintrag in eintraege if (zeitraum := period(eintrag, heute))]
    first = min((zeitraum.von for zeitraum in periods), default=heute)
    return first, max((zeitraum.bis for zeitraum in periods), default=heute)


def sort_by_year(eintraege: Iterable[Eintrag], heute: int) -> list[Eintrag]:
    """Latest beginning first, those without a year at the end, equal ones by title."""

    def key(eintrag: Eintrag) -> tuple[int, str, int]:
        zeitraum = period(eintrag, heute)
        return (-zeitraum.von if zeitraum else 0, sort_key(eintrag.titel), eintrag.pk)

    return sorted(eintraege, key=key)


@dataclass(frozen=True)
class Balken:
    """A bar: `anfang` years after the first one of the scale, `laenge` years long, of `gesamt`."""

    jahr: int | None
    anfang: int = 0
    laenge: int = 0
    gesamt: int = 1


def bar(eintrag: Eintrag, years: tuple[int, int], heute: int) -> Balken:
    """The entry's period on a scale from the first to the last of `years`."""
    zeitraum = period(eintrag, heute)
    if zeitraum is None:
        return Balken(None)
    length = zeitraum.bis - zeitraum.von + 1
    total = years[1] - years[0] + 1
    return Balken(zeitraum.von, zeitraum.von - years[0], length, total)


def by_year(rows: Iterable[tuple[T, Balken]]) -> list[tuple[int | None, list[tuple[T, Balken]]]]:
    """Neighbours that begin in the same year together; the order stays."""
    return [(jahr, list(group)) for jahr, group in groupby(rows, key=lambda row: row[1].jahr)]
