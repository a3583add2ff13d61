"""What a telephone is told to dial."""

import pytest

from wiki.felder.telefon import dialled


@pytest.mark.parametrize(
    ("number", "address"),
    [
        ("0221 221-30300", "tel:022122130300"),
        ("(0631) 365/0", "tel:06313650"),
        ("+49 (0) 631 365-0", "tel:+496313650"),
        ("115", "tel:115"),
        ("0631 365-1000 / 0631 365-1001", ""),
        ("0631 365-0, vormittags", ""),
        ("", ""),
    ],
)
def test_one_number_can_be_dialled(number: str, address: str) -> None:
    assert dialled(number) == address
