"""Municipalities that a question names and no page does."""

import pytest

from suche.understand.unknown_places import unknown_places
from wiki.gemeinden.names import name_keys

NAMES = ("Idar-Oberstein", "Bad Ems", "Wald", "Sorge", "Neustadt an der Weinstraße", "Ems")
REGISTER = {key for name in NAMES for key in name_keys(name)}
KNOWN = {"bad", "wald", "parken", "kita"}  # words of the pages


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Parken in Idar-Oberstein", ["Idar-Oberstein"]),
        ("parken in idar-oberstein", ["idar-oberstein"]),
        ("Wer hat in Bad Ems eine Kita-App?", ["Bad Ems"]),
        ("Idar-Oberstein?", ["Idar-Oberstein"]),
        ("Kita aus Idar-Oberstein, Bad Ems und Neustadt a. d. Weinstraße", 3),
        ("Parking in Bad Ems", ["Bad Ems"]),
        ("Sensoren für Wald", []),
        ("hilfe in sorge", []),
        ("Wasser der Ems messen", []),
        ("Kita in Mainz", []),
        ("", []),
    ],
)
def test_a_municipality_that_no_page_has_is_recognised(
    text: str, expected: list[str] | int
) -> None:
    found = [text[start:end] for start, end in unknown_places(text, REGISTER, KNOWN)]
    assert (len(found) if isinstance(expected, int) else found) == expected
