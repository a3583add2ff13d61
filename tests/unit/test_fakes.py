"""tests.fakes.FakeEncoder keeps the promises that `TextEncoder` makes."""

import numpy as np
import pytest

from einbettung.model.encoder import TextEncoder
from tests.fakes import FakeEncoder

ENCODER: TextEncoder = FakeEncoder()


@pytest.mark.parametrize("text", ["Kita", "Die Kita am Bach", "", "?!"])
def test_vectors_have_unit_length_and_tokens_their_spans(text: str) -> None:
    encoded = ENCODER.encode_query(text)
    assert np.linalg.norm(encoded.vector) == pytest.approx(1)
    assert len(encoded.tokens) == len(encoded.spans) >= ENCODER.count_tokens([text])[0]


def test_words_that_share_letters_are_nearer_than_others() -> None:
    first, near, far = ENCODER.encode_documents(["Pegelsensor", "Pegelsensoren", "Kitaportal"])
    assert first.vector @ near.vector > 0.7 > 0.4 > first.vector @ far.vector
