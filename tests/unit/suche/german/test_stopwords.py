"""suche.german.stopwords: lists that are compared with lower-case words."""

import pytest

from suche.german.stopwords import ENGLISH, GERMAN, QUESTION_FRAME


@pytest.mark.parametrize("words", [GERMAN, ENGLISH, QUESTION_FRAME])
def test_stop_words_are_lower_case_single_words(words: frozenset[str]) -> None:
    assert [word for word in words if word != word.lower() or not word.isalpha()] == []


@pytest.mark.parametrize("word", ["kita", "wlan", "ki", "app", "daten", "strom", "wald", "rat"])
def test_topics_are_in_no_list(word: str) -> None:
    assert word not in GERMAN | ENGLISH | QUESTION_FRAME
