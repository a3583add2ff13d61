"""`evaluate_search` with a corpus of its own beside the wiki."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from einbettung.models import Chunk, Projektion
from tests.integration.conftest import IndexPages
from tests.integration.seiten import publish_four
from tests.small_models import small_model

CORPUS = {
    "moor": ("Moor am Stadtrand", "Sensoren messen, wie nass das Moor ist."),
    "orgel": ("Orgel im Dom", "Ein Roboter stimmt die Orgel."),
    "brunnen": ("Brunnen am Markt", "Der Brunnen meldet seinen Wasserstand."),
}


@pytest.fixture
def dataset(tmp_path: Path) -> str:
    lines = [
        json.dumps({"id": name, "title": title, "text": text})
        for name, (title, text) in CORPUS.items()
    ]
    (tmp_path / "corpus.jsonl").write_text("\n".join(lines))
    questions = [json.dumps({"id": f"f-{name}", "text": CORPUS[name][0]}) for name in CORPUS]
    (tmp_path / "queries.jsonl").write_text("\n".join(questions))
    (tmp_path / "qrels.tsv").write_text("\n".join(f"f-{name}\t{name}\t3" for name in CORPUS))
    return str(tmp_path)


def test_foreign_corpus_is_searched_and_the_index_of_the_wiki_stays(
    index: IndexPages, dataset: str
) -> None:
    publish_four()
    index()
    before = list(Chunk.objects.order_by("pk").values_list("pk", "text"))
    out, legs = StringIO(), "hybrid,lexical,semantic,rrf"
    call_command("evaluate_search", "--dataset", dataset, "--legs", legs, "--json", stdout=out)
    figures = json.loads(out.getvalue())
    assert {leg: kinds["all"]["ndcg"] for leg, kinds in figures.items()} == dict.fromkeys(
        legs.split(","), 1
    )
    assert list(Chunk.objects.order_by("pk").values_list("pk", "text")) == before


def test_another_model_is_measured_and_leaves_nothing_behind(
    index: IndexPages, dataset: str
) -> None:
    publish_four()
    index()
    before = set(Projektion.objects.values_list("pk", flat=True))
    out, model = StringIO(), str(small_model(32))
    call_command("evaluate_search", "--dataset", dataset, "--model", model, "--json", stdout=out)
    assert json.loads(out.getvalue())["hybrid"]["all"]["questions"] == len(CORPUS)
    assert set(Projektion.objects.values_list("pk", flat=True)) == before
