"""The result page beside its hits: overview, filters, order, own Kommune, suggestions."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils.http import urlencode

from suche.fakten.heimat import COOKIE
from suche.rank.levels import GOOD, WEAK
from tests.factories import KommuneFactory, ThemaFactory, publish_projekt
from tests.gemeinden import gemeindedatei
from tests.integration.conftest import IndexPages
from tests.integration.seiten import BIENEN, FRIEDHOF
from wiki.gemeinden.loading import load_file
from wiki.models import Projektseite, Startseite

BEES = "/suche/?q=Bienenstöcke auf dem Rathausdach"


@pytest.fixture
def bees(index: IndexPages, client: Client) -> Client:
    """A visitor of a wiki with bees in Trier (large) and Konz (small), and a graveyard."""
    trier = KommuneFactory(
        name="Trier", slug="trier", einwohner=110_000, lat=49.76, lon=6.64, land="Rheinland-Pfalz"
    )
    konz = KommuneFactory(
        name="Konz", slug="konz", einwohner=18_000, lat=49.70, lon=6.58, land="Rheinland-Pfalz"
    )
    thema = ThemaFactory(name="Natur", slug="natur")
    publish_projekt(BIENEN, title="Bienen A", kommunen=[trier], themen=[thema], status_jahr=2019)
    publish_projekt(
        *(BIENEN,), title="Bienen B", kommunen=[konz], themen=[thema], kosten_einmalig=12_500
    )
    publish_projekt(FRIEDHOF, title="Friedhof von oben", kommunen=[trier])
    index()
    client.raise_request_exception = False
    return client


def shown(client: Client, address: str) -> Any:
    return client.get(address).context


def titles(client: Client, address: str) -> list[str]:
    return [treffer.seite.title for treffer in shown(client, address)["treffer"]]


@pytest.mark.real_model
def test_overview_links_to_its_sources(bees: Client) -> None:
    text = bees.get(BEES).content.decode()
    page = Projektseite.objects.get(title="Bienen A")
    start = text.index('id="ueberblick"')
    assert "2 Projekte" in text[start : start + 200]
    assert f'href="{page.url}">Trier' in text[start:]


def test_facets_cost_the_same_few_queries_however_many_pages(
    bees: Client, index: IndexPages, django_assert_max_num_queries: Any
) -> None:
    bees.get(BEES)
    with django_assert_max_num_queries(45):
        bees.get(BEES)
    for number in range(12):
        publish_projekt(BIENEN, title=f"Noch eine {number}")
    index()
    bees.get(BEES)
    with django_assert_max_num_queries(45):
        bees.get(BEES)


def test_two_values_of_a_kind_widen_the_list(bees: Client) -> None:
    assert titles(bees, f"{BEES}&kommune=trier") == ["Bienen A"]
    assert set(titles(bees, f"{BEES}&kommune=trier&kommune=konz")) == {"Bienen A", "Bienen B"}


def test_chip_takes_off_one_value_and_keeps_the_others(bees: Client) -> None:
    chips = shown(bees, f"{BEES}&kommune=trier&kommune=konz&thema=natur")["aktive_filter"]
    assert [chip.text for chip in chips] == ["Thema: Natur", "Kommune: Trier", "Kommune: Konz"]
    after = shown(bees, f"/suche/{chips[1].without}")
    assert [chip.text for chip in after["aktive_filter"]] == ["Thema: Natur", "Kommune: Konz"]


def test_all_filters_can_be_taken_off_at_once(bees: Client) -> None:
    page = shown(bees, f"{BEES}&kommune=trier&thema=natur&sortierung=kosten")
    after = shown(bees, f"/suche/?{page['ohne_filter']}")
    assert (after["aktive_filter"], after["sortierung"]) == ([], "kosten")


def test_filters_that_leave_nothing_say_how_to_go_on(bees: Client) -> None:
    KommuneFactory(name="Leer", slug="leer")
    text = bees.get(f"{BEES}&kommune=leer").content.decode()
    assert "Mit diesen Filtern gibt es keinen Treffer" in text
    assert "Kommune: Leer" in text


def test_order_is_kept_in_the_address_and_obeyed(bees: Client) -> None:
    assert titles(bees, f"{BEES}&thema=natur&sortierung=kosten") == ["Bienen B", "Bienen A"]
    assert titles(bees, f"{BEES}&thema=natur&sortierung=neueste") == ["Bienen A", "Bienen B"]
    assert titles(bees, f"{BEES}&thema=natur&sortierung=kommune") == ["Bienen B", "Bienen A"]


@pytest.fixture
def trier(client: Client, start: Startseite) -> Client:
    """A visitor of a wiki that knows Trier and has no pages."""
    KommuneFactory(name="Trier", slug="trier")
    client.raise_request_exception = False
    return client


def test_own_kommune_lives_in_the_cookie_only(trier: Client) -> None:
    response = trier.post("/suche/heimat/", {"kommune": "trier", "weiter": "/suche/?q=Bienen"})
    assert response.headers["Location"] == "/suche/?q=Bienen"
    cookie = response.cookies[COOKIE]
    assert cookie.value == "trier"
    assert (cookie["samesite"], cookie["httponly"], cookie["max-age"]) == ("Lax", True, 31_536_000)


def test_own_kommune_gives_a_filter_and_a_comparison(bees: Client) -> None:
    bees.cookies[COOKIE] = "trier"
    page = bees.get(BEES)
    groesse = next(f for f in page.context["antwort"].facetten if f.name == "groesse")
    assert (groesse.werte[0].text, groesse.werte[0].wert) == ("unserer Größe", "55000-220000")
    text = " ".join(page.content.decode().split())
    assert "18.000 Einwohner; 8 km entfernt" in text
    assert "Ihre Kommune ist dabei" in text
    assert titles(bees, f"{BEES}&groesse=55000-220000") == ["Bienen A"]


def test_own_municipality_without_a_page_gives_the_same(bees: Client, tmp_path: Path) -> None:
    file = tmp_path / "gemeinden.csv"
    file.write_bytes(gemeindedatei())
    load_file(file, 2019)
    bees.cookies[COOKIE] = "065340016016"  # Neustadt (Hessen), 9,600 inhabitants
    page = bees.get(BEES)
    groesse = next(f for f in page.context["antwort"].facetten if f.name == "groesse")
    assert (groesse.werte[0].text, groesse.werte[0].wert) == ("unserer Größe", "4800-19200")
    text = " ".join(page.content.decode().split())
    assert re.search(
        r"18\.000 Einwohner, ähnlich groß wie Neustadt \(Hessen\); \d+ km entfernt", text
    )


def test_own_kommune_can_be_forgotten(trier: Client) -> None:
    trier.cookies[COOKIE] = "trier"
    response = trier.post("/suche/heimat/", {"kommune": ""})
    assert response.headers["Location"] == "/suche/"
    assert response.cookies[COOKIE].value == ""


@pytest.mark.parametrize("value", ["gibt-es-nicht", "' OR 1=1", "\\0", "x" * 3000, "<b>", "trier;"])
def test_forged_own_kommune_is_ignored_and_cleared(trier: Client, value: str) -> None:
    trier.cookies[COOKIE] = value
    response = trier.get("/suche/")
    assert response.status_code == 200
    assert response.context["heimat"] is None
    assert response.cookies[COOKIE].value == ""


def test_forged_choice_of_a_kommune_is_refused_in_german(trier: Client) -> None:
    response = trier.post("/suche/heimat/", {"kommune": "gibt-es-nicht"})
    assert response.status_code == 400
    assert "Diese Kommune kennt das Wiki nicht." in response.content.decode()
    assert COOKIE not in response.cookies


@pytest.mark.parametrize("weiter", ["https://boese.example/", "//boese.example", "\\\\x", ""])
def test_way_back_leads_to_no_other_server(trier: Client, weiter: str) -> None:
    response = trier.post("/suche/heimat/", {"kommune": "trier", "weiter": weiter})
    assert response.headers["Location"] == "/suche/"


def suggested(client: Client, typed: str) -> dict[str, list[str]]:
    gruppen = client.get("/suche/vorschlaege/", {"q": typed}).json()["gruppen"]
    return {g["titel"]: [e["text"] for e in g["eintraege"]] for g in gruppen}


def test_suggestions_come_in_groups(bees: Client, start: Startseite) -> None:
    start.beispielfragen = "Wer hat Bienen?\nWer hat Trier gesehen?"
    start.save_revision().publish()
    assert suggested(bees, "bie") == {
        "Fragen": ["Wer hat Bienen?"],
        "Seiten": ["Bienen A", "Bienen B"],
    }
    assert suggested(bees, "tri") == {"Fragen": ["Wer hat Trier gesehen?"], "Kommunen": ["Trier"]}
    assert suggested(bees, "natr") == {"Themen": ["Natur"]}


def test_the_kommune_or_thema_that_is_typed_comes_first(bees: Client, start: Startseite) -> None:
    start.beispielfragen = "Wer hat Trier gesehen?\nWer hat Natur?"
    start.save_revision().publish()
    assert list(suggested(bees, "tri")) == ["Kommunen", "Fragen"]
    assert list(suggested(bees, "natur")) == ["Themen", "Fragen"]
    assert list(suggested(bees, "tr")) == ["Fragen", "Kommunen"]


def test_what_has_no_projects_is_not_suggested(bees: Client) -> None:
    KommuneFactory(name="Leerhausen", slug="leer")
    ThemaFactory(name="Leerstand", slug="leerstand")
    assert suggested(bees, "leer") == {}


def test_oberthema_is_suggested_for_the_projects_below(bees: Client) -> None:
    ober = ThemaFactory(name="Umwelt", slug="umwelt")
    Projektseite.objects.get(title="Bienen A").themen.update(oberthema=ober)
    assert suggested(bees, "umwe") == {"Themen": ["Umwelt"]}


@pytest.mark.parametrize(
    "typed", ["", " ", "b", "?!", "\0", "<b>", "xyzxyz", "' OR 1=1 --", "😀😀"]
)
def test_nothing_typed_nothing_suggested(trier: Client, typed: str) -> None:
    response = trier.get("/suche/vorschlaege/", {"q": typed})
    assert (response.status_code, response.json()) == (200, {"gruppen": []})
    assert "no-store" in response.headers["Cache-Control"]


def test_huge_input_is_refused_by_the_suggestions(trier: Client) -> None:
    response = trier.get("/suche/vorschlaege/", {"q": "Bienen" * 50_000})
    assert response.status_code == 400
    assert json.loads(response.content) == {"fehler": "Für Vorschläge ist die Eingabe zu lang."}


# Answered as asked: the words of titles are enough, so no model is needed


@pytest.fixture
def asked(index: IndexPages, client: Client) -> Client:
    """A visitor of a wiki with two Rufbusse, one of which has cost something."""
    trier = KommuneFactory(name="Trier", slug="trier", einwohner=110_000, land="Rheinland-Pfalz")
    hof = KommuneFactory(name="Hof", slug="hof", einwohner=45_000, land="Bayern")
    verkehr = ThemaFactory(name="Verkehr & Parken", slug="verkehr", beschreibung="Bus und Rad.")
    publish_projekt(
        "Ein Rufbus ist ein Bus auf Bestellung.",
        title="Rufbus Trier",
        kommunen=[trier],
        themen=[verkehr],
        kosten_einmalig=12_500,
        kosten_einmalig_hinweis="Zwei Fahrzeuge",
    )
    publish_projekt("Er kostet den Landkreis 80.000 Euro.", title="Rufbus Hof", kommunen=[hof])
    publish_projekt(FRIEDHOF, title="Friedhof von oben", kommunen=[trier])
    index()
    return client


def claimed(client: Client, question: str) -> list[str]:
    found = shown(client, f"/suche/?q={question}")["antwort"].ueberblick
    return list(found.saetze) if found else []


def test_costs_come_first_with_what_they_are_for(asked: Client) -> None:
    assert claimed(asked, "Was kostet ein Rufbus?")[:2] == [
        "Zu den Kosten steht bei 2 von 2 Projekten etwas",
        "2 Projekte nennen „Rufbus“, davon 2 im Betrieb (nach undatierter Angabe)",
    ]
    text = " ".join(asked.get("/suche/?q=Was kostet ein Rufbus?").content.decode().split())
    assert "<strong>12.500 € einmalig</strong>: Zwei Fahrzeuge" in text
    assert "„Er kostet den Landkreis 80.000 Euro.“" in text


def test_no_costs_are_said_so(asked: Client) -> None:
    said = claimed(asked, "Was kostet der Friedhof?")
    assert said[0] == "Zu den Kosten steht bei dem einen Projekt nichts"


def test_a_thing_is_explained_by_an_article(asked: Client) -> None:
    text = asked.get("/suche/?q=Was ist ein Rufbus?").content.decode()
    assert "„Ein Rufbus ist ein Bus auf Bestellung.“" in text


def test_users_are_listed_by_kommune(asked: Client) -> None:
    assert claimed(asked, "Wer hat einen Rufbus?")[0].startswith("2 Projekte aus 2 Kommunen")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Rufbus in Bayern", "1 davon ist aus Bayern"),
        ("Rufbus in Sachsen", "Keines davon ist aus Sachsen"),
        (
            "Welche Gemeinden unter 5.000 Einwohnern haben einen Rufbus?",
            "Keines davon ist aus einer Kommune mit unter 5.000 Einwohnern",
        ),
    ],
)
def test_places_and_sizes_are_checked(asked: Client, question: str, said: str) -> None:
    assert said in claimed(asked, question)


def test_what_no_hit_has_is_not_offered_as_a_filter(asked: Client) -> None:
    (chip,) = shown(asked, "/suche/?q=Rufbus in Sachsen")["bevorzugt"]
    assert not chip.only


@pytest.mark.parametrize(
    ("question", "address", "said"),
    [
        ("Trier", "/kommune/trier/", "2 Projekte sind aus Trier"),
        ("Verkehr & Parken", "/thema/verkehr/", "1 Projekt gehört zum Thema „Verkehr & Parken“"),
        ("Verkehr", "/thema/verkehr/", ""),
        ("Rheinland-Pfalz", "/projekte/?land=Rheinland-Pfalz", "2 Projekte sind aus"),
    ],
)
def test_a_name_leads_to_its_page(asked: Client, question: str, address: str, said: str) -> None:
    page = shown(asked, "/suche/?" + urlencode({"q": question}))
    assert [one.adresse for one in page["wegweiser"]] == [address]
    found = page["antwort"].ueberblick
    assert (found.satz if found else "").startswith(said)


def test_weak_hits_fold_behind_the_others(asked: Client) -> None:
    page = shown(asked, "/suche/?q=Rufbus")
    assert [treffer.stufe for treffer in page["gezeigt"]] == [GOOD, GOOD]
    assert {treffer.stufe for treffer in page["entfernt"]} <= {WEAK}
