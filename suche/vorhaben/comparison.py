"""A sketch beside a project: what is the same, what differs, what only the project tells. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from wiki.fakten.codes import Nachnutzungsweg, Status
from wiki.texte import euros, grouped, listed, noop
from wiki.texte import gettext as _

from .facts import ProjectFacts, SketchFacts
from .schema import SIMILAR_FACTOR, Bounds

SAME, DIFFERENT, ONLY_THERE = noop("gleich"), noop("anders"), "nur dort"
PLANNED = {Status.IDEE, Status.PLANUNG}
COSTS = noop("Kosten")


@dataclass(frozen=True)
class Merkmal:
    """One line: what is compared, what the sketch says (empty: nothing), what the project says."""

    name: str
    hier: str
    dort: str
    urteil: str
    hier_woertlich: bool = False  # names, or the sketch's own words: German on every page
    dort_woertlich: bool = False

    @property
    def beides(self) -> str:
        """Both sides in words."""
        if self.hier == self.dort:
            return self.dort
        return f"{_(self.hier_steht)} {self.hier}, {_('dort')} {self.dort}"

    @property
    def hier_steht(self) -> str:
        """What leads to the sketch's value, which may be one of many amounts in it."""
        return noop("Ihre Skizze nennt") if self.name == COSTS else noop("hier")


@dataclass(frozen=True)
class SketchComparison:
    merkmale: tuple[Merkmal, ...]

    @property
    def gleich(self) -> list[Merkmal]:
        return [m for m in self.merkmale if m.urteil == SAME]

    @property
    def anders(self) -> list[Merkmal]:
        return [m for m in self.merkmale if m.urteil == DIFFERENT]

    @property
    def kurz(self) -> str:
        """What is the same and what differs, by name: "gleich: Thema und Zeit; anders: Größe"."""
        named = [(SAME, self.gleich), (DIFFERENT, self.anders)]
        return "; ".join(
            f"{_(urteil)}: {listed([_(m.name) for m in found])}" for urteil, found in named if found
        )

    @property
    def nur_dort(self) -> list[Merkmal]:
        return [m for m in self.merkmale if m.urteil == ONLY_THERE]


def told_by(sketch: SketchFacts) -> tuple[Merkmal, ...]:
    """Returns what was read of the sketch for the comparison, whatever it is compared with."""
    costs = _up_to(sketch.betrag) if sketch.betrag is not None else ""
    ways = sorted(_(Nachnutzungsweg(code).label) for code in sketch.wege)
    read = (
        (noop("Größe"), sketch.groesse_text, False),
        (noop("Land"), ", ".join(sketch.laender), True),
        (noop("Zeit"), sketch.jahre_text, True),
        (COSTS, costs, False),
        (noop("Thema"), ", ".join(sorted(sketch.themen)), True),
        (noop("Technik und Produkte"), ", ".join(sorted(sketch.produkte)), True),
        (noop("Nachnutzungsweg"), ", ".join(ways), False),
    )
    return tuple(Merkmal(name, said, "", "", own) for name, said, own in read if said)


def compare_with_project(sketch: SketchFacts, project: ProjectFacts) -> SketchComparison:
    """Compares line by line. Lines about which the project says nothing are left out: nobody
    learns from them."""
    stages = (_size, _land, _status, _time, _themen, _costs, _products, _ways)
    return SketchComparison(tuple(line for stage in stages for line in stage(sketch, project)))


def _size(sketch: SketchFacts, project: ProjectFacts) -> Iterator[Merkmal]:
    known = [t for t in project.towns if t.einwohner is not None]
    if not known:
        return
    own_is_kreis = bool(sketch.town and sketch.town.ist_kreis)
    alike = [
        t
        for t in known
        if sketch.groesse
        and t.ist_kreis == own_is_kreis
        and _within(t.einwohner or 0, sketch.groesse)
    ]
    town = (alike or known)[0]
    dort = f"{town.name}, {_inhabitants(town.einwohner or 0)}"
    if len(project.towns) > 1:
        dort = _("{ort}, und {anzahl} weitere").format(ort=dort, anzahl=len(project.towns) - 1)
    if sketch.groesse is None:
        yield Merkmal(noop("Größe"), "", dort, ONLY_THERE)
        return
    yield Merkmal(noop("Größe"), sketch.groesse_text, dort, SAME if alike else DIFFERENT)


def _land(sketch: SketchFacts, project: ProjectFacts) -> Iterator[Merkmal]:
    there = sorted({town.land for town in project.towns})
    if there:
        yield _by_names(noop("Land"), sketch.laender, there)


def _status(sketch: SketchFacts, project: ProjectFacts) -> Iterator[Merkmal]:
    """Says that the project is a plan, like every sketch, or an idea alone. That a project is
    further than that is no difference worth a line."""
    if project.status in PLANNED:
        urteil = SAME if project.status == Status.PLANUNG else DIFFERENT
        yield Merkmal(noop("Status"), _("geplant"), project.status_text, urteil)


def _time(sketch: SketchFacts, project: ProjectFacts) -> Iterator[Merkmal]:
    if not project.jahre_text:
        return
    runs_on = project.jahre[1] is None and project.status not in PLANNED
    if sketch.jahre is None or runs_on:  # a plan is always later than what runs since then
        yield Merkmal(noop("Zeit"), "", project.jahre_text, ONLY_THERE)
        return
    urteil = SAME if _overlap(sketch.jahre, project.jahre) else DIFFERENT
    yield Merkmal(noop("Zeit"), sketch.jahre_text, project.jahre_text, urteil, True)


def _themen(sketch: SketchFacts, project: ProjectFacts) -> Iterator[Merkmal]:
    if project.themen:
        yield _named_alike(noop("Thema"), sorted(sketch.themen), project.themen)


def _costs(sketch: SketchFacts, project: ProjectFacts) -> Iterator[Merkmal]:
    parts = [
        said.format(betrag=euros(amount))
        for amount, said in (
            (project.einmalig, _("{betrag} einmalig")),
            (project.laufend, _("{betrag} im Jahr")),
        )
        if amount is not None
    ]
    if not parts:
        return
    amount = project.einmalig  # the largest amount of a sketch is none that is paid each year
    if sketch.betrag is None or not amount:
        yield Merkmal(COSTS, "", ", ".join(parts), ONLY_THERE)
        return
    alike = _within(amount, (sketch.betrag // SIMILAR_FACTOR, sketch.betrag * SIMILAR_FACTOR))
    yield Merkmal(COSTS, _up_to(sketch.betrag), ", ".join(parts), SAME if alike else DIFFERENT)


def _up_to(amount: int) -> str:
    return _("bis zu {betrag}").format(betrag=euros(amount))


def _products(sketch: SketchFacts, project: ProjectFacts) -> Iterator[Merkmal]:
    if project.produkte:
        yield _named_alike(noop("Technik und Produkte"), sorted(sketch.produkte), project.produkte)


def _ways(sketch: SketchFacts, project: ProjectFacts) -> Iterator[Merkmal]:
    if not project.wege:
        return
    dort = ", ".join(_(name) for code, name in project.wege)
    hier = ", ".join(sorted(_(Nachnutzungsweg(code).label) for code in sketch.wege))
    is_shared = any(code in sketch.wege for code, _name in project.wege)
    urteil = SAME if is_shared else DIFFERENT if sketch.wege else ONLY_THERE
    yield Merkmal(noop("Nachnutzungsweg"), hier, dort, urteil)


def _by_names(name: str, here: Sequence[str], there: Sequence[str]) -> Merkmal:
    """Compares two lists of names: the same when one name stands on both sides."""
    urteil = DIFFERENT if here else ONLY_THERE
    if any(entry in here for entry in there):
        urteil = SAME
    return Merkmal(name, ", ".join(here), ", ".join(there), urteil, True, True)


def _named_alike(name: str, here: Sequence[str], there: Sequence[str]) -> Merkmal:
    """Compares what both call by a name: where they have none in common, the sketch may mean the
    same in other words, so that nothing can be said but what the project has."""
    line = _by_names(name, here, there)
    return replace(line, hier="", urteil=ONLY_THERE) if line.urteil == DIFFERENT else line


def _within(value: int, limits: Bounds) -> bool:
    low, high = limits
    return (low is None or value >= low) and (high is None or value <= high)


def _overlap(a: Bounds, b: Bounds) -> bool:
    below = a[1] is not None and b[0] is not None and a[1] < b[0]
    above = b[1] is not None and a[0] is not None and b[1] < a[0]
    return not below and not above


def _inhabitants(number: int) -> str:
    return _("{anzahl} Einwohner").format(anzahl=grouped(number))
