"""suche.understand.asked.exclusions: what a question does without."""

import pytest

from suche.understand.asked.exclusions import excluded, narrowed, without_exclusions


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
        ("E-Akte, aber nicht mit enaio", ["enaio"]),
        ("Es klappt, aber nicht mit enaio allein", []),
        ("participation but not Consul", ["Consul"]),
        ("chatbot, but not with the ChatGPT", ["ChatGPT"]),
        ("Ein Bus, damit die Leute nicht in die Kernstadt fahren müssen", []),
        ("ein Automat, weil viele nicht ins Rathaus kommen", []),
        ("Terminal, falls jemand nicht Deutsch spricht", []),
    ],
)
def test_what_a_question_does_without(text: str, without: list[str]) -> None:
    assert excluded(text) == without


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Parken ohne App", "Parken"),
        ("Parken ohne App in Trier", "Parken in Trier"),
        ("Chatbot keine KI", "Chatbot"),
        ("Chatbot, aber keine KI", "Chatbot,"),
        ("WLAN nicht über den Freifunk", "WLAN"),
        ("E-Akte, aber nicht mit enaio", "E-Akte,"),
        ("parking without an app", "parking"),
        ("Senioren ohne Internet", "Senioren ohne Internet"),
        ("Rufbus", "Rufbus"),
    ],
)
def test_what_is_left_of_a_question(text: str, wanted: str) -> None:
    left = without_exclusions(text)
    assert len(left) == len(text)  # so that what stands elsewhere in it is where it was
    assert " ".join(left.split()) == wanted


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Hochwasserwarnung ohne Förderung des Bundes", {"Förderung": "des Bundes"}),
        ("Portal ohne Software von Consul", {"Software": "von Consul"}),
        ("Mängelmelder ohne App", {}),
        ("Parken ohne App in Trier", {}),
    ],
)
def test_what_is_said_of_it_besides_is_found(text: str, said: dict[str, str]) -> None:
    assert narrowed(text) == said
