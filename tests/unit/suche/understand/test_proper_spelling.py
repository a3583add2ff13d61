"""suche.understand.proper_spelling: what is the same word to the model, too."""

import pytest

from suche.understand.proper_spelling import proper_spelling
from suche.understand.question import parse_question


@pytest.mark.parametrize(
    ("typed", "proper"),
    [
        ("Gruenflaechen", "Grünflächen"),
        ("GRÜNFLÄCHEN", "Grünflächen"),
        ("GRUENFLAECHEN", "Grünflächen"),
        ("gruenflaechen", "grünflächen"),
        ("Oeffnungszeiten der Aemter", "Öffnungszeiten der Ämter"),
        ("BAUSTELLENINFORMATIONSSYSTEM", "Baustelleninformationssystem"),
        ("Pflegestuetzpunkt", "Pflegestützpunkt"),
        ("Wer hat MÄNGELMELDER?", "Wer hat Mängelmelder?"),
        ("VERGNÜGUNGSSTEUER", "Vergnügungssteuer"),
    ],
)
def test_words_are_spelled_properly(typed: str, proper: str) -> None:
    assert proper_spelling(typed) == proper
    assert parse_question(typed).text == proper


@pytest.mark.parametrize(
    "text",
    [
        "neue Feuerwehr, Bauer, Museen, Israel",
        "LoRaWAN LORAWAN OZG KITAS Goethe",
        "Busse und Masse",
        "Kita-App 5G",
        "Vergnügungssteuer, Gewässerrenaturierungssteuer und Körperschaftsteuer",
        "Straßenbauer, Fußgängerquerung, Türöffnersteuerung",
    ],
)
def test_what_is_right_or_unknown_stays(text: str) -> None:
    assert proper_spelling(text) == text


def test_names_of_the_editors_stay() -> None:
    assert proper_spelling("CONSUL", {"consul"}) == "CONSUL"


@pytest.mark.parametrize("text", ["maengelmelder.de", "info@buergerbuero-trier.de", "muell.app"])
def test_addresses_stay_as_typed(text: str) -> None:
    assert proper_spelling(text) == text
