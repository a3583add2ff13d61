"""Tells the rows of a table that are no projects: headings between the rows, sums, remarks below
the table. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from wiki.austausch.draft.schema import Meldung, RawRow

from .cells import is_filled, shown_text

COLUMNS_MIN = 3  # of a table; in a narrower one a single cell may be a project
GROUP_MAX_CHARS = 120  # characters
SUM = re.compile(
    r"(?:summe|gesamt|gesamtsumme|zwischensumme|endsumme|total|insgesamt|σ|Σ|gesamtkosten)\b.{0,30}",
    re.I,
)
SURE_SUM = re.compile(r"(?:summe|gesamtsumme|zwischensumme|endsumme)\b", re.I)
REMARK = re.compile(
    r"(?:quelle|stand|hinweise?|anmerkung|legende|erläuterung|fußnote|abkürzungen)\b ?:.*|"
    r"stand \d.*|\*.+|\d\) .+",
    re.I,
)
GROUP_WORD = re.compile(
    r"(?:(?:strategisches |operatives )?(?:handlungsfeld|handlungsbereich|themenfeld|themenbereich|"
    r"themenkomplex|maßnahmenbereich|maßnahmenfeld|maßnahmengruppe|schwerpunkt|leitziel|ziel|"
    r"oberziel|kapitel|cluster|block|abschnitt|teil|säule|bereich|dezernat|fachbereich|ressort|"
    r"kategorie|gruppe|phase)\b[ \w.]{0,6}\s?[:–-].*|"
    r"(?:handlungsfeld|themenfeld|schwerpunkt|kapitel|dezernat|fachbereich|säule|cluster)\b.*|"
    r"[IVX]{1,4}\.? .+|[A-Z]\.? [A-ZÄÖÜ].+|\d{1,2}(?:\.\d{1,2})*\.? [A-ZÄÖÜ].+|.+:)",
    re.I,
)
GROUP_PREFIX = re.compile(r"^[\w .]{0,30}?\d{0,2}\s?[:–]\s*|^(?:[IVX]{1,4}|[A-Z]|\d{1,2})\.?\s+")


def without_other_rows(rows: Iterable[RawRow], headings: Sequence[str]) -> Iterator[RawRow]:
    """Leaves out rows that are no projects, and rows that repeat the headings, as at the top of
    each printed page. The row before (or the first one) says so. A heading between the rows stays
    with the rows below it as their `gruppe`."""
    said: list[Meldung] = []
    last: RawRow | None = None
    group = ""
    for row in rows:
        if not (is_filled(row) or row.fehler):
            continue
        note, heading = _what_it_is(row, headings)
        if note:
            said.append(Meldung(row.nummer, "", note))
            group = heading or group
            continue
        if last is not None:
            yield replace(last, hinweise=(*last.hinweise, *said))
            said = []
        last = replace(row, gruppe=group)
    if last is not None:
        yield replace(last, hinweise=(*last.hinweise, *said))


def _what_it_is(row: RawRow, headings: Sequence[str]) -> tuple[str, str]:
    """Returns (why the row is no project, what it is a heading of); both empty for a project."""
    texts = [shown_text(cell) for cell in row.zellen]
    if texts[: len(headings)] == list(headings):
        return "Überschriften noch einmal; übersprungen.", ""
    filled = [text for text in texts if text]
    if len(headings) < COLUMNS_MIN or not filled:
        return "", ""
    if SURE_SUM.match(filled[0]) or (
        SUM.fullmatch(filled[0]) and all(_is_number(text) for text in filled[1:])
    ):
        return f"Summenzeile „{filled[0]}“: kein Projekt.", ""
    if len(set(filled)) > 1 or len(filled[0]) > GROUP_MAX_CHARS:
        return "", ""
    text = filled[0]
    if REMARK.fullmatch(text):
        return f"Anmerkung unter der Tabelle: „{text}“.", ""
    if len(filled) > 1 and len(filled) < max(COLUMNS_MIN, len(headings) / 2):
        return "", ""  # no merged row
    if len(filled) > 1 or GROUP_WORD.fullmatch(text) or not texts[_title_column(headings)]:
        return f"Zwischenüberschrift „{text}“: kein Projekt.", group_name(text)
    return "", ""


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"[-−]?[\d.,' ]+(?: ?(?:€|eur|euro|t€|teur))?", text, re.I))


def _title_column(headings: Sequence[str]) -> int:
    """Returns the column in which a project has its name: the first that is not a number."""
    for number, heading in enumerate(headings):
        if heading and not re.match(r"(?:lfd|nr|nummer|id|pos|#)\b", heading, re.I):
            return number
    return 0


def group_name(text: str) -> str:
    """`Handlungsfeld 2: Mobilität` -> `Mobilität`."""
    return GROUP_PREFIX.sub("", text).strip(" :") or text
