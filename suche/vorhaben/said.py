"""Sizes and times as people write them in a sketch. Pure.

A question wants a place of some size and something that exists; a sketch tells how large its place
is and when it is to begin. So these are other words than those of `suche.german.ranges`.
"""

import re
from dataclasses import dataclass

from suche.german.ranges import LOOKED_BACK, PLAN
from wiki.texte import gettext as _
from wiki.texte import grouped

from .schema import SIMILAR_FACTOR, Bounds

NUMBER = r"(?P<zahl>\d{1,3}(?:[. \u00a0\u202f]\d{3})+|\d+(?:,\d+)?)"
THOUSAND = r"(?P<tausend>\s*(?:tausend|tsd\.?)(?!\w))?"
PEOPLE = r"(?:einwohner(?!zahl|meld)\w*|ew\b|seelen\b)"
INHABITANTS = (
    re.compile(rf"(?<![\d.,]){NUMBER}{THOUSAND}\s*{PEOPLE}", re.IGNORECASE),
    re.compile(
        r"einwohnerzahl\w*\s*(?:von|:|liegt bei|beträgt)?\s*(?:rund|etwa|ca\.)?\s*"
        rf"{NUMBER}{THOUSAND}",
        re.IGNORECASE,
    ),
)
RATE = re.compile(r"\b(?:je|pro|auf)\s+$", re.IGNORECASE)  # "je 1.000 Einwohner" is no size
LIMIT = re.compile(r"\b(?:unter|über|bis|ab|zwischen|als|und|mindestens|höchstens)\s+$", re.I)
FEWEST, MOST = 100, 10_000_000

SEASON = (
    r"(?:anfang|mitte|ende|frühjahr|frühling|sommer|herbst|winter|jahresende|jahresbeginn|"
    r"(?:[1-4]\.|erste[ns]?|zweite[ns]?|dritte[ns]?|vierte[ns]?)\s*(?:quartal|halbjahr)|"
    r"(?:\d{1,2}\.\s*)?(?:januar|februar|märz|april|mai|juni|juli|august|september|oktober|"
    r"november|dezember))"
)
TIME = re.compile(
    r"(?<![\d.,/])(?:\b(?P<rel>ab|seit|bis|vor|nach|im|in|zum)\s+)?"
    rf"(?:(?:dem|zum|der|das)\s+)?(?:jahr\w*\s+)?(?P<wann>{SEASON}\s+(?:des jahres\s+|der\s+)?)?"
    r"(?P<jahr>(?:199\d|20\d\d))(?:\s*(?:-|–|bis|und)\s*(?P<ende>20\d\d))?"
    rf"(?![.,/]?\d|\s*(?:€|%|euro|stück|{PEOPLE}))",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Said:
    """Bounds, and the words for readers."""

    bounds: Bounds
    text: str


def own_size(text: str) -> Said | None:
    """Reads "15.200 Einwohnerinnen", "rund 15 000 EW" as about that many, half to twice. None
    where no number of people stands, or only a limit ("unter 20.000 Einwohner")."""
    for pattern in INHABITANTS:
        for match in pattern.finditer(text):
            before = _before(text, match)
            number = _number(match)
            if FEWEST <= number <= MOST and not RATE.search(before) and not LIMIT.search(before):
                said = _("{anzahl} Einwohner").format(anzahl=grouped(number))
                return Said((number // SIMILAR_FACTOR, number * SIMILAR_FACTOR), said)
    return None


def own_time(text: str) -> Said | None:
    """Reads "ab August 2027", "im Herbst 2026", "bis Ende 2027", "2026 bis 2028". Of several it
    takes the first that says more than a year, for that is no date of a law or of a meeting."""
    found = [m for m in TIME.finditer(text) if not PLAN.search(_before(text, m))]
    telling = (m for m in found if m["rel"] or m["wann"] or m["ende"])
    match = next(telling, next(iter(found), None))
    return Said(_time_bounds(match), _time_words(match)) if match else None


def _time_words(match: re.Match[str]) -> str:
    """As it is written, but it may have begun a sentence: "Ab 2027" -> "ab 2027"."""
    said = " ".join(match[0].split())
    return said[:1].lower() + said[1:] if match["rel"] else said


def _before(text: str, match: re.Match[str]) -> str:
    return text[max(0, match.start() - LOOKED_BACK) : match.start()]


def _number(match: re.Match[str]) -> int:
    whole = re.sub(r"[^\d,]", "", match["zahl"]).replace(",", ".")
    return int(float(whole) * (1_000 if match["tausend"] else 1))


def _time_bounds(match: re.Match[str]) -> Bounds:
    year, rel = int(match["jahr"]), (match["rel"] or "").lower()
    if match["ende"]:
        return year, int(match["ende"])
    if rel in {"ab", "seit"}:
        return year, None
    if rel == "nach":
        return year if match["wann"] else year + 1, None
    if rel == "vor":
        return None, year if match["wann"] else year - 1
    return (None, year) if rel == "bis" else (year, year)
