"""What must stand in the source as it stands in the sentence."""

import pytest

from suche.saetze.literals import missing, share_of_words

SOURCE = (
    "Handyparken Trier. Auf einen Piloten mit 125 Plätzen (ab September 2019) folgte im April 2020 "
    "die Ausweitung auf 3.100 Plätze. Das kostete 1,2 Mio. Euro, 20 Prozent zahlte das Land. "
    "Zwölf Parkhäuser machen nicht mit. Die Stadtwerke zahlen 1.000 bis 1.300 Euro im Monat."
)


def places(text: str) -> set[str]:
    return {name for name in ("Trier", "Mainz") if name in text}


@pytest.mark.parametrize(
    "sentence",
    [
        "In Trier gilt es auf 3100 Plätzen.",
        "Es kostete 1.200.000 Euro.",
        "Das Land zahlte 20 % davon.",
        "12 Parkhäuser machen nicht mit.",
        "Die Stadtwerke zahlen mindestens 1.000 Euro im Monat.",
        "Der Pilot begann 2019.",
    ],
)
def test_what_stands_there_may_be_said(sentence: str) -> None:
    assert missing(sentence, SOURCE, places) == ""


@pytest.mark.parametrize(
    ("sentence", "what"),
    [
        ("In Trier gilt es auf 31.000 Plätzen.", "Zahl"),
        ("Der Pilot begann 2018.", "Zahl"),
        ("Elf Parkhäuser machen nicht mit.", "Zahl"),
        ("Es kostete 1,3 Mio. Euro.", "Betrag"),
        ("Der Pilot brachte 125 Prozent.", "Prozent"),
        ("In Mainz gilt es auf 3.100 Plätzen.", "Ort"),
        ("Zwölf Parkhäuser machen mit.", "Verneinung"),
        ("Die Ausweitung wurde abgebrochen.", "Stand"),
        ("Die Stadtwerke zahlen 1.000 Euro im Jahr 2020 jährlich.", "Stand"),
    ],
)
def test_what_stands_otherwise_is_missing(sentence: str, what: str) -> None:
    assert missing(sentence, SOURCE, places) == what


def test_a_denial_that_the_source_does_not_have() -> None:
    assert missing("Ein Browser genügt nicht.", "Ein Browser genügt.", places) == "Verneinung"


def test_words_count_in_any_form_and_as_parts_of_compounds() -> None:
    said = "Die Stadtwerke betreiben das Handyparken."
    assert share_of_words(said, "Das Parken per Handy betreibt das Stadtwerk.") == 1.0
    assert share_of_words(said, "Die Bücherei verleiht Lastenräder.") == 0.0
