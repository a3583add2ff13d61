"""einbettung.model.engines: how many threads a model may use."""

import pytest

from einbettung.model.engines import threads


@pytest.mark.parametrize(("said", "expected"), [("1", 1), ("4,2", 4), ("", 0), ("viele", 0)])
def test_threads_are_those_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, said: str, expected: int
) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", said)
    assert threads() == expected
