"""Years and sizes named in a question, as ranges. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from wiki.fakten.sizes import KREISFREI, size_label
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
LOOKED_BACK = 40  # characters before a year that may name a plan; to read all would take squares
NUMBER = r"(?P<{0}>\d{{1,3}}(?:[., ]\d{{3}})+|\d+)(?P<{0}k>\s*(?:tausend|tsd\.?)\b)?"
SIZE_NUMBER = re.compile(
    r"(?:(?P<ort>städten?|staedten?|gemeinden?|kommunen?|orten?|towns?|cities|municipalities"
    r"|communities|villages)\s+(?:(?:mit|with|of)\s+)?)?"
    r"\b(?P<rel>unter|bis zu|bis|weniger als|höchstens|maximal|über|mehr als|ab|mindestens|"
    r"mit(?: rund| etwa| ca\.?)?|zwischen|under|below|up to|less than|fewer than|over|above"
    r"|more than|at least|with(?: about| around)?|between)\s+"
    + NUMBER.format("a")
    + r"(?:\s+(?:und|and)\s+"
    + NUMBER.format("b")
    + r")?(?P<leute>\s*(?:einwohner\w*|ew\b|inhabitants|residents))?",
    re.IGNORECASE,
)
PLURAL = r"(?:stadt|städten?|staedten?|gemeinden?|kommunen?|orte?n?)"
ENGLISH_PLURAL = r"(?:towns?|cit(?:y|ies)|municipalit(?:y|ies)|communit(?:y|ies)|villages?)"
SIZE_WORDS = [
    (rf"\bsmall(?:er)?\s+{ENGLISH_PLURAL}\b", "-20000"),
    (rf"\b(?:medium|mid)-sized\s+{ENGLISH_PLURAL}\b", "20000-100000"),
    (rf"\b(?:large|big)(?:r|ger)?\s+{ENGLISH_PLURAL}\b", "100000-"),
    (rf"\bkleine[rnms]?\s+{PLURAL}\b|\bkleinst(?:adt|ädten?|aedten?)\b", "-20000"),
    (
        rf"\bmittelgro(?:ß|ss)e[rnms]?\s+{PLURAL}\b|\bmittelst(?:adt|ädten?|aedten?)\b",
        "20000-100000",
    ),
    (
        rf"\bgro(?:ß|ss)e[rnms]?\s+{PLURAL}\b|\bgro(?:ß|ss)st(?:adt|ädten?|aedten?)\b",
        "100000-",
    ),
    (r"\bkreisfreie[rnms]?\s+(?:stadt|städten?|staedten?)\b", KREISFREI),
]
SIZES = [(re.compile(words, re.IGNORECASE), key) for words, key in SIZE_WORDS]
AT_MOST = "unter bis weniger höchstens maximal under below up less fewer".split()
WITH = ("mit", "with")


@dataclass(frozen=True)
class Range:
    """A range of years or of inhabitants. `key`: "2020-", "-2018", "2018-2020", "2021", or
    "kreisfrei"; `label` says it in German."""

    key: str
    label: str
    start: int
    end: int


def years(text: str) -> Iterator[Range]:
    for match in YEARS.finditer(text):
        said, first, second = (match["rel"] or "").lower(), int(match["a"]), match["b"]
        rel = ENGLISH_REL.get(said, said)
        before = text[max(0, match.start() - LOOKED_BACK) : match.start()]
        if PLAN.search(before) or first > date.today().year:
            continue
        label = _year_label(rel, first, second)
        yield Range(_year_key(rel, first, second), label, *match.span())


def _year_label(rel: str, first: int, second: str | None) -> str:
    if second:
        return _("{} bis {}").format(first, second)
    return _(YEAR_LABELS[rel]).format(first) if rel else str(first)


def _year_key(rel: str, first: int, second: str | None) -> str:
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
    first, rel = _number(match, "a"), match["rel"].lower()
    looks_like_year = match["a"].isdigit() and FIRST_YEAR <= first <= 2100
    if not match["leute"] and (looks_like_year or not match["ort"] or rel.startswith(WITH)):
        return ""
    if not 100 <= first <= 10_000_000:
        return ""
    if rel in {"zwischen", "between"}:
        return f"{first}-{_number(match, 'b')}" if match["b"] else ""
    if rel.startswith(WITH):
        return f"{first // 2}-{first * 2}"
    return f"-{first}" if rel.split()[0] in AT_MOST else f"{first}-"


def _number(match: re.Match[str], name: str) -> int:
    return int(re.sub(r"\D", "", match[name])) * (1_000 if match[f"{name}k"] else 1)
