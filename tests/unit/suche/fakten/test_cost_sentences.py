"""suche.fakten.cost_sentences: what a sentence says of costs."""

import pytest

from suche.fakten.cost_sentences import speaks_of_costs, tells_costs


@pytest.mark.parametrize(
    "sentence",
    [
        "Ein Sensor kostet rund 80 Euro.",
        "Bayern fördert das Vorhaben mit rund 350.000 Euro.",
        "Die Basisversion ist kostenlos.",
        "In diesem Projekt konnten Kommunen die App kostenlos nutzen.",
        "Der Strompreis liegt bei 30 Cent.",
        "Er fährt mit zwei Kleinbussen und einem Euro Zuschlag.",
        "Die Miete beträgt 99 bis 159 € monatlich.",
    ],
)
def test_a_sentence_about_paying_speaks_of_costs(sentence: str) -> None:
    assert speaks_of_costs(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "2018 setzten sie gut 6,7 Millionen Euro um.",
        "Die Kosten nennt niemand.",
        "Das Preisgeld von 2.500 Euro ging an die Schule.",
        "Lauben gehörte zu den Preisträgern und erhielt rund 350.000 Euro.",
        "Der Bezirksverband zeichnete sie mit dem Medienpreis aus, dotiert mit 10.000 Euro.",
        "Jeder kann das Netz in der Stadt kostenlos nutzen.",
        "Seit 2024 kann man die Modelle kostenlos herunterladen.",
        "Der Kreis bot zehn kostenlose Termine an.",
    ],
)
def test_other_amounts_and_costs_without_one_do_not(sentence: str) -> None:
    assert not speaks_of_costs(sentence)


@pytest.mark.parametrize(
    "hint",
    [
        "Rund 80 Euro je Sensor.",
        "Keine Lizenzgebühr (freie Software).",
        "Für die Stadt kein Zuschlag.",
        "Basisversion kostenfrei.",
    ],
)
def test_the_field_for_costs_may_say_in_words_that_there_are_none(hint: str) -> None:
    assert tells_costs(hint)


@pytest.mark.parametrize(
    "hint",
    [
        "",
        "Die Kosten teilen sich beide Städte.",
        "Preis auf Anfrage.",
        "Für die Haushalte ist der Austausch kostenfrei.",
    ],
)
def test_words_that_name_no_costs_do_not_tell_them(hint: str) -> None:
    assert not tells_costs(hint)
