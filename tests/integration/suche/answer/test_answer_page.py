"""The result page beside its hits: filters, order, own Kommune, suggestions."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from suche.rank.words.lexical import LexicalIndex
from tests.factories import KommuneFactory, ThemaFactory, publish_projekt
from tests.gemeinden import gemeindedatei
from tests.integration.conftest import IndexPages, KeepRows, Model
from tests.integration.seiten import BIENEN, FRIEDHOF
from wiki.gemeinden.heimat import COOKIE
from wiki.gemeinden.loading import load_file
from wiki.models import Projektseite, Startseite

BEES = "/suche/?q=Bienenstöcke auf dem Rathausdach"


@pytest.fixture(scope="module")
def bees_and_a_graveyard(kept: KeepRows, tree: bool, fake_model: Model) -> None:
    """Bees in Trier (large) and Konz (small), and a graveyard, indexed."""
    with kept():
        fake_model.projektion.save()
        _publish()
        fake_model.index()


def _publish() -> None:
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


@pytest.fixture
def bees(bees_and_a_graveyard: None, wortindex: LexicalIndex, db: None, client: Client) -> Client:
    """A visitor of that wiki."""
    client.raise_request_exception = False
    return client


def shown(client: Client, address: str) -> Any:
    return client.get(address).context


def titles(client: Client, address: str) -> list[str]:
    return [treffer.seite.title for treffer in shown(client, address)["treffer"]]


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


def test_a_single_hit_is_not_narrowed_down(bees: Client) -> None:
    one = shown(bees, "/suche/?q=Friedhof von oben")
    assert len(one["treffer"]) == 1
    assert not one["antwort"].facetten


def test_a_single_hit_that_filters_have_left_keeps_them(bees: Client) -> None:
    one = shown(bees, f"{BEES}&kommune=konz")
    assert len(one["treffer"]) == 1
    assert "kommune" in {facette.name for facette in one["antwort"].facetten}


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
def test_nothing_typed_nothing_suggested(bees: Client, typed: str) -> None:
    response = bees.get("/suche/vorschlaege/", {"q": typed})
    assert (response.status_code, response.json()) == (200, {"gruppen": []})
    assert "no-store" in response.headers["Cache-Control"]


def test_huge_input_is_refused_by_the_suggestions(bees: Client) -> None:
    response = bees.get("/suche/vorschlaege/", {"q": "Bienen" * 50_000})
    assert response.status_code == 400
    assert json.loads(response.content) == {"fehler": "Für Vorschläge ist die Eingabe zu lang."}
