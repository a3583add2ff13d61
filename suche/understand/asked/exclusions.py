"""What a question does without: "Parken ohne App", "Drohnen, aber nicht für Friedhöfe". Pure.

Pages named after it are no answer, and a place among it is no wish ("außer Köln").
"""

import re
from collections.abc import Iterator, Sequence

from suche.german.analysis import is_stopword

from ..spans import Span, blanked, overlaps
from .who import speaks_of_us

ARTICLE = r"(?:(?:die|das|den|der|dem|eine?[mnr]?|jede[mnrs]?|an?|any|the)\s+)?"
NOUN = r"(?-i:[A-ZÄÖÜ])[\w-]*+"  # taken as a whole: "A-A-A-..." took squares of time
# "ohne eigene App", "ohne vertrauliche Akten": the thing stands behind what is said of it.
THING = rf"(?:(?-i:(?:[a-zäöüß]+e[nrsm]?\s+){{0,2}}){NOUN}|[\w-]+)"
# "WLAN nicht über Freifunk", "Drohnen, aber nicht für Friedhöfe": what "nicht" follows is a thing,
# and no verb ("funktioniert nicht im Tal").
BUT_NOT = rf"(?:(?:^|[,;–]|\b(?:aber|und|nur|{NOUN}))\s*)\bnicht\s+"
# "Chatbot, aber keine KI": what "kein" follows is a thing; the keywords end behind it.
BUT_NO = (
    rf"(?:[,;–]\s*(?:aber|jedoch|doch|und)?|\b(?:aber|jedoch|doch)|{NOUN})\s+kein(?:e[mnrs]?)?\s+"
)
# A name in small letters ("aber nicht mit enaio") only where the question ends behind it.
NOT_WITH = r"\b(?:aber|jedoch|doch)\s+nicht\s+(?:mit|über|per|von|durch)\s+"
BUT_NOT_ENGLISH = r"\bbut\s+not\s+(?:(?:with|by|for|in|from|on|via|using)\s+)?"
END = r"(?=\s*(?:[?!.,;]|$))"
# One group for each way to say it, around the thing that is done without.
EXCLUDED = re.compile(
    rf"\b(?:ohne|außer|ausser|without|except)\s+{ARTICLE}(?P<ohne>{THING})"
    rf"|\bnicht\s+(?P<nicht>{NOUN})"
    rf"|{BUT_NOT}(?:für|mit|über|per|von|aus|durch|in|auf|an|bei|i[mn]|am|vom|beim|zu[mr])\s+{ARTICLE}"
    rf"(?P<nicht_dafuer>{NOUN})"
    rf"|{NOT_WITH}{ARTICLE}(?P<nicht_damit>[\w-]+){END}"
    rf"|{BUT_NOT_ENGLISH}{ARTICLE}(?P<but_not>[\w-]+)"
    rf"|{BUT_NO}(?P<kein>{THING}){END}",
    re.IGNORECASE,
)
EXCLUDING = re.compile(
    r"\b(?:ohne|außer|ausser|without|except|but|aber|jedoch|doch|nicht|kein\w*)\b", re.IGNORECASE
)
# "Damit die Leute nicht in die Stadt fahren müssen" says what for: "nicht" belongs to the verb.
SUBCLAUSE = re.compile(
    r"\b(?:so)?(?:damit|dass|daß|weil|wenn|falls|obwohl|ob)\b[^.?!;:]*$", re.IGNORECASE
)
# "Förderung des Bundes", "Software von Consul"
NARROWER = re.compile(r"\s+(?:de[sr]|vom|von|durch\s+(?:den|die|das))\s+[A-ZÄÖÜ][\w-]*")
OF_A_VERB = {"nicht", "nicht_dafuer"}
CLAUSE_MAX_CHARS = 200  # looked at before a "nicht"
# "Senioren ohne Internet" tells who they are, and not what to do without.
OF_PEOPLE = re.compile(
    r"\b(?:leuten?|menschen|personen|senior(?:en|innen)|bürgern?|kindern?|eltern|familien"
    r"|haushalten?|gästen?|gemeinden|kommunen|orten?|dörfern?|städten?|people|towns)\s+$",
    re.IGNORECASE,
)
PEOPLE_MAX_CHARS = 20  # looked at before a "ohne"


def excluded(text: str, but: Sequence[Span] = ()) -> list[str]:
    """Returns the words that a question does without: "Parken ohne App" -> App. `but`: where words
    stand that are none of these, as places are."""
    return [word for at, word in _exclusions(text) if not overlaps((at, at + len(word)), but)]


def narrowed(text: str) -> dict[str, str]:
    """Returns the words that a question does without -> what it says of them besides, which nobody
    looks for: "ohne Förderung des Bundes" -> "des Bundes"."""
    found = ((word, NARROWER.match(text, at + len(word))) for at, word in _exclusions(text))
    return {word: match[0].strip() for word, match in found if match}


def excluded_at(text: str) -> list[int]:
    """Returns where the words begin that a question does without."""
    return [at for at, _ in _exclusions(text)]


def is_subclause(before: str) -> bool:
    """Returns whether a "nicht" behind this text belongs to the verb of a clause that says what for
    or why."""
    return bool(SUBCLAUSE.search(before[-CLAUSE_MAX_CHARS:]))


def without_exclusions(text: str) -> str:
    """Returns a question with blanks for what it does without: "Parken ohne App" -> Parken."""
    return blanked(text, _parts(text))


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """Yields where it stands, from the word that excludes it on."""
    ends = {at + len(word) for at, word in _exclusions(text)}
    for match in EXCLUDED.finditer(text):
        begin = EXCLUDING.search(text, match.start())
        if begin and match.end(match.lastgroup or 0) in ends:
            yield begin.start(), match.end()


def _exclusions(text: str) -> Iterator[tuple[int, str]]:
    """Yields for each thing that a question does without the last of its words, and where that
    begins: "ohne die Software Consul" -> Software. A "kein" of the asker's own town is a wish."""
    is_of_us = speaks_of_us(text)
    for match in EXCLUDED.finditer(text):
        kind = match.lastgroup or ""
        word = match[kind].split()[-1]
        before = text[max(0, match.start() - PEOPLE_MAX_CHARS) : match.start()]
        clause = text[: match.start()]
        is_of_verb = kind in OF_A_VERB and is_subclause(clause)
        is_wish = OF_PEOPLE.search(before) or (kind == "kein" and is_of_us)
        if not (is_stopword(word) or is_of_verb or is_wish):
            yield match.end(kind) - len(word), word
