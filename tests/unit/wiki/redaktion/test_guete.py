"""How usable a case is, and which hint comes first."""

import pytest

from wiki.felder.felder import BY_NAME, REQUIRED
from wiki.redaktion.form.guete import FormState, guete_of, looks_personal

LONG = "Eltern melden ihr Kind online an und sehen sofort, ob in ihrer Kita etwas frei ist. " * 2
COMPLETE = dict.fromkeys(BY_NAME, LONG) | {"kontakt_postfach": "digitales@musterstadt.example"}


def hints(**changed: str) -> list[str]:
    return [hinweis.text for hinweis in guete_of(FormState(COMPLETE | changed)).hinweise]


def test_a_complete_case_has_no_hints() -> None:
    guete = guete_of(FormState(COMPLETE))
    assert (guete.prozent, list(guete.hinweise)) == (100, [])
    assert guete.stufe == "gut nachnutzbar"


def test_an_empty_case_has_almost_nothing() -> None:
    guete = guete_of(FormState())
    assert guete.prozent == 2  # an empty address is nobody's
    assert guete.stufe == "noch lückenhaft"


def test_what_readers_miss_most_comes_first() -> None:
    weights = [hinweis.gewicht for hinweis in guete_of(FormState()).hinweise]
    assert weights == sorted(weights, reverse=True)
    assert "Kosten" in guete_of(FormState()).hinweise[0].text


def test_missing_mistakes_are_pointed_out() -> None:
    assert hints(stolpersteine=" \n ") == ["Stolpersteine fehlen – danach wird am meisten gefragt."]


@pytest.mark.parametrize(
    ("felder", "word"),
    [
        (
            "kosten_einmalig kosten_einmalig_hinweis kosten_laufend kosten_laufend_hinweis",
            "Spanne",
        ),
        ("kontakt_stelle kontakt_postfach kontakt_telefon", "Kontakt fehlt"),
        ("status_jahr geprueft_am", "Ohne Jahr"),
        ("uebertragbarkeit", "mitbringen"),
        ("gueltig_bis", "Bis wann"),
    ],
)
def test_each_missing_fact_has_its_hint(felder: str, word: str) -> None:
    (text,) = hints(**dict.fromkeys(felder.split(), ""))
    assert word in text


def test_one_of_the_fields_that_say_the_same_is_enough() -> None:
    assert hints(kontakt_stelle="", kontakt_postfach="") == []


def test_a_short_lead_is_told_from_a_missing_one() -> None:
    assert "knapp" in hints(kurzfassung="Eine App.")[0]
    assert "fehlt" in hints(kurzfassung="")[0]


def test_a_very_short_solution_is_pointed_out_without_costing_anything() -> None:
    assert hints(loesung="Eine App.") == [
        "Die Lösung ist sehr kurz. Beschreiben Sie, wie man sie benutzt."
    ]
    assert guete_of(FormState(COMPLETE | {"loesung": "Eine App."})).prozent == 100


def test_a_long_description_stands_for_situation_solution_and_procedure() -> None:
    assert hints(text=LONG * 4, ausgangslage="", loesung="", vorgehen="") == []


def test_a_short_description_does_not() -> None:
    (text,) = hints(ausgangslage="", loesung="", vorgehen="")
    assert "Die Beschreibung ist kurz" in text


@pytest.mark.parametrize(
    ("address", "personal"),
    [
        ("erika.mustermann@stadt.example", True),
        ("e.mustermann@stadt.example", False),
        ("digitales.rathaus@stadt.example", False),
        ("info@stadt.example", False),
        ("", False),
    ],
)
def test_the_address_of_a_person_is_recognised(address: str, personal: bool) -> None:
    assert looks_personal(address) == personal


def test_what_is_required_is_enough_to_submit() -> None:
    assert guete_of(FormState({name: COMPLETE[name] for name in REQUIRED})).einreichbar


@pytest.mark.parametrize("name", REQUIRED)
def test_without_something_required_nothing_is_submitted(name: str) -> None:
    assert not guete_of(FormState(COMPLETE | {name: ""})).einreichbar
