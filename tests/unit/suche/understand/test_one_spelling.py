"""suche.understand.one_spelling: a compound is one question however it is written."""

import pytest

from suche.understand.one_spelling import WrittenCompounds, apart, one_spelling

WIKI = WrittenCompounds.of(
    {
        "Kita-Anmeldung": 3,
        "Kitaanmeldung": 1,
        "DorfApp": 1,
        "Ratsinformationssystem": 2,
        "Beteiligungsplattform": 2,
        "Mängelmelder": 9,
        "Bodensensoren": 1,
        "Parkraumsteuerung": 1,
    }
)


@pytest.mark.parametrize(
    ("spellings", "one"),
    [
        ("Kita-Anmeldung|Kitaanmeldung|Kita Anmeldung", "Kita-Anmeldung"),
        ("kita-anmeldung|kitaanmeldung|kita anmeldung", "kita-anmeldung"),
        ("Mängel-Melder|Mängelmelder|Mängel Melder", "Mängelmelder"),
        ("Dorf-App|Dorfapp|Dorf App|DorfApp", "DorfApp"),
        (
            "Baustellen-Informationssystem|Baustelleninformationssystem"
            "|Baustellen Informationssystem|Baustellen-Informations-System"
            "|Baustellen Informations System",
            "Baustelleninformationssystem",
        ),
        (
            "Bürger-Beteiligungs-Plattform|Bürgerbeteiligungsplattform"
            "|Bürger Beteiligungsplattform|Bürger beteiligungs plattform",
            "Bürgerbeteiligungsplattform",
        ),
        ("Parkraum-Sensoren|Parkraumsensoren|Parkraum Sensoren", "Parkraumsensoren"),
        ("Smart-City-Strategie|Smart City Strategie", "Smart City Strategie"),
    ],
)
def test_a_compound_has_one_spelling(spellings: str, one: str) -> None:
    found = {one_spelling(text, WIKI, blanks=True) for text in spellings.split("|")}
    assert found == {one}


@pytest.mark.parametrize("text", ["Chatbot Rathaus", "KI-Server", "E-Rechnung", "3D-Modell Stadt"])
def test_what_is_no_compound_stays_as_typed(text: str) -> None:
    assert one_spelling(text, WIKI, blanks=True) == text


@pytest.mark.parametrize(
    "text",
    [
        "Kosten Mängelmelder",
        "Preise Kita-Anmeldung",
        "Parkraumsensoren Anbieter",
        "Kommunen Mängelmelder",
        "Vertrag Mängelmelder",
        "Technik Bodensensoren",
    ],
)
def test_a_thing_and_what_is_asked_of_it_are_no_compound(text: str) -> None:
    assert one_spelling(text, WIKI, blanks=True) == text


@pytest.mark.parametrize("text", ["Glatteis Laterne Straße", "Brille Museum"])
def test_keywords_are_not_strung_together(text: str) -> None:
    wiki = WrittenCompounds.of({"Stadtmuseum": 1, "Laternenstraße": 1, "Glatteislaterne": 1})
    assert one_spelling(text, wiki, blanks=True) in {text, "Glatteislaterne Straße"}


def test_two_of_three_keywords_are_one_compound_only_where_the_wiki_has_it() -> None:
    wiki = WrittenCompounds.of({"Seniorentreff": 1, "Notfalltablet": 1, "Kita-Anmeldung": 1})
    assert one_spelling("Senioren Tablet", wiki, blanks=True) == "Seniorentablet"
    assert one_spelling("Senioren Tablet Kurse", wiki, blanks=True) == "Senioren Tablet Kurse"
    assert one_spelling("Eltern Kita Anmeldung", wiki, blanks=True) == "Eltern Kita-Anmeldung"


@pytest.mark.parametrize("beside", ["neue {}", "{} Kosten", "{} Mainz"])
def test_what_names_no_other_thing_does_not_part_a_compound(beside: str) -> None:
    wiki = WrittenCompounds.of({"Seniorentreff": 1, "Notfalltablet": 1})
    typed, read = beside.format("Senioren Tablet"), beside.format("Seniorentablet")
    assert one_spelling(typed, wiki, {"mainz"}, blanks=True) == read


def test_a_listed_compound_of_costs_is_one() -> None:
    wiki = WrittenCompounds.of({"Heizkosten": 1})
    assert one_spelling("Energie Kosten", wiki, blanks=True) == "Energiekosten"
    assert one_spelling("Rufbus Kosten", wiki, blanks=True) == "Rufbus Kosten"


def test_a_word_before_a_compound_that_ends_others_belongs_to_it() -> None:
    wiki = WrittenCompounds.of(
        {"Frühwarnsystem": 1, "Starkregen-Frühwarnsystem": 1, "Hochwasserpegel": 1}
    )
    expected = "Hochwasserfrühwarnsystem"
    assert one_spelling("Hochwasser Frühwarnsystem", wiki, blanks=True) == expected


def test_nouns_side_by_side_in_a_sentence_stay_two() -> None:
    text = "Wo kann in der Kita Anmeldung ..."
    assert one_spelling(text, WIKI, blanks=False) == text


def test_a_linking_element_tells_a_compound_in_a_sentence() -> None:
    text = "Wer hat eine Beteiligungs Plattform?"
    expected = "Wer hat eine Beteiligungsplattform?"
    assert one_spelling(text, WIKI, blanks=False) == expected


def test_names_stay_as_typed() -> None:
    assert one_spelling("Dorf-App", WIKI, {"dorf-app"}, blanks=True) == "Dorf-App"


def test_an_address_is_no_compound() -> None:
    assert one_spelling("mängelmelder.de", WIKI, blanks=True) == "mängelmelder.de"
    assert one_spelling("mängel-melder.", WIKI, blanks=True) == "mängelmelder."


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("LoRaWAN-Projekte", "LoRaWAN Projekte"),
        ("Welche KI-Projekte gibt es?", "Welche KI Projekte gibt es?"),
        ("Smart-City-Projekt", "Smart-City Projekt"),
        ("Sensorprojekte und Drohnenprojekte", "Sensor Projekte und Drohnen Projekte"),
        ("Chatbot-Kosten", "Chatbot Kosten"),
        ("Gesundheitsprojekte", "Gesundheit Projekte"),
        ("Verwaltungs-Projekte", "Verwaltung Projekte"),
        ("Modellprojekte", "Modellprojekte"),
        ("Betriebskosten", "Betriebskosten"),
        ("Projekte", "Projekte"),
        ("Kita-Anmeldung", "Kita-Anmeldung"),
        ("www.kita-projekte.de", "www.kita-projekte.de"),
    ],
)
def test_what_is_asked_of_a_thing_stands_apart(typed: str, read: str) -> None:
    assert apart(typed, WrittenCompounds.of({"Modellprojekt": 3})) == read
