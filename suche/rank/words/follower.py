"""How a word index follows the change log: what it has taken in, what it has to take in next.

Each entry of the log carries a random name beside its number. An index remembers both of the last
entry it has taken in; when the log does not know that entry (the database was put back to an older
state, or the entry was cleared away while the index stood still), it has to be built anew.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from whoosh import fields
from whoosh.analysis import Analyzer

from einbettung.models import Aenderung, Dokument
from suche.german import analysis
from suche.rank.parameters import ATTACHMENT_FIELD
from suche.understand.cached_tables import current_wortschatz

BOOKMARK = "stand"  # page_id of the document that holds the Bookmark
BATCH = 500  # rows in memory at a time


@dataclass(frozen=True)
class Bookmark:
    """The last entry of the change log that an index has taken in; number 0 when the log was
    empty."""

    number: int
    name: str


@dataclass(frozen=True)
class Changes:
    """Pages that have changed, and the last entry of the log that tells of them."""

    page_ids: tuple[int, ...]
    until: Bookmark


def word_schema(analyzer: Analyzer, text_fields: Iterable[str]) -> fields.Schema:
    return fields.Schema(
        page_id=fields.ID(stored=True, unique=True),
        stand=fields.STORED,  # these two only in the bookmark's document
        kennung=fields.STORED,
        **{name: fields.TEXT(analyzer=analyzer) for name in text_fields},
    )


def read_bookmark(searcher: Any) -> Bookmark:
    stored = searcher.document(page_id=BOOKMARK)
    return Bookmark(int(stored["stand"]), stored["kennung"])


def changes_since(bookmark: Bookmark) -> Changes | None:
    """Returns the changes after the bookmark; None when the log does not know its entry. One
    query."""
    rows = list(
        Aenderung.objects.filter(nummer__gte=bookmark.number)
        .order_by("nummer")
        .values_list("nummer", "kennung", "page_id")
    )
    if bookmark.number:
        if not rows or Bookmark(rows[0][0], rows[0][1].hex) != bookmark:
            return None
        rows = rows[1:]
    if not rows:
        return Changes((), bookmark)
    number, name, _ = rows[-1]
    return Changes(tuple(dict.fromkeys(row[2] for row in rows)), Bookmark(number, name.hex))


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
    newest = Aenderung.objects.order_by("nummer").values_list("nummer", "kennung").last()
    bookmark = Bookmark(newest[0], newest[1].hex) if newest else Bookmark(0, "")
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
