"""The overview above the hits: how many fit, how far they are, what it cost. Pure.

It consists of counts and names out of facts, each with the pages it comes from. Only hits that fit
well are counted, and a project of several Kommunen once. What nobody has written down is left out.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from wiki.fakten.codes import KommuneTyp, Status
from wiki.fakten.facets import before_the_fold
from wiki.fakten.facts import Ort, Projektfakten, Uebernahme
from wiki.sorting import sort_key

BELEGE_SHOWN = 6  # items that are seen at once; the others unfold
PRODUKTE_SHOWN = 5
GROUPS = {  # status -> how the group is called, in the order of what helps most
    Status.BETRIEB: "im Betrieb",
    Status.UMSETZUNG: "in Umsetzung",
    Status.PLANUNG: "in Planung",
    Status.IDEE: "als Idee",
    Status.BEENDET: "beendet",
    Status.ABGEBROCHEN: "abgebrochen",
}
# What is under way changes: after so many years nobody can say from an article that it still is.
UNDER_WAY = (Status.UMSETZUNG, Status.PLANUNG, Status.IDEE)
CURRENT_YEARS = 3
COMPARABLE_AMOUNTS = 3  # with fewer, a span says more about the articles than about the price


@dataclass(frozen=True)
class Beleg:
    """One source: a page, said by its Kommunen; `zusatz` behind it (a year, an amount)."""

    adresse: str
    titel: str
    text: str
    zusatz: str = ""
    hinweis: str = ""


@dataclass(frozen=True, kw_only=True)
class Belegt:
    """A statement with its sources, of which the first are seen and the others unfold."""

    belege: tuple[Beleg, ...]

    @property
    def vorn(self) -> tuple[Beleg, ...]:
        return before_the_fold(self.belege, BELEGE_SHOWN)

    @property
    def weitere(self) -> tuple[Beleg, ...]:
        return self.belege[len(self.vorn) :]


@dataclass(frozen=True)
class Angabe(Belegt):
    """One line of the overview. `anzahl` says how many stand behind it: "2 Kommunen"."""

    text: str
    anzahl: str


@dataclass(frozen=True)
class Spanne(Belegt):
    """The range of amounts of one kind, in euros: "12.000 bis 85.000 €"."""

    art: str
    anzahl: int
    niedrigster: int
    hoechster: int

    @property
    def text(self) -> str:
        low, high = _number(self.niedrigster), _number(self.hoechster)
        if low == high:
            return f"{low} €" if self.anzahl == 1 else f"je {low} €"
        return f"{low} bis {high} €"


@dataclass(frozen=True)
class Ueberblick:
    """`projekte` were counted, of `kommunen` Kommunen together; `mit_jahr` of the projects say a
    year."""

    satz: str
    projekte: int
    kommunen: int
    stand: tuple[Angabe, ...]
    kosten: tuple[Spanne, ...]
    jahre: tuple[int, int] | None
    mit_jahr: int
    produkte: tuple[Angabe, ...]
    wege: tuple[Angabe, ...]
    uebernahmen: Angabe | None


def build_ueberblick(
    fakten: Sequence[Projektfakten], wege: Mapping[str, str], this_year: int
) -> Ueberblick | None:
    """Builds the overview from the facts of all hits that fit well, best first. Returns None when
    there are none. `wege` names the ways of reuse."""
    fakten = _once(fakten)
    if not fakten:
        return None
    said = "passt" if len(fakten) == 1 else "passen"
    years = [f.status_jahr for f in fakten if f.status_jahr]
    spans = [
        _span(fakten, "kosten_einmalig", "einmalig"),
        _span(fakten, "kosten_laufend", "laufend im Jahr"),
    ]
    return Ueberblick(
        satz=f"{_projects(len(fakten))} {said} genau{_running(fakten)}",
        projekte=len(fakten),
        kommunen=count_kommunen(fakten)[0],
        stand=tuple(_by_status(fakten, this_year)),
        kosten=tuple(span for span in spans if span),
        jahre=(min(years), max(years)) if years else None,
        mit_jahr=len(years),
        produkte=tuple(_by_value(fakten, lambda f: f.produkte, {})[:PRODUKTE_SHOWN]),
        wege=tuple(_by_value(fakten, lambda f: f.nachnutzungswege, wege)),
        uebernahmen=_taken_over(fakten),
    )


def build_nennung(name: str, fakten: Sequence[Projektfakten], this_year: int) -> Ueberblick | None:
    """Builds the overview of projects that name one thing: how many, and how far they are. A name
    is no question for experiences, so nothing is said about costs or products."""
    fakten = _once(fakten)
    if not fakten:
        return None
    said = "nennt" if len(fakten) == 1 else "nennen"
    return Ueberblick(
        satz=f"{_projects(len(fakten))} {said} „{name}“{_running(fakten)}",
        projekte=len(fakten),
        kommunen=count_kommunen(fakten)[0],
        stand=tuple(_by_status(fakten, this_year)),
        kosten=(),
        jahre=None,
        mit_jahr=0,
        produkte=(),
        wege=(),
        uebernahmen=None,
    )


def count_kommunen(fakten: Iterable[Projektfakten]) -> tuple[int, int]:
    """Counts (distinct Kommunen, districts among them); those without a name are left out."""
    orte = {ort.slug: ort for f in fakten for ort in f.kommunen if ort.typ != KommuneTyp.LAND}
    return len(orte), sum(ort.typ == KommuneTyp.LANDKREIS for ort in orte.values())


def _once(fakten: Sequence[Projektfakten]) -> list[Projektfakten]:
    """Keeps the first of a page and its aliases, which are one project."""
    first: dict[int, Projektfakten] = {}
    for f in fakten:
        first.setdefault(f.original, f)
    return list(first.values())


def _running(fakten: Sequence[Projektfakten]) -> str:
    """ ", davon 5 im Betrieb"; empty when none is, and for a single project."""
    number = sum(f.status == Status.BETRIEB for f in fakten)
    return f", davon {number} im Betrieb" if number and len(fakten) > 1 else ""


def _projects(number: int) -> str:
    return "1 Projekt" if number == 1 else f"{number} Projekte"


def _by_status(fakten: Sequence[Projektfakten], this_year: int) -> Iterator[Angabe]:
    """Makes one line for each status. What was under way in an old statement, or in one without a
    year, is told in the past."""
    for status, text in GROUPS.items():
        group = [f for f in fakten if f.status == status]
        old = [f for f in group if _is_old(f, this_year)]
        current = [f for f in group if f not in old]
        if current:
            yield _group(text, current)
        if old:
            yield _group(f"{text} nach älterer Angabe", old)


def _group(text: str, fakten: Sequence[Projektfakten]) -> Angabe:
    number, _ = count_kommunen(fakten)
    said = f"{number} Kommune{'' if number == 1 else 'n'}" if number else ""
    belege = tuple(_beleg(f, str(f.status_jahr or "ohne Jahr")) for f in fakten)
    return Angabe(text, said or _projects(len(fakten)), belege=belege)


def _is_old(f: Projektfakten, this_year: int) -> bool:
    return f.status in UNDER_WAY and (f.status_jahr or 0) < this_year - CURRENT_YEARS


def _span(fakten: Sequence[Projektfakten], field: str, art: str) -> Spanne | None:
    """The lowest and the highest amount in a field of the facts; None when too few say one."""
    known = [(euro, f) for f in fakten if (euro := getattr(f, field)) is not None]
    if len(known) < COMPARABLE_AMOUNTS:
        return None
    known.sort(key=lambda pair: pair[0])
    belege = tuple(_beleg(f, f"{_number(e)} €", getattr(f, f"{field}_hinweis")) for e, f in known)
    return Spanne(art, len(known), known[0][0], known[-1][0], belege=belege)


def _by_value(
    fakten: Sequence[Projektfakten],
    values: Callable[[Projektfakten], Iterable[str]],
    names: Mapping[str, str],
) -> list[Angabe]:
    """Makes one line for each value, those of most projects first."""
    pages: dict[str, list[Projektfakten]] = {}
    for f in fakten:
        for value in dict.fromkeys(values(f)):
            pages.setdefault(names.get(value, value), []).append(f)
    order = sorted(pages.items(), key=lambda item: (-len(item[1]), sort_key(item[0])))
    return [
        Angabe(text, str(len(found)), belege=tuple(_beleg(f) for f in found))
        for text, found in order
    ]


def _taken_over(fakten: Sequence[Projektfakten]) -> Angabe | None:
    """Lists the Kommunen that took one of these solutions over, and whose it was."""
    pairs = [(f, u) for f in fakten for u in f.uebernahmen]
    if not pairs:
        return None
    number = len({u.ort.slug for _, u in pairs if u.ort.typ != KommuneTyp.LAND})
    said = f"{number} Kommune{'' if number == 1 else 'n'}" if number else str(len(pairs))
    belege = tuple(_uebernahme(f, u) for f, u in pairs)
    return Angabe("Nachgenutzt von", said, belege=belege)


def _uebernahme(f: Projektfakten, uebernahme: Uebernahme) -> Beleg:
    text = uebernahme.ort.name
    of = f"von {name_orte(f.kommunen)}" if f.kommunen else ""
    return Beleg(
        f.adresse, f.titel, text, ", ".join(filter(None, [str(uebernahme.jahr or ""), of]))
    )


def _beleg(f: Projektfakten, zusatz: str = "", hinweis: str = "") -> Beleg:
    return Beleg(f.adresse, f.titel, name_orte(f.kommunen) or f.titel, zusatz, hinweis)


def name_orte(orte: Sequence[Ort]) -> str:
    """Joins names: "Trier", "Konz und Trier", "Bitburg, Konz und 9 weitere"."""
    names = [ort.name for ort in orte]
    if len(names) > 3:
        return f"{names[0]}, {names[1]} und {len(names) - 2} weitere"
    return " und ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")
