"""How a word index follows the change log (`einbettung.events.change_log`): what it has taken in,
what it takes in next."""

from collections.abc import Iterable
from typing import Any

from whoosh import fields
from whoosh.analysis import Analyzer

from einbettung.events.change_log import Bookmark, Changes, newest_entry
from einbettung.models import Dokument
from suche.german import analysis
from suche.rank.parameters import ATTACHMENT_FIELD
from suche.understand.cached_tables import current_wortschatz

BOOKMARK = "stand"  # page_id of the document that holds the Bookmark
BATCH = 500  # rows in memory at a time


def word_schema(analyzer: Analyzer, text_fields: Iterable[str]) -> fields.Schema:
    """Returns the schema of a word index. It keeps no positions of words: nobody asks for phrases,
    and they took half of the time of writing and reading."""
    return fields.Schema(
        page_id=fields.ID(stored=True, unique=True),
        stand=fields.STORED,  # these two only in the bookmark's document
        kennung=fields.STORED,
        **{name: fields.TEXT(analyzer=analyzer, phrase=False) for name in text_fields},
    )


def read_bookmark(searcher: Any) -> Bookmark:
    stored = searcher.document(page_id=BOOKMARK)
    return Bookmark(int(stored["stand"]), stored["kennung"])


def take_in(writer: Any, changes: Changes) -> None:
    """Writes the present state of the changed pages into the index."""
    eigennamen = current_wortschatz().eigennamen
    for start in range(0, len(changes.page_ids), BATCH):
        batch = changes.page_ids[start : start + BATCH]
        present = Dokument.objects.defer("zeichen").in_bulk(batch)
        for page_id in batch:
            if page_id in present:
                writer.update_document(**_document(present[page_id], eigennamen))
            else:
                writer.delete_by_term("page_id", str(page_id))
    _remember(writer, changes.until)


def take_in_everything(writer: Any) -> None:
    """Fills an empty index. The bookmark is read first, so that pages which change meanwhile are
    taken in again."""
    bookmark = newest_entry()
    eigennamen = current_wortschatz().eigennamen
    last = 0
    rows = Dokument.objects.defer("zeichen").order_by("pk")
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        for row in batch:
            writer.add_document(**_document(row, eigennamen))
        last = batch[-1].pk
    _remember(writer, bookmark)


def _remember(writer: Any, bookmark: Bookmark) -> None:
    writer.update_document(page_id=BOOKMARK, stand=bookmark.number, kennung=bookmark.name)


def _document(row: Dokument, eigennamen: frozenset[str]) -> dict[str, Any]:
    """Returns the fields as lists of terms, because Whoosh's own analyzer does not know the
    editors' names."""
    texts = {
        "titel": row.titel,
        "kommunen": row.kommunen,
        "text": "\n\n".join(part["text"] for part in row.abschnitte),
        ATTACHMENT_FIELD: "\n\n".join(part["text"] for part in row.anlagen),
    }
    return {"page_id": str(row.pk)} | {
        name: [token.term for token in analysis.tokens(analysis.normalise(text), eigennamen)]
        for name, text in texts.items()
    }
