"""suche.understand.typed.courtesies: what is polite is no part of the question."""

import pytest

from suche.understand.question import parse_question
from suche.understand.typed.courtesies import without_courtesies


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("Sehr geehrte Damen und Herren, wer hat Drohnen?", "Wer hat Drohnen?"),
        ("Hallo zusammen, wer hat Drohnen? Danke im Voraus!", "Wer hat Drohnen?"),
        ("hallo wer hat drohnen", "Wer hat drohnen"),
        ("Können Sie mir bitte sagen, wer Drohnen hat?", "Wer Drohnen hat?"),
        ("wir würden gerne wissen, ob es Drohnen gibt", "Ob es Drohnen gibt"),
        ("Weiß jemand, was Drohnen kosten? Viele Grüße, M. Müller", "Was Drohnen kosten?"),
        ("Could you tell me who uses drones?", "Who uses drones?"),
    ],
)
def test_the_question_alone_is_read(typed: str, asked: str) -> None:
    assert without_courtesies(typed) == asked


@pytest.mark.parametrize(
    "typed",
    [
        "Hallo",
        "Hallo-App",
        "Danke-App fürs Ehrenamt",
        "Bürger fragen, wer zuständig ist",
        "Woher weiß der Bauhof, welche Mülleimer voll sind?",
        "Wie erfahren Bürger, wann der Müll geholt wird?",
    ],
)
def test_what_is_asked_about_stays(typed: str) -> None:
    assert without_courtesies(typed) == typed


@pytest.mark.parametrize(
    "typed",
    [
        "was gibts zu drohnen",
        "habt ihr was zu drohnen?",
        "Suche dringend aktuelle Informationen zu Drohnen",
        "Wer hat Drohnen getestet?",
        "Welche Projekte gibt es mit Leuten und Drohnen?",
        "Welche Lösungen mit Drohnen wurden ausprobiert?",
    ],
)
def test_how_people_ask_is_no_word_to_look_up(typed: str) -> None:
    assert [unit.own[0] for unit in parse_question(typed).units] == [("drohn",)]


def test_blanks_without_end_take_no_time_without_end() -> None:
    """They took the cube of their number, which for so many is hours."""
    text = "a" + " " * 4_000 + "b"
    assert without_courtesies(text) == text
