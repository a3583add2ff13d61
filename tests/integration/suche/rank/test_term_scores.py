"""What a term brings a page is BM25 as Whoosh computes it, of the page's own fields."""

from typing import Any

import pytest
from whoosh.query import Term
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from einbettung.events.change_log import log_changes
from einbettung.models import Dokument
from suche.rank.parameters import K1, B
from suche.rank.words.lexical import LexicalIndex
from suche.rank.words.segments import Postings
from suche.rank.words.term_scores import SEARCHED, Memory, TermScores
from suche.rank.words.word_folder import WordFolder
from tests.factories import publish_projekt
from tests.integration.seiten import question
from wiki.models import Startseite

TEXTS = {
    "Rathaus": "Bienen und Bienen auf dem Dach.",
    "Bienen": "Ein Schwarm, und eine Bühne für den Sommer.",
    "Bühne": "Das Rathaus lädt ein.",
}


@pytest.fixture
def ids(start: Startseite, wortindex: LexicalIndex) -> list[int]:
    """Three pages that share words in different fields, one after the other in the index."""
    ids = [publish_projekt(text).pk for text in TEXTS.values()]
    for pk, (titel, text) in zip(ids, TEXTS.items(), strict=True):
        parts = [{"name": "Lösung", "anker": "", "text": text}]
        Dokument.objects.create(pk=pk, titel=titel, abschnitte=parts)
    log_changes(ids)
    wortindex.catch_up()
    return ids


@pytest.mark.parametrize("term", ["bien", "rathaus", "lad", "nirgends"])
def test_a_term_brings_what_whoosh_computes_for_its_best_field(
    wortindex: LexicalIndex, ids: list[int], term: str
) -> None:
    searcher = WordFolder(wortindex.folder).open().searcher(weighting=BM25F(B=B, K1=K1))
    scores = TermScores(searcher, Memory.of(searcher)).of(term)
    found = dict(zip(scores.documents.tolist(), scores.values.tolist(), strict=True))
    assert found == pytest.approx(best_by_whoosh(searcher, term))
    searcher.close()


def test_a_page_gains_nothing_by_the_title_of_the_next_one(
    wortindex: LexicalIndex, ids: list[int]
) -> None:
    """Whoosh's own maximum over fields gave the first page what the title of the second brings."""
    in_text, in_title, _ = ids
    hits = wortindex.search(question("Bienen").units, ids, limit=10)
    shares = {hit.page_id: hit.score for hit in hits}
    assert shares.keys() == {in_text, in_title}
    assert shares[in_text] < shares[in_title] / 2


def test_a_second_thread_reads_no_posting_again(wortindex: LexicalIndex, ids: list[int]) -> None:
    searcher = WordFolder(wortindex.folder).open().searcher()
    memory = Memory.of(searcher)
    first = TermScores(searcher, memory).of("bien")
    searcher.close()
    assert TermScores(searcher, memory).of("bien") is first


def test_after_a_publication_only_the_new_segment_is_read(
    wortindex: LexicalIndex, ids: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    original = Postings.read

    def watch(reader: Any, name: str, term: str) -> Postings:
        read.append(reader.doc_count_all())
        return original(reader, name, term)

    monkeypatch.setattr(Postings, "read", watch)
    before = wortindex.search(question("Bienen").units, ids, limit=10)
    assert set(read) == {len(ids) + 1}  # the bookmark is a document, too
    read.clear()
    _change(ids[2], "Bienen und noch mehr Bienen")
    after = wortindex.search(question("Bienen").units, ids, limit=10)
    assert len(after) == len(before) + 1
    assert set(read) == {2}


def test_a_page_that_was_changed_has_the_words_of_its_new_text_only(
    wortindex: LexicalIndex, ids: list[int]
) -> None:
    wortindex.search(question("Bienen").units, ids, limit=10)
    _change(ids[0], "Ein Garten")
    _change(ids[1], "Ein Dach")
    assert [hit.page_id for hit in wortindex.search(question("Bienen").units, ids, 10)] == []
    assert [hit.page_id for hit in wortindex.search(question("Garten").units, ids, 10)] == ids[:1]


def _change(page_id: int, text: str) -> None:
    Dokument.objects.filter(pk=page_id).update(
        titel="Neu", abschnitte=[{"name": "Lösung", "anker": "", "text": text}]
    )
    log_changes([page_id])


def best_by_whoosh(searcher: Searcher, term: str) -> dict[int, float]:
    best: dict[int, float] = {}
    for name, weight in SEARCHED.items():
        for hit in searcher.search(Term(name, term), limit=None):
            best[hit.docnum] = max(best.get(hit.docnum, 0.0), weight * hit.score)
    return best
