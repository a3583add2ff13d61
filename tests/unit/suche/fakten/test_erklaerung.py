"""suche.fakten.erklaerung: a sentence of an article that says what something is."""

import pytest

from suche.fakten.erklaerung import explain
from tests.unit.fakten import projekt


@pytest.mark.parametrize(
    "sentence",
    [
        "LoRaWAN ist ein Funknetz für kleine Datenmengen.",
        "Die Zähler senden über LoRaWAN, ein sparsames Funknetz, ihre Werte.",
        "Gebaut wurde ein LoRaWAN, also ein Netz für Sensoren.",
    ],
)
def test_an_explaining_sentence_is_quoted(sentence: str) -> None:
    found = explain("LoRaWAN", [projekt(1, "Trier")], {1: ["Es gibt LoRaWAN.", sentence]})
    assert found
    assert (found.text, found.hinweis) == ("Trier", sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Das LoRaWAN ist fertig.",
        "Mit LoRaWAN, Sensoren und Geduld gelang es.",
        "Ein Nicht-LoRaWAN ist ein anderes Netz.",
    ],
)
def test_a_sentence_that_only_names_it_is_not(sentence: str) -> None:
    assert explain("LoRaWAN", [projekt(1, "Trier")], {1: [sentence]}) is None
