"""Names of Kommunen and Länder in all the ways people write them, for looking up. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from wiki.german.laender import LAENDER
from wiki.german.letters import BARE_WORD, spelt_out

Phrase = tuple[str, ...]

# Names that are also everyday words. They count with "Stadt", "Gemeinde", "VG" ... before them;
# those of towns and districts also after "in" and "aus", written with a capital.
EVERYDAY = frozenset(
    """
    ahlen au aue baden berg bergstrasse bogen brechen buchen burg engen essen forst geldern giessen
    haar halle hof horn kirchen lage laufen lehre linden lohne moos norden plan rain regen rust see
    siegen singen sinn speicher stein ulmen wald weil werder wetter wissen zell
    """.split()
)
TOWN = ("stadt", "gemeinde", "ortsgemeinde", "kommune", "stadtverwaltung", "gemeindeverwaltung")
ASSOCIATION = ("vg", "verbandsgemeinde", "verbandsgemeindeverwaltung", "samtgemeinde")
DISTRICT = ("kreis", "kreises", "landkreis", "landkreises", "lk", "kreisverwaltung")
PREPOSITIONS = ("in", "aus")

WORDS_FOR_LAENDER: Mapping[str, tuple[str, ...]] = {  # other names, adjectives without ending
    "Baden-Württemberg": ("BaWü", "baden-württembergisch"),
    "Bayern": ("bayerisch", "bayrisch", "Bavaria"),
    "Brandenburg": ("brandenburgisch",),
    "Hessen": ("hessisch", "Hesse"),
    "Mecklenburg-Vorpommern": ("Meck-Pomm", "mecklenburg-vorpommerisch"),
    "Niedersachsen": ("niedersächsisch", "Lower Saxony"),
    "Nordrhein-Westfalen": ("NRW", "nordrhein-westfälisch", "North Rhine-Westphalia"),
    "Rheinland-Pfalz": ("RLP", "rheinland-pfälzisch", "Rhineland-Palatinate"),
    "Saarland": ("saarländisch",),
    "Sachsen": ("sächsisch", "Saxony"),
    "Sachsen-Anhalt": ("sachsen-anhaltisch", "Saxony-Anhalt"),
    "Schleswig-Holstein": ("schleswig-holsteinisch",),
    "Thüringen": ("thüringisch", "Thuringia"),
}
FULL, MARKED, BARE_TOWN, BARE_ASSOCIATION, BARE_DISTRICT, LAND_NAME, OTHER_MARK = range(7)

TYPE_IN_NAME = re.compile(
    r"^(?:VG|Verbandsgemeinde|Samtgemeinde|Landkreis|Kreis|Eifelkreis|StädteRegion|Stadt) ", re.I
)
TAIL = re.compile(r" (?:(?:am|an|in|im|vorm|vor|bei|ob)\b|[aiv]\.).*")
ADJECTIVE_ENDINGS = ("e", "en", "er", "es", "em")
ADJECTIVES = (  # (end of the name, what replaces it); the first that fits
    ("hannover", ("hannoveraner", "hannoverscher", "hannoversche", "hannoverschen")),
    ("bruecken", ("brueckener", "bruecker")),
    ("stadt", ("staedter", "stadter")),
    ("hausen", ("hausener", "haeuser")),
    ("hafen", ("hafener", "hafner")),
    ("chen", ("chener", "chner")),
    ("ingen", ("inger", "ingener")),
    ("ern", ("erner", "erer")),
    ("e", ("er",)),
    ("", ("er",)),
)


@dataclass(frozen=True)
class Place:
    """A Kommune as the database has it."""

    slug: str
    name: str
    typ: str
    land: str


@dataclass(frozen=True)
class Name:
    """What a phrase stands for: `art` is kommune, kreis or land. `capital`: its everyday words
    must be written with one."""

    art: str
    key: str
    label: str
    priority: int
    capital: bool = False


@dataclass(frozen=True)
class Names:
    """Folded phrase -> what it names; `longest` in words."""

    phrases: Mapping[Phrase, Name]
    longest: int


def is_type(word: str) -> bool:
    """Returns whether a word says of what kind a place is, and not which: Landkreis, VG."""
    return spelt_out(word) in {*TOWN, *ASSOCIATION, *DISTRICT}


def phrase_of(text: str) -> Phrase:
    return tuple(spelt_out(word) for word in BARE_WORD.findall(text))


def build_names(places: Iterable[Place]) -> Names:
    """All phrases; of two places with the same name the town wins, between equals none does."""
    found: dict[Phrase, Name] = {}
    doubtful: set[Phrase] = set()
    places = [place for place in places if place.typ != "Land"]
    # A Land without a Kommune here is recognised, too: the answer says that nobody is from there.
    laender = {*LAENDER, *(place.land for place in places)}
    for phrase, name in (*_land_phrases(laender), *_all_phrases(places)):
        known = found.get(phrase)
        if known is None or name.priority < known.priority:
            found[phrase] = name
            doubtful.discard(phrase)
        elif name.priority == known.priority and name.key != known.key:
            doubtful.add(phrase)
    phrases = {phrase: name for phrase, name in found.items() if phrase not in doubtful}
    return Names(phrases, max(map(len, phrases), default=0))


def _all_phrases(places: Iterable[Place]) -> Iterator[tuple[Phrase, Name]]:
    for place in places:
        for phrase, priority, capital in _place_phrases(place):
            art = "kreis" if place.typ == "Landkreis" else "kommune"
            yield phrase, Name(art, place.slug, place.name, priority, capital)


def _place_phrases(place: Place) -> Iterator[tuple[Phrase, int, bool]]:
    """Yields (phrase, priority, whether it needs a capital) for each way to write a place."""
    own, others, bare = _marks(place.typ)
    core = TYPE_IN_NAME.sub("", re.sub(r"\(.*", "", place.name).strip())
    full = phrase_of(place.name)
    if len(full) > 1 or full[0] not in EVERYDAY:
        yield from ((form, FULL, full[0] in EVERYDAY) for form in _genitives(full))
    if (first := full[0]).endswith("kreis") and first not in DISTRICT:  # Eifelkreis Bitburg-Prüm
        yield from ((form, bare, False) for form in _genitives((first,)))
    for phrase in dict.fromkeys(map(phrase_of, (core, TAIL.sub("", core)))):
        yield from (((mark, *phrase), MARKED, False) for mark in own)
        yield from (((mark, *phrase), OTHER_MARK, False) for mark in others)
        if phrase[0] not in EVERYDAY:
            yield from ((form, bare, False) for form in _inflected(phrase))
        elif bare in {BARE_TOWN, BARE_DISTRICT} and len(phrase) == 1:
            yield from (((word, *phrase), bare, True) for word in PREPOSITIONS)


def _marks(typ: str) -> tuple[tuple[str, ...], tuple[str, ...], int]:
    """Returns the words that stand before a name and say this type, those that may say it, and the
    priority of the bare name."""
    if typ == "Landkreis":
        return DISTRICT, (), BARE_DISTRICT
    if typ in {"Verbandsgemeinde", "Samtgemeinde", "Amt", "Verwaltungsgemeinschaft"}:
        return ASSOCIATION, TOWN, BARE_ASSOCIATION
    return TOWN, (), BARE_TOWN


def _inflected(phrase: Phrase) -> Iterator[Phrase]:
    """Kaiserslautern, Kaiserslauterns, Kaiserslauterner, Kaiserslauterer."""
    yield from _genitives(phrase)
    *before, last = phrase
    end, replaced = next(pair for pair in ADJECTIVES if last.endswith(pair[0]))
    yield from ((*before, last.removesuffix(end) + form) for form in replaced)


def _genitives(phrase: Phrase) -> Iterator[Phrase]:
    yield phrase
    *before, last = phrase
    if last.endswith("kreis"):
        yield (*before, f"{last}es")
    elif not last.endswith(("s", "x", "z")):
        yield (*before, f"{last}s")


def _land_phrases(laender: Iterable[str]) -> Iterator[tuple[Phrase, Name]]:
    for land in laender:
        name = Name("land", land, land, LAND_NAME)
        yield from ((phrase, name) for phrase in _genitives(phrase_of(land)))
        for other in WORDS_FOR_LAENDER.get(land, ()):
            endings = ADJECTIVE_ENDINGS if other.endswith("isch") else ("",)
            yield from ((phrase_of(other + ending), name) for ending in endings)
