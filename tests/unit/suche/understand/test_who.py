"""suche.understand.asked.who: whom a question is about."""

import pytest

from suche.understand.asked.who import asks_who_did, tells_of_plan


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


def test_several_sentences_tell_of_a_plan() -> None:
    assert tells_of_plan("Die Kitas sollen Ampeln bekommen. Ein erster Entwurf wurde verworfen.")
    assert not tells_of_plan("Wer hat am 3. Mai z. B. einen Chatbot eingeführt?")
