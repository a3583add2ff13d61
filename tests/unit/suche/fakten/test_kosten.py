"""suche.fakten.kosten: what is known of costs, and honestly when nothing is."""

import pytest

from suche.fakten.kosten import answer_costs
from tests.unit.fakten import projekt


def test_each_amount_comes_with_what_it_is_for() -> None:
    app = projekt(
        *(1, "Trier"),
        kosten_einmalig=12_500,
        kosten_einmalig_hinweis="Komplettpaket",
        kosten_laufend=8_940,
    )
    found = answer_costs([app, projekt(2, "Konz")], {})
    assert found.satz == "Zu den Kosten steht bei 1 von 2 Projekten etwas"
    assert [(b.text, b.zusatz, b.hinweis) for b in found.angaben] == [
        ("Trier", "12.500 € einmalig", "Komplettpaket"),
        ("Trier", "8.940 € im Jahr", ""),
    ]


def test_a_project_without_an_amount_is_quoted() -> None:
    found = answer_costs([projekt(1, "Hürth")], {1: ["Ein Sensor kostet 80 Euro."]})
    assert found.satz == "Zu den Kosten steht bei dem einen Projekt etwas"
    assert found.angaben[0].hinweis == "Ein Sensor kostet 80 Euro."


@pytest.mark.parametrize(
    "sentence",
    [
        "Bayern fördert das Vorhaben mit rund 350.000 Euro.",
        "10,6 Mio. Euro Zuschuss bis August 2027.",
        "Geplant sind Büros und Toiletten; 300.000 Euro kommen aus der Förderung.",
    ],
)
def test_what_was_given_for_it_is_quoted_as_funding_and_not_counted(sentence: str) -> None:
    lamps = projekt(2, "Konz", kosten_einmalig=50_000)
    found = answer_costs([projekt(1, "Mendig"), lamps], {1: [sentence]})
    assert (
        found.satz == "Zu den Kosten steht bei 1 von 2 Projekten etwas, bei einem nur zur Förderung"
    )
    assert (found.angaben[0].zusatz, found.angaben[0].hinweis) == ("Förderung", sentence)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "Zu den Kosten steht bei dem einen Projekt nichts, nur zur Förderung"),
        (2, "Zu den Kosten steht bei keinem der 2 Projekte etwas, bei 2 nur zur Förderung"),
    ],
)
def test_what_is_listed_below_the_sentence_is_told_in_it(number: int, said: str) -> None:
    funded = {pk: ["10.000 Euro Zuschuss vom Land."] for pk in range(number)}
    found = answer_costs([projekt(pk, f"Ort {pk}") for pk in range(number)], funded)
    assert (found.satz, len(found.angaben)) == (said, number)


def test_costs_that_are_funded_in_part_are_costs() -> None:
    sentence = "Von den Kosten von 900 Euro wurden 90 Prozent gefördert."
    found = answer_costs([projekt(1, "Mendig")], {1: [sentence]})
    assert found.satz == "Zu den Kosten steht bei dem einen Projekt etwas"
    assert found.angaben[0].zusatz == ""


@pytest.mark.parametrize(
    ("number", "kind", "said"),
    [
        (3, "", "Zu den Kosten steht bei keinem der 3 Projekte etwas"),
        (1, "", "Zu den Kosten steht bei dem einen Projekt nichts"),
        (2, "verwandten", "Zu den Kosten steht bei keinem der 2 verwandten Projekte etwas"),
    ],
)
def test_nothing_known_is_said(number: int, kind: str, said: str) -> None:
    assert answer_costs([projekt(n) for n in range(number)], {}, kind).satz == said
