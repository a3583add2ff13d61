"""wiki.markt.kept.projects: a list of projects is as new as the tables, whoever kept them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import KommuneFactory, ThemaFactory, create_tree, publish_projekt
from wiki.markt.kept import projects as room
from wiki.markt.kept.projects import kept_projects
from wiki.models import Kommune, Projektseite, Thema

pytestmark = pytest.mark.django_db


@pytest.fixture
def projekt() -> Projektseite:
    create_tree()
    trier = KommuneFactory(name="Trier")
    return publish_projekt(
        title="Kita-Portal", kommunen=[trier], themen=[ThemaFactory(name="Kinder")]
    )


def _shown(projekt: Projektseite) -> tuple[str, list[str], list[str]]:
    found = kept_projects([projekt.pk])[projekt.pk]
    kommunen = [kommune.name for kommune in found.kommunen.all()]
    return found.title, kommunen, [thema.name for thema in found.themen.all()]


def test_what_is_kept_takes_one_query_and_is_the_same(projekt: Projektseite) -> None:
    first = _shown(projekt)
    with CaptureQueriesContext(connection) as queries:
        assert _shown(projekt) == first == ("Kita-Portal", ["Trier"], ["Kinder"])
    assert len(queries) == 1


def test_changes_by_whomever_are_seen_at_once(projekt: Projektseite) -> None:
    _shown(projekt)
    Projektseite.objects.filter(pk=projekt.pk).update(title="Hort")
    Kommune.objects.update(name="Konz")
    Thema.objects.update(name="Jugend")
    assert _shown(projekt) == ("Hort", ["Konz"], ["Jugend"])
    projekt.kommunen.set([KommuneFactory(name="Prüm")])
    projekt.save_revision().publish()
    assert _shown(projekt)[1] == ["Prüm"]


def test_who_gets_one_may_change_it(projekt: Projektseite) -> None:
    kept_projects([projekt.pk])[projekt.pk].title = "anders"
    mine = kept_projects([projekt.pk])[projekt.pk]
    mine.kommunen.set([])
    assert _shown(projekt) == ("Kita-Portal", ["Trier"], ["Kinder"])


def test_a_page_that_is_gone_is_not_there(projekt: Projektseite) -> None:
    _shown(projekt)
    projekt.delete()
    assert kept_projects([projekt.pk]) == {}


def test_pages_of_other_kinds_are_left_out(projekt: Projektseite) -> None:
    parent = projekt.get_parent()
    assert set(kept_projects([projekt.pk, parent.pk])) == {projekt.pk}


def test_no_more_are_kept_than_there_is_room_for(
    projekt: Projektseite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room._kept, "most", 1)
    other = publish_projekt(title="Mängelmelder")
    for one in (projekt, other, projekt):
        assert set(kept_projects([one.pk])) == {one.pk}
    assert len(room._kept) == 1
    assert set(kept_projects([projekt.pk, other.pk])) == {projekt.pk, other.pk}
