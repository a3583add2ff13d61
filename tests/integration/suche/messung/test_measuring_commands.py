"""The commands that measure: what is wrong is said in a line, before anything is begun."""

import json
import os
from collections import deque
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from einbettung.models import Dokument, Generation
from suche.exceptions import DatasetInvalid, MeasuringFailed, WikiEmpty
from suche.messung import change_bench
from suche.messung.corpus.own_database import OwnWiki, create, drop, is_whole
from suche.messung.management.commands.measure_speed import REFERENCE
from suche.messung.page_bench import client, size_of
from tests.integration.conftest import IndexPages
from tests.integration.seiten import publish_four
from tests.small_models import small_model
from wiki.exceptions import WikiError


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    """A question of the tuning half whose answer has a grade, and a corpus of one document."""
    entry = {"id": "moor", "title": "Moor", "text": "Sensoren messen, wie nass das Moor ist."}
    (tmp_path / "corpus.jsonl").write_text(json.dumps(entry))
    (tmp_path / "queries.jsonl").write_text('{"id": "f", "text": "Moor", "half": "tuning"}')
    (tmp_path / "qrels.tsv").write_text("f\tmoor\t3")
    return tmp_path


@pytest.mark.parametrize("name", ["measure_speed", "measure_sketches", "make_question_sets"])
def test_an_empty_wiki_is_said(index: IndexPages, tmp_path: Path, name: str) -> None:
    with pytest.raises(WikiEmpty):
        call_command(name, *([str(tmp_path)] if name == "make_question_sets" else []))


@pytest.mark.parametrize("asked", [["--repair", "5"], ["--doppelt", "5"], ["--durchsatz"]])
def test_nothing_of_an_empty_wiki_is_multiplied(index: IndexPages, asked: list[str]) -> None:
    with pytest.raises(WikiEmpty):
        call_command("measure_speed", *asked)


def test_every_change_finds_a_page_however_few_there_are(index: IndexPages) -> None:
    publish_four()
    index()
    pages = deque(Dokument.objects.values_list("pk", flat=True))
    for _ in range(len(pages) + 1):
        change_bench.change_next(pages)
    assert Dokument.objects.filter(titel__endswith=" Neu Neu").count() == 1


def test_no_engine_is_measured_at_an_empty_wiki(index: IndexPages, dataset: Path) -> None:
    with pytest.raises(WikiEmpty):
        call_command("measure_engines", "--dataset", str(dataset), "--half", "tuning")


@pytest.mark.parametrize("name", ["evaluate_search", "measure_engines"])
def test_a_half_without_questions_is_said(index: IndexPages, dataset: Path, name: str) -> None:
    with pytest.raises((WikiError, CommandError), match="Hälfte „final“"):
        call_command(name, "--dataset", str(dataset), "--half", "final")


@pytest.mark.parametrize("folder", ["", "fehlt"])
def test_no_generation_is_begun_for_questions_that_cannot_compare(
    index: IndexPages, dataset: Path, folder: str
) -> None:
    publish_four()
    index()
    asked = ("--dataset", str(dataset / folder), "--half", "final")
    before = list(Generation.objects.values_list("pk", "zustand"))
    model = ("--model", str(small_model(32)))
    with pytest.raises(DatasetInvalid):
        call_command("change_model", "build", *model, *asked)
    assert list(Generation.objects.values_list("pk", "zustand")) == before


@pytest.mark.parametrize("content", ["", "[1]", "{}", '{"viele": {}}', '{"10": 3}'])
def test_figures_that_are_none_are_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "zahlen.json").write_text(content)
    with pytest.raises(CommandError, match=r"zahlen\.json: (Das hat|Es stehen)"):
        call_command("measure_corpora", "--aus", str(tmp_path / "zahlen.json"))


@pytest.mark.parametrize("other", [["--json", "/tmp/zahlen.json"], ["--pages", "10"]])
def test_what_belongs_to_all_steps_is_refused_beside_one_of_them(other: list[str]) -> None:
    with pytest.raises(CommandError, match="gehören zum Messen aller Schritte"):
        call_command("measure_speed", "--durchsatz", *other)


def test_a_server_that_is_not_there_is_not_measured(
    monkeypatch: pytest.MonkeyPatch, dataset: Path
) -> None:
    monkeypatch.setattr(
        "suche.messung.management.commands.measure_load._questions", lambda folder: ["Moor"]
    )
    with pytest.raises(MeasuringFailed, match="antwortet nicht"):
        call_command("measure_load", "--adresse", "http://127.0.0.1:9", "--sekunden", "0.1")


@pytest.mark.django_db
def test_a_page_that_is_refused_is_no_measurement() -> None:
    with pytest.raises(MeasuringFailed, match="/gibt-es-nicht/ antwortet mit 404"):
        size_of(client(), "/gibt-es-nicht/")


@pytest.mark.django_db
def test_a_wiki_that_leads_to_https_is_measured_there(settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert size_of(client(), "/suche/") > 0


@pytest.mark.django_db
def test_a_corpus_counts_only_once_it_is_whole() -> None:
    wiki = OwnWiki(os.getpid())
    create(wiki)
    try:
        assert not is_whole(wiki)
        wiki.mark.touch()
        assert is_whole(wiki)
        create(wiki)
        assert not is_whole(wiki)
    finally:
        drop(wiki)


@pytest.mark.real_model
def test_every_step_of_a_question_is_measured(index: IndexPages, tmp_path: Path) -> None:
    publish_four()
    index()
    call_command("measure_speed", "--pages", "8", "--json", str(tmp_path / "zahlen.json"))
    lines = json.loads((tmp_path / "zahlen.json").read_text())
    steps = [line["stufe"] for line in lines]
    assert {REFERENCE, "Frage bis Rangliste", "Überblick und Filter"} <= set(steps)
    assert steps.count("zweite Stufe") == 2  # once more with copies
    assert all(line["cpu_ms"] >= 0 for line in lines)
