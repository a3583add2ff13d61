"""Loading and indexing may be killed at any moment: the next run ends where one run would have.

The model is a small one: which vectors a passage gets does not matter here.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from whoosh.index import open_dir

from tests.small_models import small_model
from wiki.platform.locks import Lock

from .operation import (
    Wiki,
    connect,
    create_database,
    drop_database,
    kill_group,
    prepare_folder,
    wait_until,
)

BATCH = 32  # pages that the index stores at once
PROJEKTE = BATCH + 4
MIDWAY_TIMEOUT_S = 300
TABLES = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
PAGES = """
    SELECT slug, title, depth, numchild, live, has_unpublished_changes, url_path
    FROM wagtailcore_page ORDER BY path
"""
FIXTURES = "SELECT schluessel, fixture_hash FROM wiki_fixturestand ORDER BY schluessel"
DOCUMENTS = """
    SELECT slug, f.fingerabdruck, modell
    FROM einbettung_fassung f JOIN wagtailcore_page p ON p.id = dokument_id ORDER BY slug
"""
CHUNKS = """
    SELECT slug, nummer, inhalt_hash
    FROM einbettung_chunk JOIN wagtailcore_page ON wagtailcore_page.id = dokument_id
    ORDER BY slug, nummer
"""
PROBLEMS = "from wagtail.models import Page; print(Page.find_problems())"
SLUGS = "SELECT id::text, slug FROM wagtailcore_page"
LOADED = "SELECT count(*) FROM wiki_fixturestand WHERE schluessel LIKE 'projekt/%'"
INDEXED = "SELECT count(*) FROM einbettung_fassung"
# What a run that is to be killed has to wait for: it never gets further, however slow we look.
HOLD_A_FIXTURE = """
    INSERT INTO wiki_fixturestand (schluessel, fixture_hash, objekt_id, stand)
    VALUES ('projekt/{}', '', 0, '')
"""
HOLD_A_PAGE = f"SELECT pg_advisory_xact_lock({Lock.PAGE}, max(page_ptr_id)) FROM wiki_projektseite"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some of the fixtures: the start of the first projects, and the Kommunen they name."""
    small = tmp_path_factory.mktemp("fixtures")
    (small / "projekte").mkdir()
    named: set[str] = set()
    for path in sorted((settings.BASE_DIR / "fixtures/projekte").glob("*.yaml"))[:PROJEKTE]:
        projekt = yaml.safe_load(path.read_text())
        named |= {*projekt["kommunen"], *(e["kommune"] for e in projekt.get("nachgenutzt_von", []))}
        projekt["abschnitte"] = projekt.get("abschnitte", [])[:1]  # less to encode
        (small / "projekte" / path.name).write_text(yaml.safe_dump(projekt))
    for name in ("themen.yaml", "seiten.yaml"):
        (small / name).write_text((settings.BASE_DIR / "fixtures" / name).read_text())
    kommunen = yaml.safe_load((settings.BASE_DIR / "fixtures/kommunen.yaml").read_text())
    (small / "kommunen.yaml").write_text(
        yaml.safe_dump([kommune for kommune in kommunen if kommune["name"] in named])
    )
    return small


@pytest.fixture(scope="module")
def loaded(empty_wiki: Wiki, folder: Path) -> Iterator[Wiki]:
    """Loaded in one go, not indexed."""
    with _clone(replace(empty_wiki, model=str(small_model(32))), "geladen") as wiki:
        wiki.manage_or_fail("load_wiki", "--folder", str(folder))
        yield wiki


@pytest.fixture(scope="module")
def indexed(loaded: Wiki) -> Iterator[Wiki]:
    """Loaded and indexed in one go."""
    with _clone(loaded, "indexiert") as wiki:
        wiki.manage_or_fail("index_pages")
        yield wiki


@pytest.fixture(scope="module")
def reloaded(empty_wiki: Wiki, folder: Path) -> Iterator[Wiki]:
    """Loading was killed midway, then run again."""
    command = ("load_wiki", "--folder", str(folder))
    middle = sorted((folder / "projekte").iterdir())[PROJEKTE // 2].stem
    with _clone(empty_wiki, "abgebrochen_geladen") as wiki:
        with _held_up(wiki, HOLD_A_FIXTURE.format(middle)):
            _kill_midway(wiki, command, lambda: _count(wiki, LOADED) > 5)
        assert _count(wiki, LOADED) < PROJEKTE
        wiki.manage_or_fail(*command)
        yield wiki


@pytest.fixture(scope="module")
def reindexed(loaded: Wiki) -> Iterator[tuple[Wiki, str]]:
    """Indexing was killed after the first batch, then run again; with what that run said."""
    with _clone(loaded, "abgebrochen_indexiert") as wiki:
        with _held_up(wiki, HOLD_A_PAGE):
            _kill_midway(wiki, ("index_pages",), lambda: _count(wiki, INDEXED) > 0)
        assert _count(wiki, INDEXED) < PROJEKTE
        yield wiki, wiki.manage_or_fail("index_pages")


def test_killed_load_ends_with_the_same_rows(loaded: Wiki, reloaded: Wiki) -> None:
    assert _row_counts(reloaded) == _row_counts(loaded)
    assert reloaded.query(FIXTURES) == loaded.query(FIXTURES)
    assert reloaded.query(PAGES) == loaded.query(PAGES)


def test_killed_load_leaves_the_page_tree_sound(reloaded: Wiki) -> None:
    found = reloaded.manage_or_fail("shell", "--verbosity", "0", "--command", PROBLEMS)
    assert found.strip() == "([], [], [], [], [])"


def test_killed_indexing_ends_with_the_same_rows(
    indexed: Wiki, reindexed: tuple[Wiki, str]
) -> None:
    wiki, _ = reindexed
    assert _row_counts(wiki) == _row_counts(indexed)
    assert wiki.query(DOCUMENTS) == indexed.query(DOCUMENTS)
    assert wiki.query(CHUNKS) == indexed.query(CHUNKS)


def test_killed_indexing_keeps_what_was_done(reindexed: tuple[Wiki, str]) -> None:
    _, summary = reindexed
    assert f"{PROJEKTE - BATCH} Seiten indexiert, {BATCH} unverändert" in summary


def test_killed_indexing_leaves_the_same_words(indexed: Wiki, reindexed: tuple[Wiki, str]) -> None:
    wiki, _ = reindexed
    pages, terms = _words(wiki)
    assert "abfallsensoren-norden" in pages
    assert (pages, terms) == _words(indexed)


@contextmanager
def _held_up(wiki: Wiki, statement: str) -> Iterator[None]:
    """Whoever wants what `statement` takes waits until the end of the block."""
    with connect(wiki.database) as other, other.transaction(force_rollback=True):
        other.execute(statement.encode())
        yield


def _kill_midway(wiki: Wiki, command: tuple[str, ...], midway: Callable[[], bool]) -> None:
    process = wiki.start(*command, log=wiki.var / "killed.log")
    try:
        reached = wait_until(
            lambda: midway() or process.poll() is not None, MIDWAY_TIMEOUT_S, pause=0.05
        )
        assert reached, "the command never came midway"
    finally:
        kill_group(process.pid)
        process.wait()


def _words(wiki: Wiki) -> tuple[list[str], list[tuple[str, bytes]]]:
    """Of the word index: the slugs of its pages, one for each entry, and every term."""
    slugs = dict(wiki.query(SLUGS))
    with open_dir(next((wiki.var / "whoosh").glob("v*/"))).reader() as reader:
        pages = [entry["page_id"] for _, entry in reader.iter_docs()]
        terms = [(field, term) for field, term in reader.all_terms() if field != "page_id"]
    return sorted(slugs.get(page, page) for page in pages), sorted(terms)


@contextmanager
def _clone(wiki: Wiki, name: str) -> Iterator[Wiki]:
    """A copy of a wiki's database, with files of its own."""
    copy = replace(wiki, database=f"{wiki.database}_{name}", var=prepare_folder(wiki.var / name))
    create_database(copy.database, template=wiki.database)
    try:
        yield copy
    finally:
        drop_database(copy.database)


def _row_counts(wiki: Wiki) -> dict[str, int]:
    """Rows of each table, the job queue and the change log included; not the state of tables, which
    has a row for each process that wrote."""
    return {
        table: _count(wiki, f'SELECT count(*) FROM "{table}"')
        for (table,) in wiki.query(TABLES)
        if table != "wiki_tabellenstand"
    }


def _count(wiki: Wiki, statement: str) -> int:
    return int(wiki.query(statement)[0][0])
