"""What the English words of a town hall are in German. Pure but for one word list read once."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from suche.german.synonyms import Reading, phrase_readings

GLOSSARY = Path(__file__).with_name("englisch.tsv")
TERM_MAX_WORDS = 3  # of the glossary


def is_english_word(word: str) -> bool:
    """Returns whether a term of the glossary has the word (building permit: permit)."""
    return word.lower() in _words()


def german_readings(words: Sequence[str]) -> tuple[Reading, ...]:
    """Returns the readings of an English term's translations; none when the glossary lacks it."""
    german = translations(words)
    return tuple(reading for translation in german for reading in phrase_readings(translation))


def translations(words: Sequence[str]) -> tuple[str, ...]:
    """Returns what an English term is in German, the most usual first."""
    term = " ".join(words).lower().replace("'", "").replace("’", "")
    forms = (term, term.removesuffix("s"), re.sub("ies$", "y", term), term.removesuffix("es"))
    return next((found for form in forms if (found := _glossary().get(form))), ())


@cache
def _glossary() -> dict[str, tuple[str, ...]]:
    lines = GLOSSARY.read_text(encoding="utf-8").splitlines()
    entries = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {english: tuple(german.split("|")) for english, german in entries}


@cache
def _words() -> frozenset[str]:
    return frozenset(word for term in _glossary() for word in term.split())
