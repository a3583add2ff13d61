"""suche.rank.words.lexical, the parts that need no index: Whoosh's view of our analysis."""

import math
from typing import Any

from suche.rank.parameters import FIELD_WEIGHTS
from suche.rank.words.lexical import GermanAnalyzer, schema
from suche.rank.words.term_scores import idf


def analysed(text: str, **wanted: bool) -> list[Any]:
    # Whoosh hands on one and the same token object: copy what is read.
    return [dict(vars(token)) for token in GermanAnalyzer()(text, **wanted)]


def test_the_analyzer_gives_the_terms_of_our_analysis() -> None:
    assert [t["text"] for t in analysed("Die Kita-Portale der Straße")] == [
        "kitaportal",
        "kita",
        "portal",
        "strass",
    ]


def test_terms_stand_at_consecutive_positions() -> None:
    assert [t["pos"] for t in analysed("Die Kita-App hilft", positions=True)] == [0, 1, 2, 3]


def test_terms_know_the_characters_of_their_word() -> None:
    (token,) = analysed("Die Kita", chars=True)
    assert (token["startchar"], token["endchar"]) == (4, 8)


def test_every_weighted_field_is_indexed() -> None:
    assert set(FIELD_WEIGHTS) < set(schema().names())


def test_a_rare_word_weighs_more_than_a_frequent_one() -> None:
    assert idf(100, 0) > idf(100, 10) > idf(100, 99) == 1
    assert idf(100, 9) == math.log(10) + 1
