"""What is read of a long sketch."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from suche.vorhaben.picking import BUDGET, SHORT, passages_of, pick, split_sentences
from suche.vorhaben.schema import Block

FILLER = Block("Die Mittel werden im Haushalt des kommenden Jahres bereitgestellt, geprüft. " * 6)
CORE = Block("Bienen bestäuben die Obstwiesen, und die Schulen schleudern den Honig selbst. " * 3)


def rate(passages: Sequence[str]) -> list[float]:
    return [float("Bienen" in passage) for passage in passages]


def test_short_sketch_is_read_whole_without_asking() -> None:
    picked = pick([Block("Titel"), Block("Ein Satz.")], lambda _: pytest.fail("asked"))
    assert picked.complete
    assert picked.text == "Titel\nEin Satz."


def test_best_passage_of_a_long_sketch_is_read_wherever_it_stands() -> None:
    picked = pick([FILLER] * 8 + [CORE] + [FILLER] * 8, rate)
    assert not picked.complete
    assert any("Bienen" in passage for passage in picked.passages)


def test_passages_stay_in_reading_order() -> None:
    blocks = [Block(f"{n}. Abschnitt mit Bienen und Honig. " * 6) for n in range(30)]
    numbers = [int(p.split(".")[0]) for p in pick(blocks, rate).passages]
    assert numbers == sorted(numbers)


def test_heading_goes_with_what_follows() -> None:
    passages = list(passages_of([Block("Ziele", heading=True), CORE]))
    assert passages[0].startswith("Ziele Bienen")


@pytest.mark.parametrize("text", ["z. B. Apps. Und mehr.", "Am 3. Mai 2026. Und mehr."])
def test_abbreviations_end_no_sentence(text: str) -> None:
    assert len(split_sentences(text)) == 2


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=900).filter(str.strip), min_size=1, max_size=30))
def test_whatever_is_written_something_is_read_and_not_too_much(texts: list[str]) -> None:
    picked = pick([Block(text) for text in texts], lambda passages: [0.0] * len(passages))
    assert picked.text.strip()
    assert len(picked.text) <= max(SHORT, BUDGET + len(picked.passages) + 900)
