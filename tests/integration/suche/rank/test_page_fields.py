"""suche.rank.naming.page_fields: what is kept of pages is as new as the index."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from suche.rank.naming import page_fields as room
from suche.rank.naming.page_fields import IN_TITEL, read_fields
from tests.factories import publish_projekt
from tests.integration.conftest import IndexPages
from wiki.models import Projektseite

ASKED = frozenset({"rufbus"})


@pytest.fixture
def page(index: IndexPages) -> Projektseite:
    page = publish_projekt("Text.", title="Rufbus")
    index()
    return page


def test_fields_that_are_kept_take_one_small_query(page: Projektseite) -> None:
    assert read_fields([page.pk], ASKED)[page.pk].fields[IN_TITEL] == "Rufbus"
    with CaptureQueriesContext(connection) as queries:
        assert read_fields([page.pk], ASKED)[page.pk].fields[IN_TITEL] == "Rufbus"
        assert read_fields([page.pk], frozenset({"kita"})) == {}
    assert not [one for one in queries if "einbettung_dokument" in one["sql"]]


def test_a_page_that_is_indexed_anew_is_read_anew(page: Projektseite, index: IndexPages) -> None:
    read_fields([page.pk], ASKED)
    page.title = "Mitfahrbank"
    page.save_revision().publish()
    index()
    assert read_fields([page.pk], ASKED) == {}
    (found,) = read_fields([page.pk], frozenset({"mitfahrbank"})).values()
    assert found.fields[IN_TITEL] == "Mitfahrbank"


def test_more_than_are_kept_are_read_as_well(
    page: Projektseite, index: IndexPages, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = [page, *(publish_projekt("Text.", title=f"Rufbus {n}") for n in range(4))]
    index()
    monkeypatch.setattr(room._kept, "most", 3)
    ids = [one.pk for one in pages]
    for asked in (ids[:2], ids[1:4], ids, ids[:1]):
        assert read_fields(asked, ASKED).keys() == set(asked)
    assert len(room._kept) <= len(ids)
