"""suche/englisch.tsv: which German words an English one may stand for."""

import re

from suche.german.analysis import tokens
from suche.german.stopwords import ENGLISH, QUESTION_FRAME
from suche.understand.glossary import GLOSSARY
from suche.understand.question import parse_question

LINES = [
    line
    for line in GLOSSARY.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
WORDS = [line.split("\t")[0] for line in LINES]


def test_every_line_has_one_english_and_up_to_four_german_words() -> None:
    form = re.compile(r"[a-z0-9 -]+\t[^\t|]+(?:\|[^\t|]+){0,3}")
    assert [line for line in LINES if not form.fullmatch(line)] == []


def test_no_english_word_occurs_twice() -> None:
    assert len(set(WORDS)) == len(WORDS)


def test_no_english_word_is_left_out_of_questions_anyway() -> None:
    assert [word for word in WORDS if word in ENGLISH | QUESTION_FRAME] == []


def reached(english: str) -> frozenset[str]:
    return parse_question(f"What about the {english}?").terms


def test_every_german_word_is_reached_from_its_english_one() -> None:
    """Compared by the terms that the German words have in an article."""
    missed = [
        f"{english}: {translation}"
        for english, german in (line.split("\t") for line in LINES)
        for translation in german.split("|")
        if not {token.term for token in tokens(translation)} & reached(english)
    ]
    assert missed == []
