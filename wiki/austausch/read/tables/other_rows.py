"""Tells the rows of a table that are no projects: headings between the rows, sums, remarks below
the table. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from wiki.austausch.draft.headings import suggested_fields, title_column
from wiki.austausch.draft.schema import Meldung, RawRow
from wiki.austausch.read.rows.groups import (
    KIND_OF_KOMMUNE,
    STATE_OF_PROJECTS,
    YEAR_OF_PROJECTS,
    group_name,
)
from wiki.austausch.read.rows.row import cell_text

from .cells import is_filled, shown_text

COLUMNS_MIN = 3  # of a table; in a narrower one a single cell may be a project
GROUP_MAX_CHARS = 120
SUM = re.compile(
    r"(?:(?:summe|gesamt|gesamtsumme|zwischensumme|endsumme|total|insgesamt|gesamtkosten|"
    r"durchschnitt|mittelwert|anzahl|gesamtergebnis|übertrag|saldo|davon|abzüglich|zuzüglich)\b|"
    r"[σΣ∑øØ]).{0,30}",
    re.I,
)
# What a spreadsheet writes below each group that it adds up: `Trier Ergebnis`.
SUBTOTAL = re.compile(r".{1,80} (?:ergebnis|summe|gesamt|mittelwert|anzahl)", re.I)
SURE_SUM = re.compile(r"(?:summe|gesamtsumme|zwischensumme|endsumme)\b", re.I)
REMARK = re.compile(
    r"(?:quelle|stand|hinweise?|anmerkung|legende|erläuterung|fußnote|abkürzungen)\b ?:.*|"
    r"stand \d.*|\*.+|\d\) .+|seite \d+(?: von \d+)?|"
    r"(?:erstellt|bearbeitet|aktualisiert|gedruckt|zusammengestellt) (?:von|am|durch)\b.*",
    re.I,
)
EXAMPLE = re.compile(
    r"(?:beispiel|muster|z\. ?b\.) ?:.*|(?:muster|beispiel)(?:projekt|zeile).*", re.I
)
LEGEND = re.compile(r"(?:legende|erläuterung(?:en)?|abkürzungen|fußnoten?) ?:?", re.I)
LEGEND_ROW_MAX_CELLS = 2  # a sign, and what it means
RULE = re.compile(r"[-=_–—*.:+| ]{2,}")
GROUP_WORD = re.compile(
    r"(?:(?:strategisches |operatives )?(?:handlungsfeld|handlungsbereich|themenfeld|themenbereich|"
    r"themenkomplex|maßnahmenbereich|maßnahmenfeld|maßnahmengruppe|schwerpunkt|leitziel|ziel|"
    r"oberziel|kapitel|cluster|block|abschnitt|teil|säule|bereich|dezernat|fachbereich|ressort|"
    r"kategorie|gruppe|phase)\b[ \w.]{0,6}\s?[:–-].*|"
    r"(?:handlungsfeld|themenfeld|schwerpunkt|kapitel|dezernat|fachbereich|säule|cluster)\b.*|"
    r"[IVX]{1,4}\.? .+|[A-Z]\.? [A-ZÄÖÜ].+|\d{1,2}(?:\.\d{1,2})*\.? [A-ZÄÖÜ].+|.+:)",
    re.I,
)
GROUPS = (GROUP_WORD, KIND_OF_KOMMUNE, STATE_OF_PROJECTS, YEAR_OF_PROJECTS)
OWN_OF_ROWS = frozenset(["titel", "kommunen", "kurzfassung"])
YEARS = frozenset(["status_jahr", "laufzeit", "laufzeit_von", "laufzeit_bis"])
YEAR = re.compile(r"(?:19|20)\d\d(?:\.0)?(?: ?[-–/] ?\d{2,4})?")
LEGEND_NOTE = ("Legende unter der Tabelle; übersprungen.", "")


def without_other_rows(rows: Iterable[RawRow], headings: Sequence[str]) -> Iterator[RawRow]:
    """Leaves out rows that are no projects, and rows that repeat the headings, as at the top of
    each printed page. The row before (or the first one) says so. A heading between the rows stays
    with the rows below it as their `gruppe`. A row that only goes on with a text of the row above
    is joined to it."""
    projects = _Projects(headings)
    for row in rows:
        if is_filled(row) or row.fehler:
            yield from projects.take(row)
    yield from projects.rest()


class _Projects:
    """Rows of projects, each held back until it is known whether the next one belongs to it."""

    def __init__(self, headings: Sequence[str]) -> None:
        self._headings = headings
        self._last: RawRow | None = None
        self._below = 0  # the number of the last row that belongs to it
        self._said: list[Meldung] = []  # of the rows behind it that were left out
        self._group = ""
        self._in_legend = False

    def take(self, row: RawRow) -> Iterator[RawRow]:
        """Takes the next row; yields the project above if it is complete now."""
        texts = [shown_text(cell) for cell in row.zellen]
        texts += [""] * (len(self._headings) - len(texts))  # a line of CSV ends with its last value
        self._in_legend = _is_legend(texts, self._in_legend)
        note, heading = LEGEND_NOTE if self._in_legend else _what_it_is(texts, self._headings)
        if joined := self._joined(row, texts, is_other=bool(note)):
            self._last, self._below = joined, row.nummer
        elif note:
            self._said.append(Meldung(row.nummer, "", note))
            self._group = heading or self._group
        else:
            yield from self.rest()
            self._last, self._below = replace(row, gruppe=self._group), row.nummer

    def rest(self) -> Iterator[RawRow]:
        """Yields the project that is held back, if there is one."""
        if self._last is not None:
            yield replace(self._last, hinweise=(*self._last.hinweise, *self._said))
            self._said = []

    def _joined(self, row: RawRow, texts: Sequence[str], *, is_other: bool) -> RawRow | None:
        """Returns the project above with this row, if the row says more of it."""
        if self._last is None or self._said:
            return None
        if row.nummer == self._below + 1:
            column = _continued(texts, self._headings)
            if column is not None:
                return _with_more(self._last, row, column, self._headings)
        says_more = _goes_on(row, texts, self._headings, is_other)
        return _as_one(self._last, row) if says_more else None


def _is_legend(texts: Sequence[str], before: bool) -> bool:
    """Returns whether the row belongs to a legend, which goes on below its heading."""
    filled = [text for text in texts if text]
    if len(filled) > LEGEND_ROW_MAX_CELLS:
        return False
    return before or bool(filled and LEGEND.fullmatch(filled[0]))


def _continued(texts: Sequence[str], headings: Sequence[str]) -> int | None:
    """Returns the column of a cell that goes on with the text of the row above: the only one that
    is filled, right of the title, and no number."""
    filled = [number for number, text in enumerate(texts) if text]
    title = title_column(headings)
    if len(filled) != 1 or filled[0] <= title or len(headings) < COLUMNS_MIN:
        return None
    text = texts[filled[0]]
    other = (REMARK, RULE, SUM, *GROUPS)
    if filled[0] >= len(headings) or any(pattern.fullmatch(text) for pattern in other):
        return None
    return None if _is_number(text) or SURE_SUM.match(text) else filled[0]


def _with_more(last: RawRow, row: RawRow, column: int, headings: Sequence[str]) -> RawRow:
    cells = list(last.zellen) + [""] * (column + 1 - len(last.zellen))
    said = shown_text(cells[column])
    cells[column] = "\n".join(filter(None, (said, shown_text(row.zellen[column]))))
    text = f"„{headings[column]}“ geht in Zeile {row.nummer} weiter."
    return replace(
        last, zellen=tuple(cells), hinweise=(*last.hinweise, Meldung(last.nummer, "", text))
    )


def _goes_on(row: RawRow, texts: Sequence[str], headings: Sequence[str], is_other: bool) -> bool:
    """Whether a row says more of the project above: its title is one merged cell with that one, or
    it names neither title nor Kommune."""
    title = title_column(headings)
    if title in row.von_oben:
        return bool(texts[title])
    fields = suggested_fields(tuple(headings))
    named = any(text for text, name in zip(texts, fields, strict=False) if name in OWN_OF_ROWS)
    filled = [text for text in texts if text]
    tells = {"titel", "kommunen"} <= set(fields)  # else a row may only lack its title
    return tells and not (named or is_other) and len(filled) > 1


def _as_one(last: RawRow, row: RawRow) -> RawRow:
    """Puts what the row adds behind what the row above says: numbers with a semicolon, texts in a
    line of their own."""
    width = max(len(last.zellen), len(row.zellen))
    cells = list(last.zellen) + [""] * (width - len(last.zellen))
    for number, cell in enumerate(row.zellen):
        said, more = cell_text(cells[number]), cell_text(cell)
        parts = re.split(r"\n|; ", said)
        if not more or number in row.von_oben or more in parts:
            continue
        joint = "; " if all(map(_is_number, (*parts, more))) else "\n"
        cells[number] = f"{said}{joint}{more}" if said else cell
    text = f"Zeile {row.nummer} gehört zu diesem Projekt."
    note = Meldung(last.nummer, "", text)
    links = {**row.links, **last.links}
    errors = (*last.fehler, *row.fehler)
    return replace(
        last,
        zellen=tuple(cells),
        links=links,
        fehler=errors,
        hinweise=(*last.hinweise, *row.hinweise, note),
    )


def _what_it_is(texts: Sequence[str], headings: Sequence[str]) -> tuple[str, str]:
    """Returns (why the row is no project, what it is a heading of); both empty for a project."""
    if texts[: len(headings)] == list(headings):
        return "Überschriften noch einmal; übersprungen.", ""
    filled = [text for text in texts if text]
    if len(headings) < COLUMNS_MIN or not filled:
        return "", ""
    if EXAMPLE.fullmatch(texts[title_column(headings)]):
        return "Beispielzeile der Vorlage; übersprungen.", ""
    if _is_sum(texts, filled, headings):
        return f"Summenzeile „{filled[0]}“: kein Projekt.", ""
    if all(RULE.fullmatch(text) for text in filled):
        return "Trennlinie; übersprungen.", ""
    if len(filled) >= COLUMNS_MIN and _counts_columns(filled):
        return "Nummern der Spalten; übersprungen.", ""
    if all(_is_number(text) for text in filled) and not texts[title_column(headings)]:
        if _says_when(texts, headings):
            return "", ""
        return f"Summenzeile „{filled[0].removesuffix('.0')}“: kein Projekt.", ""
    if len(set(filled)) > 1 or len(filled[0]) > GROUP_MAX_CHARS:
        return "", ""
    text = filled[0]
    if REMARK.fullmatch(text):
        return f"Anmerkung unter der Tabelle: „{text}“.", ""
    if len(filled) > 1 and len(filled) < max(COLUMNS_MIN, len(headings) / 2):
        return "", ""  # no merged row
    is_group = any(pattern.fullmatch(text) for pattern in GROUPS)
    if len(filled) > 1 or is_group or not texts[title_column(headings)]:
        return f"Zwischenüberschrift „{text}“: kein Projekt.", group_name(text)
    return "", ""


def _says_when(texts: Sequence[str], headings: Sequence[str]) -> bool:
    """Whether a row of numbers has a year in the column for it: sums have none."""
    fields = suggested_fields(tuple(headings))
    told = (text for text, name in zip(texts, fields, strict=False) if name in YEARS)
    return any(YEAR.fullmatch(text) for text in told)


def _is_sum(texts: Sequence[str], filled: Sequence[str], headings: Sequence[str]) -> bool:
    """Whether a row adds others up. `Trier Ergebnis` may be a title where a title stands."""
    if SURE_SUM.match(filled[0]):
        return True
    numbers = all(_is_number(text) for text in filled[1:])
    has_title = bool(texts[title_column(headings)])
    is_subtotal = not has_title and len(filled) > 1 and SUBTOTAL.fullmatch(filled[0])
    return numbers and bool(SUM.fullmatch(filled[0]) or is_subtotal)


def _counts_columns(cells: Sequence[str]) -> bool:
    """Whether a row only says 1, 2, 3 or a, b, c, as forms do below their headings."""
    said = [text.removesuffix(".0").strip("().") for text in cells]
    numbers = range(1, len(cells) + 1)
    return said in ([str(number) for number in numbers], [chr(96 + number) for number in numbers])


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"[-−]?[\d.,' ]+(?: ?(?:€|eur|euro|t€|teur))?", text, re.I))
