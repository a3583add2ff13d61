"""What a question names moves pages up, says so, and can be taken off; it hides nothing."""

from typing import Any

import pytest
from django.test import Client

from suche.rank.bonus import prefer, wished
from suche.rank.schema import Ranked
from suche.understand.cached_tables import current_names
from suche.understand.preferences import preferences
from suche.understand.understanding import read_question
from tests.factories import KommuneFactory, publish_projekt
from tests.integration.conftest import IndexPages, KeepRows, Model
from tests.integration.seiten import BIENEN, FRIEDHOF, titles_found
from wiki.models import Kommune, Projektseite


@pytest.fixture(scope="module")
def kept_trier(kept: KeepRows, tree: bool, fake_model: Model) -> int:
    """Bees in two towns that are alike but for their names, and a graveyard in one of them."""
    with kept():
        fake_model.projektion.save()
        pk = _publish()
        fake_model.index()
    return pk


def _publish() -> int:
    kommune = KommuneFactory(name="Trier", slug="trier", einwohner=112_000)
    page = publish_projekt(BIENEN, title="Bienen A", kommunen=[kommune], laufzeit_von=2021)
    publish_projekt(FRIEDHOF, title="Friedhof von oben", kommunen=[kommune], laufzeit_von=2018)
    publish_projekt(BIENEN, title="Bienen B", kommunen=[KommuneFactory(name="Worms", slug="worms")])
    return int(page.pk)


@pytest.fixture
def trier(kept_trier: int, kept_index: None) -> Projektseite:
    return Projektseite.objects.get(pk=kept_trier)


def fitting(text: str) -> set[str]:
    """Titles of the pages that get a bonus."""
    ids = wished(preferences(text)[0]).bonus
    return set(Projektseite.objects.filter(pk__in=ids).values_list("title", flat=True))


def shown(client: Client, address: str) -> Any:
    return client.get(address).context


def test_the_named_kommune_comes_first_and_the_others_stay(
    trier: Projektseite, client: Client
) -> None:
    for name, first in (("Trier", "Bienen A"), ("Worms", "Bienen B")):
        found = titles_found(client, f"Bienenstöcke in {name}")
        assert found[0] == first
        assert {"Bienen A", "Bienen B"} <= set(found)


def test_a_kommune_without_a_fitting_page_changes_nothing(
    trier: Projektseite, client: Client
) -> None:
    KommuneFactory(name="Leerhausen", slug="leerhausen")
    with_it = shown(client, "/suche/?q=Bienenstöcke in Leerhausen")
    without = shown(client, "/suche/?q=Bienenstöcke in Leerhausen&ohne=kommune:leerhausen")
    assert len(with_it["bevorzugt"]) == 1
    assert [t.seite.pk for t in with_it["treffer"]] == [t.seite.pk for t in without["treffer"]]


def test_chip_says_what_is_preferred(trier: Projektseite, client: Client) -> None:
    text = client.get("/suche/?q=Bienen in Trier").content.decode()
    assert "Bevorzugt" in text
    assert "Kommune: Trier" in text


def test_chip_can_be_taken_off(trier: Projektseite, client: Client) -> None:
    (chip,) = shown(client, "/suche/?q=Bienen in Trier")["bevorzugt"]
    after = shown(client, f"/suche/{chip.without}")
    assert after["frage"] == "Bienen in Trier"
    assert after["bevorzugt"] == []


def test_taking_off_one_keeps_the_other_off_too(trier: Projektseite, client: Client) -> None:
    first, _ = shown(client, "/suche/?q=Trier oder Worms")["bevorzugt"]
    (second,) = shown(client, f"/suche/{first.without}")["bevorzugt"]
    assert second.text == "Kommune: Worms"
    assert shown(client, f"/suche/{second.without}")["bevorzugt"] == []


def test_only_these_becomes_a_filter(trier: Projektseite, client: Client) -> None:
    (chip,) = shown(client, "/suche/?q=Bienenstöcke in Trier")["bevorzugt"]
    after = shown(client, f"/suche/{chip.only}")
    assert "Bienen B" not in {t.seite.title for t in after["treffer"]}
    assert after["bevorzugt"] == []
    assert [c.text for c in after["aktive_filter"]] == ["Kommune: Trier"]


@pytest.mark.parametrize("ohne", ["unsinn", "\0", "kommune:", "<b>", "x" * 5000])
def test_forged_preference_is_ignored(trier: Projektseite, client: Client, ohne: str) -> None:
    response = client.get("/suche/", {"q": "Bienen in Trier", "ohne": ohne})
    assert response.status_code == 200
    assert len(response.context["bevorzugt"]) == 1


@pytest.mark.real_model
def test_filter_by_kreis_holds_its_gemeinden(
    trier: Projektseite, index: IndexPages, client: Client
) -> None:
    kreis = KommuneFactory(name="Landkreis Kusel", slug="kusel", typ=Kommune.Typ.LANDKREIS)
    publish_projekt(BIENEN, title="darin", kommunen=[KommuneFactory(kreis=kreis)])
    publish_projekt(BIENEN, title="selbst", kommunen=[kreis])
    publish_projekt(BIENEN, title="anderswo")
    index()
    (chip,) = shown(client, "/suche/?q=Bienenstöcke im Kreis Kusel")["bevorzugt"]
    found = shown(client, f"/suche/{chip.only}")["treffer"]
    assert {t.seite.title for t in found} == {"darin", "selbst"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in Trier", {"Bienen A", "Friedhof von oben"}),
        ("Trier oder Worms", {"Bienen A", "Bienen B", "Friedhof von oben"}),
        ("in Großstädten", {"Bienen A", "Friedhof von oben"}),
        ("in kleinen Gemeinden", set()),
        ("Rheinland-Pfalz", {"Bienen A", "Bienen B", "Friedhof von oben"}),
        ("seit 2020", {"Bienen A"}),
        ("vor 2019", {"Friedhof von oben"}),
        ("2021", {"Bienen A"}),
        ("kreisfreie Stadt", set()),
        ("im Betrieb", {"Bienen A", "Bienen B", "Friedhof von oben"}),
        ("in Planung", set()),
        ("Honig", set()),
    ],
)
def test_pages_that_fit(trier: Projektseite, text: str, expected: set[str]) -> None:
    assert fitting(text) == expected


@pytest.mark.parametrize(
    ("text", "avoided"),
    [
        ("Bienen, aber nicht in Trier", ["Trier"]),
        ("Bienen nicht aus Rheinland-Pfalz", ["Rheinland-Pfalz"]),
        ("Bienen außerhalb von Rheinland-Pfalz", ["Rheinland-Pfalz"]),
        ("Bienen ausserhalb der Stadt Trier", ["Trier"]),
        ("Bienen außer in Trier und Worms", ["Trier", "Worms"]),
        ("Bienen nicht in Trier oder in Worms", ["Trier", "Worms"]),
        ("Bienen ohne Trier", ["Trier"]),
        ("bees outside of Trier", ["Trier"]),
        ("bees, but not in Trier", ["Trier"]),
        ("Bienen in Worms, nicht in Trier", ["Trier"]),
        ("Bienen in Trier", []),
        ("Wir wohnen nicht in Trier, wer hat Bienen?", []),
        ("Bienen ohne Stachel in Trier", []),
        ("Bienen nicht nur in Trier", []),
        ("Ein Bus, damit die Leute nicht in Trier umsteigen müssen", []),
        ("Bienen ohne Stachel und in Trier", []),
    ],
)
def test_places_from_which_nothing_is_wanted(
    trier: Projektseite, text: str, avoided: list[str]
) -> None:
    assert [place.label for place in preferences(text)[1]] == avoided
    assert not {place.label for place in preferences(text)[0]} & set(avoided)


def test_what_is_from_there_is_related_at_best_and_said_so(
    trier: Projektseite, client: Client
) -> None:
    """A page of another place that names it is none of these."""
    anywhere = shown(client, "/suche/?q=Bienenstöcke")
    levels = {t.seite.title: t.stufe for t in anywhere["treffer"]}
    assert levels["Bienen A"] == levels["Bienen B"]
    page = client.get("/suche/?q=Bienenstöcke außerhalb von Trier")
    without = {t.seite.title: t.stufe for t in page.context["treffer"]}
    assert without["Bienen B"] == levels["Bienen B"]
    assert next(iter(page.context["treffer"])).seite.title == "Bienen B"
    assert without["Bienen A"] != "passt gut"
    assert page.context["bevorzugt"] == []
    assert "Nicht aus Trier: Projekte von dort" in page.content.decode()


def test_what_fits_twice_gets_more(trier: Projektseite) -> None:
    bonus = wished(preferences("in Trier seit 2020")[0]).bonus
    assert bonus[trier.pk] == max(bonus.values()) > min(bonus.values())


def test_bonus_never_lifts_a_page_over_those_that_were_compared() -> None:
    compared = Ranked(1, 0.4, None, None, token_score=0.4)
    far = Ranked(2, 0.8, None, None)
    assert [page.page_id for page in prefer([compared, far], {2: 1.0})] == [1, 2]


def test_bonus_changes_the_order_among_equals() -> None:
    pages = [Ranked(n, 0.5 - n / 100, None, None, token_score=0.4) for n in (1, 2, 3)]
    assert [page.page_id for page in prefer(pages, {3: 0.05})] == [3, 1, 2]


@pytest.mark.django_db
def test_a_new_kommune_is_recognised_at_once() -> None:
    assert preferences("Was macht Neuhausen?")[0] == ()
    kommune = KommuneFactory(name="Neuhausen", slug="neuhausen")
    assert [e.key for e in preferences("Was macht Neuhausen?")[0]] == ["neuhausen"]
    kommune.delete()
    assert preferences("Was macht Neuhausen?")[0] == ()
    assert current_names() is current_names()


@pytest.mark.parametrize("text", ["Bienen außer Trier", "Bienen, aber nicht in Trier"])
def test_a_place_that_a_question_does_without_is_no_wish(trier: Projektseite, text: str) -> None:
    assert preferences(text)[0] == ()


def test_of_a_place_all_is_digital(trier: Projektseite) -> None:
    """Else a page would be named for being digital, wherever it is."""
    question, _ = read_question("Digitales in Trier")
    assert question.units == read_question("Projekte in Trier")[0].units
    assert len(read_question("digitaler Zwilling in Trier")[0].about) == 2
