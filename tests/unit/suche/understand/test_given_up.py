"""suche.understand.asked.given_up: whether a question asks for those who gave something up."""

import pytest

from suche.understand.asked.given_up import asks_who_gave_up


@pytest.mark.parametrize(
    "text",
    [
        "Wer hat ein Abholterminal abgelehnt?",
        "Abholterminal abgelehnt",
        "Welche Städte haben Parksensoren wieder abgebaut?",
        "Which towns rejected a chatbot?",
        "Welche Gemeinden haben noch kein Glasfaser?",
        "Wer hat den Rufbus eingestellt?",
        "App eingestellt",
        "Wo wurde ein Rufbus eingestellt?",
        "Welche Gemeinden haben ihr freies WLAN aufgegeben?",
        "Online-Marktplatz beendet",
        "Wer nutzt den DorfFunk nicht mehr?",
        "Welche Stadt hat keinen Chatbot mehr?",
    ],
)
def test_asks_who_gave_it_up(text: str) -> None:
    assert asks_who_gave_up(text)


@pytest.mark.parametrize(
    "text",
    [
        "Wir haben noch kein LoRaWAN",
        "Noch kein Sensor vorhanden, Winterdienst nach Augenmaß",
        "Die Kitas sollen Ampeln bekommen. Ein erster Entwurf wurde verworfen.",
        "Wer hat eine Stelle für Digitalisierung eingestellt?",
        "Wer hat einen Digitallotsen eingestellt?",
        "Wer hat Fachkräfte für KI eingestellt?",
        "Wie wird die Helligkeit der Laternen eingestellt?",
        "Wo lässt sich die Heizung einzeln eingestellt betreiben?",
        "Unser Verein hat den Rufbus aufgegeben",
        "Wo muss man nicht mehr aufs Amt?",
    ],
)
def test_what_is_missing_at_home_asks_not_who_gave_it_up(text: str) -> None:
    assert not asks_who_gave_up(text)
