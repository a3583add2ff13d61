"""Numbers of inhabitants: the size classes, and ranges as they stand in addresses. Pure."""

import re
from dataclasses import dataclass

KREISFREI = "kreisfrei"  # stands where a range may stand: a city that belongs to no district
RANGE = re.compile(r"\d{1,8}-\d{0,8}|-\d{1,8}", re.ASCII)


@dataclass(frozen=True)
class SizeClass:
    """Kommunen with `low` to `highest` inhabitants, both included (None: no upper end)."""

    name: str
    slug: str
    low: int
    highest: int | None

    @property
    def range(self) -> str:
        """The class as a range: 5.000 bis 20.000 -> "5000-19999"."""
        return f"{self.low or ''}-{self.highest or ''}"


GROESSENKLASSEN = (
    SizeClass("unter 5.000", "unter-5000", 0, 4_999),
    SizeClass("5.000 bis 20.000", "5000-bis-20000", 5_000, 19_999),
    SizeClass("20.000 bis 50.000", "20000-bis-50000", 20_000, 49_999),
    SizeClass("50.000 bis 100.000", "50000-bis-100000", 50_000, 99_999),
    SizeClass("über 100.000", "uber-100000", 100_000, None),
)


def size_class_name(einwohner: int | None) -> str:
    """The name of the class that this number of inhabitants belongs to; empty when unknown."""
    if einwohner is None:
        return ""
    return next(c.name for c in GROESSENKLASSEN if einwohner <= (c.highest or einwohner))


def bounds(key: str) -> tuple[int | None, int | None]:
    """Splits a range of an address: "2020-" -> (2020, None), "2021" -> (2021, 2021)."""
    low, dash, high = key.partition("-")
    return (int(low) if low else None, int(high) if high else None if dash else int(low))


def size_label(key: str) -> str:
    """Says a range of inhabitants in German: "-20000" -> "unter 20.000 Einwohner"."""
    if key == KREISFREI:
        return "kreisfreie Stadt"
    low, high = bounds(key)
    said = (f"{value:,}".replace(",", ".") for value in (low, high) if value is not None)
    if low is not None and high is not None:
        return "{} bis {} Einwohner".format(*said)
    return f"{'unter' if low is None else 'über'} {next(said)} Einwohner"
