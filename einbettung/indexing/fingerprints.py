"""Hashes of everything that stored rows and vectors depend on: while the hash stays the same,
nothing has to be stored or encoded anew."""

import hashlib
import json

from einbettung.schema import Document, EmbeddedPassage
from einbettung.text import chunking
from einbettung.vectors import ngram_vectors


def text_fingerprint(document: Document) -> str:
    """Changes exactly when the page's Dokument would."""
    content = [
        document.title,
        ", ".join(document.kommunen),
        [(part.name, part.anchor, part.text) for part in document.parts],
        ngram_vectors.NGRAM_VERSION,
    ]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def fingerprint_of(document: Document, signature: str) -> str:
    """Changes exactly when the page's rows in this generation would."""
    content = [
        document.title,
        chunking.named(document),
        [(part.name, part.anchor, part.text) for part in document.parts],
        chunking.VERSION,
        ngram_vectors.NGRAM_VERSION,
        signature,
    ]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def content_hash(passage: EmbeddedPassage) -> str:
    """The same hash means the same vectors."""
    return hashlib.sha256(f"{passage.new_from} {passage.embedded_text}".encode()).hexdigest()
