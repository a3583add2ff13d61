"""suche.understand.asked.subject: what a question asks about."""

import pytest

from suche.understand.asked.subject import alternatives, subject


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("Was kostet eine Dorf-App?", "Dorf-App"),
        ("Was sind digitale Zwillinge?", "digitale Zwillinge"),
        ("How much does a village app cost?", "village app"),
        ("Welche Gemeinden haben das?", ""),
        ("Was ist LoRaWAN eigentlich?", "LoRaWAN"),
        ("Was versteht man überhaupt unter Geofencing?", "Geofencing"),
        ("Wer arbeitet mit HumHub?", "HumHub"),
        ("Wer arbeitet mit Fraunhofer zusammen?", "Fraunhofer"),
        ("Wer setzt Parkster ein?", "Parkster"),
        ("Welche Stadt betreibt Freifunk?", "Freifunk"),
        ("Darf man ChatGPT nutzen?", "ChatGPT"),
    ],
)
def test_the_subject_is_what_is_left_without_the_frame(text: str, about: str) -> None:
    assert subject(text) == about


@pytest.mark.parametrize("what", ["Digitale Projekte", "Was ist Digitales", "digitale Beispiele"])
def test_of_a_place_or_size_all_is_digital(what: str) -> None:
    end = len(what) + 1
    assert subject(f"{what} Bayern", [(end, end + 6)]) == ""
    assert subject(what) != ""
    assert subject("Konz Digital", [(0, 4)]) == "Digital"  # a name
    assert subject(f"digitaler Zwilling {what} Bayern", [(end + 19, end + 25)]) != ""


def test_a_place_is_no_subject() -> None:
    assert subject("Chatbot in Bayern", [(11, 17)]) == "Chatbot"


@pytest.mark.parametrize(
    ("asked", "things"),
    [
        ("Rufbus oder eine Mitfahrbank", ("Rufbus", "Mitfahrbank")),
        ("Drohne, Roboter oder Laser", ("Drohne", "Roboter", "Laser")),
        ("Mängel- oder Ideenmelder", ()),
        ("Chatbot sinnvoll oder nicht", ()),
        ("Rufbus und Mitfahrbank", ()),
    ],
)
def test_things_with_or_between_them_are_alternatives(asked: str, things: tuple[str, ...]) -> None:
    assert alternatives(asked) == things
