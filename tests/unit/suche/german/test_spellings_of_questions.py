"""A question is the same however its words are spelled."""

import pytest

from suche.understand.question import parse_question

PAIRS = """
Baustellen-Informationssystem Baustelleninformationssystem
Baustelleninformationssystem BAUSTELLENINFORMATIONSSYSTEM
Baustelleninformationssystem baustellen-informationssystem
Gruenflaechen Grünflächen
GRÜNFLÄCHEN Grünflächen
GRUENFLAECHEN grünflächen
Strassenbeleuchtung Straßenbeleuchtung
STRASSENBELEUCHTUNG Straßen-Beleuchtung
STRAẞENBELEUCHTUNG Straßenbeleuchtung
Buergerbuero Bürgerbüro
BÜRGERBÜRO Bürger-Büro
Maengelmelder MängelMelder
Hundesteuer-Anmeldung Hundesteueranmeldung
Fördermittel-Datenbank Foerdermitteldatenbank
VERKEHRSZÄHLUNG Verkehrs-Zählung
Schwimmbad-Ampel Schwimmbadampel
Parkleit-System Parkleitsystem
Park-Leitsystem PARKLEITSYSTEM
Oeffnungszeiten ÖFFNUNGSZEITEN
Ratsinformations-System Ratsinformationssystem
Rats-Informationssystem RATSINFORMATIONSSYSTEM
Hochwasser-Frühwarnsystem Hochwasserfruehwarnsystem
Fahrrad-Abstellanlage Fahrradabstellanlage
Füllstands-Sensoren Fuellstandssensoren
Bussgeldverfahren Bußgeldverfahren
BUSSGELDVERFAHREN Bußgeld-Verfahren
Wirtschafts-Förderung Wirtschaftsfoerderung
SpielplatzFinder Spielplatz-Finder
SmartCity Smart-City
AEMTER Ämter
Pﬂegestützpunkt Pflegestützpunkt
Begriﬀ Begriff
Bürger‐App Bürger-App
W‑LAN W-LAN
Buß\u00adgeld Bußgeld
"""


@pytest.mark.parametrize("pair", PAIRS.split("\n")[1:-1])
def test_spellings_of_a_word_give_the_same_units(pair: str) -> None:
    one, other = (parse_question(spelling).units for spelling in pair.split(" "))
    assert one == other


@pytest.mark.parametrize(
    "two_words",
    ["Baustellen Informationssystem", "Kita Anmeldung", "Spielplatz Finder", "Wärme Planung"],
)
def test_two_words_look_for_the_parts_of_the_compound(two_words: str) -> None:
    """They stay two units: joined, a page that has but one of them would no longer be found."""
    joined = parse_question(two_words.replace(" ", "-")).units[0].own[-1]
    assert set(joined) <= parse_question(two_words).terms
