"""Reads a question set: corpus.jsonl, queries.jsonl, qrels.tsv. Errors name file and line."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from suche.exceptions import DatasetInvalid
from wiki.exceptions import why_unreadable

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
QUESTIONS = FIXTURES / "fragen"  # our own question set
PAIRS = FIXTURES / "stufen"  # what fits exactly is learnt from them
NO_ANSWER = "none"  # kind of questions that the corpus does not answer
HALF_CHARACTER = re.compile("[\ud800-\udfff]")
GRADE_MAX = 10  # ours are 0 to 3; what a grade gains doubles with each


@dataclass(frozen=True)
class Query:
    """A question; `half` is `tuning`, `final` or empty."""

    id: str
    text: str
    kind: str
    half: str


@dataclass(frozen=True)
class Dataset:
    """`corpus`: (id, title, text); None without the file. `grades`: query -> document -> 0-3."""

    corpus: list[tuple[str, str, str]] | None
    queries: list[Query]
    grades: dict[str, dict[str, int]] = field(default_factory=dict)

    def of_half(self, half: str | None) -> list[Query]:
        """Returns the questions of this half, and those that belong to none; all without a half."""
        return [query for query in self.queries if not half or query.half in (half, "")]

    def is_graded(self, query: Query) -> bool:
        """Returns whether figures can be made of its answer: it has one, and that has a grade."""
        return query.kind != NO_ANSWER and bool(self.grades.get(query.id))


def read_dataset(folder: Path) -> Dataset:
    """Reads and checks all files of a folder."""
    corpus = folder / "corpus.jsonl"
    queries = [
        Query(entry["id"], entry["text"], entry.get("kind", "all"), entry.get("half", ""))
        for entry in _entries(folder / "queries.jsonl", ("id", "text"), ("kind", "half"))
    ]
    if not queries:
        raise DatasetInvalid("queries.jsonl: Es steht keine Frage darin.")
    if len({query.id for query in queries}) != len(queries):
        raise DatasetInvalid("queries.jsonl: eine id kommt doppelt vor.")
    return Dataset(
        corpus=_corpus(corpus) if corpus.exists() else None,
        queries=queries,
        grades=_grades(folder / "qrels.tsv"),
    )


def read_run(path: Path) -> dict[str, list[str]]:
    """Reads a TREC run file (`qid Q0 docid rank score tag`): query -> documents, best first."""
    ranked: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for number, line in _lines(path):
        try:
            query, _, document, rank, *_rest = line.split()
            place = int(rank)
        except ValueError as error:
            raise DatasetInvalid(
                f"{path.name}, Zeile {number}: „Frage Q0 Dokument Rang Wert Name“ erwartet."
            ) from error
        if document in (one for _, one in ranked[query]):
            raise DatasetInvalid(f"{path.name}, Zeile {number}: {document} kommt doppelt vor.")
        ranked[query].append((place, document))
    return {query: [document for _, document in sorted(rows)] for query, rows in ranked.items()}


def _corpus(path: Path) -> list[tuple[str, str, str]]:
    entries = [
        (entry["id"], entry.get("title", ""), entry["text"])
        for entry in _entries(path, ("id", "text"), ("title",))
    ]
    if not entries:
        raise DatasetInvalid(f"{path.name}: Es steht kein Dokument darin.")
    if len({entry[0] for entry in entries}) != len(entries):
        raise DatasetInvalid(f"{path.name}: eine id kommt doppelt vor.")
    return entries


def _entries(
    path: Path, required: Sequence[str], optional: Sequence[str]
) -> Iterator[dict[str, Any]]:
    for number, line in _lines(path):
        try:
            entry = json.loads(line)
            wrong = [name for name in required if not _is_text(entry.get(name))]
            wrong += [name for name in optional if not _is_text(entry.get(name, ""))]
        except (ValueError, AttributeError) as error:
            raise DatasetInvalid(f"{path.name}, Zeile {number}: kein JSON-Objekt.") from error
        if wrong:
            said = ", ".join(wrong)
            raise DatasetInvalid(f"{path.name}, Zeile {number}: {said} fehlt oder ist kein Text.")
        yield entry


def _is_text(value: object) -> bool:
    """Returns whether the database can keep it: no NUL, and no half of a character."""
    return isinstance(value, str) and "\0" not in value and not HALF_CHARACTER.search(value)


def _grades(path: Path) -> dict[str, dict[str, int]]:
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    for number, line in _lines(path):
        parts = line.split("\t") if "\t" in line else line.split()
        if len(parts) == 4:  # TREC: query, iteration, document, grade
            parts = [parts[0], *parts[2:]]
        if number == 1 and not parts[-1].strip().lstrip("-").isdigit():
            continue  # a heading
        try:
            query, document, grade = parts
            grades[query][document] = _grade(grade)
        except ValueError as error:
            raise DatasetInvalid(
                f"{path.name}, Zeile {number}: Frage, Dokument und Note 0-3 erwartet."
            ) from error
    return dict(grades)


def _grade(text: str) -> int:
    grade = int(text)
    if grade > GRADE_MAX:
        raise ValueError(text)
    return max(0, grade)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DatasetInvalid(f"{path}: {why_unreadable(error)}") from error
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, line.rstrip("\r")
