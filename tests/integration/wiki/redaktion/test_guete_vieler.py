"""wiki.redaktion.projekte.rated: what is kept of many projects is never older than their rows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import KommuneFactory, create_tree, publish_projekt
from wiki.models import Projektquelle, Projektseite
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
    assert len(queries) == 2


def test_queries_do_not_grow_with_the_projects(page: Projektseite) -> None:
    with CaptureQueriesContext(connection) as one:
        _rated(page)
    for number in range(4):
        publish_projekt(title=f"Neu {number}", kommunen=[KommuneFactory()])
    with CaptureQueriesContext(connection) as five:
        _rated(page)
    assert len(five) <= len(one)
