"""What a question wants to know of a thing: who has done it, what it cost, who gave it up. Pure.

A page about the thing answers such a question only if it says that.
"""

import re
from collections.abc import Iterator

from suche.german.analysis import is_stopword
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
# How texts say that something was refused, or done no longer ...
GIVEN_UP = (
    r"abgelehnt\w*|ablehn\w*|verworfen\w*|abgebrochen\w*|gescheitert\w*|scheitert\w*|ausgestiegen"
    r"|abgeschafft\w*|gestoppt\w*|verzichtet\w*|rejected|abandoned|zurückgebaut\w*"
    r"|wieder (?:ab(?:gebaut|geschafft|geschaltet|gestellt)|ausgebaut|eingestellt)"
    r"|(?:ein|um)?führten? (?:\w+ ){1,6}?nicht ein|setzten? (?:\w+ ){1,6}?nicht um"
    r"|lehnten? (?:\w+ ){1,8}?ab"
    r"|(?:nicht|nie|not) (?:\w+ ){0,2}?(?:eingeführt|umgesetzt|gebaut|angeschafft|beschafft"
    r"|eingesetzt|genutzt|verwirklicht|introduced)"
)
# ... and that it was not done so far, or that nobody knows.
OPEN = (
    r"unbekannt|ungewiss|noch (?:nicht|kein\w*)|offen (?:ist|bleibt|blieb)"
    r"|(?:nicht|nie|not) (?:\w+ ){0,2}?(?:bekannt|genannt|überliefert|dokumentiert|vorgesehen"
    r"|geplant|known)"
)
TOLD_GIVEN_UP = re.compile(rf"\b(?:{GIVEN_UP})\b", re.IGNORECASE)
DENIED = re.compile(rf"\b(?:{GIVEN_UP}|{OPEN})\b", re.IGNORECASE)
# These tell it of a thing alone: people are "eingestellt", too, and a lamp is.
ENDED = re.compile(
    r"\b(?:(?:eingestellt|aufgegeben|aufgekündigt|gekündigt|beendet|eingestampft|stillgelegt)(?:e[nrsm]?)?"
    r"|discontinued|given up)\b",
    re.IGNORECASE,
)
ENDED_IN_TWO = re.compile(
    r"\b(?:stellten? (?:\S+ ){1,8}?ein|gab(?:en)? (?:(?!nicht)\S+ ){1,6}?auf)(?=[.,;]| und\b|$)",
    re.IGNORECASE,
)
NO_LONGER = re.compile(
    r"\b(?:nutz|betreib|verwend|hat\b|haben\b|setz|gibt\b|läuft\b|use)[^.?!]{0,60}"
    r"\b(?:nicht mehr|keine?[nmrs]?(?: \S+){1,3} mehr|no longer|not any ?more)\b",
    re.IGNORECASE,
)
HIRED = re.compile(
    r"(?:\b|(?<=\w))(?:lots(?:en?|in)|kr[aä]fte?|personal|leute|person(?:en)?|mitarbeit\w*|stellen?"
    r"|manager|berater|beauftragte[nr]?|referent(?:en)?|koordinator(?:en)?|kümmerer\w?|azubis?"
    r"|auszubildende[nr]?|praktikant(?:en)?|leiter|entwickler|programmierer|techniker|helfer|pfleger"
    r"|[aä]rzte?n?|ingenieure?n?|expert(?:en?)|schwestern?|innen|m[aä]nn(?:er)?|frau(?:en)?"
    r"|student(?:en)?|beamt\w+|betreuer|trainer|scouts?|coach(?:es)?|wen|jemand\w*|staff)\b",
    re.IGNORECASE,
)
ADJUSTED = re.compile(
    r"\b(?:wie|auf|wird|werden|lässt|lassen|automatisch|richtig|genau|individuell|selbst|stufenlos)\b",
    re.IGNORECASE,
)


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
# "Senioren ohne Internet" tells who they are, and not what to do without.
OF_PEOPLE = re.compile(
    r"\b(?:leuten?|menschen|personen|senior(?:en|innen)|bürgern?|kindern?|eltern|familien"
    r"|haushalten?|gästen?|gemeinden|kommunen|orten?|dörfern?|städten?|people|towns)\s+$",
    re.IGNORECASE,
)
EXCLUDED = re.compile(
    rf"\b(?:ohne|außer|ausser|without|except)\s+{ARTICLE}(?P<ohne>{THING})"
    rf"|\bnicht\s+(?P<nicht>{NOUN})"
    rf"|{BUT_NOT}(?:für|mit|über|per|von|aus|durch|in|auf|an|bei|i[mn]|am|vom|beim|zu[mr])\s+{ARTICLE}"
    rf"(?P<nicht_dafuer>{NOUN})"
    rf"|{BUT_NO}(?P<kein>{THING})(?=\s*(?:[?!.,;]|$))",
    re.IGNORECASE,
)
LOOKED_BACK = 20  # characters
# Who says what is missing at home wants it: "Wir haben eine Website, aber keine App".
OF_US = re.compile(r"\b(?:wir|uns|unser\w*|ich|bei mir|hier|daheim|we|our|us)\b", re.IGNORECASE)


def _exclusions(text: str) -> Iterator[tuple[int, str]]:
    """Yields where each thing begins that a question does without, and its last word."""
    is_of_us = OF_US.search(text)
    for match in EXCLUDED.finditer(text):
        kind = match.lastgroup or ""
        word = match[kind].split()[-1]
        tells_who = OF_PEOPLE.search(text[max(0, match.start() - LOOKED_BACK) : match.start()])
        if not (is_stopword(word) or tells_who or (kind == "kein" and is_of_us)):
            yield match.end(kind) - len(word), word


def excluded_at(text: str) -> list[int]:
    """Returns where the words begin that a question does without."""
    return [at for at, _ in _exclusions(text)]


def excluded(text: str) -> list[str]:
    """Returns the words that a question does without: "Parken ohne App", "nicht für Friedhöfe"."""
    return [word for _, word in _exclusions(text)]


def asks_who_did(text: str) -> bool:
    """Returns whether a question asks for those who have done it already."""
    return bool(DONE.search(text) or WHO.search(text)) and not PLANNED.search(text)


def asks_who_gave_up(text: str) -> bool:
    """Returns whether a question asks for those who did not do it, or do it no longer. Who tells of
    a plan says what is missing at home: "Wir haben noch kein LoRaWAN"."""
    if WHO.search(text):
        return is_denied(text) or bool(NO_LONGER.search(text) or ended_in(text))
    denials = [match[0].lower() for match in DENIED.finditer(text)]
    is_plan = len(list(sentences(text))) > 1
    is_told = any(not denial.startswith("noch") for denial in denials) or ended_in(text)
    return not is_plan and bool(is_told)


def asks_what_is_open(text: str) -> bool:
    """Returns whether a question asks for what has not been done yet, or is unknown."""
    return is_denied(text) and not tells_given_up(text)


def ended_in(text: str) -> list[str]:
    """Returns the words of a question that say that a thing was ended; none where people were
    hired, or something was adjusted."""
    if OF_US.search(text) or HIRED.search(text):
        return []
    found = [match[0] for match in ENDED.finditer(text)]
    return [] if ADJUSTED.search(text) else found


def told_given_up(text: str) -> list[str]:
    """Returns the words of a question that say that a thing was given up, and not which."""
    found = " ".join((*(m[0] for m in TOLD_GIVEN_UP.finditer(text)), *ended_in(text)))
    return found.lower().split()


def tells_given_up(sentence: str) -> bool:
    """Returns whether a sentence says that its matter was refused, or is done no longer."""
    return bool(TOLD_GIVEN_UP.search(sentence))


def ended_part(sentence: str) -> str:
    """Returns what a sentence says up to the words that something was ended: "Ende 2019 stellte der
    Anbieter die App ein". What stands behind them was not."""
    found = (form.search(sentence) for form in (ENDED, ENDED_IN_TWO, NO_LONGER))
    return next((sentence[: match.end()] for match in found if match), "")


def is_denied(sentence: str) -> bool:
    """Returns whether a sentence says of its matter that it was not done, or is not known."""
    return bool(DENIED.search(sentence))
