"""einbettung.vectors.ngram_vectors: pieces of words meet where whole words don't."""

import math

import pytest

from einbettung.vectors.ngram_vectors import (
    DIMENSIONS,
    PIECES_KEPT,
    SparseVector,
    page_vector,
    question_vector,
)

TITLE, TEXT = "Kita-Portal Mainz", "Eltern melden ihre Kinder an. Der Platz wird online vergeben."


def asked(*words: str) -> SparseVector:
    return question_vector((word, 1.0) for word in words)


def similarity(first: SparseVector, second: SparseVector) -> float:
    return sum(value * second.get(piece, 0.0) for piece, value in first.items())


@pytest.mark.parametrize("vector", [page_vector(TITLE, TEXT), asked("Kitaplatz", "vergeben")])
def test_vectors_have_unit_length_and_known_dimensions(vector: SparseVector) -> None:
    assert math.sqrt(sum(value * value for value in vector.values())) == pytest.approx(1)
    assert all(0 <= piece < DIMENSIONS and value > 0 for piece, value in vector.items())


def test_compound_meets_a_page_that_has_only_its_parts() -> None:
    page = page_vector(TITLE, TEXT)
    assert similarity(asked("Kitaplatzvergabe"), page) > 3 * similarity(asked("Straßenbau"), page)


def test_slip_of_the_keyboard_still_meets_the_word() -> None:
    right, slip = asked("Bürgerbüro"), asked("Bürgerbürro")
    assert similarity(right, slip) > 0.5


def test_umlauts_meet_their_ascii_spelling() -> None:
    assert asked("Bürgerbüro", "Straße") == asked("Buergerbuero", "strasse")


def test_title_counts_more_than_the_text() -> None:
    in_title, in_text = page_vector("Zisterne", TEXT), page_vector("Regen", f"{TEXT} Zisterne")
    assert similarity(asked("Zisterne"), in_title) > similarity(asked("Zisterne"), in_text)


def test_function_words_of_a_page_count_nothing() -> None:
    assert page_vector("Kita", "und oder aber nicht") == page_vector("Kita", "")


def test_words_without_weight_count_nothing() -> None:
    assert question_vector([("Kita", 1.0), ("digital", 0.0)]) == asked("Kita")


@pytest.mark.parametrize("text", ["", "?!", "und"])
def test_nothing_telling_gives_an_empty_vector(text: str) -> None:
    assert page_vector(text, "") == {}


def test_short_words_have_a_piece_too() -> None:
    assert len(asked("KI")) == 1


def test_a_very_long_text_keeps_its_most_frequent_pieces() -> None:
    words = " ".join(f"wort{number * 7919 % 1_000_003:x}" for number in range(30_000))
    found = page_vector("Mängelmelder", words)
    assert len(found) == PIECES_KEPT
    assert page_vector("Mängelmelder", "").keys() <= found.keys()
