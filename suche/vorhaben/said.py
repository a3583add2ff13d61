"""Sizes and times as people write them in a sketch. Pure.

A question wants a place of some size and something that exists; a sketch tells how large its place
is and when it is to begin. So these are other words than those of `suche.german.ranges`.
"""

import re
from dataclasses import dataclass
from datetime import date

from suche.german.ranges import LOOKED_BACK, PLAN
from wiki.texte import gettext as _
from wiki.texte import grouped

from .schema import SIMILAR_FACTOR, Bounds

NUMBER = r"(?P<zahl>\d{1,3}(?:[., \u00a0\u202f]\d{3})+|\d+(?:,\d+)?)"
THOUSAND = r"(?P<tausend>\s*(?:tausend|tsd\.?)(?!\w))?"
PEOPLE = r"(?:einwohner(?!zahl|meld)\w*|ew\b|seelen\b|inhabitants\b|residents\b)"
INHABITANTS = (
    re.compile(rf"(?<![\d.,]){NUMBER}{THOUSAND}\s*{PEOPLE}", re.IGNORECASE),
    re.compile(
        r"einwohnerzahl\w*\s*(?:von|:|liegt bei|beträgt)?\s*(?:rund|etwa|ca\.)?\s*"
        rf"{NUMBER}{THOUSAND}",
        re.IGNORECASE,
    ),
)
RATE = re.compile(r"\b(?:je|pro|auf)\s+$", re.IGNORECASE)  # "je 1.000 Einwohner" is no size
LIMIT = re.compile(
    r"\b(?:unter|über|bis|ab|zwischen|als|und|mindestens|höchstens|under|over|between|than|and)\s+$",
    re.I,
)
FEWEST, MOST = 100, 10_000_000

SEASON = (
    r"(?:anfang|mitte|ende|frühjahr|frühling|sommer|herbst|winter|jahresende|jahresbeginn|"
    r"(?:[1-4]\.|erste[ns]?|zweite[ns]?|dritte[ns]?|vierte[ns]?)\s*(?:quartal|halbjahr)|"
    r"(?:\d{1,2}\.\s*)?(?:januar|februar|märz|april|mai|juni|juli|august|september|oktober|"
    r"november|dezember)|(?:early|mid|late|spring|summer|autumn|(?:beginning|middle|end) of|january"
    r"|february|march|may|june|july|october|december))"
)
TIME = re.compile(
    r"(?<![\d.,/])(?:\b(?P<rel>ab|seit|bis|vor|nach|im|in|zum|from|since|until|by|before|after)\s+)?"
    rf"(?:(?:dem|zum|der|das|the)\s+)?(?:jahr\w*\s+)?"
    rf"(?P<wann>{SEASON}(?:\s*(?:bis|to|–|-)\s*{SEASON})?[\s-]+(?:des jahres\s+|der\s+)?)?"
    r"(?P<jahr>(?:199\d|20\d\d))(?:\s*(?:-|–|bis|und|to|and)\s*(?P<ende>20\d\d))?"
    rf"(?![.,/]?\d|\s*(?:€|%|euro|stück|{PEOPLE}))",
    re.IGNORECASE,
)
GERMAN_REL = {
    **{"from": "ab", "since": "seit", "until": "bis", "by": "bis"},
    **{"before": "vor", "after": "nach"},
}
# What a sentence says that tells when the plan itself is to be.
OF_THE_PLAN = re.compile(
    r"\b(?:start|begin|test|pilot|einführ|inbetrieb|umsetz|umgesetzt|realisier|regelbetrieb|echtbetrieb"
    r"|projektlauf|laufzeit|soll|woll|möchten|planen|geplant|vorgesehen|starten|anfangen|fertig|läuft"
    r"|want|plan|will\b|shall|launch|introduc|implement)",
    re.IGNORECASE,
)
# "Das Erhaltungsprogramm 2028 bis 2032", "im Haushalt 2027": the time of something else.
OF_SOMETHING_ELSE = re.compile(
    r"(?:programm|plan|planung|strategie|konzept|haushalt|satzung|gesetz|beschluss|vorlage|vom)\w{0,2}\s+$",
    re.IGNORECASE,
)
SENTENCE_MAX_CHARS = 160  # looked at on each side of a time
ENDS = re.compile(r"[!?;]|\.(?=\s+[A-ZÄÖÜ])")


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


def own_time(text: str, this_year: int | None = None) -> Said | None:
    """Reads "ab August 2027", "im Herbst 2026", "bis Ende 2027", "2026 bis 2028". Of several it
    takes one in a sentence on the plan itself, and then the first that says more than a year, for
    that is no date of a law or of a meeting. What is over is the plan's time only where its
    sentence says so: "Juni 2024" was the flood."""
    this_year = this_year or date.today().year
    best: tuple[tuple[bool, bool], Said] | None = None
    for match in TIME.finditer(text):
        limits = _time_bounds(match)
        is_over = limits[1] is not None and limits[1] < this_year
        is_of_plan = bool(OF_THE_PLAN.search(_sentence_of(text, match)))
        before = _before(text, match)
        is_other = PLAN.search(before) or OF_SOMETHING_ELSE.search(before)
        if is_other or (is_over and not is_of_plan):
            continue
        rank = (is_of_plan and not is_over, bool(match["rel"] or match["wann"] or match["ende"]))
        if best is None or rank > best[0]:
            best = rank, Said(limits, _time_words(match))
        if all(rank):
            break
    return best[1] if best else None


def _sentence_of(text: str, match: re.Match[str]) -> str:
    before = text[max(0, match.start() - SENTENCE_MAX_CHARS) : match.start()]
    behind = text[match.end() : match.end() + SENTENCE_MAX_CHARS]
    return ENDS.split(before)[-1] + ENDS.split(behind)[0]


def _time_words(match: re.Match[str]) -> str:
    """As it is written, but it may have begun a sentence: "Ab 2027" -> "ab 2027"."""
    said = " ".join(match[0].split())
    return said[:1].lower() + said[1:] if match["rel"] else said


def _before(text: str, match: re.Match[str]) -> str:
    return text[max(0, match.start() - LOOKED_BACK) : match.start()]


def _number(match: re.Match[str]) -> int:
    is_grouped = re.fullmatch(r"\d{1,3}(?:\D\d{3})+", match["zahl"])
    whole = re.sub(r"\D" if is_grouped else r"[^\d,]", "", match["zahl"]).replace(",", ".")
    return int(float(whole) * (1_000 if match["tausend"] else 1))


def _time_bounds(match: re.Match[str]) -> Bounds:
    said = (match["rel"] or "").lower()
    year, rel = int(match["jahr"]), GERMAN_REL.get(said, said)
    if match["ende"]:
        return year, int(match["ende"])
    if rel in {"ab", "seit"}:
        return year, None
    if rel == "nach":
        return year if match["wann"] else year + 1, None
    if rel == "vor":
        return None, year if match["wann"] else year - 1
    return (None, year) if rel == "bis" else (year, year)
