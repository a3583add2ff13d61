"""suche.understand.aims: what a question wants to know of a thing."""

import pytest

from suche.understand.aims import (
    asks_who_did,
    asks_who_gave_up,
    ended_part,
    excluded,
    is_denied,
)


@pytest.mark.parametrize(
    "text",
    [
        "Wer nutzt LoRaWAN?",
        "Welche Gemeinden haben einen Chatbot?",
        "Hat jemand Erfahrung mit Parkraumsensoren?",
        "Chatbot schon eingeführt",
        "Which towns use a chatbot?",
    ],
)
def test_asks_who_has_done_it(text: str) -> None:
    assert asks_who_did(text)


@pytest.mark.parametrize(
    "text", ["Mängelmelder", "Wer plant einen Rufbus?", "Licht nur, wenn jemand vorbeigeht"]
)
def test_asks_not_who_has_done_it(text: str) -> None:
    assert not asks_who_did(text)


def test_says_that_something_was_not_done() -> None:
    assert is_denied("Viernheim prüfte 2021 ein Terminal und führte es nicht ein.")
    assert not is_denied("Das Terminal wird nicht mehr von Hand befüllt.")


@pytest.mark.parametrize(
    ("sentence", "ended"),
    [
        (
            "Ende 2019 stellte der Anbieter die App ein.",
            "Ende 2019 stellte der Anbieter die App ein",
        ),
        ("Er hat Pläne eingestellt und setzt auf eine App.", "Er hat Pläne eingestellt"),
        ("Die Gemeinde führte eine App ein.", ""),
    ],
)
def test_what_stands_behind_the_end_was_not_ended(sentence: str, ended: str) -> None:
    assert ended_part(sentence) == ended


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


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("Parken ohne App", ["App"]),
        ("Bürgerbeteiligung ohne die Software Consul", ["Software"]),
        ("Straßenbeleuchtung nicht LED", ["LED"]),
        ("parking without an app", ["app"]),
        ("Wer hat Drohnen, aber nicht für Friedhöfe?", ["Friedhöfe"]),
        ("WLAN nicht über den Freifunk", ["Freifunk"]),
        ("keine Drohnen auf dem Friedhof", []),
        ("Warum funktioniert das nicht im Tal?", []),
        ("nicht nur Apps", []),
        ("Was ist noch nicht fertig?", []),
        ("Chatbot, aber keine KI", ["KI"]),
        ("Chatbot keine KI", ["KI"]),
        ("parken aber keine app", ["app"]),
        ("Bescheide ohne vertrauliche Akten", ["Akten"]),
        ("Zählen, ohne dass jemand dabei steht", []),
        ("Wir haben eine Website, aber keine App", []),
        ("Senioren ohne Internet", []),
    ],
)
def test_what_a_question_does_without(text: str, without: list[str]) -> None:
    assert excluded(text) == without
