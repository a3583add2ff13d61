"""Projects by year. Only what the article says is drawn: two years of it, and none is guessed."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from wiki.fakten.codes import Status
from wiki.fakten.facts import Projektfakten
from wiki.sorting import sort_key

BEGUN = {Status.UMSETZUNG, Status.BETRIEB, Status.BEENDET, Status.ABGEBROCHEN}
MARKS = 6  # at most so many years are named on the axis; a phone has no room for more
STEPS = (1, 2, 5, 10, 20, 50, 100)

T = TypeVar("T")


@dataclass(frozen=True)
class Zeitraum:
    """First and last year of a project."""

    von: int
    bis: int


def period(projekt: Projektfakten) -> Zeitraum | None:
    """Returns the years from begin to end; of what has begun and names no end, to the year of its
    status. None when the article does not name two years, or in an impossible order."""
    von, bis = projekt.laufzeit_von, projekt.laufzeit_bis
    if not bis and projekt.status in BEGUN:
        bis = projekt.status_jahr
    return Zeitraum(von, bis) if von and bis and von <= bis else None


def with_period(projekte: Iterable[Projektfakten]) -> list[Projektfakten]:
    """Those that can be drawn, the latest begin first, ties by title."""
    found = ((projekt, zeitraum) for projekt in projekte if (zeitraum := period(projekt)))
    ordered = sorted(found, key=lambda pair: (-pair[1].von, sort_key(pair[0].titel), pair[0].pk))
    return [projekt for projekt, _ in ordered]


@dataclass(frozen=True)
class Achse:
    """A scale of years: from `beginn`, `gesamt` years long, a mark every `schritt` years."""

    beginn: int
    gesamt: int
    schritt: int

    @property
    def marken(self) -> list[int]:
        """The years that are named, each at the left end of its column."""
        return list(range(self.beginn, self.beginn + self.gesamt, self.schritt))

    @property
    def linien(self) -> list[int]:
        """Where the marks stand, in years after the begin."""
        return [jahr - self.beginn for jahr in self.marken]


def axis(projekte: Iterable[Projektfakten], heute: int) -> Achse:
    """The shortest scale of whole steps that holds all periods; this year when there is none."""
    periods = [zeitraum for projekt in projekte if (zeitraum := period(projekt))]
    first = min((zeitraum.von for zeitraum in periods), default=heute)
    last = max((zeitraum.bis for zeitraum in periods), default=heute)
    return next(
        (achse for step in STEPS if len((achse := _stepped(first, last, step)).marken) <= MARKS),
        _stepped(first, last, last - first + 1),
    )


def _stepped(first: int, last: int, step: int) -> Achse:
    begin = first - first % step
    columns = (last - begin) // step + 1
    return Achse(begin, columns * step, step)


@dataclass(frozen=True)
class Balken:
    """A bar that begins in `jahr`, `anfang` years after the axis, and is `laenge` years long."""

    jahr: int
    anfang: int
    laenge: int


def bar(zeitraum: Zeitraum, achse: Achse) -> Balken:
    """Places a period on the axis."""
    length = zeitraum.bis - zeitraum.von + 1
    return Balken(zeitraum.von, zeitraum.von - achse.beginn, length)


def by_year(rows: Iterable[tuple[T, Balken]]) -> list[tuple[int, list[tuple[T, Balken]]]]:
    """Puts neighbours together that begin in the same year; the order stays."""
    return [(jahr, list(group)) for jahr, group in groupby(rows, key=lambda row: row[1].jahr)]
