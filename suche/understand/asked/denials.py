"""What a sentence says against its matter: it was given up ("führte das Terminal nicht ein"), it
was ended ("stellte der Anbieter die App ein"), or it is open ("noch nicht bekannt"). Pure.

Sentences of pages and questions say it in the same words; `given_up` reads them in questions.
"""

import re

# What was refused, stopped or taken back.
GIVEN_UP_WORDS = (
    r"abgelehnt\w*|ablehn\w*|verworfen\w*|abgebrochen\w*|gescheitert\w*|scheitert\w*|ausgestiegen"
    r"|abgeschafft\w*|gestoppt\w*|verzichtet\w*|rejected|abandoned|zurückgebaut\w*"
    r"|wieder (?:ab(?:gebaut|geschafft|geschaltet|gestellt)|ausgebaut|eingestellt)"
    r"|(?:ein|um)?führten? (?:\w+ ){1,6}?nicht ein|setzten? (?:\w+ ){1,6}?nicht um"
    r"|lehnten? (?:\w+ ){1,8}?ab"
    r"|(?:nicht|nie|not) (?:\w+ ){0,2}?(?:eingeführt|umgesetzt|gebaut|angeschafft|beschafft"
    r"|eingesetzt|genutzt|verwirklicht|introduced)"
)
# What was not done so far, and what nobody knows.
OPEN_WORDS = (
    r"unbekannt|ungewiss|noch (?:nicht|kein\w*)|offen (?:ist|bleibt|blieb)"
    r"|(?:nicht|nie|not) (?:\w+ ){0,2}?(?:bekannt|genannt|überliefert|dokumentiert|vorgesehen"
    r"|geplant|known)"
)
GIVEN_UP = re.compile(rf"\b(?:{GIVEN_UP_WORDS})\b", re.IGNORECASE)
DENIED = re.compile(rf"\b(?:{GIVEN_UP_WORDS}|{OPEN_WORDS})\b", re.IGNORECASE)
# These deny a thing only where it is a thing: people are "eingestellt", too, and a lamp is.
ENDED = re.compile(
    r"\b(?:(?:eingestellt|aufgegeben|aufgekündigt|gekündigt|beendet|eingestampft|stillgelegt)(?:e[nrsm]?)?"
    r"|discontinued|given up)\b",
    re.IGNORECASE,
)
# "stellte die App ein", "gab den Rufbus auf"
ENDED_IN_TWO_WORDS = re.compile(
    r"\b(?:stellten? (?:\S+ ){1,8}?ein|gab(?:en)? (?:(?!nicht)\S+ ){1,6}?auf)(?=[.,;]| und\b|$)",
    re.IGNORECASE,
)
# "nutzt den DorfFunk nicht mehr", "hat keinen Chatbot mehr"
NO_LONGER = re.compile(
    r"\b(?:nutz|betreib|verwend|hat\b|haben\b|setz|gibt\b|läuft\b|use)[^.?!]{0,60}"
    r"\b(?:nicht mehr|keine?[nmrs]?(?: \S+){1,3} mehr|no longer|not any ?more)\b",
    re.IGNORECASE,
)


def tells_given_up(sentence: str) -> bool:
    """Returns whether a sentence says that its matter was given up: "Der Rat lehnte es ab"."""
    return bool(GIVEN_UP.search(sentence))


def is_denied(sentence: str) -> bool:
    """Returns whether a sentence says that its matter was given up, or is open."""
    return bool(DENIED.search(sentence))


def ended_part(sentence: str) -> str:
    """Returns what a sentence says up to the words that something was ended, them included: of "Er
    hat Pläne eingestellt und setzt auf eine App" only "Er hat Pläne eingestellt", because the app
    goes on. Empty where nothing was ended."""
    found = (form.search(sentence) for form in (ENDED, ENDED_IN_TWO_WORDS, NO_LONGER))
    return next((sentence[: match.end()] for match in found if match), "")
