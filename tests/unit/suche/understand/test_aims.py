"""suche.understand.aims: what a question wants to know of a thing."""

import pytest

from suche.understand.aims import asks_who_did, is_denied


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
