"""Small helpers for templates: amounts in euro, fields with one entry per line."""

import pytest

from wiki.felder.values import euro
from wiki.models.projektseite import lines


@pytest.mark.parametrize(
    ("amount", "text"),
    [(None, ""), (0, "0 €"), (999, "999 €"), (12_500, "12.500 €"), (1_234_567, "1.234.567 €")],
)
def test_amounts_are_written_the_german_way(amount: int | None, text: str) -> None:
    assert euro(amount) == text


@pytest.mark.parametrize(
    ("text", "expected"), [("", []), ("a\r\n\r\n  b ", ["a", "b"]), (" \n", []), ("a", ["a"])]
)
def test_blank_lines_are_no_entries(text: str, expected: list[str]) -> None:
    assert lines(text) == expected
