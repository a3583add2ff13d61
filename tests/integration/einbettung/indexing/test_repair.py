"""The repair of the index: what has drifted is found, mended and reported; nothing else changes."""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from io import StringIO
from typing import Any

import psycopg
import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django import app
from whoosh import index as index_dir

from einbettung.exceptions import ModelUnavailable, RepairRunning
from einbettung.indexing import audit as einbettung_audit
from einbettung.indexing import repair
from einbettung.indexing.repair import REPORTS_KEPT, repair_index
from einbettung.model.encoder import Encoded, TextEncoder
from einbettung.models import Chunk, Dokument, Fassung, Indexbericht, Projektion
from einbettung.vectors import encoding as einbettung_encoding
from einbettung.vectors.late_interaction import Projection
from einbettung.vectors.projection import stored_projection
from suche.german import analysis
from suche.rank.words.lexical import LexicalIndex
from tests.integration.conftest import IndexPages
from tests.integration.seiten import sections_except_of, the_four
from wiki.models import Projektseite
from wiki.platform.locks import Lock

Pages = dict[str, Projektseite]


class RefusingEncoder:
    """The real model, except for passages that hold a word."""

    def __init__(self, encoder: TextEncoder, word: str) -> None:
        self.signature = encoder.signature
        self.count_tokens = encoder.count_tokens
        self.encode_query = encoder.encode_query
        self._encoder = encoder
        self._word = word

    def encode_documents(self, texts: Sequence[str]) -> list[Encoded]:
        if any(self._word in text for text in texts):
            raise RuntimeError("unverdaulich")
        return self._encoder.encode_documents(texts)


@pytest.fixture
def pages(kept_four: None, db: None, wortindex: LexicalIndex) -> Pages:
    """Four pages, in the index and in the word index."""
    wortindex.catch_up()
    return the_four()


@pytest.fixture
def no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repair, "get_encoder", _unloadable)


@pytest.fixture
def held_lock(pages: Pages) -> Iterator[None]:
    """Another process, in the middle of its run."""
    parameters = connection.get_connection_params()
    for name in ("context", "cursor_factory", "pool"):
        parameters.pop(name, None)
    with psycopg.connect(**parameters) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [Lock.INDEX_REPAIR])
        yield


@pytest.fixture
def editor(db: None) -> Client:
    """Somebody of the editors' group, who is no administrator."""
    user = get_user_model().objects.create_user("redaktion")
    group = Group.objects.create(name="Redaktion")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    return client


def command(*arguments: str) -> tuple[dict[str, Any], bool]:
    """The report of `repair_index --json`, and whether it ended well."""
    out = StringIO()
    try:
        call_command("repair_index", *arguments, "--json", stdout=out)
    except CommandError:
        return json.loads(out.getvalue()), False
    return json.loads(out.getvalue()), True


def test_unchanged_wiki_is_clean_and_loads_no_model(pages: Pages, no_model: None) -> None:
    report, _ = command()
    assert (report["befunde"], report["repariert"], report["geprueft"]) == ({}, 0, 4)


def test_audit_of_an_unchanged_wiki_ends_well(pages: Pages, no_model: None) -> None:
    assert command("--audit")[1]


def test_audit_with_drift_has_exit_code_1(pages: Pages, no_model: None) -> None:
    _missing(pages["Bienen"].pk)
    with pytest.raises(CommandError, match="weicht ab") as raised:
        call_command("repair_index", "--audit", verbosity=0)
    assert raised.value.returncode == 1


def _missing(page_id: int) -> None:
    Dokument.objects.filter(pk=page_id).delete()


def _stale(page_id: int) -> None:
    Projektseite.objects.filter(pk=page_id).update(kurzfassung="Ganz anders.")


def _orphaned(page_id: int) -> None:
    Projektseite.objects.filter(pk=page_id).update(live=False)


def _of_another_model(page_id: int) -> None:
    Fassung.objects.filter(dokument=page_id).update(modell="anderes@1")


def _without_chunks(page_id: int) -> None:
    Chunk.objects.filter(dokument=page_id).delete()


def _without_last_chunk(page_id: int) -> None:
    chunk = Chunk.objects.filter(dokument=page_id).order_by("nummer").last()
    assert chunk
    chunk.delete()


def _chunk_of_another_model(page_id: int) -> None:
    Chunk.objects.filter(dokument=page_id, nummer=0).update(modell="anderes@1")


def _other_text(page_id: int) -> None:
    Dokument.objects.filter(pk=page_id).update(abschnitte=[])


DRIFT: dict[str, tuple[Callable[[int], None], str]] = {
    "missing": (_missing, "fehlt"),
    "stale": (_stale, "veraltet"),
    "orphaned": (_orphaned, "verwaist"),
    "another model": (_of_another_model, "modell"),
    "no chunks": (_without_chunks, "unvollstaendig"),
    "last chunk missing": (_without_last_chunk, "unvollstaendig"),
    "chunk of another model": (_chunk_of_another_model, "unvollstaendig"),
    "other text": (_other_text, "unvollstaendig"),
}


@pytest.mark.parametrize(("plant", "kind"), DRIFT.values(), ids=DRIFT)
def test_drift_is_found_by_an_audit(
    plant: Callable[[int], None], kind: str, pages: Pages, no_model: None
) -> None:
    plant(pages["Bienen"].pk)
    report, well = command("--audit")
    assert (report["befunde"][kind], report["repariert"], well) == (1, 0, False)


@pytest.mark.parametrize(("plant", "kind"), DRIFT.values(), ids=DRIFT)
def test_drift_is_repaired_and_nothing_else_touched(
    plant: Callable[[int], None], kind: str, pages: Pages
) -> None:
    plant(pages["Bienen"].pk)
    before = _indexed_at(pages["Friedhof"])
    report, well = command()
    assert (report["befunde"][kind], report["repariert"], well) == (1, 1, True)
    assert command("--audit")[0]["befunde"] == {}
    assert _indexed_at(pages["Friedhof"]) == before


def test_lost_projection_spoils_every_page_until_all_are_encoded_anew(
    pages: Pages, monkeypatch: pytest.MonkeyPatch, projektion: Projektion
) -> None:
    Projektion.objects.all().delete()
    assert command("--audit")[0]["befunde"] == {"unvollstaendig": 4}
    monkeypatch.setattr(repair, "PAGES_AT_ONCE", 1)
    monkeypatch.setattr(einbettung_audit, "AUDITED_AT_ONCE", 1)
    monkeypatch.setattr(einbettung_encoding, "ensure_projection", _stored_again(projektion))
    assert command()[0]["repariert"] == 4
    assert command("--audit")[1]


def test_broken_off_run_is_gone_on_with(
    pages: Pages, encoder: TextEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    Dokument.objects.all().delete()
    monkeypatch.setattr(repair, "PAGES_AT_ONCE", 2)
    monkeypatch.setattr(repair, "get_encoder", _available_once(encoder))
    with pytest.raises(ModelUnavailable):
        repair_index()
    broken_off = Indexbericht.objects.get()
    assert (broken_off.beendet, broken_off.repariert) == (None, 2)
    monkeypatch.setattr(repair, "get_encoder", lambda: encoder)
    assert repair_index().befunde == {"fehlt": 2}


def test_page_that_cannot_be_encoded_is_reported_and_the_others_repaired(
    pages: Pages, encoder: TextEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    Dokument.objects.all().delete()
    refusing = RefusingEncoder(encoder, "Friedhof")
    monkeypatch.setattr(repair, "get_encoder", lambda: refusing)
    report, _ = command()
    failed = pages["Friedhof"].pk
    assert report["fehler"] == [{"page_id": failed, "text": "RuntimeError: unverdaulich"}]
    assert report["repariert"] == Dokument.objects.count() == 3


def test_page_that_cannot_be_read_does_not_stop_the_audit(
    pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Projektseite, "sections", sections_except_of(pages["Bienen"].pk))
    assert command("--audit")[0]["befunde"] == {"unlesbar": 1}


def test_full_run_encodes_everything(pages: Pages) -> None:
    before = [_indexed_at(page) for page in pages.values()]
    assert command("--full")[0]["repariert"] == 4
    assert all(_indexed_at(page) > old for page, old in zip(pages.values(), before, strict=True))


def test_full_run_goes_on_with_one_that_was_broken_off(pages: Pages, index: IndexPages) -> None:
    begun = Indexbericht.objects.create(art="full", begonnen=timezone.now())
    index([pages["Bienen"].pk], force=True)
    report = repair_index(full=True)
    assert (report.repariert, report.begonnen) == (3, begun.begonnen)


def test_second_run_is_refused_and_changes_nothing(pages: Pages, held_lock: None) -> None:
    _missing(pages["Bienen"].pk)
    with pytest.raises(RepairRunning, match="läuft gerade"):
        call_command("repair_index")
    assert Dokument.objects.count() == 3
    assert not Indexbericht.objects.exists()


def test_weekly_job_gives_way_to_a_run_by_hand(pages: Pages, held_lock: None) -> None:
    app.tasks["suche.tasks.repair_index_weekly"].func(timestamp=0)
    assert not Indexbericht.objects.exists()


def test_lock_is_given_back_after_a_run(pages: Pages) -> None:
    repair_index()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks JOIN pg_database ON database = pg_database.oid "
            "WHERE datname = current_database() AND locktype = 'advisory' AND objid = %s",
            [Lock.INDEX_REPAIR],
        )
        assert cursor.fetchone() == (0,)


def test_weekly_job_repairs_and_reports(pages: Pages) -> None:
    _missing(pages["Bienen"].pk)
    app.tasks["suche.tasks.repair_index_weekly"].func(timestamp=0)
    report = Indexbericht.objects.get()
    assert (report.art, report.befunde, report.repariert) == ("reindex", {"fehlt": 1}, 1)
    assert report.beendet


def test_progress_counts_every_page_once(pages: Pages) -> None:
    _missing(pages["Bienen"].pk)
    steps: list[int] = []
    repair_index(progress=steps.append)
    assert sum(steps) == 4


def test_old_reports_go(pages: Pages) -> None:
    now = timezone.now()
    old = [Indexbericht(art="reindex", begonnen=now) for _ in range(REPORTS_KEPT + 5)]
    Indexbericht.objects.bulk_create(old)
    report = repair_index(audit_only=True)
    assert Indexbericht.objects.count() == REPORTS_KEPT
    assert Indexbericht.objects.first() == report


def test_report_in_json_has_a_fixed_shape(pages: Pages) -> None:
    assert set(command("--audit")[0]) == {
        "art",
        "begonnen",
        "beendet",
        "dauer_s",
        "geprueft",
        "befunde",
        "repariert",
        "aufgeraeumt",
        "vektorindex",
        "fehler",
    }


def test_report_is_german_text(pages: Pages) -> None:
    _missing(pages["Bienen"].pk)
    out = StringIO()
    call_command("repair_index", stdout=out)
    assert out.getvalue().startswith("4 Seiten geprüft, 1 Abweichungen, 1 in Ordnung gebracht")
    assert "1 fehlt im Index" in out.getvalue()


def test_word_index_that_knows_a_wrong_page_is_built_anew(
    pages: Pages, wortindex: LexicalIndex
) -> None:
    _lose_from_word_index(wortindex, pages["Bienen"].pk)
    assert command("--audit")[0]["befunde"] == {"wortindex": 1}
    command()
    assert (wortindex.state() or (0, set()))[1] == {page.pk for page in pages.values()}
    assert command("--audit")[1]


def test_word_index_that_lags_behind_is_no_drift(pages: Pages, index: IndexPages) -> None:
    index([pages["Bienen"].pk], force=True)
    assert command("--audit")[1]


def test_word_index_of_an_older_analysis_is_found_and_removed(
    pages: Pages, wortindex: LexicalIndex
) -> None:
    older = wortindex.folder.with_name(f"v{int(analysis.VERSION) - 1}")
    wortindex.drop()
    older.mkdir()
    assert command("--audit")[0]["befunde"] == {"analyse": 4}
    command()
    assert not older.exists()
    assert command("--audit")[1]


def test_editors_read_the_reports(pages: Pages, editor: Client) -> None:
    Dokument.objects.filter(pk=pages["Bienen"].pk).delete()
    report = repair_index(audit_only=True)
    assert "nur Prüfung" in editor.get("/admin/indexberichte/").content.decode()
    text = editor.get(f"/admin/indexberichte/inspect/{report.pk}/").content.decode()
    assert "1 fehlt im Index" in text


@pytest.mark.parametrize("address", ["new/", "edit/{pk}/", "delete/{pk}/"])
def test_nobody_changes_a_report(pages: Pages, admin_client: Client, address: str) -> None:
    report = repair_index(audit_only=True)
    before = Indexbericht.objects.values().get()
    answer = admin_client.post(f"/admin/indexberichte/{address.format(pk=report.pk)}")
    assert answer.status_code == 302
    assert Indexbericht.objects.values().get() == before


def _indexed_at(page: Projektseite) -> datetime:
    return Dokument.objects.get(pk=page.pk).indexiert_am


def _lose_from_word_index(wortindex: LexicalIndex, page_id: int) -> None:
    writer = index_dir.open_dir(wortindex.folder).writer()
    writer.delete_by_term("page_id", str(page_id))
    writer.commit()


def _unloadable() -> TextEncoder:
    raise AssertionError("the model was asked for")


def _available_once(encoder: TextEncoder) -> Callable[[], TextEncoder]:
    """The model for the first batch; then it is gone."""
    answers = iter([encoder])

    def get() -> TextEncoder:
        for answer in answers:
            return answer
        raise ModelUnavailable()

    return get


def _stored_again(projektion: Projektion) -> Callable[..., Projection]:
    """Instead of fitting it, which takes 10 s."""

    def ensure(signature: str, encoder: TextEncoder) -> Projection:
        projektion.save()
        stored = stored_projection(signature)
        assert stored
        return stored

    return ensure
