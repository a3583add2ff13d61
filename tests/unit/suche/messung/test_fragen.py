"""fixtures/fragen and fixtures/englisch: the question sets fit the fixtures and are balanced."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from suche.messung.dataset import NO_ANSWER, Dataset, read_dataset
from suche.rank.parameters import RELEVANT_GRADE
from suche.understand.question import parse_question

FIXTURES = Path(__file__).resolve().parents[4] / "fixtures"
SLUGS = {path.stem for path in (FIXTURES / "projekte").glob("*.yaml")}
KINDS = {"paraphrase", "keyword", "compound", "name", "english", "typo", "none", "sketch"}


@pytest.fixture(scope="module")
def fragen() -> Dataset:
    return read_dataset(FIXTURES / "fragen")


@pytest.fixture(scope="module")
def systeme() -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = yaml.safe_load((FIXTURES / "fragen/systeme.yaml").read_text())
    return loaded


def test_the_wiki_itself_is_the_corpus(fragen: Dataset) -> None:
    assert fragen.corpus is None


def test_no_question_occurs_twice(fragen: Dataset) -> None:
    assert len({q.id for q in fragen.queries}) == len({q.text for q in fragen.queries}) == 226
    assert len(fragen.queries) == 226


def test_every_kind_of_question_occurs(fragen: Dataset) -> None:
    assert {query.kind for query in fragen.queries} == KINDS


def test_the_halves_are_balanced_in_every_kind(fragen: Dataset) -> None:
    sizes = Counter((query.kind, query.half) for query in fragen.queries)
    assert {half for _, half in sizes} == {"tuning", "final"}
    assert [k for k in KINDS if abs(sizes[k, "tuning"] - sizes[k, "final"]) > 1] == []


def test_judgements_refer_to_questions_and_projects(fragen: Dataset) -> None:
    assert set(fragen.grades) - {query.id for query in fragen.queries} == set()
    assert {slug for grades in fragen.grades.values() for slug in grades} - SLUGS == set()


def test_english_judgements_refer_to_questions_and_projects() -> None:
    englisch = read_dataset(FIXTURES / "englisch")
    assert set(englisch.grades) == {q.id for q in englisch.queries if q.kind != NO_ANSWER}
    assert {slug for grades in englisch.grades.values() for slug in grades} - SLUGS == set()


def test_grades_reach_from_zero_to_three(fragen: Dataset) -> None:
    assert {g for grades in fragen.grades.values() for g in grades.values()} == {0, 1, 2, 3}


def test_every_judgement_is_made_once(fragen: Dataset) -> None:
    lines = (FIXTURES / "fragen/qrels.tsv").read_text().splitlines()
    assert len(lines) == sum(len(grades) for grades in fragen.grades.values())


def test_questions_have_an_answer_exactly_when_their_kind_says_so(fragen: Dataset) -> None:
    answered = {q for q, grades in fragen.grades.items() if max(grades.values()) >= RELEVANT_GRADE}
    expected = {query.id for query in fragen.queries if query.kind != NO_ANSWER}
    assert answered == expected


def test_every_question_can_be_asked(fragen: Dataset) -> None:
    assert [query.id for query in fragen.queries if not parse_question(query.text).units] == []


def test_the_expected_pages_of_the_systems_exist(systeme: list[dict[str, Any]]) -> None:
    assert len(systeme) == len({system["id"] for system in systeme}) == 17
    assert {slug for system in systeme for slug in system["erwartet"]} - SLUGS == set()


def test_every_system_is_asked_for_in_three_ways(systeme: list[dict[str, Any]]) -> None:
    ways = ("name", "paraphrase", "englisch")
    assert [s["id"] for s in systeme if len({s.get(way) for way in ways} - {None, ""}) != 3] == []
    assert [s["id"] for s in systeme if not s["erwartet"]] == []
