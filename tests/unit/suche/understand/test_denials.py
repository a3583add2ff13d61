"""suche.understand.asked.denials: what a sentence says against its matter."""

import pytest

from suche.understand.asked.denials import ended_part, is_denied


def test_says_that_something_was_not_done() -> None:
    assert is_denied("Viernheim prüfte 2021 ein Terminal und führte es nicht ein.")
    assert not is_denied("Das Terminal wird nicht mehr von Hand befüllt.")


@pytest.mark.parametrize(
    ("sentence", "ended"),
    [
        (
            "Ende 2019 stellte der Anbieter die App ein.",
            "Ende 2019 stellte der Anbieter die App ein",
        ),
        ("Er hat Pläne eingestellt und setzt auf eine App.", "Er hat Pläne eingestellt"),
        ("Die Gemeinde führte eine App ein.", ""),
    ],
)
def test_what_stands_behind_the_end_was_not_ended(sentence: str, ended: str) -> None:
    assert ended_part(sentence) == ended
