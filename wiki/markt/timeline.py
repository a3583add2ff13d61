"""Projects by year. Only what the article says is drawn: no year is guessed."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from wiki.fakten.codes import Status
from wiki.fakten.facts import Projektfakten
from wiki.sorting import sort_key

OVER = {Status.BEENDET, Status.ABGEBROCHEN}
GOING_ON = {Status.UMSETZUNG, Status.BETRIEB}

T = TypeVar("T")


@dataclass(frozen=True)
class Zeitraum:
    """First and last year of a project."""

    von: int
    bis: int


def period(projekt: Projektfakten, heute: int) -> Zeitraum | None:
    """Returns the years of the Laufzeit, else the year of the status; None when no year is known.
    What still runs lasts until this year, `heute`."""
    jahr = projekt.status_jahr
    von = projekt.laufzeit_von or projekt.laufzeit_bis or jahr
    if von is None:
        return None
    if projekt.laufzeit_bis:
        return Zeitraum(min(von, projekt.laufzeit_bis), projekt.laufzeit_bis)
    if projekt.status in OVER and jahr:
        return Zeitraum(von, max(von, jahr))
    if projekt.status in GOING_ON and projekt.laufzeit_von:
        return Zeitraum(von, max(von, heute))
    return Zeitraum(von, max(von, jahr or von))


def years_of(projekte: Iterable[Projektfakten], heute: int) -> tuple[int, int]:
    """Returns the ends of the scale: first and last year of all periods, or twice this year."""
    periods = [zeitraum for projekt in projekte if (zeitraum := period(projekt, heute))]
    first = min((zeitraum.von for zeitraum in periods), default=heute)
    return first, max((zeitraum.bis for zeitraum in periods), default=heute)


def sort_by_year(projekte: Iterable[Projektfakten], heute: int) -> list[Projektfakten]:
    """Sorts by the first year, latest first; projects without a year come last, ties by title."""

    def key(projekt: Projektfakten) -> tuple[int, str, int]:
        zeitraum = period(projekt, heute)
        return (-zeitraum.von if zeitraum else 0, sort_key(projekt.titel), projekt.pk)

    return sorted(projekte, key=key)


@dataclass(frozen=True)
class Balken:
    """A bar that begins in `jahr`, `anfang` years after the scale, and is `laenge` years long; the
    scale has `gesamt` years."""

    jahr: int | None
    anfang: int = 0
    laenge: int = 0
    gesamt: int = 1


def bar(projekt: Projektfakten, years: tuple[int, int], heute: int) -> Balken:
    """Places a project's period on a scale from the first to the last of `years`."""
    zeitraum = period(projekt, heute)
    if zeitraum is None:
        return Balken(None)
    length = zeitraum.bis - zeitraum.von + 1
    total = years[1] - years[0] + 1
    return Balken(zeitraum.von, zeitraum.von - years[0], length, total)


def by_year(rows: Iterable[tuple[T, Balken]]) -> list[tuple[int | None, list[tuple[T, Balken]]]]:
    """Puts neighbours together that begin in the same year; the order stays."""
    return [(jahr, list(group)) for jahr, group in groupby(rows, key=lambda row: row[1].jahr)]
