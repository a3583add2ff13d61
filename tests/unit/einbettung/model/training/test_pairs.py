"""einbettung.model.training.pairs and slips: what a step of training compares."""

import random

import pytest

from einbettung.model.training.groups import GradedQuestion, Group
from einbettung.model.training.pairs import batches, pairs_of
from einbettung.model.training.slips import with_slip


def group(number: int) -> Group:
    name = f"g{number}"
    passages = {f"{name}{key}": f"{name} Text {key}" for key in "abcd"}
    asked = GradedQuestion("Baustellen?", "frage", {f"{name}a": 3, f"{name}b": 1})
    return Group(name, passages, (asked, asked))


GROUPS = [group(number) for number in range(10)]


def test_only_what_answers_is_an_answer() -> None:
    found = pairs_of(GROUPS, random.Random(1))
    assert {pair.answer for pair in found} == {f"{g.name} Text a" for g in GROUPS}


def test_related_passages_are_no_hard_negatives() -> None:
    negatives = [text for pair in pairs_of(GROUPS, random.Random(1)) for text in pair.negatives]
    assert negatives
    assert not any(text.endswith(("Text a", "Text b")) for text in negatives)


def test_pairs_of_one_group_never_meet() -> None:
    rng = random.Random(1)
    for batch in batches(pairs_of(GROUPS, rng), 4, rng):
        assert len({pair.group for pair in batch}) == len(batch)


def test_every_pair_is_used_once() -> None:
    rng = random.Random(1)
    pairs = pairs_of(GROUPS, rng)
    assert sum(map(len, batches(pairs, 4, rng))) == len(pairs) == 20


def test_the_same_seed_gives_the_same_batches() -> None:
    first, second = (
        batches(pairs_of(GROUPS, r), 4, r) for r in (random.Random(3), random.Random(3))
    )
    assert first == second


@pytest.mark.parametrize("seed", range(40))
def test_a_slip_changes_one_word_only(seed: int) -> None:
    before = "die digitale Anmeldung für Kitaplätze im Rathaus"
    after = with_slip(before, random.Random(seed))
    changed = [a for a, b in zip(before.split(), after.split(), strict=True) if a != b]
    assert len(changed) <= 1


def test_short_words_stay_as_they_are() -> None:
    assert with_slip("Wer hat das?", random.Random(1)) == "Wer hat das?"
