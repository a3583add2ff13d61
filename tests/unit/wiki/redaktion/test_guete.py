"""How usable a case is, and which hint comes first."""

import dataclasses

import pytest

from wiki.redaktion.form.guete import Entwurf, looks_personal, rate

LONG = "Eltern melden ihr Kind online an und sehen sofort, ob in ihrer Kita etwas frei ist. " * 2
COMPLETE = Entwurf(
    titel="Kita-Anmeldung online",
    kurzfassung="Eltern in Musterstadt melden ihr Kind online in einer von 20 Kitas an.",
    kommunen=1,
    themen=1,
    status="betrieb",
    stand_bekannt=True,
    abschnitte=dict.fromkeys(
        ["ausgangslage", "loesung", "vorgehen", "ergebnis", "stolpersteine", "anders_machen"], LONG
    ),
    kosten=True,
    personalaufwand=True,
    uebertragbarkeit=True,
    nachnutzungswege=True,
    kontakt=True,
    kontakt_postfach="digitales@musterstadt.example",
    quellen=1,
    gueltig_bis=True,
)


def hints(**changed: object) -> list[str]:
    entwurf = dataclasses.replace(COMPLETE, **changed)  # type: ignore[arg-type]
    return [hinweis.text for hinweis in rate(entwurf).hinweise]


def test_a_complete_case_has_no_hints() -> None:
    guete = rate(COMPLETE)
    assert (guete.prozent, list(guete.hinweise)) == (100, [])
    assert guete.stufe == "gut nachnutzbar"


def test_an_empty_case_has_almost_nothing() -> None:
    guete = rate(Entwurf())
    assert guete.prozent == 2  # an empty address is nobody's
    assert guete.stufe == "noch lückenhaft"


def test_what_readers_miss_most_comes_first() -> None:
    weights = [hinweis.gewicht for hinweis in rate(Entwurf()).hinweise]
    assert weights == sorted(weights, reverse=True)
    assert "Kosten" in rate(Entwurf()).hinweise[0].text


def test_missing_mistakes_are_pointed_out() -> None:
    without = dict(COMPLETE.abschnitte) | {"stolpersteine": " \n "}
    assert hints(abschnitte=without) == ["Stolpersteine fehlen – danach wird am meisten gefragt."]


@pytest.mark.parametrize(
    ("field", "word"),
    [
        ("kosten", "Spanne"),
        ("kontakt", "Kontakt fehlt"),
        ("uebertragbarkeit", "mitbringen"),
        ("gueltig_bis", "Bis wann"),
    ],
)
def test_each_missing_fact_has_its_hint(field: str, word: str) -> None:
    (text,) = hints(**{field: False})
    assert word in text


def test_a_short_lead_is_told_from_a_missing_one() -> None:
    assert "knapp" in hints(kurzfassung="Eine App.")[0]
    assert "fehlt" in hints(kurzfassung="")[0]


def test_a_very_short_solution_is_pointed_out_without_costing_anything() -> None:
    short = dict(COMPLETE.abschnitte) | {"loesung": "Eine App."}
    assert hints(abschnitte=short) == [
        "Die Lösung ist sehr kurz. Beschreiben Sie, wie man sie benutzt."
    ]
    assert rate(dataclasses.replace(COMPLETE, abschnitte=short)).prozent == 100


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


REQUIRED = ("titel", "kurzfassung", "kommunen", "themen", "status")


def test_what_is_required_is_enough_to_submit() -> None:
    least = Entwurf(**{name: getattr(COMPLETE, name) for name in REQUIRED})
    assert rate(least).einreichbar


@pytest.mark.parametrize("name", REQUIRED)
def test_without_something_required_nothing_is_submitted(name: str) -> None:
    empty = {name: type(getattr(COMPLETE, name))()}
    assert not rate(dataclasses.replace(COMPLETE, **empty)).einreichbar
