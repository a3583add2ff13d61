"""The Whoosh index follows the change log, shares its folder and mends itself."""

import fcntl
import gc
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from einbettung.events.change_log import last_change
from einbettung.models import Aenderung, Dokument
from suche.rank.schema import LexicalHit
from suche.rank.words.audit import repair_word_index
from suche.rank.words.lexical import LexicalIndex
from suche.rank.words.word_folder import MARK
from tests.factories import publish_projekt
from tests.integration.conftest import IndexPages
from tests.integration.seiten import BIENEN, question, replace_file, the_four
from wiki.models import Projektseite

# As another process: Whoosh alone, so that it starts at once.
HOLD_THE_LOCK = """
import sys
from whoosh.filedb.filestore import FileStorage
lock = FileStorage(sys.argv[1]).lock("MAIN_WRITELOCK")
assert lock.acquire()
print("locked", flush=True)
sys.stdin.read()
"""
DIE_WHILE_WRITING = """
import os, sys
from whoosh import fields, index
schema = fields.Schema(page_id=fields.ID(stored=True, unique=True), titel=fields.TEXT)
index.open_dir(sys.argv[1], schema=schema).writer().add_document(page_id="4711", titel="verloren")
os.kill(os.getpid(), 9)
"""


@pytest.fixture
def pages(kept_four: None, db: None, wortindex: LexicalIndex) -> dict[str, Projektseite]:
    """Four pages in the database's index; the word index has not looked yet."""
    return the_four()


def hits(wortindex: LexicalIndex, text: str, allowed: list[int] | None = None) -> list[LexicalHit]:
    everything = list(Dokument.objects.values_list("pk", flat=True))
    units = question(text).units
    return wortindex.search(units, everything if allowed is None else allowed, limit=10)


def found(wortindex: LexicalIndex, text: str, allowed: list[int] | None = None) -> list[int]:
    return [hit.page_id for hit in hits(wortindex, text, allowed)]


def test_first_search_takes_in_the_whole_change_log(
    wortindex: LexicalIndex, pages: dict[str, Projektseite]
) -> None:
    assert found(wortindex, "Bienenstöcke") == [pages["Bienen"].pk]


def test_changes_are_taken_in_once(wortindex: LexicalIndex, pages: dict[str, Projektseite]) -> None:
    assert (wortindex.catch_up(), wortindex.catch_up()) == (4, 0)


def test_only_what_changed_since_is_taken_in(
    wortindex: LexicalIndex, index: IndexPages, pages: dict[str, Projektseite]
) -> None:
    wortindex.catch_up()
    index([publish_projekt("Ein Seniorenbus fährt auf Zuruf.").pk])
    assert wortindex.catch_up() == 1


def test_another_process_goes_on_where_the_first_stopped(
    wortindex: LexicalIndex, pages: dict[str, Projektseite]
) -> None:
    wortindex.catch_up()
    assert LexicalIndex(wortindex.folder.parent).catch_up() == 0


def test_changed_text_replaces_the_old_one(
    wortindex: LexicalIndex, index: IndexPages, pages: dict[str, Projektseite]
) -> None:
    wortindex.catch_up()
    page = pages["Bienen"]
    page.inhalt = [("loesung", [("text", "<p>Schafe mähen den Deich.</p>")])]
    page.save_revision().publish()
    index()
    assert found(wortindex, "Schafe") == [page.pk]
    assert found(wortindex, "Obstwiesen") == []


def test_deleted_page_is_no_longer_found(
    wortindex: LexicalIndex, index: IndexPages, pages: dict[str, Projektseite]
) -> None:
    page_id, everything = pages["Bienen"].pk, [page.pk for page in pages.values()]
    assert found(wortindex, "Bienenstöcke") == [page_id]
    pages["Bienen"].delete()
    index([page_id])
    assert found(wortindex, "Bienenstöcke", everything) == []


def test_search_answers_while_another_process_writes(
    wortindex: LexicalIndex, index: IndexPages, pages: dict[str, Projektseite]
) -> None:
    wortindex.catch_up()
    with writer_lock_held(wortindex):
        index([publish_projekt("Ein Seniorenbus fährt auf Zuruf.").pk])
        assert found(wortindex, "Friedhof") == [pages["Friedhof"].pk]
        assert found(wortindex, "Seniorenbus") == []


def test_search_catches_up_when_the_other_process_is_done(
    wortindex: LexicalIndex, index: IndexPages, pages: dict[str, Projektseite]
) -> None:
    wortindex.catch_up()
    with writer_lock_held(wortindex):
        late = publish_projekt("Ein Seniorenbus fährt auf Zuruf.").pk
        index([late])
        found(wortindex, "Seniorenbus")
    assert found(wortindex, "Seniorenbus") == [late]


def test_process_killed_while_writing_leaves_a_working_index(
    wortindex: LexicalIndex, index: IndexPages, pages: dict[str, Projektseite]
) -> None:
    wortindex.catch_up()
    killed = subprocess.run(_python(DIE_WHILE_WRITING, wortindex.folder), timeout=60)
    assert killed.returncode == -9
    late = publish_projekt("Ein Seniorenbus fährt auf Zuruf.").pk
    index([late])
    assert found(wortindex, "Seniorenbus") == [late]
    assert found(wortindex, "verloren", [4711]) == []


# Whoosh leaves files open that it could not read.
@pytest.mark.filterwarnings("ignore:unclosed file.*/whoosh/:ResourceWarning")
@pytest.mark.parametrize("damage", [b"", b"kaputt", b"\0" * 4096], ids=["empty", "text", "zeros"])
@pytest.mark.parametrize("files", ["*.toc", "*.seg", "*"])
def test_corrupt_files_are_rebuilt_by_the_next_search(
    wortindex: LexicalIndex,
    pages: dict[str, Projektseite],
    files: str,
    damage: bytes,
) -> None:
    wortindex.catch_up()
    for file in wortindex.folder.glob(files):
        replace_file(file, damage)
    after_a_restart = LexicalIndex(wortindex.folder.parent)
    assert found(after_a_restart, "Bienenstöcke") == [pages["Bienen"].pk]
    gc.collect()  # here, not in the middle of another test


def test_missing_folder_is_rebuilt_by_the_next_search(
    wortindex: LexicalIndex, pages: dict[str, Projektseite]
) -> None:
    wortindex.catch_up()
    shutil.rmtree(wortindex.folder.parent)
    assert found(wortindex, "Bienenstöcke") == [pages["Bienen"].pk]


def test_database_put_back_to_an_older_state_is_noticed(
    wortindex: LexicalIndex, pages: dict[str, Projektseite]
) -> None:
    wortindex.catch_up()
    newest = last_change()
    Aenderung.objects.filter(nummer=newest).delete()
    Dokument.objects.filter(pk=pages["Bienen"].pk).update(titel="Imkerei")
    # Meanwhile something else has become the change of that number.
    Aenderung.objects.create(nummer=newest, page_id=pages["Freibad"].pk)
    assert found(wortindex, "Imkerei") == [pages["Bienen"].pk]


def test_old_index_answers_while_another_process_builds_the_new_one(
    wortindex: LexicalIndex, pages: dict[str, Projektseite]
) -> None:
    wortindex.catch_up()
    Aenderung.objects.all().delete()  # a log that the index does not know
    with wortindex.folder.with_suffix(".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert found(wortindex, "Friedhof") == [pages["Friedhof"].pk]
    mark = (wortindex.folder / MARK).read_text()
    assert found(wortindex, "Friedhof") == [pages["Friedhof"].pk]
    assert (wortindex.folder / MARK).read_text() != mark


def test_build_that_was_killed_between_two_renames_is_put_right(
    wortindex: LexicalIndex, pages: dict[str, Projektseite]
) -> None:
    wortindex.catch_up()
    wortindex.folder.rename(wortindex.folder.with_name(f"{wortindex.folder.name}.alt"))
    assert found(wortindex, "Friedhof") == [pages["Friedhof"].pk]
    assert [path.name for path in wortindex.folder.parent.glob("*.alt")] == []


def test_filter_obeys_the_allowed_pages(
    wortindex: LexicalIndex, pages: dict[str, Projektseite]
) -> None:
    allowed = [pages["Friedhof"].pk, pages["Freibad"].pk]
    assert set(found(wortindex, "Projekt Stadt probiert", allowed)) == set(allowed)


def test_nothing_is_found_where_nothing_is_allowed(
    wortindex: LexicalIndex, pages: dict[str, Projektseite]
) -> None:
    assert found(wortindex, "Bienenstöcke", []) == []


def test_nothing_is_found_where_nothing_that_is_allowed_is_indexed(
    wortindex: LexicalIndex, pages: dict[str, Projektseite]
) -> None:
    """A page was published a moment ago, and all others are closed: Whoosh takes an empty filter
    for none."""
    assert found(wortindex, "Bienenstöcke", allowed=[4711]) == []


@pytest.mark.parametrize(
    "text",
    ["Bienen", BIENEN, "Friedhof Friedhof Friedhof", "Stadt", "Bienen Quastenflosser Xylophon"],
)
def test_score_is_a_share(
    wortindex: LexicalIndex, pages: dict[str, Projektseite], text: str
) -> None:
    scores = [hit.score for hit in hits(wortindex, text)]
    assert scores
    assert all(0 < score <= 1 for score in scores)


def test_unknown_words_lower_the_score(
    wortindex: LexicalIndex, pages: dict[str, Projektseite]
) -> None:
    alone = hits(wortindex, "Bienenstöcke")[0].score
    diluted = hits(wortindex, "Bienenstöcke Quastenflosser Xylophon")[0].score
    assert diluted < alone / 2


def test_rarity_falls_with_the_number_of_pages(
    wortindex: LexicalIndex, pages: dict[str, Projektseite]
) -> None:
    wortindex.catch_up()
    everywhere, once, nowhere = (_rarity(wortindex, w) for w in ("Stadt", "Grabfelder", "Wal"))
    assert everywhere < once < nowhere == 1


def test_weekly_run_clears_away_what_was_deleted(
    wortindex: LexicalIndex, index: IndexPages, pages: dict[str, Projektseite]
) -> None:
    """A word that no page holds any more stays rare in words only until then."""
    wortindex.catch_up()
    page_id = pages["Bienen"].pk
    pages["Bienen"].delete()
    index([page_id])
    wortindex.catch_up()
    assert _rarity(wortindex, "Bienenstöcke") < 1.0
    repair_word_index(wortindex)
    assert _rarity(wortindex, "Bienenstöcke") == 1.0


@contextmanager
def writer_lock_held(wortindex: LexicalIndex) -> Iterator[None]:
    """Another process has the index open for writing."""
    command = _python(HOLD_THE_LOCK, wortindex.folder)
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout
        assert other.stdout.readline() == b"locked\n"
        try:
            yield
        finally:
            assert other.stdin
            other.stdin.close()
            other.wait(timeout=120)


def _python(code: str, folder: Path) -> list[str]:
    return [sys.executable, "-c", code, str(folder)]


def _rarity(wortindex: LexicalIndex, word: str) -> float:
    (unit,) = question(word).units
    return wortindex.rarity(unit.readings[0][0])
