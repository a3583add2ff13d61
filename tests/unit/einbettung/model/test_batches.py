"""einbettung.model.engines: which texts go through a model together."""

from einbettung.model.engines import TOKENS_PER_BATCH, batches


def test_like_lengths_stand_together() -> None:
    assert list(batches([1_900, 3, 1_800, 4])) == [[1, 3], [2], [0]]


def test_no_text_is_left_out_and_a_batch_holds_so_many_tokens_at_most() -> None:
    lengths = [number % 300 + 1 for number in range(900)]
    found = list(batches(lengths))
    padded = [len(batch) * max(lengths[place] for place in batch) for batch in found]
    assert sorted(place for batch in found for place in batch) == list(range(len(lengths)))
    assert max(padded) <= TOKENS_PER_BATCH


def test_a_text_that_is_longer_than_a_batch_goes_alone() -> None:
    assert list(batches([TOKENS_PER_BATCH + 1, 1])) == [[1], [0]]
