"""Whom a question is about: others who have done something ("Wer nutzt LoRaWAN?"), or the town of
who asks ("Wir haben noch kein LoRaWAN"). Pure.

A page about the thing answers "Wer hat schon einen Chatbot?" only if its town has one.
"""

import re

from wiki.german.sentences import sentences

# "Welche Gemeinden haben einen Chatbot?", "Hat jemand Erfahrung mit Parksensoren?"
WHO = re.compile(
    r"^\W*(?:wer|who|hat jemand|has any(?:one|body)|does any(?:one|body))\b"
    r"|\b(?:welche|which)\w* (?:\w+ )?(?:kommunen?|st[aä]dte?|(?:verbands)?gemeinden?"
    r"|(?:land)?kreise?|orte?|dörfer|cit(?:y|ies)|towns?|municipalit(?:y|ies)|villages?)\b",
    re.IGNORECASE,
)
# "Chatbot schon eingeführt"
DONE = re.compile(
    r"\b(?:schon|bereits|erfahrung(?:en)?|already|experiences?|in use"
    r"|(?:ein|um|durch)(?:ge)(?:führt|setzt)(?:en|e)?|introduced|implemented)\b",
    re.IGNORECASE,
)
# "Wer plant einen Rufbus?"
PLANNED = re.compile(
    r"\b(?:(?:ge)?plan\w*|vorhaben|will|wollen|möchten?|ideen?|vorschl[aä]g\w*|wants?)\b",
    re.IGNORECASE,
)
OF_US = re.compile(r"\b(?:wir|uns|unser\w*|ich|bei mir|hier|daheim|we|our|us)\b", re.IGNORECASE)


def asks_who(text: str) -> bool:
    """Returns whether a question asks for somebody: "Welche Stadt hat keinen Chatbot mehr?"."""
    return bool(WHO.search(text))


def asks_who_did(text: str) -> bool:
    """Returns whether a question asks for those who have done something already: "Wer nutzt
    LoRaWAN?" does, "Wer plant einen Rufbus?" does not."""
    return bool(DONE.search(text) or asks_who(text)) and not PLANNED.search(text)


def speaks_of_us(text: str) -> bool:
    """Returns whether a question tells of who asks it. What is missing there is wanted: "Wir haben
    eine Website, aber keine App"."""
    return bool(OF_US.search(text))


def tells_of_plan(text: str) -> bool:
    """Returns whether a text has several sentences: such a one tells of a plan, and what it says of
    budget, status or what is missing is said of that, and not asked for."""
    return len(list(sentences(text))) > 1


def tells_of_own_town(text: str) -> bool:
    """Returns whether the place, size or year that a text names may be of who asks, and no
    condition: "Unsere Verbandsgemeinde mit 15.200 Einwohnern will ab 2027"."""
    return speaks_of_us(text) or tells_of_plan(text)
