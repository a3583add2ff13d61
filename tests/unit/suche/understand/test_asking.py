"""suche.understand.asking: how a question is asked, and what about."""

import pytest

from suche.understand.asking import Frageart, frageart, subject


@pytest.mark.parametrize(
    ("text", "art"),
    [
        ("Was kostet eine Dorf-App?", Frageart.KOSTEN),
        ("Was würde uns eine Dorf-App kosten?", Frageart.KOSTEN),
        ("Wie viel hat der Mängelmelder gekostet?", Frageart.KOSTEN),
        ("Wie teuer ist ein Chatbot", Frageart.KOSTEN),
        ("Kosten Mängelmelder", Frageart.KOSTEN),
        ("How much does a village app cost?", Frageart.KOSTEN),
        ("Was ist LoRaWAN?", Frageart.ERKLAERUNG),
        ("What is a digital twin?", Frageart.ERKLAERUNG),
        ("Wer nutzt LoRaWAN?", Frageart.NUTZER),
        ("Wer hat Kosten gespart?", Frageart.NUTZER),
        ("In welchen Städten gibt es Rufbusse?", Frageart.NUTZER),
        ("Which German cities have a chatbot?", Frageart.NUTZER),
        ("Wer ist Bürgermeister von Köln?", Frageart.SONST),
        ("kostenloses WLAN", Frageart.SONST),
        ("Mängelmelder", Frageart.SONST),
    ],
)
def test_the_form_of_a_question_says_what_is_asked_for(text: str, art: Frageart) -> None:
    assert frageart(text) == art


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("Was kostet eine Dorf-App?", "Dorf-App"),
        ("Was sind digitale Zwillinge?", "digitale Zwillinge"),
        ("How much does a village app cost?", "village app"),
        ("Welche Gemeinden haben das?", ""),
    ],
)
def test_the_subject_is_what_is_left_without_the_frame(text: str, about: str) -> None:
    assert subject(text) == about


def test_a_place_is_no_subject() -> None:
    assert subject("Chatbot in Bayern", [(11, 17)]) == "Chatbot"
