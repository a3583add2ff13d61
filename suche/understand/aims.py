"""What a question wants to know of a thing: who has done it, what it cost, who gave it up. Pure.

A page about the thing answers such a question only if it says that.
"""

import re

from wiki.german.sentences import sentences

WHO = re.compile(
    r"^\W*(?:wer|who|hat jemand|has any(?:one|body)|does any(?:one|body))\b"
    r"|\b(?:welche|which)\w* (?:\w+ )?(?:kommunen?|st[aä]dte?|(?:verbands)?gemeinden?"
    r"|(?:land)?kreise?|orte?|dörfer|cit(?:y|ies)|towns?|municipalit(?:y|ies)|villages?)\b",
    re.IGNORECASE,
)
DONE = re.compile(
    r"\b(?:schon|bereits|erfahrung(?:en)?|already|experiences?|in use"
    r"|(?:ein|um|durch)(?:ge)(?:führt|setzt)(?:en|e)?|introduced|implemented)\b",
    re.IGNORECASE,
)
PLANNED = re.compile(
    r"\b(?:(?:ge)?plan\w*|vorhaben|will|wollen|möchten?|ideen?|vorschl[aä]g\w*|wants?)\b",
    re.IGNORECASE,
)
# How texts say that something was not done, or that nobody knows.
DENIED = re.compile(
    r"\b(?:unbekannt|ungewiss|abgelehnt\w*|ablehn\w*|verworfen\w*|abgebrochen\w*|gescheitert\w*"
    r"|scheitert\w*|ausgestiegen|abgeschafft\w*|gestoppt\w*|verzichtet\w*|rejected|abandoned"
    r"|zurückgebaut\w*|wieder (?:ab(?:gebaut|geschafft|geschaltet|gestellt)|ausgebaut|eingestellt)"
    r"|(?:nicht|nie|not) (?:\w+ ){0,2}?(?:bekannt|genannt|überliefert|dokumentiert|eingeführt"
    r"|umgesetzt|gebaut|angeschafft|beschafft|eingesetzt|genutzt|verwirklicht|vorgesehen|geplant"
    r"|introduced|known)"
    r"|(?:ein|um)?führten? (?:\w+ ){1,6}?nicht ein|setzten? (?:\w+ ){1,6}?nicht um"
    r"|lehnten? (?:\w+ ){1,8}?ab|noch (?:nicht|kein\w*)|offen (?:ist|bleibt|blieb))\b",
    re.IGNORECASE,
)


ARTICLE = r"(?:(?:die|das|den|der|dem|eine?[mnr]?|an?|any|the)\s+)?"
# "WLAN nicht über Freifunk", "Drohnen, aber nicht für Friedhöfe": what "nicht" follows is a thing,
# and no verb ("funktioniert nicht im Tal").
BUT_NOT = r"(?:(?:^|[,;–]|\b(?:aber|und|nur|(?-i:[A-ZÄÖÜ])[\w-]*))\s*)\bnicht\s+"
EXCLUDED = re.compile(
    rf"\b(?:ohne|außer|ausser|without|except)\s+{ARTICLE}(?P<ohne>[\w-]+)"
    r"|\bnicht\s+(?P<nicht>(?-i:[A-ZÄÖÜ])[\w-]*)"
    rf"|{BUT_NOT}(?:für|mit|über|per|von|aus|durch|in|auf|an|bei|i[mn]|am|vom|beim|zu[mr])\s+{ARTICLE}"
    r"(?P<nicht_dafuer>(?-i:[A-ZÄÖÜ])[\w-]*)",
    re.IGNORECASE,
)


def excluded_at(text: str) -> list[int]:
    """Returns where the words begin that a question does without."""
    return [match.start(match.lastgroup or 0) for match in EXCLUDED.finditer(text)]


def excluded(text: str) -> list[str]:
    """Returns the words that a question does without: "Parken ohne App", "nicht für Friedhöfe"."""
    return [next(filter(None, match.groups())) for match in EXCLUDED.finditer(text)]


def asks_who_did(text: str) -> bool:
    """Returns whether a question asks for those who have done it already."""
    return bool(DONE.search(text) or WHO.search(text)) and not PLANNED.search(text)


def asks_who_gave_up(text: str) -> bool:
    """Returns whether a question asks for those who did not do it, or do it no longer. Who tells of
    a plan says what is missing at home: "Wir haben noch kein LoRaWAN"."""
    if WHO.search(text):
        return is_denied(text)
    denials = [match[0].lower() for match in DENIED.finditer(text)]
    is_plan = len(list(sentences(text))) > 1
    return not is_plan and any(not denial.startswith("noch") for denial in denials)


def is_denied(sentence: str) -> bool:
    """Returns whether a sentence says of its matter that it was not done, or is not known."""
    return bool(DENIED.search(sentence))
