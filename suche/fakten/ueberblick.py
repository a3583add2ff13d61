"""What the hits say together: who has done it, what it cost, with what. Pure.

Only counts and names out of facts, each with the pages it comes from; nothing is made up, and what
nobody has written down is left out. Only pages that answer the question are counted, weak ones not.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .fakten import LANDKREIS, NAMELESS, Betrag, Ort, Projektfakten, Uebernahme

SHOWN = 6  # items that are seen at once; the others unfold
PRODUKTE = 5
GROUPS = {  # status -> how the group is called, in the order of what helps most
    "betrieb": "im Betrieb",
    "umsetzung": "in Umsetzung",
    "planung": "in Planung",
    "idee": "als Idee",
    "beendet": "beendet",
    "abgebrochen": "abgebrochen",
}
DONE = ("betrieb", "beendet")
# (status of the pages counted, said of one Kommune, said of several)
SENTENCES: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (DONE, "hat {} schon gemacht", "haben {} schon gemacht"),
    (("umsetzung",), "setzt {} um", "setzen {} um"),
    (("planung",), "plant {}", "planen {}"),
    (("idee",), "hat dazu eine Idee", "haben dazu eine Idee"),
    (("abgebrochen",), "hat {} abgebrochen", "haben {} abgebrochen"),
)


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
    """Something with its sources; the many fold, one alone is not hidden behind a fold."""

    belege: tuple[Beleg, ...]

    @property
    def vorn(self) -> tuple[Beleg, ...]:
        return self.belege if len(self.belege) <= SHOWN + 1 else self.belege[:SHOWN]

    @property
    def weitere(self) -> tuple[Beleg, ...]:
        return self.belege[len(self.vorn) :]


@dataclass(frozen=True)
class Angabe(Belegt):
    """A line: what it says, and how many stand behind it (said in `anzahl`)."""

    text: str
    anzahl: str


@dataclass(frozen=True)
class Spanne(Belegt):
    """Amounts of the same kind. `text`: "12.000 bis 85.000 €"."""

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
    """`projekte`: how many were counted; `kommunen`: that the headline speaks of."""

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
    fakten: Sequence[Projektfakten],
    wege: Mapping[str, str],
    sort_key: Callable[[str], str],
    *,
    all_good: bool,
) -> Ueberblick | None:
    """`fakten`: of all hits that answer the question, best first; None when there are none.
    `wege`: what the ways of reuse are called; `all_good`: none of the hits is merely related."""
    fakten = _once(fakten)
    if not fakten:
        return None
    satz, kommunen = _headline(fakten, "das" if all_good else "das oder Ähnliches")
    years = [f.stand for f in fakten if f.stand]
    return Ueberblick(
        satz=satz,
        projekte=len(fakten),
        kommunen=kommunen,
        stand=tuple(_by_status(fakten)),
        kosten=tuple(
            filter(None, (_span(fakten, "einmalig"), _span(fakten, "laufend"))),
        ),
        jahre=(min(years), max(years)) if years else None,
        mit_jahr=len(years),
        produkte=tuple(_by_value(fakten, lambda f: f.produkte, {}, sort_key)[:PRODUKTE]),
        wege=tuple(_by_value(fakten, lambda f: f.wege, wege, sort_key)),
        uebernahmen=_taken_over(fakten),
    )


def count_kommunen(fakten: Iterable[Projektfakten]) -> tuple[int, int]:
    """(distinct Kommunen, districts among them); places without a name count as nobody."""
    orte = {ort.slug: ort for f in fakten for ort in f.orte if ort.typ != NAMELESS}
    return len(orte), sum(ort.typ == LANDKREIS for ort in orte.values())


def _once(fakten: Sequence[Projektfakten]) -> list[Projektfakten]:
    """A page and its alias are one project: the one that comes first."""
    first: dict[int, Projektfakten] = {}
    for f in fakten:
        first.setdefault(f.original, f)
    return list(first.values())


def _headline(fakten: Sequence[Projektfakten], what: str) -> tuple[str, int]:
    """The sentence for the furthest state that anybody has reached, and how many it counts."""
    for status, one, many in SENTENCES:
        number, kreise = count_kommunen(f for f in fakten if f.status in status)
        if number:
            said = f"{number} Kommune{'' if number == 1 else 'n'}{_districts(number, kreise)}"
            return f"{said} {(one if number == 1 else many).format(what)}", number
    return f"{_projects(len(fakten))} dazu", 0


def _districts(number: int, kreise: int) -> str:
    if not kreise:
        return ""
    if kreise == number:
        return " (ein Landkreis)" if number == 1 else " (alle Landkreise)"
    return f" (darunter {kreise} Landkreis{'' if kreise == 1 else 'e'})"


def _projects(number: int) -> str:
    return "1 Projekt" if number == 1 else f"{number} Projekte"


def _by_status(fakten: Sequence[Projektfakten]) -> Iterator[Angabe]:
    for status, text in GROUPS.items():
        group = [f for f in fakten if f.status == status]
        if group:
            number, _ = count_kommunen(group)
            said = f"{number} Kommune{'' if number == 1 else 'n'}" if number else ""
            yield Angabe(
                text,
                said or _projects(len(group)),
                belege=tuple(_beleg(f, str(f.stand or "")) for f in group),
            )


def _span(fakten: Sequence[Projektfakten], art: str) -> Spanne | None:
    known: list[tuple[Projektfakten, Betrag]] = [
        (f, betrag) for f in fakten if (betrag := getattr(f, art)) is not None
    ]
    if not known:
        return None
    known.sort(key=lambda pair: pair[1].euro)
    amounts = [betrag.euro for _, betrag in known]
    belege = tuple(_beleg(f, f"{_number(b.euro)} €", b.hinweis) for f, b in known)
    name = "einmalig" if art == "einmalig" else "laufend im Jahr"
    return Spanne(name, len(known), amounts[0], amounts[-1], belege=belege)


def _by_value(
    fakten: Sequence[Projektfakten],
    values: Callable[[Projektfakten], Iterable[str]],
    names: Mapping[str, str],
    sort_key: Callable[[str], str],
) -> list[Angabe]:
    """One line a value, those of most projects first."""
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
    """The Kommunen that took one of these solutions over, and whose it was."""
    pairs = [(f, u) for f in fakten for u in f.uebernahmen]
    if not pairs:
        return None
    number = len({u.ort.slug for _, u in pairs if u.ort.typ != NAMELESS})
    said = f"{number} Kommune{'' if number == 1 else 'n'}" if number else str(len(pairs))
    belege = tuple(_uebernahme(f, u) for f, u in pairs)
    return Angabe("Nachgenutzt von", said, belege=belege)


def _uebernahme(f: Projektfakten, uebernahme: Uebernahme) -> Beleg:
    text = uebernahme.ort.name
    of = f"von {name_orte(f.orte)}" if f.orte else ""
    return Beleg(
        f.adresse, f.titel, text, ", ".join(filter(None, [str(uebernahme.jahr or ""), of]))
    )


def _beleg(f: Projektfakten, zusatz: str = "", hinweis: str = "") -> Beleg:
    return Beleg(f.adresse, f.titel, name_orte(f.orte) or f.titel, zusatz, hinweis)


def name_orte(orte: Sequence[Ort]) -> str:
    """Trier; Konz und Trier; Bitburg, Konz und 9 weitere."""
    names = [ort.name for ort in orte]
    if len(names) > 3:
        return f"{names[0]}, {names[1]} und {len(names) - 2} weitere"
    return " und ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")
