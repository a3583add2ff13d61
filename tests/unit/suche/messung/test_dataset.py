"""suche.messung.dataset: reading a question set, and saying where it is wrong."""

import json
from pathlib import Path

import pytest

from suche.exceptions import DatasetInvalid
from suche.messung.dataset import Dataset, Query, read_dataset, read_run

FIXTURES = Path(__file__).resolve().parents[4] / "fixtures"
QUERIES = '{"id": "q1", "text": "Kita?"}\n'
QRELS = "q1\tkitaportal\t3\n"


def read(folder: Path, queries: str = QUERIES, qrels: str = QRELS, corpus: str = "") -> Dataset:
    (folder / "queries.jsonl").write_text(queries)
    (folder / "qrels.tsv").write_text(qrels)
    if corpus:
        (folder / "corpus.jsonl").write_text(corpus)
    return read_dataset(folder)


@pytest.mark.parametrize("name", ["lexikon", "alltag", "englisch"])
def test_sets_outside_the_field_have_an_answer_to_each_question(name: str) -> None:
    dataset = read_dataset(FIXTURES / "vergessen" / name)
    best = [max(dataset.grades[query.id].values()) for query in dataset.queries]
    assert best == [3] * 60


def test_questions_carry_kind_and_half(tmp_path: Path) -> None:
    queries = '{"id": "q", "text": "Kita?", "kind": "typo", "half": "final"}\n'
    assert read(tmp_path, queries).queries == [Query("q", "Kita?", "typo", "final")]


def test_kind_and_half_may_be_left_out(tmp_path: Path) -> None:
    assert read(tmp_path).queries == [Query("q1", "Kita?", "all", "")]


def test_without_a_corpus_file_there_is_no_corpus(tmp_path: Path) -> None:
    assert read(tmp_path).corpus is None


def test_a_corpus_is_read_in_its_order(tmp_path: Path) -> None:
    corpus = '{"id": "b", "title": "B", "text": "x"}\n\n{"id": "a", "text": "y"}\n'
    assert read(tmp_path, corpus=corpus).corpus == [("b", "B", "x"), ("a", "", "y")]


@pytest.mark.parametrize(
    "qrels",
    [
        "q1\td1\t3\nq1\td2\t0\n",
        "query-id\tcorpus-id\tscore\nq1\td1\t3\nq1\td2\t0",
        "q1 0 d1 3\nq1 0 d2 0\n",
        "q1\t0\td1\t3\r\nq1\t0\td2\t0\r\n",
        "\ufeffq1\td1\t3\n\nq1\td2\t-1\n",
    ],
)
def test_judgements_are_read_in_the_usual_forms(tmp_path: Path, qrels: str) -> None:
    assert read(tmp_path, qrels=qrels).grades == {"q1": {"d1": 3, "d2": 0}}


@pytest.mark.parametrize(
    ("queries", "message"),
    [
        (QUERIES + "kein JSON", "queries.jsonl, Zeile 2: kein JSON"),
        (QUERIES + "\n[1]", "queries.jsonl, Zeile 3: kein JSON"),
        ('{"id": "q1"}', "queries.jsonl, Zeile 1: text fehlt"),
        ('{"id": 1, "text": "Kita"}', "queries.jsonl, Zeile 1: id fehlt"),
        ('{"id": "q", "text": "Kita", "kind": null}', "Zeile 1: kind fehlt oder ist kein Text"),
        ('{"id": "q", "text": "Kita", "half": 2}', "Zeile 1: half fehlt oder ist kein Text"),
        ('{"id": "q", "text": "Kita\\u0000"}', "Zeile 1: text fehlt oder ist kein Text"),
        ('{"id": "q", "text": "Kita \\ud800"}', "Zeile 1: text fehlt oder ist kein Text"),
        ("\n", "queries.jsonl: Es steht keine Frage darin"),
    ],
)
def test_a_bad_question_is_named_by_its_line(tmp_path: Path, queries: str, message: str) -> None:
    with pytest.raises(DatasetInvalid, match=message):
        read(tmp_path, queries)


@pytest.mark.parametrize("corpus", ["\n", '{"id": "a", "title": null, "text": "x"}'])
def test_a_corpus_without_texts_is_refused(tmp_path: Path, corpus: str) -> None:
    with pytest.raises(DatasetInvalid, match=r"corpus\.jsonl.*(kein Dokument|title fehlt)"):
        read(tmp_path, corpus=corpus)


def test_half_of_the_questions_has_those_of_no_half_too(tmp_path: Path) -> None:
    halves = {"a": "tuning", "b": "final", "c": ""}
    lines = [json.dumps({"id": name, "text": "Kita?", "half": of}) for name, of in halves.items()]
    dataset = read(tmp_path, "\n".join(lines))
    assert [query.id for query in dataset.of_half("final")] == ["b", "c"]
    assert dataset.of_half(None) == dataset.queries


@pytest.mark.parametrize("line", ["q d d 1", "q Q0 d eins 1", "q Q0 d 1 1 x\nq Q0 d 2 1 x"])
def test_a_bad_run_is_named_by_its_line(tmp_path: Path, line: str) -> None:
    (tmp_path / "lauf").write_text(f"q Q0 a 3 1 x\n{line}\nq Q0")
    with pytest.raises(DatasetInvalid, match=r"lauf, Zeile [23]: („Frage|d kommt doppelt vor)"):
        read_run(tmp_path / "lauf")


@pytest.mark.parametrize("line", ["q1\td1", "q1\td1\tgut", "q1\td1\t1\t2\t3", "q1\td1\t99999"])
def test_a_bad_judgement_is_named_by_its_line(tmp_path: Path, line: str) -> None:
    with pytest.raises(DatasetInvalid, match=r"qrels\.tsv, Zeile 2"):
        read(tmp_path, qrels=QRELS + line)


def test_a_document_that_occurs_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatasetInvalid, match="doppelt"):
        read(tmp_path, corpus='{"id": "a", "text": "x"}\n' * 2)


def test_a_question_that_occurs_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatasetInvalid, match="doppelt"):
        read(tmp_path, QUERIES * 2)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatasetInvalid, match=r"queries\.jsonl"):
        read_dataset(tmp_path)


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "queries.jsonl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DatasetInvalid, match=r"queries\.jsonl"):
        read_dataset(tmp_path)
