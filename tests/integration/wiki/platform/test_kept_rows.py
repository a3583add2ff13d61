"""wiki.platform.kept_rows: as new as the tables, and read once."""

import pytest
from django.db import connection

from tests.factories import KommuneFactory
from wiki.models import Kommune
from wiki.platform.kept_rows import KeptRows

pytestmark = pytest.mark.django_db


class Names:
    """Names of Kommunen by id, and what was read of them."""

    def __init__(self, most: int = 10) -> None:
        self.read: list[list[int]] = []
        self.rows = KeptRows(self._read, most, Kommune)

    def _read(self, ids: list[int]) -> dict[int, str]:
        self.read.append(ids)
        return dict(Kommune.objects.filter(pk__in=ids).values_list("pk", "name"))


@pytest.fixture
def trier() -> Kommune:
    return KommuneFactory(name="Trier")


def test_what_is_kept_is_not_read_again(trier: Kommune) -> None:
    names = Names()
    assert names.rows.get([trier.pk]) == names.rows.get([trier.pk]) == {trier.pk: "Trier"}
    assert names.read == [[trier.pk]]


def test_only_what_is_missing_is_read_and_the_order_is_that_of_the_ids(trier: Kommune) -> None:
    konz = KommuneFactory(name="Konz")
    names = Names()
    names.rows.get([trier.pk])
    assert list(names.rows.get([konz.pk, trier.pk]).values()) == ["Konz", "Trier"]
    assert names.read == [[trier.pk], [konz.pk]]


def test_what_is_not_there_is_asked_for_once(trier: Kommune) -> None:
    names = Names()
    nobody = trier.pk + 1
    assert names.rows.get([nobody]) == names.rows.get([nobody]) == {}
    assert names.read == [[nobody]]


def test_a_change_by_sql_is_noticed(trier: Kommune) -> None:
    names = Names()
    names.rows.get([trier.pk])
    with connection.cursor() as cursor:
        cursor.execute("UPDATE wiki_kommune SET name = 'Augusta'")
    assert names.rows.get([trier.pk]) == {trier.pk: "Augusta"}


def test_no_more_are_kept_than_there_is_room_for(trier: Kommune) -> None:
    konz = KommuneFactory(name="Konz")
    names = Names(most=1)
    for one in (trier, konz, trier):
        assert names.rows.get([one.pk]) == {one.pk: one.name}
        assert len(names.rows) == 1
    assert len(names.rows.get([trier.pk, konz.pk])) == 2


class _Cleared(dict[int, str]):
    """What is kept, where another thread makes room as soon as somebody has looked."""

    def get(self, key: int, default: str = "") -> str:  # type: ignore[override]
        held = super().get(key, default)
        self.clear()
        return held


def test_another_thread_may_make_room_meanwhile(
    trier: Kommune, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = Names()
    konz = KommuneFactory(name="Konz")
    kept = _Cleared({trier.pk: "Trier", konz.pk: "Konz"})
    monkeypatch.setattr(names.rows._kept, "get", lambda: kept)
    assert names.rows.get([trier.pk, konz.pk]) == {trier.pk: "Trier", konz.pk: "Konz"}
