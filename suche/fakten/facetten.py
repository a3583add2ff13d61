"""How many hits each filter would leave, for the current question and the other filters. Pure.

A kind's own selection does not count for its values: "Bayern (4)" beside a ticked Hessen means four
hits more. What would leave nothing is not offered.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from .fakten import LANDKREIS, Projektfakten
from .filters import VALUES, Filters, admits, has_size

SHOWN = 6  # values of a kind that are seen at once; the others unfold
TITEL = {
    "thema": "Thema",
    "status": "Status",
    "groesse": "Gemeindegröße",
    "land": "Land",
    "kreis": "Kreis",
    "kommune": "Kommune",
    "stand": "Jahr",
    "kosten": "Kosten",
    "nachnutzungsweg": "Nachnutzungsweg",
}


@dataclass(frozen=True)
class Wert:
    """One value: as it stands in addresses, as people read it, how many hits it leaves; `unter`:
    it is part of the value above it."""

    wert: str
    text: str
    anzahl: int
    gewaehlt: bool
    unter: bool = False


@dataclass(frozen=True)
class Facette:
    """One kind of filter with what can be chosen."""

    name: str
    titel: str
    werte: tuple[Wert, ...]

    @property
    def vorn(self) -> tuple[Wert, ...]:
        """Seen at once; one value alone is not hidden behind a "1 weiterer"."""
        return self.werte if len(self.werte) <= SHOWN + 1 else self.werte[:SHOWN]

    @property
    def weitere(self) -> tuple[Wert, ...]:
        return self.werte[len(self.vorn) :]

    @property
    def aktiv(self) -> bool:
        return any(wert.gewaehlt for wert in self.werte)


Entry = tuple[str, str, bool]  # value, how to say it, whether it is part of the one above


def build_facetten(
    fakten: Sequence[Projektfakten],
    filters: Filters,
    texte: Mapping[tuple[str, str], str],
    choices: Mapping[str, Mapping[str, str]],
    sort_key: Callable[[str], str],
) -> list[Facette]:
    """`fakten`: of every hit of the question, before any filter. `texte`: how to say what is
    chosen (`filter_query.Auswahl`); `choices`: values and words of the kinds that have a fixed
    order, sizes among them. Kinds with nothing to choose are left out."""
    built = []
    for name, titel in TITEL.items():
        pool = [f for f in fakten if admits(filters.without(name), f)]
        chosen = {wert: texte[name, wert] for wert in filters.of(name)}
        offered = {**chosen, **choices.get(name, {})}
        counts = _count_sizes(pool, offered) if name == "groesse" else _count(name, pool)
        entries = (
            _listed(offered, choices[name])
            if name in choices
            else _themen(pool, chosen, sort_key)
            if name == "thema"
            else _sorted(name, {**chosen, **_names(name, pool)}, counts, chosen, sort_key)
        )
        werte = tuple(
            Wert(wert, text, counts[wert], wert in chosen, unter)
            for wert, text, unter in entries
            if counts[wert] or wert in chosen
        )
        if werte:
            built.append(Facette(name, titel, werte))
    return built


def _count(name: str, fakten: Iterable[Projektfakten]) -> Counter[str]:
    """Projects a value has; one that has it twice counts once."""
    return Counter(wert for f in fakten for wert in set(VALUES[name](f)))


def _count_sizes(fakten: Sequence[Projektfakten], sizes: Iterable[str]) -> Counter[str]:
    return Counter(
        {size: sum(any(has_size(ort, size) for ort in f.orte) for f in fakten) for size in sizes}
    )


def _listed(offered: Mapping[str, str], fixed: Mapping[str, str]) -> list[Entry]:
    """What stands in no fixed list first: ranges that somebody came with."""
    own = [wert for wert in offered if wert not in fixed]
    return [(wert, offered[wert], False) for wert in (*own, *fixed)]


def _sorted(
    name: str,
    names: Mapping[str, str],
    counts: Counter[str],
    chosen: Collection[str],
    sort_key: Callable[[str], str],
) -> list[Entry]:
    """Chosen ones first, then by number of hits; years by year."""
    years = name == "stand"
    found = sorted(names, key=lambda wert: sort_key(names[wert]), reverse=years)
    if not years:
        found.sort(key=lambda wert: (wert not in chosen, -counts[wert]))
    return [(wert, names[wert], False) for wert in found]


def _names(name: str, fakten: Iterable[Projektfakten]) -> dict[str, str]:
    """What the values of Kommunen and years are called."""
    if name == "kommune":
        return {ort.slug: ort.name for f in fakten for ort in f.orte}
    if name == "kreis":
        own = {ort.slug: ort.name for f in fakten for ort in f.orte if ort.typ == LANDKREIS}
        return own | {ort.kreis: ort.kreis_name for f in fakten for ort in f.orte if ort.kreis}
    return {wert: wert for f in fakten for wert in VALUES[name](f)}


def _themen(
    fakten: Iterable[Projektfakten], chosen: Mapping[str, str], sort_key: Callable[[str], str]
) -> list[Entry]:
    """Each Oberthema, its Themen below it; a chosen one that no hit has comes last."""
    tree: dict[tuple[str, str], dict[str, str]] = {}
    for gebiet in (gebiet for f in fakten for gebiet in f.gebiete):
        below = tree.setdefault(
            (gebiet.ober, gebiet.ober_name) if gebiet.ober else (gebiet.slug, gebiet.name), {}
        )
        if gebiet.ober:
            below[gebiet.slug] = gebiet.name
    entries: list[Entry] = []
    for (slug, name), below in sorted(tree.items(), key=lambda item: sort_key(item[0][1])):
        entries.append((slug, name, False))
        found = sorted(below.items(), key=lambda item: sort_key(item[1]))
        entries += [(wert, text, True) for wert, text in found]
    known = {wert for wert, _, _ in entries}
    return entries + [(wert, text, False) for wert, text in chosen.items() if wert not in known]
