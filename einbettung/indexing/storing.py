"""Writes pages, passages and vectors into the index tables, inside the caller's transaction."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from pgvector import SparseVector

from einbettung.models import Chunk, Dokument, Fassung, Generation
from einbettung.schema import Document, EmbeddedPassage, TextSection
from einbettung.vectors import ngram_vectors
from einbettung.vectors.encoding import Vectors

from .fingerprints import content_hash, text_fingerprint


@dataclass(frozen=True)
class Work:
    """A page whose index rows are out of date, with its new passages."""

    document: Document
    fingerprint: str
    passages: list[EmbeddedPassage]


@dataclass(frozen=True)
class Prepared:
    """What is to be stored: `texts` of which the Dokument is out of date, and pages with their
    vectors (by content hash) for one generation."""

    texts: list[Document]
    work: list[Work]
    signature: str
    vectors: dict[str, Vectors]

    @property
    def page_ids(self) -> set[int]:
        return {*self.text_ids, *(item.document.page_id for item in self.work)}

    @property
    def text_ids(self) -> set[int]:
        return {document.page_id for document in self.texts}

    def still_true(self, now: Mapping[int, Document]) -> "Prepared":
        """Returns what was prepared, without the pages that have changed since they were read."""
        return replace(
            self,
            texts=[d for d in self.texts if now.get(d.page_id) == d],
            work=[w for w in self.work if now.get(w.document.page_id) == w.document],
        )


def store_prepared(prepared: Prepared) -> None:
    """Writes what was prepared into the rows of these pages."""
    for document in prepared.texts:
        _store_text(document)
    for item in prepared.work:
        _store_passages(item, prepared.signature, prepared.vectors)
    for found in islice(prepared.vectors.values(), 1):
        Generation.objects.filter(modell=prepared.signature, dimension=None).update(
            dimension=len(found.passage)
        )


def remove_rows(page_ids: Sequence[int]) -> int:
    """Removes the pages from all generations; returns how many pages had rows."""
    return Dokument.objects.filter(pk__in=page_ids).delete()[1].get("einbettung.Dokument", 0)


def stored_sections(sections: Iterable[TextSection]) -> list[dict[str, str]]:
    """Returns the sections in the form that `Dokument.abschnitte` and `anlagen` store."""
    return [{"name": part.name, "anker": part.anchor, "text": part.text} for part in sections]


def text_row(document: Document) -> dict[str, Any]:
    """Returns the values of the page's Dokument, without its key."""
    return {
        "titel": document.title,
        "kommunen": ", ".join(document.kommunen),
        "abschnitte": stored_sections(document.sections),
        "anlagen": stored_sections(document.attachments),
        "zeichen": _characters(document),
        "fingerabdruck": text_fingerprint(document),
    }


def passage_rows(
    item: Work, signature: str, vectors: Mapping[str, Vectors]
) -> Iterator[dict[str, Any]]:
    """Yields the values of the page's Chunks. `vectors`: by content hash."""
    for number, passage in enumerate(item.passages):
        key = content_hash(passage)
        yield {
            "dokument_id": item.document.page_id,
            "nummer": number,
            "abschnitt": passage.section,
            "anker": passage.anchor,
            "text": passage.text,
            "inhalt_hash": key,
            "modell": signature,
            "vektor": vectors[key].passage,
            "token_vektoren": vectors[key].tokens,
        }


def _store_text(document: Document) -> None:
    Dokument.objects.update_or_create(pk=document.page_id, defaults=text_row(document))


def _store_passages(item: Work, signature: str, vectors: Mapping[str, Vectors]) -> None:
    page_id = item.document.page_id
    Fassung.objects.update_or_create(
        dokument_id=page_id, modell=signature, defaults={"fingerabdruck": item.fingerprint}
    )
    Chunk.objects.filter(dokument=page_id, modell=signature).delete()
    Chunk.objects.bulk_create(Chunk(**row) for row in passage_rows(item, signature, vectors))


def _characters(document: Document) -> SparseVector:
    text = " ".join([*document.kommunen, *(part.text for part in document.sections)])
    return SparseVector(ngram_vectors.page_vector(document.title, text), ngram_vectors.DIMENSIONS)
