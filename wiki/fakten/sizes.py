"""Numbers of inhabitants: the size classes, and ranges as they stand in addresses. Pure."""

import re
from dataclasses import dataclass

from wiki.texte import gettext as _
from wiki.texte import grouped, noop

# What may stand where a range may stand: a city that belongs to no district, and those of a kind.
KREISFREI, LANDKREIS, VERBANDSGEMEINDE = "kreisfrei", "landkreis", "verbandsgemeinde"
KIND_LABELS = {
    KREISFREI: noop("kreisfreie Stadt"),
    LANDKREIS: noop("Landkreis"),
    VERBANDSGEMEINDE: noop("Verbandsgemeinde"),
}
RANGE = re.compile(r"\d{1,8}-\d{0,8}|-\d{1,8}", re.ASCII)


@dataclass(frozen=True)
class SizeClass:
    """Kommunen with `low` to `highest` inhabitants, both included (None: no upper end)."""

    name: str
    in_full: str
    slug: str
    low: int
    highest: int | None

    @property
    def range(self) -> str:
        """The class as a range: 5.000 bis 20.000 -> "5000-19999"."""
        return f"{self.low or ''}-{self.highest or ''}"


GROESSENKLASSEN = (
    SizeClass(noop("unter 5.000"), noop("unter 5.000 Einwohner"), "unter-5000", 0, 4_999),
    SizeClass(
        noop("5.000 bis 20.000"),
        noop("5.000 bis 20.000 Einwohner"),
        "5000-bis-20000",
        5_000,
        19_999,
    ),
    SizeClass(
        noop("20.000 bis 50.000"),
        noop("20.000 bis 50.000 Einwohner"),
        "20000-bis-50000",
        20_000,
        49_999,
    ),
    SizeClass(
        noop("50.000 bis 100.000"),
        noop("50.000 bis 100.000 Einwohner"),
        "50000-bis-100000",
        50_000,
        99_999,
    ),
    SizeClass(noop("über 100.000"), noop("über 100.000 Einwohner"), "uber-100000", 100_000, None),
)


def size_class(einwohner: int | None) -> SizeClass | None:
    """The class that this number of inhabitants belongs to; None when unknown."""
    if einwohner is None:
        return None
    return next(c for c in GROESSENKLASSEN if einwohner <= (c.highest or einwohner))


def size_class_name(einwohner: int | None) -> str:
    """The name of the class; empty when unknown."""
    found = size_class(einwohner)
    return found.name if found else ""


def bounds(key: str) -> tuple[int | None, int | None]:
    """Splits a range of an address: "2020-" -> (2020, None), "2021" -> (2021, 2021)."""
    low, dash, high = key.partition("-")
    return (int(low) if low else None, int(high) if high else None if dash else int(low))


def size_label(key: str) -> str:
    """Says a range of inhabitants by its round number: "-20000" -> "höchstens 20.000 Einwohner",
    "-19999" -> "unter 20.000 Einwohner"."""
    if key in KIND_LABELS:
        return _(KIND_LABELS[key])
    low, high = bounds(key)
    ends_before = high is not None and high % 10 == 9
    end = grouped((high or 0) + ends_before)
    if low is not None and high is not None:
        both = _("{} bis unter {} Einwohner") if ends_before else _("{} bis {} Einwohner")
        return both.format(grouped(low), end)
    if low is None:
        return (_("unter {} Einwohner") if ends_before else _("höchstens {} Einwohner")).format(end)
    begins_behind = low % 10 == 1
    said = _("über {} Einwohner") if begins_behind else _("mindestens {} Einwohner")
    return said.format(grouped(low - begins_behind))
