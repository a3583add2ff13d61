"""Question sets made from the wiki's own articles, in the public format, to see whether a change of
the ranking holds where it was not tuned. Each hides something the ranking likes to lean on."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from einbettung.models import Dokument
from einbettung.text.extraction import KURZFASSUNG, STECKBRIEF
from wiki.german.sentences import sentences


@dataclass(frozen=True)
class IndexedArticle:
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


def starting_points(article: IndexedArticle) -> Entry:
    """The first sentence of the text asks for the rest: it tells of the situation, the rest of what
    was done. They share few words."""
    first, *rest = list(sentences(_body(article))) or [""]
    return Entry(article.slug, " ".join(rest), first)


def summaries(article: IndexedArticle) -> Entry:
    """The summary asks for the text. They share many words."""
    return Entry(article.slug, _body(article), article.sections.get(KURZFASSUNG, ""))


def titles(article: IndexedArticle) -> Entry:
    """The title asks for the text, often by a name that the text does not hold."""
    return Entry(article.slug, _body(article), article.title)


COLLECTIONS: dict[str, Callable[[IndexedArticle], Entry]] = {
    "ausgangslage": starting_points,
    "kurzfassung": summaries,
    "titel": titles,
}


def indexed_articles() -> Iterator[IndexedArticle]:
    """Reads all pages of the index: for measuring on one's own machine, never for visitors."""
    for row in Dokument.objects.select_related("page").order_by("pk").iterator(200):
        sections = {part["name"]: part["text"] for part in row.abschnitte}
        yield IndexedArticle(row.page.slug, row.titel, sections)


def write_collection(entries: Iterable[Entry], folder: Path) -> int:
    """Writes corpus.jsonl, queries.jsonl and qrels.tsv; returns how many questions there are."""
    documents = [entry for entry in entries if entry.text]
    asked = [entry for entry in documents if entry.question]
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "corpus.jsonl", (_json(id=e.id, title="", text=e.text) for e in documents))
    _write(folder / "queries.jsonl", (_json(id=f"f-{e.id}", text=e.question) for e in asked))
    _write(folder / "qrels.tsv", (f"f-{e.id}\t{e.id}\t3" for e in asked))
    return len(asked)


def _body(article: IndexedArticle) -> str:
    """Returns the text of an article without summary and fact box."""
    told = (
        text for name, text in article.sections.items() if name not in (KURZFASSUNG, STECKBRIEF)
    )
    return " ".join(" ".join(told).split())


def _json(**values: str) -> str:
    return json.dumps(values, ensure_ascii=False)


def _write(path: Path, lines: Iterable[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
