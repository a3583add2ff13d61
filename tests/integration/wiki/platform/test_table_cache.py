"""wiki.platform.table_cache: a value is kept until its tables change, whoever changes them."""

from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from suche.understand import cached_tables
from tests.factories import KommuneFactory, create_tree, publish_projekt
from wiki.fakten.loading import TABLES, load_fakten
from wiki.models import Kommune, Projektseite
from wiki.platform import table_cache
from wiki.platform.one_look import one_look
from wiki.platform.table_cache import TableCache, hiding, tidy

pytestmark = pytest.mark.django_db


def _names() -> "TableCache[list[str]]":
    return TableCache(lambda: list(Kommune.objects.values_list("name", flat=True)), Kommune)


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_value_is_kept_while_nothing_changes() -> None:
    names = _names()
    KommuneFactory(name="Trier")
    assert names.get() is names.get()


@pytest.mark.parametrize(
    ("statement", "left"),
    [
        ("UPDATE wiki_kommune SET name = 'Treveris'", ["Treveris"]),
        ("DELETE FROM wiki_kommune", []),
        ("SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE wiki_kommune CASCADE", []),
    ],
)
def test_changes_by_sql_are_noticed(statement: str, left: list[str]) -> None:
    names = _names()
    KommuneFactory(name="Trier")
    assert names.get() == ["Trier"]
    _execute(statement)
    assert names.get() == left


def test_what_is_rolled_back_is_forgotten() -> None:
    names = _names()
    with transaction.atomic():
        KommuneFactory(name="Trier")
        assert names.get() == ["Trier"]
        transaction.set_rollback(True)
    assert names.get() == []


def test_within_one_look_tables_are_asked_about_once() -> None:
    names = _names()
    with one_look(), CaptureQueriesContext(connection) as queries:
        names.get()
        names.get()
    assert sum("wiki_tabellenstand" in query["sql"] for query in queries) == 1


def test_every_table_of_a_cache_has_its_triggers() -> None:
    assert cached_tables
    wanted = {table for cache in list(table_cache._caches) for table in cache.tables}
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal")
        watched = {row[0] for row in cursor.fetchall()}
    assert wanted
    assert wanted <= watched


def test_saving_a_draft_throws_no_facts_away() -> None:
    create_tree()
    page = publish_projekt(title="Kita")
    cache: TableCache[Any] = TableCache(object, *TABLES)
    kept = cache.get()
    page.title = "Kita-Portal"
    page.save_revision()
    assert cache.get() is kept
    page.save_revision().publish()
    assert cache.get() is not kept


def test_facts_are_as_new_as_the_page() -> None:
    create_tree()
    page = publish_projekt(title="Kita")
    assert [f.titel for f in load_fakten([page.pk])] == ["Kita"]
    Projektseite.objects.filter(pk=page.pk).update(title="Hort")
    assert [f.titel for f in load_fakten([page.pk])] == ["Hort"]


def test_facts_that_are_known_take_one_query() -> None:
    create_tree()
    page = publish_projekt(title="Kita")
    load_fakten([page.pk])
    with CaptureQueriesContext(connection) as queries:
        load_fakten([page.pk])
    assert len(queries) == 1


def test_of_old_rows_one_is_left_for_each_table() -> None:
    KommuneFactory()
    _execute(
        "INSERT INTO wiki_tabellenstand SELECT tabelle, -1, gen_random_uuid() "
        "FROM wiki_tabellenstand GROUP BY tabelle"
    )
    _execute("UPDATE wiki_tabellenstand SET wann = wann - interval '2 days'")
    tidy()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), count(DISTINCT tabelle) FROM wiki_tabellenstand")
        rows, tables = cursor.fetchone()
    assert rows == tables > 0


def test_a_change_that_has_been_tidied_is_noticed_all_the_same() -> None:
    """A process that nobody asks for days."""
    tidy()
    names = _names()
    names.get()
    KommuneFactory(name="Trier")
    _execute("UPDATE wiki_tabellenstand SET wann = wann - interval '2 days'")
    tidy()
    assert names.get() == ["Trier"]


def test_a_change_that_ended_late_is_noticed_after_tidying() -> None:
    """It began first: its row is older than the one that was there when somebody looked."""
    _execute("DELETE FROM wiki_tabellenstand")
    _execute("INSERT INTO wiki_tabellenstand VALUES ('wiki_kommune', -1, gen_random_uuid())")
    _execute("UPDATE wiki_tabellenstand SET wann = now() - interval '2 days'")
    names = _names()
    names.get()
    KommuneFactory(name="Trier")
    _execute("UPDATE wiki_tabellenstand SET wann = now() - interval '3 days' WHERE prozess <> -1")
    tidy()
    assert names.get() == ["Trier"]


def test_few_facts_are_kept_of_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wiki.fakten.loading._known.most", 1)
    tree = create_tree()
    pages = [publish_projekt(tree, title=title) for title in ("Eins", "Zwei", "Drei")]
    for _ in range(2):
        for page in pages:
            assert [fakten.titel for fakten in load_fakten([page.pk])] == [page.title]


def test_of_hidden_tables_nothing_is_kept() -> None:
    names = _names()
    before = names.get()
    with hiding(["wiki_kommune"]):
        assert names.get() is not names.get()
    assert names.get() is before
