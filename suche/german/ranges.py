"""Years and sizes named in a question, as ranges. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from wiki.fakten.sizes import KREISFREI, LANDKREIS, VERBANDSGEMEINDE, size_label
from wiki.texte import gettext as _
from wiki.texte import noop

FIRST_YEAR = 1990
YEAR_IN_TEXT = r"(?:19[9]\d|20\d\d)"
YEARS = re.compile(
    r"(?<![\d.,/])(?:(?P<rel>seit|ab|nach|vor|bis|since|after|before|until)\s+)?"
    rf"(?P<a>{YEAR_IN_TEXT})(?:\s*(?:-|–|bis|und|and|to)\s*(?P<b>{YEAR_IN_TEXT}))?"
    r"(?![.,/]?\d|\s*(?:einwohner|ew\b|inhabitants|residents|euro|€|%|stück))",
    re.IGNORECASE,
)
# "Agenda 2030" is the name of a plan, not a time.
PLAN = re.compile(
    r"\b(?:agenda|strategie|vision|horizont|leitbild|konzept|masterplan|windows|office|iso|din|en|nr)"
    r"[\s-]+$",
    re.IGNORECASE,
)
ENGLISH_REL = {"since": "seit", "after": "nach", "before": "vor", "until": "bis"}
YEAR_LABELS = {
    "seit": noop("seit {}"),
    "ab": noop("ab {}"),
    "nach": noop("nach {}"),
    "vor": noop("vor {}"),
    "bis": noop("bis {}"),
}
COUNTED = {
    **{word: number for number, word in enumerate("zwei drei vier fünf sechs".split(), 2)},
    **{word: number for number, word in enumerate("two three four five six".split(), 2)},
    "zehn": 10,
    "ten": 10,
}
THIS_YEAR = re.compile(r"\b(?:in\s+)?(?:diese[sm]|this)\s+(?:jahr|year)\b", re.IGNORECASE)
LAST_YEAR = re.compile(
    r"\b(?:im\s+)?(?:letzte|vergangene|vorige)[ns]\s+jahr\b|\bim\s+vorjahr\b|\blast\s+year\b",
    re.IGNORECASE,
)
LAST_YEARS = re.compile(
    r"\b(?:(?:in|aus|seit)\s+)?(?:(?:den|der|die|the)\s+)?(?:letzten|vergangenen|last|past)\s+"
    rf"(?P<zahl>\d{{1,2}}|{'|'.join(COUNTED)})\s+(?:jahren?|years)\b",
    re.IGNORECASE,
)
LOOKED_BACK = 40  # characters before a year that may name a plan; to read all would take squares
NUMBER = r"(?P<{0}>\d{{1,3}}(?:[., ]\d{{3}})+|\d+)(?P<{0}k>\s*(?:tausend|tsd\.?)(?!\w))?"
ABOUT = r"(?:nur\s+)?(?:rund|etwa|ca\.?|circa|ungefähr|um die|knapp|gut|about|around|roughly|some)"
# How a limit is said -> whether it is the upper one, and whether the number itself is within.
LIMITS: Sequence[tuple[str, bool, bool]] = (
    (r"nicht mehr als|not more than|no more than|at most|up to|nicht über", True, True),
    (r"höchstens|maximal|max\.?|bis zu|bis|<=|≤", True, True),
    (r"nicht weniger als|not less than|no less than|at least|nicht unter", False, True),
    (r"mindestens|mind\.?|wenigstens|ab|>=|≥", False, True),
    (
        r"unterhalb von|unter|(?:weniger|kleiner) als|under|below|(?:less|fewer|smaller) than|<",
        True,
        False,
    ),
    (
        r"oberhalb von|über|(?:mehr|größer) als|over|above|(?:more|larger|bigger) than|>",
        False,
        False,
    ),
)
SIZE_NUMBER = re.compile(
    r"(?:(?P<ort>\bstädten?|\bstaedten?|(?:\bverbands|\borts|\b)gemeinden?|\bkommunen?|\borten?"
    r"|\bdörfern?|\beinwohner(?:zahl)?|\btowns?|\bcities|\bmunicipalities|\bcommunities"
    r"|\bvillages)\s+(?:(?:mit|von|with|of)\s+)?)?(?<![\w<>])(?:(?:"
    + "|".join(f"(?P<limit{at}>{said})" for at, (said, _, _) in enumerate(LIMITS))
    + r"|(?P<zwischen>zwischen|between)|von|from|mit|with"
    + rf")\s*)?(?:\b{ABOUT}\s*)?(?<![\d.,])"
    + NUMBER.format("a")
    + r"(?:\s*(?P<bis>und|and|bis|to|-|–)\s*"
    + NUMBER.format("b")
    + r")?(?P<leute>[\s-]*(?:einwohner(?!zahl|meld)\w*|einw\b|ew\b|seelen\w*|inhabitants?\b"
    r"|residents\b))?(?![.,]?\d|\s*(?:€|%|euros?\b|eur\b|prozent|percent|stück|haushalt|household))",
    re.IGNORECASE,
)
RATE = re.compile(r"\b(?:je|pro|auf|per)\s+$", re.IGNORECASE)  # "je 1.000 Einwohner" is no size
FEWEST_PEOPLE, MOST_PEOPLE = 100, 10_000_000
SIZE_TOLD = 2  # "mit 5.000 Einwohnern": from half of it to twice as many
PLURAL = r"(?:stadt|städten?|staedten?|gemeinden?|kommunen?|orte?n?)"
ENGLISH_PLURAL = r"(?:towns?|cit(?:y|ies)|municipalit(?:y|ies)|communit(?:y|ies)|villages?)"
# "In Landkreisen", "welche Landkreise", but not "in den Landkreisen Hof und Kusel", which are two.
OF_A_KIND = (
    r"\b(?:(?:in|aus|bei|von|durch)\s+(?:den\s+)?|welche\s+|(?:die\s+)?andere[nr]?\s+){{1,3}}{}\b"
    r"(?!\s+(?-i:[A-ZÄÖÜ]))"
)
SIZE_WORDS = [
    (rf"\bsmall(?:er)?\s+{ENGLISH_PLURAL}\b", "-19999"),
    (rf"\b(?:medium|mid)-sized\s+{ENGLISH_PLURAL}\b", "20000-99999"),
    (rf"\b(?:large|big)(?:r|ger)?\s+{ENGLISH_PLURAL}\b", "100000-"),
    (rf"\bkleine[rnms]?\s+{PLURAL}\b|\bkleinst(?:adt|ädten?|aedten?)\b", "-19999"),
    (
        rf"\bmittelgro(?:ß|ss)e[rnms]?\s+{PLURAL}\b|\bmittelst(?:adt|ädten?|aedten?)\b",
        "20000-99999",
    ),
    (
        rf"\bgro(?:ß|ss)e[rnms]?\s+{PLURAL}\b|\bgro(?:ß|ss)st(?:adt|ädten?|aedten?)\b",
        "100000-",
    ),
    (r"\bkreisfreie[rnms]?\s+(?:stadt|städten?|staedten?)\b", KREISFREI),
    (OF_A_KIND.format("landkreisen?"), LANDKREIS),
    (r"\b(?:in|from|by|other|which)\s+(?:other\s+|rural\s+)?(?:districts|counties)\b", LANDKREIS),
    (OF_A_KIND.format("verbandsgemeinden"), VERBANDSGEMEINDE),
]
SIZES = [(re.compile(words, re.IGNORECASE), key) for words, key in SIZE_WORDS]


@dataclass(frozen=True)
class Range:
    """A range of years or of inhabitants. `key`: "2020-", "-2018", "2018-2020", "2021", or
    "kreisfrei"; `label` says it in German."""

    key: str
    label: str
    start: int
    end: int


def years(text: str) -> Iterator[Range]:
    """Yields the years that a question names: "seit 2020", "2018 bis 2020". A year to come, or one
    of a plan, is none."""
    yield from _relative_years(text)
    for match in YEARS.finditer(text):
        said, first, second = (match["rel"] or "").lower(), int(match["a"]), match["b"]
        rel = ENGLISH_REL.get(said, said)
        before = text[max(0, match.start() - LOOKED_BACK) : match.start()]
        if PLAN.search(before) or first > date.today().year:
            continue
        label = _year_label(rel, first, second)
        yield Range(_year_key(rel, first, second), label, *match.span())


def _relative_years(text: str) -> Iterator[Range]:
    """Yields years told from today on: "letztes Jahr", "in den letzten drei Jahren"."""
    this_year = date.today().year
    for form, year in ((THIS_YEAR, this_year), (LAST_YEAR, this_year - 1)):
        for match in form.finditer(text):
            yield Range(str(year), str(year), *match.span())
    for match in LAST_YEARS.finditer(text):
        said = match["zahl"].lower()
        first = this_year - (COUNTED.get(said) or int(said))
        yield Range(f"{first}-", _year_label("seit", first, None), *match.span())


def _year_label(rel: str, first: int, second: str | None) -> str:
    if second:
        return _("{} bis {}").format(first, second)
    return _(YEAR_LABELS[rel]).format(first) if rel else str(first)


def _year_key(rel: str, first: int, second: str | None) -> str:
    """Returns the key of a range: of "nach 2019" it is "2020-"."""
    if second:
        return f"{first}-{second}"
    keys = {
        "seit": f"{first}-",
        "ab": f"{first}-",
        "nach": f"{first + 1}-",
        "vor": f"-{first - 1}",
        "bis": f"-{first}",
    }
    return keys.get(rel, str(first))


def sizes(text: str) -> Iterator[Range]:
    for pattern, key in SIZES:
        for match in pattern.finditer(text):
            yield Range(key, size_label(key), *match.span())
    for match in SIZE_NUMBER.finditer(text):
        if key := _size_key(match):
            yield Range(key, size_label(key), *match.span())


def _size_key(match: re.Match[str]) -> str:
    """Returns the range of inhabitants that a match names; empty if its number is a year, or not
    one of people."""
    first, limit = _number(match, "a"), _limit(match)
    looks_like_year = match["a"].isdigit() and FIRST_YEAR <= first <= 2100
    before = match.string[max(0, match.start() - LOOKED_BACK) : match.start()]
    tells_people = match["leute"] and not RATE.search(before)
    is_bounded = limit or match["b"]
    if not tells_people and (looks_like_year or not match["ort"] or not is_bounded):
        return ""
    if not FEWEST_PEOPLE <= first <= MOST_PEOPLE:
        return ""
    if match["b"]:
        return f"{first}-{_number(match, 'b')}" if first < _number(match, "b") else ""
    if match["zwischen"]:
        return ""
    return _limited(first, *limit) if limit else f"{first // SIZE_TOLD}-{first * SIZE_TOLD}"


def _limit(match: re.Match[str]) -> tuple[bool, bool] | None:
    found = (at for at in range(len(LIMITS)) if match[f"limit{at}"])
    return next((LIMITS[at][1:] for at in found), None)


def _limited(number: int, is_upper: bool, is_within: bool) -> str:
    """Returns the range up to a number, or from it on: "unter 3.000" ends at 2.999."""
    if is_upper:
        return f"-{number if is_within else number - 1}"
    return f"{number if is_within else number + 1}-"


def _number(match: re.Match[str], name: str) -> int:
    return int(re.sub(r"\D", "", match[name])) * (1_000 if match[f"{name}k"] else 1)
