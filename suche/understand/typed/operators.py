"""Operators of other searches, put into words: "Chatbot NOT KI" asks for a "Chatbot ohne KI". Pure.

Only a phrase in quotation marks has no words for it.
"""

import re

from suche.german.stopwords import has_english

# A minus within or behind a word is a hyphen: Kita-App, Kita- und Schulportal.
EXCLUDES = re.compile(
    r"(?:^|(?<=\s))(?:(?:(?:AND|UND)\s+)?(?:NOT|NICHT)\s+(?=\w)|[-–](?=[^\W\d_]))(?=\S)"
)
DEMANDS_FIRST, DEMANDS = re.compile(r"^\+(?=\w)"), re.compile(r"\s\+(?=\w)")
JOINS = re.compile(r"(?<=\S\s)(?:AND|OR|UND|ODER)(?=\s\S)")
PHRASE = re.compile(r'"[^"]+"|[„“][^“”"]+[“”"]|»[^»«]+«|«[^»«]+»')
IN_GERMAN = {"NOT": "ohne", "AND": "und", "UND": "und", "OR": "oder", "ODER": "oder"}
IN_ENGLISH = {"NOT": "without", "AND": "and", "UND": "and", "OR": "or", "ODER": "or"}


def in_words(text: str) -> str:
    """Returns a question with its operators in words of its language: NOT and a minus as "ohne",
    OR as "oder", a plus as "und". In a text of capitals there are none."""
    if text.isupper():
        return text
    others = (word for word in text.split() if word not in IN_GERMAN)
    words = IN_ENGLISH if has_english(others) else IN_GERMAN
    text = EXCLUDES.sub(words["NOT"] + " ", text)
    text = DEMANDS.sub(f" {words['AND']} ", DEMANDS_FIRST.sub("", text))
    return JOINS.sub(lambda match: words[match[0]], text)


def has_phrase(text: str) -> bool:
    """Returns whether words stand in quotation marks, which say nothing here."""
    return bool(PHRASE.search(text))
