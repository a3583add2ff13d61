"""A sketch beside a project: what is the same, what differs, what only the project tells. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wiki.fakten.codes import Nachnutzungsweg
from wiki.texte import euros, grouped, listed, noop
from wiki.texte import gettext as _

from .facts import ProjectFacts, SketchFacts
from .schema import SIMILAR_FACTOR, Bounds

SAME, DIFFERENT, ONLY_THERE = noop("gleich"), noop("anders"), "nur dort"
PLANNED = {"idee", "planung"}
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


def compare_with_project(sketch: SketchFacts, project: ProjectFacts) -> SketchComparison:
    """Compares line by line. Lines about which the project says nothing are left out: nobody
    learns from them."""
    stages = (_size, _land, _status, _time, _themen, _costs, _products, _ways)
    return SketchComparison(tuple(line for stage in stages for line in stage(sketch, project)))


def _size(sketch: SketchFacts, project: ProjectFacts) -> Iterator[Merkmal]:
    known = [t for t in project.towns if t.einwohner is not None]
    if not known:
        return
    town = known[0]
    dort = f"{town.name}, {_inhabitants(town.einwohner or 0)}"
    if len(project.towns) > 1:
        dort = _("{ort}, und {anzahl} weitere").format(ort=dort, anzahl=len(project.towns) - 1)
    if sketch.groesse is None:
        yield Merkmal(noop("Größe"), "", dort, ONLY_THERE)
        return
    own_is_kreis = bool(sketch.town and sketch.town.ist_kreis)
    alike = town.ist_kreis == own_is_kreis and _within(town.einwohner or 0, sketch.groesse)
    yield Merkmal(noop("Größe"), sketch.groesse_text, dort, SAME if alike else DIFFERENT)


def _land(sketch: SketchFacts, project: ProjectFacts) -> Iterator[Merkmal]:
    there = sorted({town.land for town in project.towns})
    if there:
        yield _by_names(noop("Land"), sketch.laender, there)


def _status(sketch: SketchFacts, project: ProjectFacts) -> Iterator[Merkmal]:
    """Says that the project is a plan, like every sketch. That a project is further than that is no
    difference worth a line."""
    if project.status in PLANNED:
        yield Merkmal(noop("Status"), _("geplant"), project.status_text, SAME)


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
        shared = [name for name in project.themen if name in sketch.themen]
        yield _by_names(noop("Thema"), shared, project.themen)


def _costs(sketch: SketchFacts, project: ProjectFacts) -> Iterator[Merkmal]:
    parts = [
        said.format(betrag=euros(amount))
        for amount, said in (
            (project.einmalig, _("{betrag} einmalig")),
            (project.laufend, _("{betrag} im Jahr")),
        )
        if amount is not None
    ]
    amount = project.einmalig or project.laufend
    if not parts:
        return
    if sketch.betrag is None or not amount:
        yield Merkmal(COSTS, "", ", ".join(parts), ONLY_THERE)
        return
    alike = _within(amount, (sketch.betrag // SIMILAR_FACTOR, sketch.betrag * SIMILAR_FACTOR))
    hier = _("bis zu {betrag}").format(betrag=euros(sketch.betrag))
    yield Merkmal(COSTS, hier, ", ".join(parts), SAME if alike else DIFFERENT)


def _products(sketch: SketchFacts, project: ProjectFacts) -> Iterator[Merkmal]:
    if project.produkte:
        yield _by_names(noop("Technik und Produkte"), sorted(sketch.produkte), project.produkte)


def _ways(sketch: SketchFacts, project: ProjectFacts) -> Iterator[Merkmal]:
    if not project.wege:
        return
    dort = ", ".join(_(name) for code, name in project.wege)
    shared = [_(name) for code, name in project.wege if code in sketch.wege]
    hier = ", ".join(shared or sorted(_(Nachnutzungsweg(code).label) for code in sketch.wege))
    urteil = SAME if shared else DIFFERENT if sketch.wege else ONLY_THERE
    yield Merkmal(noop("Nachnutzungsweg"), hier, dort, urteil)


def _by_names(name: str, here: Sequence[str], there: Sequence[str]) -> Merkmal:
    """Compares two lists of names: the same when one name stands on both sides."""
    shared = [entry for entry in there if entry in here]
    urteil = SAME if shared else DIFFERENT if here else ONLY_THERE
    return Merkmal(name, ", ".join(shared or here), ", ".join(there), urteil, True, True)


def _within(value: int, limits: Bounds) -> bool:
    low, high = limits
    return (low is None or value >= low) and (high is None or value <= high)


def _overlap(a: Bounds, b: Bounds) -> bool:
    below = a[1] is not None and b[0] is not None and a[1] < b[0]
    above = b[1] is not None and a[0] is not None and b[1] < a[0]
    return not below and not above


def _inhabitants(number: int) -> str:
    return _("{anzahl} Einwohner").format(anzahl=grouped(number))
