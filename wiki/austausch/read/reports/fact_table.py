"""Reads a table of a report as its fact box: fields beside their values, and rows across the whole
width, which head the rows below, or hold a field and its value. Pure."""

import re
from collections.abc import Iterator, Sequence

from wiki.austausch.draft.headings import heading_key, suggest_mapping
from wiki.austausch.draft.headings import is_known as is_field

from .case_headings import is_known
from .case_pieces import facts_in

COUNT = re.compile(r"\(?\d{0,3}(?:\.\d{1,2})*[.)]?")
# How the first row of a fact box calls its two columns.
HEADS_OF_FACTS = {
    (name, value)
    for name in ("feld", "merkmal", "eigenschaft", "angabe", "kriterium", "was", "frage")
    for value in ("wert", "inhalt", "angabe", "beschreibung", "eintrag", "auspraegung", "antwort")
}
FIELDS_MIN = 2
LIST_COLUMNS_MIN = 3
OF_A_PROJECT = {"titel", "kommunen"}
LABELLED = re.compile(r"([^\n:]{2,60}?)\s*(:[ \t]*\n?|\n)\s*(\S.*)", re.DOTALL)
HEADING_MAX_CHARS = 60
Rows = tuple[tuple[str, ...], ...]
Pair = tuple[str, str]


def facts_of(rows: Rows) -> tuple[dict[str, str], list[str]]:
    """Returns the facts, and texts that have no name, if the table names at least two known fields:
    beside their values, above them, or in one cell with them; otherwise nothing."""
    if _lists_projects(rows):
        return {}, []
    for read in (_in_cells, _above_values, _beside_values):
        said = read(rows)
        if sum(1 for name, _ in said if is_field(name)) >= FIELDS_MIN:
            facts = facts_in(pair for pair in said if all(pair))
            return facts, [text for name, text in said if not name]
    return {}, []


def _lists_projects(rows: Rows) -> bool:
    """Whether the first row names fields, and each one below tells another project."""
    head, *below = rows
    named = len(head) >= LIST_COLUMNS_MIN and all(map(is_field, head))
    return named and len(below) > 1 and not any(is_field(cell) for row in below for cell in row)


def _in_cells(rows: Rows) -> list[Pair]:
    """Each cell is a field and its value: `Status: im Betrieb`."""
    cells = dict.fromkeys(cell.strip() for row in rows for cell in row if cell.strip())
    found = [LABELLED.fullmatch(cell) for cell in cells]
    if not all(match and is_field(match[1]) for match in found):
        return []
    return [(match[1].strip(), match[3]) for match in found if match]


def _above_values(rows: Rows) -> list[Pair]:
    """Every other row is one of fields, and the next holds their values."""
    names, values = rows[::2], rows[1::2]
    labels = [cell for row in names for cell in row if cell]
    answers = [cell for row in values for cell in row if cell]
    if len(names) != len(values) or not labels or any(_is_across(row) for row in names):
        return []
    if not all(map(is_field, labels)) or any(map(is_field, answers)):
        return []
    if len(names) == 1 and not OF_A_PROJECT & set(suggest_mapping(labels).fields):
        return []  # a small table of the article: `Jahr | Kosten`
    return [pair for row in zip(names, values, strict=True) for pair in zip(*row, strict=False)]


def _beside_values(rows: Rows) -> list[Pair]:
    beside = _in_pairs(tuple(row for row in rows if not _is_across(row)))
    if any(len(row) != 2 for row in beside):
        return []
    if beside and tuple(map(heading_key, beside[0])) in HEADS_OF_FACTS:
        beside = beside[1:]
    return [*_continued(beside), *_across(rows)]


def _is_across(row: Sequence[str]) -> bool:
    """Whether a row is one merged cell."""
    return len(row) > 1 and len(set(row)) == 1


def _in_pairs(rows: Rows) -> Rows:
    """Leaves out a first column that only counts, and cuts rows of two fields in two."""
    if all(len(row) == 3 and COUNT.fullmatch(row[0]) for row in rows):
        return tuple(row[1:] for row in rows)
    if all(len(row) == 4 for row in rows) and any(is_known(row[2]) for row in rows):
        return tuple(pair for row in rows for pair in (row[:2], row[2:]) if any(pair))
    return rows


def _continued(rows: Rows) -> Iterator[Pair]:
    """Yields names and values; a value without a name goes on with the one above."""
    above = ""
    for name, value in rows:
        above = name.strip().rstrip(":").strip() or above
        if name != value:
            yield above, value


def _across(rows: Rows) -> Iterator[Pair]:
    """Yields what the rows across the whole width say: in one cell (`Ziele: …`), or in two of them
    below each other. One alone is the heading of the rows below, or a text without a name."""
    heading = ""
    for row in rows:
        text = row[0].strip() if _is_across(row) else ""
        labelled = LABELLED.fullmatch(text)
        if labelled and (":" in labelled[2] or is_known(labelled[1])):
            yield labelled[1].strip(), labelled[3]
            heading = ""
        elif text and heading and not is_known(text):
            yield heading, text
            heading = ""
        elif text and not _may_head(text):
            yield "", text
        else:
            heading = text.rstrip(":")


def _may_head(text: str) -> bool:
    return len(text) <= HEADING_MAX_CHARS and "\n" not in text and not text.endswith((".", "!"))
