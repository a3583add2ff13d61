"""`Vergleich`: what several projects say, field by field."""

from collections.abc import Sequence
from dataclasses import dataclass

from wiki.models import Projektseite

SHOWN_CHARS = 160  # of a cell: five lines of a column; the rest stands in the article and in files
CUT = " …"


@dataclass(frozen=True)
class Spalte:
    """A project, and how a narrow page calls it: by its Kommune, if no other has the same."""

    projekt: Projektseite
    name: str


@dataclass(frozen=True)
class Zelle:
    """What one project says, each entry by itself. `kern` is what can be compared with others:
    of `12.000 €, ohne Personal` the amount. `anker` leads to the section that it is taken from."""

    werte: tuple[str, ...] = ()
    kern: tuple[str, ...] = ()
    anker: str = ""

    @property
    def auszug(self) -> tuple[str, ...]:
        """The entries as far as there is room."""
        return tuple(_beginning(self.werte, SHOWN_CHARS))

    @property
    def gekuerzt(self) -> bool:
        return self.auszug != self.werte


@dataclass(frozen=True)
class Vergleichszeile:
    """One field, and what each of the compared projects says in it."""

    name: str
    spalten: tuple[Spalte, ...]
    zellen: tuple[Zelle, ...]

    @property
    def paare(self) -> list[tuple[Spalte, Zelle]]:
        return list(zip(self.spalten, self.zellen, strict=True))

    @property
    def leer(self) -> bool:
        return not any(zelle.werte for zelle in self.zellen)

    @property
    def gleich(self) -> bool:
        """Whether all projects say the same in this field."""
        said = {tuple(sorted(zelle.werte)) for zelle in self.zellen}
        return len(self.zellen) > 1 and len(said) == 1 and not self.leer

    @property
    def verschieden(self) -> bool:
        """Whether two projects say something different that can be compared. Free texts and names
        cannot: they differ always."""
        return len({zelle.kern for zelle in self.zellen if zelle.kern}) > 1

    @property
    def nur_namen(self) -> bool:
        """Whether the field only repeats what each column is headed by on a narrow page."""
        return all(zelle.werte == (spalte.name,) for spalte, zelle in self.paare)

    @property
    def ohne(self) -> list[str]:
        """The names of the projects that say nothing in this field."""
        return [spalte.name for spalte, zelle in self.paare if not zelle.werte]


@dataclass(frozen=True)
class Vergleich:
    spalten: tuple[Spalte, ...]
    zeilen: tuple[Vergleichszeile, ...]

    @property
    def gezeigt(self) -> list[Vergleichszeile]:
        """The fields that are shown at once. Those in which all say the same, or nothing, are
        folded."""
        return [zeile for zeile in self.zeilen if not (zeile.leer or zeile.gleich)]

    @property
    def gleich(self) -> list[Vergleichszeile]:
        return [zeile for zeile in self.zeilen if zeile.gleich]

    @property
    def leer(self) -> list[Vergleichszeile]:
        return [zeile for zeile in self.zeilen if zeile.leer]


def _beginning(texts: Sequence[str], room: int) -> list[str]:
    """The texts until there is no more room; the last one is cut between words."""
    shown: list[str] = []
    for text in texts:
        if len(text) > room:
            kept = text[:room].rpartition(" ")[0]
            return [*shown, f"{kept.rstrip()}{CUT}".strip()]
        shown.append(text)
        room -= len(text)
    return shown
