"""suche.understand.asked.frageart: what kind of answer a question asks for."""

import pytest

from suche.understand.asked.frageart import Frageart, frageart, money_spans
from suche.understand.asked.subject import subject


@pytest.mark.parametrize(
    ("text", "art"),
    [
        ("Was kostet eine Dorf-App?", Frageart.KOSTEN),
        ("Was würde uns eine Dorf-App kosten?", Frageart.KOSTEN),
        ("Wie viel hat der Mängelmelder gekostet?", Frageart.KOSTEN),
        ("Wie teuer ist ein Chatbot", Frageart.KOSTEN),
        ("Kosten Mängelmelder", Frageart.KOSTEN),
        ("Wie teuer sind Füllstandssensoren?", Frageart.KOSTEN),
        ("Was hat der Wäller Markt gekostet?", Frageart.KOSTEN),
        ("Rufbus Preis", Frageart.KOSTEN),
        ("Preis Parksensor pro Stellplatz", Frageart.KOSTEN),
        ("Preise Wasserzähler", Frageart.KOSTEN),
        ("Wieviel zahlt man für Little Bird im Jahr?", Frageart.KOSTEN),
        ("Was bezahlen Gemeinden für einen Chatbot?", Frageart.KOSTEN),
        ("Wie kann man bargeldlos bezahlen?", Frageart.SONST),
        ("Was kann man mit dem Handy bezahlen?", Frageart.SONST),
        ("Was hat Soest für die Straßenerfassung bezahlt?", Frageart.KOSTEN),
        ("Wie viel wurde für den Chatbot ausgegeben?", Frageart.KOSTEN),
        ("Was versteht man unter Geofencing?", Frageart.ERKLAERUNG),
        ("rural bike sharing cost per rental", Frageart.KOSTEN),
        ("How much lead time did the gauges give?", Frageart.SONST),
        ("Wieso kostet mich das, was vom Hof abläuft?", Frageart.SONST),
        ("Wann ist der Ausflug und was kostet er?", Frageart.SONST),
        ("How much does a village app cost?", Frageart.KOSTEN),
        ("Was ist LoRaWAN?", Frageart.ERKLAERUNG),
        ("What is a digital twin?", Frageart.ERKLAERUNG),
        ("Wer nutzt LoRaWAN?", Frageart.NUTZER),
        ("Wer hat Kosten gespart?", Frageart.NUTZER),
        ("In welchen Städten gibt es Rufbusse?", Frageart.NUTZER),
        ("Which German cities have a chatbot?", Frageart.NUTZER),
        ("Wer ist Bürgermeister von Köln?", Frageart.SONST),
        ("Dorf-App maximal 5.000 Euro", Frageart.KOSTEN),
        ("Wer hat einen Chatbot für unter 10 T€?", Frageart.KOSTEN),
        ("Wir planen Bienen auf dem Dach. Vorgesehen sind 12.500 Euro.", Frageart.SONST),
        ("kostenloses WLAN", Frageart.SONST),
        ("Mängelmelder", Frageart.SONST),
    ],
)
def test_the_form_of_a_question_says_what_is_asked_for(text: str, art: Frageart) -> None:
    assert frageart(text) == art


def test_a_sketch_that_mentions_costs_asks_for_more() -> None:
    sketch = "Wir möchten eine Station aufstellen, an der Ausweise auch abends abgeholt werden. "
    asked = sketch + "Uns interessieren neben der Anschaffung auch die laufenden Kosten."
    assert frageart(asked) == Frageart.SONST


def test_what_is_said_before_an_amount_belongs_to_it() -> None:
    asked = "Dorf-App für höchstens 5.000 Euro"
    assert [asked[start:end] for start, end in money_spans(asked)] == ["für höchstens 5.000 Euro"]
    assert subject(asked, money_spans(asked)) == "Dorf-App"
