"""A question with filters, and its second page."""

from typing import Any

import pytest
from django.test import Client

from suche.answer.answer import ask
from suche.answer.ergebnis import Ergebnis
from tests.factories import KommuneFactory, ThemaFactory, publish_projekt
from tests.integration.conftest import IndexPages
from tests.integration.seiten import BIENEN, question
from wiki.models import Thema
from wiki.visibility import anonymous_request


def answer(text: str, **options: Any) -> Ergebnis:
    return ask(question(text), anonymous_request(), **options)


def test_ten_hits_stay_ten_under_a_filter(index: IndexPages) -> None:
    """The filter works before the ranking: better pages of another Thema don't use up places."""
    wanted, other = ThemaFactory(name="Gesucht"), ThemaFactory(name="Anderes")
    roof = "Bienenstöcke stehen auf dem Rathausdach. Auf jedes Rathausdach kommen Bienenstöcke."
    ten = [publish_projekt(roof, themen=[wanted], title=f"Bienen {n}") for n in range(10)]
    for number in range(12):
        publish_projekt(BIENEN, themen=[other], title=f"Bienenstöcke auf dem Rathausdach {number}")
    index()
    first_ten = answer("Bienenstöcke auf dem Rathausdach", filters={"thema": (wanted.slug,)})[:10]
    assert {treffer.seite.pk for treffer in first_ten} == {page.pk for page in ten}


@pytest.mark.real_model
def test_oberthema_holds_the_projects_of_its_themen(index: IndexPages) -> None:
    ober = ThemaFactory(name="Umwelt")
    below = ThemaFactory(name="Natur", oberthema=ober)
    page = publish_projekt(BIENEN, themen=[below])
    publish_projekt(BIENEN)
    index()
    assert _ids(answer("Bienenstöcke", filters={"thema": (ober.slug,)})) == [page.pk]


@pytest.mark.real_model
def test_filters_add_up(index: IndexPages) -> None:
    hessen = KommuneFactory(land="Hessen")
    page = publish_projekt(BIENEN, kommunen=[hessen], status="idee")
    publish_projekt(BIENEN, kommunen=[hessen])
    publish_projekt(BIENEN, status="idee")
    index()
    filters = {"status": ("idee",), "land": ("Hessen",)}
    assert _ids(answer("Bienenstöcke", filters=filters)) == [page.pk]


@pytest.mark.real_model
def test_project_in_two_filtered_kommunen_is_one_hit(index: IndexPages) -> None:
    themen: list[Thema] = [ThemaFactory(oberthema=(ober := ThemaFactory())), ThemaFactory()]
    page = publish_projekt(BIENEN, kommunen=[KommuneFactory(), KommuneFactory()], themen=themen)
    index()
    filters = {"thema": (ober.slug,), "land": ("Rheinland-Pfalz",)}
    assert _ids(answer("Bienenstöcke", filters=filters)) == [page.pk]


@pytest.mark.real_model
def test_second_result_page_goes_on_with_the_ranking(index: IndexPages, client: Client) -> None:
    for number in range(12):
        publish_projekt(BIENEN, title=f"Bienen {number}")
    index()
    pages = [client.get("/suche/", {"q": "Bienenstöcke", "seite": n}) for n in ("1", "2")]
    ranks = [[treffer.rang for treffer in page.context["treffer"]] for page in pages]
    assert ranks == [list(range(1, 11)), [11, 12]]


def _ids(ergebnis: Ergebnis) -> list[int]:
    return [treffer.seite.pk for treffer in ergebnis[:10]]
