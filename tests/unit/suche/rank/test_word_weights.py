"""suche.rank.word_weights: how much each token says what a question is about."""

from collections.abc import Callable

import pytest

from suche.rank.parameters import FULL_WEIGHT_RARITY, PLACE_WEIGHT
from suche.rank.word_weights import token_weights, weighted_words


def rare(term: str) -> float:
    return 1.0


def content_weights(
    text: str, spans: list[tuple[int, int]], rarity: Callable[[str], float]
) -> list[float]:
    return token_weights(weighted_words(text, rarity), spans)


def weights(text: str, rarity: float = 1.0) -> dict[str, float]:
    """Weight of every blank-separated piece."""
    spans, at = [], 0
    for piece in text.split(" "):
        spans.append((at, at + len(piece)))
        at += len(piece) + 1
    return dict(zip(text.split(" "), content_weights(text, spans, lambda _: rarity), strict=True))


def test_stop_words_and_the_frame_weigh_nothing() -> None:
    assert weights("Wer hat schon Parksensoren eingeführt") == {
        "Wer": 0.0,
        "hat": 0.0,
        "schon": 0.0,
        "Parksensoren": 1.0,
        "eingeführt": 0.0,
    }


def test_punctuation_weighs_nothing() -> None:
    assert content_weights("Kita ?", [(0, 4), (5, 6)], rare) == [1.0, 0.0]


def test_all_pieces_of_a_word_have_its_weight() -> None:
    assert content_weights("Parksensor", [(0, 4), (4, 7), (7, 10)], rare) == [1.0, 1.0, 1.0]


@pytest.mark.parametrize(
    ("rarity", "weight"),
    [(0.0, 0.0), (FULL_WEIGHT_RARITY / 2, 0.5), (FULL_WEIGHT_RARITY, 1.0), (1.0, 1.0)],
)
def test_the_weight_grows_with_rarity_up_to_one(rarity: float, weight: float) -> None:
    assert weights("Ampel", rarity)["Ampel"] == pytest.approx(weight)


def test_the_rarest_part_of_a_compound_decides() -> None:
    rarity = {"kitaportal": 0.1, "kita": 0.2, "portal": 0.4}
    assert content_weights("Kita-Portal", [(0, 11)], rarity.__getitem__) == [pytest.approx(0.8)]


def test_a_token_that_begins_with_the_blank_before_has_its_words_weight() -> None:
    assert content_weights("die Kita", [(0, 3), (3, 8)], rare) == [0.0, 1.0]


@pytest.mark.parametrize("span", [(0, 0), (4, 4), (50, 60)])
def test_a_token_of_no_characters_weighs_nothing(span: tuple[int, int]) -> None:
    assert content_weights("Kita", [span], rare) == [0.0]


def test_no_word_counts_less_than_the_floor_but_punctuation_counts_nothing() -> None:
    words = weighted_words("Wer hat Drohnen ?", rare)
    spans = [(0, 3), (4, 7), (8, 15), (16, 17)]
    assert token_weights(words, spans, floor=0.25) == [0.25, 0.25, 1.0, 0.0]


def test_no_tokens_give_no_weights() -> None:
    assert content_weights("Kita", [], rare) == []


def test_place_counts_less_beside_a_topic() -> None:
    words = weighted_words("Drohnen in Mainz", rare, places=[(11, 16)])
    assert [word.weight for word in words] == [1.0, 0.0, PLACE_WEIGHT]


def test_place_alone_counts_in_full() -> None:
    (word,) = weighted_words("Mainz", rare, places=[(0, 5)])
    assert word.weight == 1.0
