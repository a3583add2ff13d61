"""wiki.redaktion.projekte.rated: what is kept of many projects is never older than their rows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import KommuneFactory, create_tree, publish_projekt
from wiki.models import Projektguete, Projektquelle, Projektseite
from wiki.redaktion.projekte import rated
from wiki.redaktion.projekte.gaps import guete_of_page
from wiki.redaktion.projekte.rated import percentages

pytestmark = pytest.mark.django_db


def _rated(page: Projektseite) -> int:
    return percentages(Projektseite.objects.live())[page.pk]


@pytest.fixture
def page() -> Projektseite:
    create_tree()
    return publish_projekt("Eltern melden ihr Kind online an.", title="Kita")


def test_it_is_the_rating_of_the_page(page: Projektseite) -> None:
    assert _rated(page) == guete_of_page(page).prozent


def test_a_changed_field_and_a_new_source_count_at_once(page: Projektseite) -> None:
    before = _rated(page)
    Projektseite.objects.filter(pk=page.pk).update(personalaufwand="zwei Tage")
    with_work = _rated(page)
    Projektquelle.objects.create(projekt=page, bezeichnung="Bericht")
    assert before < with_work < _rated(page)


def test_what_is_known_is_not_read_again(page: Projektseite) -> None:
    _rated(page)
    with CaptureQueriesContext(connection) as queries:
        _rated(page)
    assert len(queries) == 3


def test_what_one_process_has_rated_no_other_rates_again(
    page: Projektseite, monkeypatch: pytest.MonkeyPatch
) -> None:
    _rated(page)
    monkeypatch.setattr(rated, "guete_of_page", pytest.fail)
    Projektguete.objects.update(prozent=7)
    assert _rated(page) == 7


def test_by_other_rules_all_are_rated_anew(
    page: Projektseite, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _rated(page)
    Projektguete.objects.update(prozent=7)
    monkeypatch.setattr(rated, "rules", lambda: "others")
    assert _rated(page) == before


def test_what_was_found_out_goes_with_the_page(page: Projektseite) -> None:
    _rated(page)
    page.delete()
    assert not Projektguete.objects.exists()


def test_queries_do_not_grow_with_the_projects(page: Projektseite) -> None:
    with CaptureQueriesContext(connection) as one:
        _rated(page)
    for number in range(4):
        publish_projekt(title=f"Neu {number}", kommunen=[KommuneFactory()])
    with CaptureQueriesContext(connection) as five:
        _rated(page)
    assert len(five) <= len(one)
