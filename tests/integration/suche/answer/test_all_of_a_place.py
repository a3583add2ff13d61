"""Who names a place, a year or a size and nothing else is answered by all that have it."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from suche.answer import answer
from suche.rank.levels import GOOD, WEAK
from tests.factories import KommuneFactory, publish_projekt
from tests.integration.conftest import IndexPages
from tests.integration.seiten import BIENEN, FREIBAD, FRIEDHOF, LASTENRAD
from wiki.models import Projektseite

pytestmark = pytest.mark.django_db


@pytest.fixture
def bees(index: IndexPages) -> Projektseite:
    """Three projects in Bayern, two of them in Hof; one elsewhere that speaks of Bayern."""
    hof = KommuneFactory(name="Hof", slug="hof", land="Bayern", einwohner=45_000)
    roding = KommuneFactory(name="Roding", slug="roding", land="Bayern", einwohner=12_000)
    page = publish_projekt(BIENEN, title="Bienen", kommunen=[hof], laufzeit_von=2024)
    publish_projekt(FRIEDHOF, title="Friedhof", kommunen=[hof])
    publish_projekt(LASTENRAD, title="Hof Digital", kommunen=[roding])
    publish_projekt(FREIBAD + " Die Ampel kommt aus Bayern.", title="Freibad")
    index()
    return page


def found(client: Client, question: str, **filters: str) -> dict[str, str]:
    """Returns title -> level."""
    treffer = client.get("/suche/", {"q": question} | filters).context["treffer"]
    return {one.seite.title: one.stufe for one in treffer}


@pytest.mark.usefixtures("bees")
@pytest.mark.parametrize("question", ["Bayern", "Projekte in Bayern", "Was gibt es in Bayern?"])
def test_all_of_a_land_fit_whether_they_say_its_name_or_not(client: Client, question: str) -> None:
    levels = found(client, question)
    assert {title for title, level in levels.items() if level == GOOD} == {
        *("Bienen", "Friedhof", "Hof Digital")
    }
    assert set(levels) <= {"Bienen", "Friedhof", "Hof Digital", "Freibad"}
    assert levels.get("Freibad", WEAK) == WEAK


@pytest.mark.usefixtures("bees")
def test_why_is_said_and_that_there_is_nothing_is_not(client: Client) -> None:
    context = client.get("/suche/", {"q": "Bayern"}).context
    assert context["treffer"][0].grund == "Ist aus Bayern"
    assert context["nichts_genau"] == ""
    assert context["antwort"].ueberblick.satz.startswith("3 Projekte sind aus Bayern")


@pytest.mark.usefixtures("bees")
def test_a_place_among_it_is_left_out_of_list_and_count(client: Client) -> None:
    question = "Projekte in Bayern, aber nicht in Hof"
    good = {title for title, level in found(client, question).items() if level == GOOD}
    assert good == {"Hof Digital"}
    overview = client.get("/suche/", {"q": question}).context["antwort"].ueberblick
    assert overview.satz == "1 Projekt ist aus Bayern und nicht aus Hof"


@pytest.mark.usefixtures("bees")
def test_filters_choose_among_them(client: Client) -> None:
    assert found(client, "Bayern", kommune="roding") == {"Hof Digital": GOOD}


@pytest.mark.usefixtures("bees")
def test_a_year_and_a_size_are_enough(client: Client) -> None:
    assert found(client, "Projekte 2024")["Bienen"] == GOOD
    assert found(client, "Projekte in kleinen Gemeinden")["Hof Digital"] == GOOD


@pytest.mark.usefixtures("bees")
@pytest.mark.parametrize("name", ["Hof Digital", "Roding-App", "Bayern-Bus"])
def test_the_name_of_something_is_not_all_of_the_place(client: Client, name: str) -> None:
    good = {title for title, level in found(client, name).items() if level == GOOD}
    assert good <= {name}


@pytest.mark.usefixtures("bees")
@pytest.mark.parametrize(
    "question", ["Was macht Roding digital?", "Digitalisierung in Roding", "Roding"]
)
def test_of_a_place_everything_is_digital(client: Client, question: str) -> None:
    good = {title for title, level in found(client, question).items() if level == GOOD}
    assert good == {"Hof Digital"}


def test_what_is_closed_is_not_among_them(client: Client, bees: Projektseite) -> None:
    PageViewRestriction.objects.create(page=bees, restriction_type=PageViewRestriction.LOGIN)
    assert "Bienen" not in found(client, "Bayern")


@pytest.mark.usefixtures("bees")
def test_of_very_many_those_are_listed_that_the_ranking_finds(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answer, "ALL_LISTED", 2)
    context: Any = client.get("/suche/", {"q": "Bayern"}).context
    assert context["antwort"].ueberblick.satz.startswith("3 Projekte sind aus Bayern")
    assert [one.anzahl for one in context["wegweiser"]] == [3]
