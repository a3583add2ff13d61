"""tantivy in memory, and with numpy beside it: how little is needed for how much."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np

from suche.messung.evaluation import reciprocal_ranks

from .corpus import FUSED, SHOWN_RESULTS, EngineCorpus, Search

ANALYZER = "deutsch"


def is_there() -> bool:
    """Whether tantivy is installed: it is a package of developers only."""
    return find_spec("tantivy") is not None


@contextmanager
def words_by_tantivy(corpus: EngineCorpus) -> Iterator[Search]:
    """BM25 over title and text, stemmed by Snowball's German; one of the words will do."""
    index = _index(corpus)
    yield lambda text: _by_words(index, text, SHOWN_RESULTS)


@contextmanager
def tantivy_and_numpy(corpus: EngineCorpus) -> Iterator[Search]:
    """The same and the cosines of all pages, joined by reciprocal ranks."""
    index = _index(corpus)

    def search(text: str) -> list[int]:
        cosines = corpus.vectors @ corpus.model.encoder.encode_query(text).vector
        nearest = [corpus.ids[at] for at in np.argsort(-cosines)[:FUSED]]
        return list(reciprocal_ranks([_by_words(index, text, FUSED), nearest]))[:SHOWN_RESULTS]

    yield search


def _tantivy() -> Any:
    """No import statement: the product must do without packages that only developers have."""
    return import_module("tantivy")


def _index(corpus: EngineCorpus) -> Any:
    tantivy = _tantivy()
    tokens = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    stemmed = tokens.filter(tantivy.Filter.lowercase()).filter(tantivy.Filter.stemmer("german"))
    schema = tantivy.SchemaBuilder().add_integer_field("page_id", stored=True)
    for name in ("title", "body"):
        schema = schema.add_text_field(name, tokenizer_name=ANALYZER)
    index = tantivy.Index(schema.build())
    index.register_tokenizer(ANALYZER, stemmed.build())
    writer = index.writer()
    for page_id, title, body in corpus.rows:
        writer.add_document(tantivy.Document(page_id=page_id, title=title, body=body))
    writer.commit()
    index.reload()
    return index


def _by_words(index: Any, text: str, limit: int) -> list[int]:
    asked, _ = index.parse_query_lenient(text, ["title", "body"])
    searcher = index.searcher()
    return [searcher.doc(at)["page_id"][0] for _, at in searcher.search(asked, limit).hits]
