"""Question sets made from the wiki's own articles, in the public format, to see whether a change of
the ranking holds where it was not tuned. Each hides something the ranking likes to lean on."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from einbettung.models import Dokument
from einbettung.text.chunking import SENTENCE_END

SOLUTION, RESULT, BEFORE, LEAD = "Lösung", "Ergebnis und Wirkung", "Ausgangslage", "Kurzfassung"


@dataclass(frozen=True)
class Article:
    """An indexed page; `sections`: name -> text."""

    slug: str
    title: str
    sections: dict[str, str]


@dataclass(frozen=True)
class Entry:
    """A document without a title and the question that only it answers (empty: none is asked)."""

    id: str
    text: str
    question: str


def starting_points(article: Article) -> Entry:
    """Makes documents of the solution, asked for by the first sentence of the situation before.
    They share few words."""
    first = SENTENCE_END.split(article.sections.get(BEFORE, ""))[0]
    return Entry(article.slug, article.sections.get(SOLUTION, ""), first)


def summaries(article: Article) -> Entry:
    """Makes documents of solution and result, asked for by the summary. They share many words."""
    return Entry(article.slug, _solution_and_result(article), article.sections.get(LEAD, ""))


def titles(article: Article) -> Entry:
    """Makes documents of solution and result, asked for by the title, often a name that the text
    does not hold."""
    return Entry(article.slug, _solution_and_result(article), article.title)


COLLECTIONS: dict[str, Callable[[Article], Entry]] = {
    "ausgangslage": starting_points,
    "kurzfassung": summaries,
    "titel": titles,
}


def indexed_articles() -> Iterator[Article]:
    """Reads all pages of the index: for measuring on one's own machine, never for visitors."""
    for row in Dokument.objects.select_related("page").order_by("pk").iterator(200):
        sections = {part["name"]: part["text"] for part in row.abschnitte}
        yield Article(row.page.slug, row.titel, sections)


def write_collection(entries: Iterable[Entry], folder: Path) -> int:
    """Writes corpus.jsonl, queries.jsonl and qrels.tsv; returns how many questions there are."""
    documents = [entry for entry in entries if entry.text]
    asked = [entry for entry in documents if entry.question]
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "corpus.jsonl", (_json(id=e.id, title="", text=e.text) for e in documents))
    _write(folder / "queries.jsonl", (_json(id=f"f-{e.id}", text=e.question) for e in asked))
    _write(folder / "qrels.tsv", (f"f-{e.id}\t{e.id}\t3" for e in asked))
    return len(asked)


def _solution_and_result(article: Article) -> str:
    parts = (article.sections.get(SOLUTION, ""), article.sections.get(RESULT, ""))
    return " ".join(filter(None, parts)) if parts[0] else ""


def _json(**values: str) -> str:
    return json.dumps(values, ensure_ascii=False)


def _write(path: Path, lines: Iterable[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
