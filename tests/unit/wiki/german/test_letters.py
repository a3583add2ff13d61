"""wiki.german.letters: how names are compared."""

import pytest

from wiki.german.letters import bare_words, spelt_out


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("Saarbrücken", "saarbruecken"),
        ("SAARBRUECKEN", "saarbruecken"),
        ("Saarbru\u0308cken", "saarbruecken"),
        ("Straße", "strasse"),
        ("Évian", "evian"),
    ],
)
def test_letters_lose_what_is_written_in_several_ways(written: str, compared: str) -> None:
    assert spelt_out(written) == compared


def test_words_stand_without_what_joins_them() -> None:
    assert bare_words("Wald-Michelbach & Co.") == ["wald", "michelbach", "und", "co"]
