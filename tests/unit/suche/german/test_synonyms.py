"""suche.german.synonyms: what synonyms and names make of a question."""

import pytest

from suche.german.analysis import stem
from suche.german.synonyms import Wortschatz, are_alike, build_wortschatz
from suche.understand.question import parse_question
from suche.understand.schema import Unit

PAIRS = [
    ("VR", "virtuelle Realität"),
    ("virtuelle Realität", "VR"),
    ("Perso", "Personalausweis"),
    ("Einer für Alle", "EfA"),
    ("EfA", "Einer für Alle"),
    ("Haushalt", "Etat"),
    ("Haushalt", "Budget"),
]
VIRTUAL_REALITY = (stem("virtuelle"), stem("Realität"))
WORDS = build_wortschatz(PAIRS, ["Rheinlandwein", "Open-Data"])


def units(text: str, wortschatz: Wortschatz = WORDS) -> tuple[Unit, ...]:
    return parse_question(text, wortschatz).units


def test_a_word_gets_the_readings_of_its_synonyms() -> None:
    (unit,) = units("Haushalt")
    assert {(stem(word),) for word in ("Haushalt", "Etat", "Budget")} <= set(unit.readings)


def test_a_synonym_of_several_words_is_one_reading() -> None:
    (unit,) = units("VR")
    assert unit.readings == (("vr",), VIRTUAL_REALITY)


@pytest.mark.parametrize("text", ["virtuelle Realität", "die virtuellen Realitäten"])
def test_a_phrase_in_the_question_is_one_unit(text: str) -> None:
    (unit,) = units(text)
    assert unit.readings == (VIRTUAL_REALITY, ("vr",))


def test_a_phrase_of_stop_words_can_be_asked_for() -> None:
    assert units("Einer für Alle") == (Unit((), (("efa",),)),)


def test_a_synonym_of_stop_words_cannot_be_looked_up() -> None:
    assert units("EfA") == (Unit((("efa",),)),)


def test_words_of_a_phrase_apart_are_words() -> None:
    assert len(units("Realität, virtuelle")) == 2


def test_direction_is_kept() -> None:
    assert "personalausweis" in parse_question("Perso", WORDS).terms
    assert "perso" not in parse_question("Personalausweis", WORDS).terms


def test_synonyms_count_for_highlighting() -> None:
    assert {"vr", *VIRTUAL_REALITY} <= parse_question("VR-Brille und VR", WORDS).terms


def test_other_words_are_as_they_were() -> None:
    text = "Wer hat Parksensoren oder eine Ampel am Damm?"
    assert units(text) == units(text, Wortschatz())


def test_english_glossary_and_synonyms_add_up() -> None:
    words = build_wortschatz([("accident", "Karambolage")], [])
    terms = parse_question("Who has an accident?", words).terms
    assert "unfall" in terms
    assert any(term.startswith("karambolag") for term in terms)


@pytest.mark.parametrize("word", ["Rheinlandwein", "rheinlandwein", "Rheinlandweins", "Open-Data"])
def test_a_name_stays_whole(word: str) -> None:
    (unit,) = units(word)
    assert len(unit.readings) == 1
    assert len(units(word, Wortschatz())[0].readings) > 1


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Dorf-App", "DorfApps", True),
        ("digitaler Zwilling", "digitale Zwillinge", True),
        ("Dorf-App", "Dorf", False),
        ("digitaler Zwilling", "Zwilling", False),
    ],
)
def test_inflections_and_spellings_of_a_phrase_are_alike(one: str, other: str, alike: bool) -> None:
    assert are_alike(one.split(), other.split()) == alike


def test_what_has_lost_its_letter_is_no_other_word() -> None:
    wortschatz = build_wortschatz([("elektronische Rechnung", "E-Rechnung")], [])
    (reading,) = wortschatz.other_readings(["elektronische", "Rechnung"])
    assert reading == ("erechn",)
