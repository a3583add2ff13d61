"""Keys of the catalogue of services: 14 digits, one a line."""

import pytest
from django.core.exceptions import ValidationError

from wiki.models.projektseite import check_schluessel


@pytest.mark.parametrize("text", ["", "99041003080000", "99041003080000\r\n 99041003012000 \n"])
def test_keys_are_taken(text: str) -> None:
    check_schluessel(text)


@pytest.mark.parametrize(
    "text",
    [
        "9904100308000",
        "990410030800001",
        "99 041 003 080 000",
        "Bauantrag",
        "٣" * 14,
        "9" * 14 + "x",
    ],
)
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(ValidationError, match="14 Ziffern"):
        check_schluessel(f"99041003080000\n{text}")
