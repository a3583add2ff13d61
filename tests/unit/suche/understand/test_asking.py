"""suche.understand.asking: how a question is asked, and what about."""

import pytest

from suche.understand.asking import Frageart, alternatives, frageart, money_spans, subject


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


def test_what_is_said_before_an_amount_belongs_to_it() -> None:
    asked = "Dorf-App für höchstens 5.000 Euro"
    assert [asked[start:end] for start, end in money_spans(asked)] == ["für höchstens 5.000 Euro"]
    assert subject(asked, money_spans(asked)) == "Dorf-App"


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
