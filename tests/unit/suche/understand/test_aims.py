"""suche.understand.aims: what a question wants to know of a thing."""

import pytest

from suche.understand.aims import asks_who_did, asks_who_gave_up, excluded, is_denied


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
    "text",
    [
        "Wer hat ein Abholterminal abgelehnt?",
        "Abholterminal abgelehnt",
        "Welche Städte haben Parksensoren wieder abgebaut?",
        "Which towns rejected a chatbot?",
        "Welche Gemeinden haben noch kein Glasfaser?",
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
    ],
)
def test_what_a_question_does_without(text: str, without: list[str]) -> None:
    assert excluded(text) == without
