"""Reads a question set: corpus.jsonl, queries.jsonl, qrels.tsv. Errors name file and line."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from suche.exceptions import DatasetInvalid

NO_ANSWER = "none"  # kind of questions that the corpus does not answer


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


def read_dataset(folder: Path) -> Dataset:
    """Reads and checks all files of a folder."""
    corpus = folder / "corpus.jsonl"
    queries = [
        Query(entry["id"], entry["text"], entry.get("kind", "all"), entry.get("half", ""))
        for entry in _entries(folder / "queries.jsonl", "id", "text")
    ]
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
            ranked[query].append((int(rank), document))
        except ValueError as error:
            raise DatasetInvalid(
                f"{path.name}, Zeile {number}: „Frage Q0 Dokument Rang Wert Name“ erwartet."
            ) from error
    return {query: [document for _, document in sorted(rows)] for query, rows in ranked.items()}


def _corpus(path: Path) -> list[tuple[str, str, str]]:
    entries = [
        (entry["id"], entry.get("title", ""), entry["text"])
        for entry in _entries(path, "id", "text")
    ]
    if len({entry[0] for entry in entries}) != len(entries):
        raise DatasetInvalid(f"{path.name}: eine id kommt doppelt vor.")
    return entries


def _entries(path: Path, *required: str) -> Iterator[dict[str, Any]]:
    for number, line in _lines(path):
        try:
            entry = json.loads(line)
            missing = [name for name in required if not isinstance(entry.get(name), str)]
        except (ValueError, AttributeError) as error:
            raise DatasetInvalid(f"{path.name}, Zeile {number}: kein JSON-Objekt.") from error
        if missing:
            raise DatasetInvalid(f"{path.name}, Zeile {number}: {', '.join(missing)} fehlt.")
        yield entry


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
            grades[query][document] = max(0, int(grade))
        except ValueError as error:
            raise DatasetInvalid(
                f"{path.name}, Zeile {number}: Frage, Dokument und Note 0-3 erwartet."
            ) from error
    return dict(grades)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DatasetInvalid(f"{path}: {error}") from error
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, line.rstrip("\r")
