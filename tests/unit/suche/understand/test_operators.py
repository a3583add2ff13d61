"""suche.understand.typed.operators: signs of other searches become words."""

import pytest

from suche.understand.typed.operators import has_phrase, in_words


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Chatbot NOT KI", "Chatbot ohne KI"),
        ("Chatbot NICHT KI", "Chatbot ohne KI"),
        ("Abfall UND NICHT App", "Abfall ohne App"),
        ("Abfall AND NOT App", "Abfall ohne App"),
        ("Parken -App", "Parken ohne App"),
        ("-App", "ohne App"),
        ("parking for residents NOT app", "parking for residents without app"),
        ("Kita UND Schule", "Kita und Schule"),
        ("Who has a Rufbus OR Mitfahrbank?", "Who has a Rufbus or Mitfahrbank?"),
        ("Rufbus OR Mitfahrbank", "Rufbus oder Mitfahrbank"),
        ("+Kita +Anmeldung", "Kita und Anmeldung"),
    ],
)
def test_operators_are_put_into_words(typed: str, read: str) -> None:
    assert in_words(typed) == read


@pytest.mark.parametrize(
    "typed",
    [
        "Kita-App",
        "Kita- und Schulportal",
        "2018 - 2021",
        "Mängelmelder",
        "KITA UND SCHULE",
        "Smart City or digital village",
        "Temperaturen unter -5 Grad",
        "C++ oder Python",
        "UND",
    ],
)
def test_other_signs_stay(typed: str) -> None:
    assert in_words(typed) == typed


@pytest.mark.parametrize("typed", ['"digitale Kita"', "„digitale Kita“ gesucht", "»digitale Kita«"])
def test_a_phrase_in_quotation_marks_is_noticed(typed: str) -> None:
    assert has_phrase(typed)
    assert not has_phrase(typed.strip('"„“»«'))
