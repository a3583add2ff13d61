"""Lists in sentences."""

import pytest

from wiki.texte import OR, listed


@pytest.mark.parametrize(
    ("names", "text"),
    [
        ("", ""),
        ("A", "A"),
        ("AB", "A und B"),
        ("ABCDE", "A, B, C, D und E"),
    ],
)
def test_names_are_joined(names: str, text: str) -> None:
    assert listed(names) == text


@pytest.mark.parametrize(
    ("names", "text"),
    [("AB", "A und B"), ("ABC", "A, B und C"), ("ABCD", "A, B und 2 weitere")],
)
def test_of_many_names_some_are_said(names: str, text: str) -> None:
    assert listed(names, most=2) == text


def test_one_of_several_is_enough() -> None:
    assert listed("ABC", pattern=OR) == "A, B oder C"
