"""A change of the model without a gap: two real models side by side, and whatever may go wrong."""

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import psycopg
import pytest
from django.core.management import CommandError
from django.db import connection

from einbettung.events.change_log import last_change
from einbettung.exceptions import BuildRunning, GenerationInvalid, IndexMismatch
from einbettung.indexing.audit import audit
from einbettung.indexing.generation import begin, discard, encoder_of
from einbettung.indexing.index import Report, index_pages
from einbettung.model import active_model as einbettung_live
from einbettung.model import encoder as encoders
from einbettung.model.active_model import model_signature
from einbettung.model.encoder import Encoder
from einbettung.models import Chunk, Dokument, Fassung, Generation, Projektion
from einbettung.text import chunking
from suche.messung.model_change import fill, switch_to
from suche.rank import meaning
from suche.rank.ranking import MEANING_DOWN
from tests.integration.einbettung.indexing.generations import (
    BIG,
    SMALL,
    WORDS,
    Pages,
    active,
    answer,
    build,
    command,
    page_ids,
)
from tests.integration.seiten import FRIEDHOF, run_jobs, sections_except_of
from tests.small_models import small_model
from wiki.models import Projektseite
from wiki.platform.locks import Lock

pytestmark = pytest.mark.real_model  # two models that disagree


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
    report = index_pages(list(page_ids()), old.modell, _unloadable)
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
    assert index_pages(list(page_ids()), small.modell, lambda: encoder_of(small)) == Report()


def test_two_builds_at_once_are_refused(pages: Pages, small_folder: Path) -> None:
    with _other_connection() as other:
        other.execute("SELECT pg_advisory_lock(%s)", [Lock.GENERATION])
        with pytest.raises(BuildRunning):
            command("build", "--model", str(small_folder))
    assert Generation.objects.count() == 1


def test_second_build_waits_for_the_first_to_be_finished_or_removed(
    small: Generation,
) -> None:
    with pytest.raises(GenerationInvalid, match=f"remove {small.pk}"):
        begin(str(small_model(SMALL, seed=1)))


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
    built = fill(second)
    assert (built.encoded, built.reused) == (0, Chunk.objects.filter(modell=second.modell).count())


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


def _unloadable() -> Encoder:
    raise AssertionError("the model was asked for")


def _other_connection() -> "psycopg.Connection[tuple[Any, ...]]":
    parameters = connection.get_connection_params()
    for name in ("context", "cursor_factory", "pool"):
        parameters.pop(name, None)
    return psycopg.connect(**parameters, autocommit=True)
