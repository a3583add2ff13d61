"""What must stand in the source as it stands in the sentence: numbers, amounts, percentages, names
of places, states, negation. Pure.

Vectors do not see these: "2019" and "2021", "Trier" and "Mainz", "geplant" and "im Betrieb" lie
next to each other.
"""

import re
from collections.abc import Callable, Collection, Iterator
from decimal import Decimal

from suche.german.analysis import WORD, normalise, readings_of, tokens
from wiki.german.amounts import AMOUNT, NUMBER_WORDS, amounts_in, decimal_of

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
PERCENT = re.compile(r"(\d+(?:[.,]\d+)*)\s?(?:%|prozent\b)", re.IGNORECASE)
IN_WORDS = {
    **{word: value for word, value in NUMBER_WORDS.items() if Decimal(value) > 1},
    **{"zwölf": "12", "dreizehn": "13", "vierzehn": "14", "hundert": "100", "tausend": "1000"},
}
NEGATION = re.compile(r"\b(?:nicht|nichts|kein\w*|nie|niemals|ohne|weder|niemand\w*)\b", re.I)
CLAUSE = re.compile(r"[.,;:!?–]\s+")
SAME_CLAUSE = 0.6  # of its words
# States of a project, what became of it, and how often: whoever says one must have read it.
STATES = tuple(
    re.compile(rf"\b(?:{words})", re.IGNORECASE)
    for words in (
        r"geplant|planung|plant\b|planen\b|vorgesehen|sollen?\b|sollten?\b|künftig|will\b|wollen\b",
        r"test|erprob|pilot|versuch|probe",
        r"abgebroch|gescheitert|scheiter|aufgegeb|gestoppt|stoppt|verworfen|abgelehnt|lehnt",
        r"beendet|endet|eingestellt|abgeschaltet|ausgelaufen|abgeschlossen",
        r"kostenlos|kostenfrei|gratis|unentgeltlich",
        r"verpflicht|pflicht",
        r"monat",
        r"jahr|jährlich",
        r"woche|wöchentlich",
        r"tag\b|tage\b|tagen\b|täglich",
        r"erste[rn]?\b|einzige",
        r"alle[rn]?\b|sämtlich|bundesweit|deutschlandweit",
    )
)
Places = Callable[[str], Collection[str]]


def missing(sentence: str, source: str, places: Places) -> str:
    """Returns what the sentence says and the source does not; empty when there is nothing.
    `places`: keys of the places that a text names."""
    sentence, source = normalise(sentence), normalise(source)
    if not _amounts(sentence) <= _amounts(source) | _numbers_of_money(source):
        return "Betrag"
    if not _percentages(sentence) <= _percentages(source):
        return "Prozent"
    if not _numbers(AMOUNT.sub(" ", sentence)) <= _numbers(source):
        return "Zahl"
    if not set(places(sentence)) <= set(places(source)):
        return "Ort"
    if _denies(sentence, source):
        return "Verneinung"
    if any(state.search(sentence) and not state.search(source) for state in STATES):
        return "Stand"
    return ""


def _denies(sentence: str, source: str) -> bool:
    """Whether sentence and source disagree about a negation: the sentence denies something and the
    source nothing, or the sentence states what a clause of the source denies."""
    if NEGATION.search(sentence):
        return not NEGATION.search(source)
    denied = [clause for clause in CLAUSE.split(source) if NEGATION.search(clause)]
    return any(share_of_words(clause, sentence) >= SAME_CLAUSE for clause in denied)


def share_of_words(sentence: str, source: str) -> float:
    """Returns how many of the sentence's words the source has, in any form; from 0 to 1."""
    known = {token.term for token in tokens(normalise(source))}
    words = [
        readings_of(match[0], lower_case=False) for match in WORD.finditer(normalise(sentence))
    ]
    telling = [readings for readings in words if readings]
    held = [any(known.issuperset(reading) for reading in readings) for readings in telling]
    return sum(held) / len(held) if held else 0.0


def _amounts(text: str) -> set[Decimal]:
    return set(amounts_in(text))


def _numbers_of_money(text: str) -> set[Decimal]:
    """Returns all numbers of a text that names an amount: in "1.000 bis 1.300 Euro" both are
    amounts."""
    return _numbers(text) if _amounts(text) else set()


def _percentages(text: str) -> set[Decimal]:
    return {number for match in PERCENT.finditer(text) for number in _value(match[1])}


def _numbers(text: str) -> set[Decimal]:
    words = (IN_WORDS.get(match[0].lower()) for match in WORD.finditer(text))
    written = {Decimal(value) for value in words if value}
    return written | {value for match in NUMBER.finditer(text) for value in _value(match[0])}


def _value(number: str) -> Iterator[Decimal]:
    """Yields the value of a number; of a date (`3.5.2024`) or a version (`1.2.3`) that of each
    part."""
    dotted = number.count(".") + number.count(",")
    if dotted > 1 and not re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", number):
        yield from (Decimal(part) for part in re.split("[.,]", number))
    else:
        yield decimal_of(number)
