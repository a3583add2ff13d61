"""Whether a question asks for those who did not do a thing, or do it no longer: "Wer hat den Rufbus
wieder eingestellt?", "Welche Gemeinden haben noch kein Glasfaser?". Pure.

Such a question is answered by what others are answered without: pages that say so (`denials`).
"""

import re

from .denials import DENIED, ENDED, GIVEN_UP, NO_LONGER, is_denied, tells_given_up
from .who import asks_who, speaks_of_us, tells_of_plan

# "Wer hat einen Digitallotsen eingestellt?"
HIRED = re.compile(
    r"(?:\b|(?<=\w))(?:lots(?:en?|in)|kr[aä]fte?|personal|leute|person(?:en)?|mitarbeit\w*|stellen?"
    r"|manager|berater|beauftragte[nr]?|referent(?:en)?|koordinator(?:en)?|kümmerer\w?|azubis?"
    r"|auszubildende[nr]?|praktikant(?:en)?|leiter|entwickler|programmierer|techniker|helfer|pfleger"
    r"|[aä]rzte?n?|ingenieure?n?|expert(?:en?)|schwestern?|innen|m[aä]nn(?:er)?|frau(?:en)?"
    r"|student(?:en)?|beamt\w+|betreuer|trainer|scouts?|coach(?:es)?|wen|jemand\w*|staff)\b",
    re.IGNORECASE,
)
# "Wie wird die Helligkeit der Laternen eingestellt?"
ADJUSTED = re.compile(
    r"\b(?:wie|auf|wird|werden|lässt|lassen|automatisch|richtig|genau|individuell|selbst|stufenlos)\b",
    re.IGNORECASE,
)


def asks_who_gave_up(text: str) -> bool:
    """Returns whether a question asks for those who did not do a thing, or do it no longer. Who
    tells of a plan only says what is missing at home: "Wir haben noch kein LoRaWAN"."""
    if asks_who(text):
        return is_denied(text) or bool(NO_LONGER.search(text) or _words_of_ending(text))
    denials = [match[0].lower() for match in DENIED.finditer(text)]
    is_told = any(not denial.startswith("noch") for denial in denials) or _words_of_ending(text)
    return bool(is_told) and not tells_of_plan(text)


def asks_what_is_open(text: str) -> bool:
    """Returns whether a question asks for what has not been done yet, or is unknown: "Welche
    Gemeinden haben noch kein Glasfaser?"."""
    return is_denied(text) and not tells_given_up(text)


def words_of_giving_up(text: str) -> list[str]:
    """Returns the words of a question that say that a thing was given up, in small letters, and not
    what was: "Wer hat ein Terminal abgelehnt?" -> abgelehnt."""
    given_up = (match[0] for match in GIVEN_UP.finditer(text))
    return " ".join((*given_up, *_words_of_ending(text))).lower().split()


def _words_of_ending(text: str) -> list[str]:
    """Returns the words of a question that say that a thing was ended: "Wer hat den Rufbus
    eingestellt?" -> eingestellt. None where people were hired or something was adjusted, which the
    same words say, and none of the asker's own matters."""
    if speaks_of_us(text) or HIRED.search(text) or ADJUSTED.search(text):
        return []
    return [match[0] for match in ENDED.finditer(text)]
