"""A change of the model without a gap: two real models side by side, and whatever may go wrong."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import psycopg
import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django import app
from pytest_django import DjangoDbBlocker

from einbettung.events.change_log import last_change
from einbettung.exceptions import BuildRunning, GenerationInvalid, IndexMismatch, NoWorker
from einbettung.indexing.audit import audit
from einbettung.indexing.generation import activate, begin, discard, encoder_of
from einbettung.indexing.index import Report, index_pages
from einbettung.indexing.reindex import reindex
from einbettung.indexing.sharing import enqueue_missing, open_jobs, share_encoding
from einbettung.model import active_model as einbettung_live
from einbettung.model import encoder as encoders
from einbettung.model.active_model import get_encoder, live, model_signature
from einbettung.model.encoder import Encoder, load_encoder, signature_of
from einbettung.models import Chunk, Dokument, Fassung, Generation, Projektion
from einbettung.text import chunking
from einbettung.vectors import vector_index
from einbettung.vectors.projection import ensure_projection
from suche.answer.answer import Ergebnis, ask
from suche.messung.model_change import fill, switch_to
from suche.rank import meaning
from suche.rank.ranking import MEANING_DOWN
from tests.integration.conftest import IndexPages
from tests.integration.seiten import FRIEDHOF, publish_four, question, run_jobs, sections_except_of
from tests.small_models import build_small_model
from wiki.models import Projektseite, Startseite
from wiki.platform.locks import Lock
from wiki.visibility import anonymous_request

Pages = dict[str, Projektseite]
# Of an answer: generation, dimension of the question's vector, first title, notices.
Seen = tuple[str, int, str, tuple[str, ...]]
SMALL, BIG = 32, 384  # dimensions of the second model and of the bundled one
WORDS = {"Bienen": "Imker und Honig", "Freibad": "Wie viele Leute sind gerade schwimmen?"}
TIMEOUT_S = 60


@pytest.fixture(scope="session")
def small_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_small_model(tmp_path_factory.mktemp("klein"), SMALL)


@pytest.fixture(scope="session")
def small_projektion(
    small_folder: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Projektion:
    """Fitted once, as that of the bundled model."""
    signature = signature_of(str(small_folder))
    with django_db_blocker.unblock():
        ensure_projection(signature, load_encoder(str(small_folder), signature))
        row = Projektion.objects.get(pk=signature)
        row.delete()
    row.pk = signature
    return row


@pytest.fixture(autouse=True)
def _fresh_process(encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a switch unloads is there again for the next test; no question was asked yet."""
    monkeypatch.setattr(encoders, "_loaded", dict(encoders._loaded))
    monkeypatch.setattr(einbettung_live, "_process", einbettung_live._Process())


@pytest.fixture
def pages(index: IndexPages) -> Pages:
    """Four pages, indexed with the bundled model."""
    found = publish_four()
    index()
    return found


@pytest.fixture
def small(pages: Pages, small_folder: Path, small_projektion: Projektion) -> Generation:
    """A second generation beside the first, not begun to be filled."""
    generation = begin(str(small_folder))
    small_projektion.save(force_insert=True)
    return generation


@pytest.fixture
def committed(
    committed_start: Startseite, wortindex: Any, small_projektion: Projektion
) -> Iterator[Pages]:
    """Four pages, committed, indexed with the bundled model; the small one's axes are there."""
    found = publish_four()
    index_pages([page.pk for page in found.values()], model_signature(), get_encoder)
    small_projektion.save(force_insert=True)
    yield found
    for generation in Generation.objects.all():
        Generation.objects.filter(pk=generation.pk).update(zustand="abgeloest")
        discard(generation)  # with its vector index, if it has one


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    """Questions in other words than the pages': only a model that knows German answers them."""
    folder = tmp_path / "fragen"
    folder.mkdir()
    lines = [json.dumps({"id": name, "text": text}) for name, text in WORDS.items()]
    (folder / "queries.jsonl").write_text("\n".join(lines))
    slugs = Projektseite.objects.values_list("title", "slug")
    grades = [f"{title.split()[0].split('-')[0]}\t{slug}\t3" for title, slug in slugs]
    (folder / "qrels.tsv").write_text("\n".join(grades))
    return folder


def command(*arguments: str) -> str:
    out = StringIO()
    call_command("generation", *arguments, stdout=out)
    return out.getvalue()


def answer(text: str) -> Ergebnis:
    return ask(question(text), anonymous_request())


def active() -> Generation:
    return Generation.objects.get(zustand="aktiv")


def build(folder: Path, dataset: Path, *arguments: str) -> str:
    return command("build", "--model", str(folder), "--dataset", str(dataset), *arguments)


def test_each_generation_has_rows_of_its_own_dimension(small: Generation) -> None:
    fill(small)
    dimensions = {g.modell: g.dimension for g in Generation.objects.all()}
    found = {(c.modell, len(c.vektor)) for c in Chunk.objects.all()}
    assert found == set(dimensions.items())
    assert set(dimensions.values()) == {SMALL, BIG}


def test_the_new_one_answers_from_its_own_rows(small: Generation) -> None:
    fill(small)
    model = encoder_of(small)
    vector = model.encode_query(FRIEDHOF).vector
    texts = Chunk.objects.filter(modell=small.modell).values_list("dokument", "vektor")
    ids = {pk for pk, _ in texts}
    for hit in meaning.search(vector, small.modell, ids, 10):
        best = sorted((float(np.array(v) @ vector) for pk, v in texts if pk == hit.page_id))[::-1]
        assert hit.similarity == pytest.approx(0.7 * best[0] + 0.3 * best[1], abs=0.002)


def test_the_old_one_answers_while_the_new_one_is_built(small: Generation) -> None:
    before = answer("Honigbienen").ranking
    fill(small)
    after = answer("Honigbienen").ranking
    assert (after.signature, after.pages) == (before.signature, before.pages)
    assert model_signature() != small.modell


def test_page_changed_during_the_build_lands_in_both(small: Generation, pages: Pages) -> None:
    fill(small)
    page = pages["Bienen"]
    page.kurzfassung = "Nun mit Hummeln."
    page.save_revision().publish()
    run_jobs(page.pk)
    for generation in Generation.objects.all():
        assert list(audit(generation.modell)) == []
        texts = Chunk.objects.filter(modell=generation.modell, dokument=page.pk)
        assert any("Hummeln" in chunk.text for chunk in texts)


def test_page_deleted_during_the_build_leaves_both(small: Generation, pages: Pages) -> None:
    fill(small)
    page_id = pages["Bienen"].pk
    pages["Bienen"].delete()
    run_jobs(page_id)
    assert not Chunk.objects.filter(dokument=page_id).exists()


def test_build_leaves_texts_and_change_log_alone(small: Generation) -> None:
    before = last_change(), list(Dokument.objects.values_list("pk", "indexiert_am"))
    fill(small)
    assert (last_change(), list(Dokument.objects.values_list("pk", "indexiert_am"))) == before


def test_broken_new_model_does_not_keep_pages_out_of_the_old_one(
    small: Generation, pages: Pages
) -> None:
    Generation.objects.filter(pk=small.pk).update(quelle="/gibt/es/nicht")
    pages["Bienen"].kurzfassung = "Nun mit Hummeln."
    pages["Bienen"].save_revision().publish()
    run_jobs(pages["Bienen"].pk)
    assert list(audit(active().modell)) == []


def test_build_switches_and_questions_notice_it_at_once(
    pages: Pages, small_folder: Path, small_projektion: Projektion, dataset: Path
) -> None:
    assert len(answer("Friedhof").ranking.vector) == BIG  # type: ignore[arg-type]
    text = build(small_folder, dataset, "--margin", "1")
    assert f"EINBETTUNG_MODELL={small_folder}" in text
    assert active().dimension == SMALL
    assert active().bewertung["fragen"] == len(WORDS)
    after = answer("Friedhof").ranking
    assert (len(after.vector), after.notices) == (SMALL, ())  # type: ignore[arg-type]


def test_worse_generation_is_dropped(pages: Pages, small_folder: Path, dataset: Path) -> None:
    with pytest.raises(CommandError, match="schlechter") as raised:
        build(small_folder, dataset)
    assert raised.value.returncode == 1
    assert Generation.objects.get().dimension == BIG
    assert set(Chunk.objects.values_list("modell", flat=True)) == {active().modell}
    assert Projektion.objects.count() == 1


def test_without_switch_it_waits_beside(pages: Pages, small_folder: Path, dataset: Path) -> None:
    build(small_folder, dataset, "--no-switch")
    rows = json.loads(command("--json"))
    assert [row["zustand"] for row in rows] == ["aktiv", "aufbau"]
    assert [row["seiten"] for row in rows] == [4, 4]
    assert all(row["bewertung"]["ndcg"] > 0 for row in rows)


def test_questions_about_another_wiki_decide_nothing(
    pages: Pages, small_folder: Path, dataset: Path
) -> None:
    (dataset / "qrels.tsv").write_text("Bienen\tgibt-es-nicht\t3")
    with pytest.raises(CommandError, match="sagt nichts"):
        build(small_folder, dataset)
    assert active().dimension == BIG


def test_restore_brings_the_old_one_up_to_date_first(small: Generation, pages: Pages) -> None:
    old = active()
    switch_to(small)
    pages["Bienen"].kurzfassung = "Nun mit Hummeln."
    pages["Bienen"].save_revision().publish()
    run_jobs(pages["Bienen"].pk)
    assert [befund.page_id for befund in audit(old.modell)] == [pages["Bienen"].pk]
    command("restore")
    assert active() == old
    assert list(audit(old.modell)) == []


def test_restored_generation_encodes_nothing_it_knows(small: Generation) -> None:
    old = active()
    switch_to(small)
    report = index_pages(list(_ids()), old.modell, _unloadable)
    assert (report.unchanged, report.encoded) == (4, 0)


def test_model_that_cannot_be_loaded_does_not_take_over(
    small: Generation, small_folder: Path, tmp_path: Path
) -> None:
    fill(small)
    Generation.objects.filter(pk=small.pk).update(quelle=str(tmp_path / "weg"))
    with pytest.raises(IndexMismatch, match="weg"):
        command("switch", str(small.pk))
    assert active().dimension == BIG


def test_folder_that_holds_another_model_now_gives_no_wrong_answers(
    pages: Pages, small: Generation, small_folder: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(small_folder, tmp_path / small_folder.name))
    Generation.objects.filter(pk=small.pk).update(quelle=str(folder))
    small.refresh_from_db()
    switch_to(small)
    (folder / "config_sentence_transformers.json").write_text("{}")
    encoders._signature.cache_clear()
    einbettung_live._process._live = None  # as a process that starts now
    ergebnis = answer("Friedhof")
    assert (ergebnis.anzahl, ergebnis.hinweise) == (1, (MEANING_DOWN,))


def test_process_goes_on_with_the_old_model_until_the_new_one_is_loaded(
    committed: Pages, small_folder: Path
) -> None:
    old = live().signature
    new = begin(str(small_folder))
    fill(new)
    encoders._loaded.pop((str(small_folder), new.modell))
    activate(new)
    assert live().signature == old
    assert _comes_true(lambda: live().signature == new.modell)
    assert {signature for _, signature in encoders._loaded} == {new.modell}


def test_active_generation_is_never_removed(small: Generation) -> None:
    with pytest.raises(GenerationInvalid, match="bleibt"):
        command("remove", str(active().pk))


def test_removed_generation_leaves_nothing(small: Generation) -> None:
    fill(small)
    command("remove", str(small.pk))
    for rows in (Chunk, Fassung, Projektion, Generation):
        assert not rows._default_manager.filter(modell=small.modell).exists()


def test_job_of_a_removed_generation_writes_nothing(small: Generation) -> None:
    discard(small)
    assert index_pages(list(_ids()), small.modell, lambda: encoder_of(small)) == Report()


def test_two_builds_at_once_are_refused(pages: Pages, small_folder: Path) -> None:
    with _other_connection() as other:
        other.execute("SELECT pg_advisory_lock(%s)", [Lock.GENERATION])
        with pytest.raises(BuildRunning):
            command("build", "--model", str(small_folder))
    assert Generation.objects.count() == 1


def test_second_build_waits_for_the_first_to_be_finished_or_removed(
    small: Generation, tmp_path: Path
) -> None:
    with pytest.raises(GenerationInvalid, match=f"remove {small.pk}"):
        begin(str(build_small_model(tmp_path, SMALL, seed=1)))


def test_model_that_answers_already_is_not_built_again(pages: Pages) -> None:
    with pytest.raises(GenerationInvalid, match="aktiv"):
        command("build")


def test_model_on_the_shelf_is_switched_to_and_not_built_again(small: Generation) -> None:
    old = active()
    switch_to(small)
    with pytest.raises(GenerationInvalid, match=f"switch {old.pk}"):
        command("build")


def test_other_passages_of_the_same_model_take_over_vectors(
    pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A changed chunking is a generation, too; what both have in common is not encoded again."""
    monkeypatch.setattr(chunking, "VERSION", "99")
    second = begin("")
    assert second.modell == f"{active().modell}#2"
    bau = fill(second)
    assert (bau.encoded, bau.reused) == (0, Chunk.objects.filter(modell=second.modell).count())


def test_page_that_breaks_is_named_and_nothing_is_switched(
    small: Generation, pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Projektseite, "sections", sections_except_of(pages["Bienen"].pk))
    with pytest.raises(GenerationInvalid, match=f"Seite {pages['Bienen'].pk}: ValueError"):
        switch_to(small)
    assert active() != small
    assert Fassung.objects.filter(modell=small.modell).count() == 3


@pytest.mark.parametrize(
    "arguments",
    [["switch", "999"], ["remove", "999"], ["restore"], ["build", "--model", "/gibt/es/nicht"]],
)
def test_what_does_not_exist_is_told_in_german(pages: Pages, arguments: list[str]) -> None:
    with pytest.raises(Exception, match="gibt") as raised:
        command(*arguments)
    assert "\n" not in str(raised.value)
    assert Generation.objects.count() == 1


def test_questions_never_meet_a_mixture_while_generations_are_switched(
    committed: Pages, small_folder: Path
) -> None:
    new, old = begin(str(small_folder)), active()
    with _searching() as seen:
        fill(new)
        for generation in (new, old, new):
            switch_to(Generation.objects.get(pk=generation.pk))
            assert _comes_true(partial(_last_was_answered_by, seen, generation)), seen[-1:]
    assert {(signature, dimension) for signature, dimension, _, _ in seen} == {
        (old.modell, BIG),
        (new.modell, SMALL),
    }
    assert {(first, notices) for _, _, first, notices in seen} == {("Friedhof von oben", ())}


def test_build_that_was_killed_goes_on(committed: Pages, small_folder: Path) -> None:
    """It stands at the last page, which somebody else works on; then it is killed with -9."""
    last = max(page.pk for page in committed.values())
    with _other_connection() as other:
        other.execute("SELECT pg_advisory_lock(%s, %s)", [Lock.PAGE, last])
        process = _build_in_a_process(small_folder)
        there = Fassung.objects.filter(dokument__lt=last).exclude(modell=active().modell)
        reached = _comes_true(lambda: there.count() == 3)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert reached
    assert _comes_true(lambda: not _is_locked(Lock.GENERATION))
    generation = begin(str(small_folder))
    bau = fill(generation)
    assert Generation.objects.count() == 2
    assert 0 < bau.encoded == Chunk.objects.filter(modell=generation.modell, dokument=last).count()
    assert list(audit(generation.modell)) == []


def test_workers_share_a_generation(
    committed: Pages, small_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("einbettung.indexing.sharing.PAGES_AT_ONCE", 2)
    generation = begin(str(small_folder))
    assert (enqueue_missing(generation), enqueue_missing(generation)) == (2, 0)
    with pytest.raises(NoWorker):
        share_encoding(generation, lambda _: None)
    _work_off_the_queue()
    assert open_jobs(generation) == 0
    assert list(audit(generation.modell)) == []
    assert fill(generation).encoded == 0


@pytest.fixture
def grown(committed: Pages, monkeypatch: pytest.MonkeyPatch) -> Generation:
    """Four pages count as many: the generation has a vector index."""
    monkeypatch.setattr(vector_index, "FROM_CHUNKS", 1)
    monkeypatch.setattr(meaning, "MANY_PAGES", 1)
    report = reindex()
    assert report.vektorindex == {"recall": 1.0}
    return active()


def test_vector_index_leaves_scores_and_order_as_they_are(
    grown: Generation, monkeypatch: pytest.MonkeyPatch
) -> None:
    vector, ids = get_encoder().encode_query(FRIEDHOF).vector, list(_ids())
    with CaptureQueriesContext(connection) as queries:
        approximate = meaning.search(vector, grown.modell, ids, 10)
    assert any("hnsw.iterative_scan" in query["sql"] for query in queries)
    monkeypatch.setattr(meaning, "MANY_PAGES", 1_000)
    exact = meaning.search(vector, grown.modell, ids, 10)
    assert [hit.page_id for hit in approximate] == [hit.page_id for hit in exact]
    for hit, other in zip(approximate, exact, strict=True):
        assert hit.similarity == pytest.approx(other.similarity, abs=1e-6)
        assert hit.surprise == pytest.approx(other.surprise, abs=0.1)


def test_pages_that_are_not_allowed_are_not_found_by_the_vector_index(grown: Generation) -> None:
    vector, (one, *_) = get_encoder().encode_query(FRIEDHOF).vector, list(_ids())
    assert [hit.page_id for hit in meaning.search(vector, grown.modell, [one], 10)] == [one]


def test_vector_index_that_was_left_unfinished_is_built_anew(grown: Generation) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE pg_index SET indisvalid = false WHERE indexrelid = %s::regclass",
            [f"chunk_hnsw_{grown.pk}"],
        )
    assert vector_index.find_vector_index(grown.modell) is None
    assert reindex().vektorindex == {"recall": 1.0}


def test_vector_index_goes_with_its_generation(grown: Generation, small_folder: Path) -> None:
    new = begin(str(small_folder))
    switch_to(new)
    assert json.loads(command("--json"))[1]["vektorindex"]
    discard(Generation.objects.get(pk=grown.pk))
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes WHERE indexname LIKE 'chunk_hnsw_%%'")
        assert cursor.fetchall() == [(f"chunk_hnsw_{new.pk}",)]


def _last_was_answered_by(seen: list[Seen], generation: Generation) -> bool:
    return bool(seen) and seen[-1][0] == generation.modell


def _ids() -> Any:
    return Dokument.objects.values_list("pk", flat=True)


def _unloadable() -> Encoder:
    raise AssertionError("the model was asked for")


def _comes_true(condition: Callable[[], Any]) -> bool:
    end = time.monotonic() + TIMEOUT_S
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False


class _searching:
    """Somebody who asks one question after the other, in a thread with a connection of its own."""

    def __enter__(self) -> list[Seen]:
        self.seen: list[Seen] = []
        self.error: Exception | None = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        return self.seen

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()
        if self.error:
            raise self.error

    def _run(self) -> None:
        try:
            while not self._stop.is_set():
                ergebnis = answer("Friedhof von oben")
                ranking, (first, *_) = ergebnis.ranking, ergebnis[:10]
                assert ranking.vector is not None
                assert first.passage
                self.seen.append(
                    (ranking.signature, len(ranking.vector), first.seite.title, ranking.notices)
                )
        except Exception as error:
            self.error = error
        finally:
            connection.close()


def _other_connection() -> "psycopg.Connection[tuple[Any, ...]]":
    parameters = connection.get_connection_params()
    for name in ("context", "cursor_factory", "pool"):
        parameters.pop(name, None)
    return psycopg.connect(**parameters, autocommit=True)


def _is_locked(key: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks JOIN pg_database ON database = pg_database.oid "
            "WHERE datname = current_database() AND locktype = 'advisory' AND objid = %s",
            [key],
        )
        return cursor.fetchone() != (0,)


BUILD = """
import django; django.setup()
from suche.messung import model_change
model_change.PAGES_AT_ONCE = 1
from django.core.management import call_command
call_command("generation", "build", "--model", {folder!r})
"""


def _build_in_a_process(folder: Path) -> "subprocess.Popen[bytes]":
    """`generation build` in the test database, a page at a time."""
    socket, name = connection.settings_dict["HOST"], connection.settings_dict["NAME"]
    parameters = connection.get_connection_params()
    address = f"postgresql://postgres@/{name}?host={parameters.get('host', socket)}"
    return subprocess.Popen(
        [sys.executable, "-c", BUILD.format(folder=str(folder))],
        cwd=django_settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "wiki.settings.test"},
        stdout=subprocess.DEVNULL,
    )


def _work_off_the_queue() -> None:
    """A worker that ends when nothing is left to do."""
    with app.replace_connector(app.connector.get_worker_connector()) as worker:
        worker.run_worker(
            queues=["index"], wait=False, install_signal_handlers=False, listen_notify=False
        )
