"""suche.answer.marking: of a sketch only the words that it is about."""

import pytest

from suche.answer.marking import marked_units, nouns_of, telling_units
from suche.understand.question import parse_question

SKETCH = (
    "Vorhaben: Füllstandssensoren für Papierkörbe. Derzeit leert die Straßenreinigung alle "
    "Behälter nach einem festen Plan. Künftig melden Sensoren über LoRaWAN, was voll ist. Zunächst "
    "ist ein wichtiger Schritt, unnötige Fahrten zu vermeiden. Ziel der Maßnahme ist mehr "
    "Zufriedenheit bei den Bürgerinnen und Bürgern bis August 2027."
)


def marked(text: str) -> set[str]:
    question = parse_question(text)
    return {term for unit in marked_units(question.units, question.text) for term in unit.own[0]}


def test_fillers_of_a_sketch_are_not_marked() -> None:
    found = marked(SKETCH)
    assert {"papierkorb", "behalt", "sensor", "lorawan", "fahrt"} <= found
    fillers = ("derzeit", "kunftig", "zunach", "wichtig", "schreit", "ziel", "zufried", "august")
    assert not found & {*fillers, "vermeid", "fest", "voll"}


def test_all_words_of_a_short_question_are_marked() -> None:
    assert marked("Papierkörbe derzeit leeren") == {"papierkorb", "derzeit", "leer"}


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Wer stellt Gräber ins Netz?", {"grab", "netz"}),
        ("Stelle für zwei neue Laternen", {"stell", "latern"}),
        ("Wo bekommen Eltern Hilfe und zahlen mit Karte?", {"elt", "zahl", "kart"}),
        ("stellen", {"stell"}),
    ],
)
def test_verbs_that_stand_beside_any_thing_are_no_evidence(asked: str, told: set[str]) -> None:
    question = parse_question(asked)
    assert {u.own[0][0] for u in telling_units(question.units, asked)} == told


def test_a_sketch_without_capitals_has_all_its_words_marked() -> None:
    assert {"papierkorb", "derzeit", "vermeid"} <= marked(SKETCH.lower())


def test_at_the_beginning_of_a_sentence_only_a_compound_is_a_noun() -> None:
    found = list(nouns_of("Straßenreinigung hilft. Morgen hilft der Eimer. Vielleicht."))
    assert found == ["Straßenreinigung", "Eimer"]
