"""From published to found, and what the index takes in, keeps and gives up."""

from collections.abc import Sequence
from copy import copy
from datetime import date
from threading import Thread

import pytest
from django.db import connection, transaction
from django.test import Client

from einbettung.events.change_log import last_change, log_changes
from einbettung.indexing import index as einbettung_index
from einbettung.indexing.index import index_pages
from einbettung.model.encoder import Encoded, TextEncoder
from einbettung.models import Aenderung, Chunk, Dokument, Fassung, Generation, Projektion
from tests.factories import publish_projekt
from tests.integration.conftest import IndexPages
from tests.integration.seiten import BIENEN, FRIEDHOF, publish_four, run_jobs, titles_found
from wiki.models import Projektseite, Startseite

PageState = tuple[str, list[tuple[str, str, bytes]]]


class BreakingEncoder:
    """The real model until it has encoded `batches` batches of passages; then it breaks."""

    def __init__(self, encoder: TextEncoder, batches: int) -> None:
        self.signature = encoder.signature
        self.count_tokens = encoder.count_tokens
        self.encode_query = encoder.encode_query
        self._encoder = encoder
        self._left = batches

    def encode_documents(self, texts: Sequence[str]) -> list[Encoded]:
        if self._left == 0:
            raise RuntimeError("Strom weg")
        self._left -= 1
        return self._encoder.encode_documents(texts)


@pytest.mark.real_model
def test_published_page_is_found_after_its_job(
    start: Startseite, index: IndexPages, client: Client
) -> None:
    page = publish_projekt(BIENEN, title="Bienen auf dem Dach")
    run_jobs(page.pk)
    assert titles_found(client, "Imker und Honigbienen") == ["Bienen auf dem Dach"]


def test_published_page_is_not_found_before_its_job(
    start: Startseite, index: IndexPages, client: Client
) -> None:
    index([publish_projekt(FRIEDHOF, title="Friedhof von oben").pk])
    publish_projekt(BIENEN, title="Bienen auf dem Dach")
    assert "Bienen auf dem Dach" not in titles_found(client, "Bienenstöcke")


def test_second_run_encodes_nothing(index: IndexPages) -> None:
    publish_four()
    index()
    report = index()
    assert (report.encoded, report.indexed, report.unchanged) == (0, 0, 4)


def test_second_run_does_not_load_the_model(index: IndexPages, encoder: TextEncoder) -> None:
    page = publish_projekt(BIENEN)
    index()
    report = index_pages([page.pk], encoder.signature, _unloadable)
    assert report.unchanged == 1


def test_forced_run_encodes_everything(index: IndexPages) -> None:
    publish_four()
    first = index()
    assert index(force=True).encoded == first.encoded > 4


def test_what_the_redaktion_concludes_is_not_in_the_index(index: IndexPages) -> None:
    page = publish_projekt(BIENEN)
    words = [("text", "<p>Das taugt auch für Ponys.</p>")]
    page.inhalt = [("einschaetzung", {"stand": date(2026, 11, 28), "inhalt": words})]
    page.save_revision().publish()
    index()
    assert "Ponys" not in str(Dokument.objects.get(page=page).abschnitte)


def test_changed_section_encodes_only_its_passage(index: IndexPages) -> None:
    page = publish_projekt(BIENEN)
    index()
    page.inhalt = [("loesung", [("text", "<p>Der Honig geht an die Kitas der Stadt.</p>")])]
    page.save_revision().publish()
    report = index()
    assert (report.encoded, report.reused) == (1, 2)


def test_same_text_on_two_pages_is_encoded_once(index: IndexPages) -> None:
    page = publish_projekt(BIENEN, title="Bienen")
    first = index()
    page.create_alias(update_slug="noch-einmal")
    assert (first.encoded, index().encoded) == (3, 0)


def test_changed_section_replaces_the_old_text(index: IndexPages) -> None:
    page = publish_projekt(BIENEN)
    index()
    page.inhalt = [("loesung", [("text", f"<p>{FRIEDHOF}</p>")])]
    page.save_revision().publish()
    index()
    texts = Chunk.objects.filter(dokument=page.pk).values_list("text", flat=True)
    assert FRIEDHOF in texts
    assert BIENEN not in texts


def test_unpublished_page_leaves_the_index(index: IndexPages) -> None:
    page = publish_projekt(BIENEN)
    index()
    page.unpublish()
    run_jobs(page.pk)
    assert not Dokument.objects.filter(pk=page.pk).exists()
    assert not Chunk.objects.filter(dokument=page.pk).exists()


def test_deleted_page_leaves_the_index(index: IndexPages) -> None:
    page = publish_projekt(BIENEN)
    index()
    page_id, before = page.pk, last_change()
    page.delete()
    run_jobs(page_id)
    assert not Chunk.objects.filter(dokument=page_id).exists()
    assert Aenderung.objects.filter(page_id=page_id, nummer__gt=before).exists()


def test_run_over_all_pages_removes_what_is_no_longer_live(index: IndexPages) -> None:
    page = publish_projekt(BIENEN)
    index()
    Projektseite.objects.filter(pk=page.pk).update(live=False)
    assert index([page.pk]).removed == 1
    assert not Dokument.objects.exists()


def test_autosaved_draft_is_never_indexed(index: IndexPages) -> None:
    page = publish_projekt(BIENEN, title="Bienen")
    page.title = "Geheimer Entwurf"
    page.save_revision()
    index(force=True)
    assert Dokument.objects.get(pk=page.pk).titel == "Bienen"


def test_page_that_was_never_published_is_not_indexed(index: IndexPages) -> None:
    page = publish_projekt(BIENEN)
    page.unpublish()
    report = index([page.pk])
    assert (report.indexed, Dokument.objects.count()) == (0, 0)


@pytest.fixture
def new_signature(projektion: Projektion, db: None) -> str:
    """Another model's, whose projection (fitting takes 10 s) is there already."""
    other = copy(projektion)
    other.modell = "anderes@123"
    other.save()
    Generation.objects.create(modell=projektion.modell, zustand="aktiv")
    Generation.objects.create(modell=other.modell)
    return other.modell


def test_fingerprint_changes_with_the_model(
    index: IndexPages, encoder: TextEncoder, new_signature: str
) -> None:
    page = publish_projekt(BIENEN)
    index()
    index_pages([page.pk], new_signature, lambda: encoder)
    fingerprints = dict(Fassung.objects.values_list("modell", "fingerabdruck"))
    assert set(fingerprints) == {encoder.signature, new_signature}
    assert len(set(fingerprints.values())) == 2


def test_vectors_of_another_model_are_not_reused(
    index: IndexPages, encoder: TextEncoder, new_signature: str
) -> None:
    page = publish_projekt(BIENEN)
    index()
    report = index_pages([page.pk], new_signature, lambda: encoder)
    assert (report.encoded, report.reused) == (3, 0)


def test_change_log_grows_with_every_change(index: IndexPages) -> None:
    page = publish_projekt(BIENEN)
    index()
    first = last_change()
    page.title = "Bienen, neu"
    page.save_revision().publish()
    index()
    assert list(Aenderung.objects.filter(nummer__gt=first).values_list("page_id", flat=True)) == [
        page.pk
    ]


def test_run_without_changes_leaves_the_change_log_alone(index: IndexPages) -> None:
    publish_four()
    index()
    before = last_change()
    index()
    assert last_change() == before


def test_broken_batch_takes_back_only_itself(
    index: IndexPages, encoder: TextEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = _four_in_batches_of_two(monkeypatch)
    _run_until_it_breaks(ids, encoder)
    assert set(Dokument.objects.values_list("pk", flat=True)) == set(ids[:2])
    assert set(Aenderung.objects.values_list("page_id", flat=True)) == set(ids[:2])


def test_run_after_a_broken_one_ends_in_the_same_state(
    index: IndexPages, encoder: TextEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = _four_in_batches_of_two(monkeypatch)
    index(ids)
    expected = _state()
    Dokument.objects.all().delete()
    _run_until_it_breaks(ids, encoder)
    report = index(ids)
    assert (report.unchanged, report.indexed) == (2, 2)
    assert _state() == expected


def test_who_has_not_committed_holds_back_later_numbers(committed_start: Startseite) -> None:
    """Else a reader could see number 2, take 1 for missing and never find it."""
    later = Thread(target=_log_in_a_connection_of_its_own, args=[2])
    with transaction.atomic():
        log_changes([1])
        later.start()
        later.join(timeout=0.5)
        assert later.is_alive()
    later.join(timeout=10)
    assert list(Aenderung.objects.values_list("page_id", flat=True)) == [1, 2]


def _log_in_a_connection_of_its_own(page_id: int) -> None:
    try:
        with transaction.atomic():
            log_changes([page_id])
    finally:
        connection.close()


def _unloadable() -> TextEncoder:
    raise AssertionError("the model was asked for")


def _four_in_batches_of_two(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    monkeypatch.setattr(einbettung_index, "PAGES_AT_ONCE", 2)
    return [page.pk for page in publish_four().values()]


def _run_until_it_breaks(ids: list[int], encoder: TextEncoder) -> None:
    breaking = BreakingEncoder(encoder, batches=1)
    with pytest.raises(RuntimeError, match="Strom weg"):
        index_pages(ids, encoder.signature, lambda: breaking)


def _state() -> dict[int, PageState]:
    """All that the index holds, vectors as bytes."""
    return {
        row.pk: (
            row.fingerabdruck,
            [
                (chunk.abschnitt, chunk.text, bytes(chunk.token_vektoren))
                for chunk in row.chunks.order_by("nummer")
            ],
        )
        for row in Dokument.objects.all()
    }
