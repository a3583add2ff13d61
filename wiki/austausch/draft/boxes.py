"""A fact box (of a wiki article or a case report) as the fields of an ImportedPage.

Nothing is lost: what no field takes, and what cannot be read, is returned as lines of text.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from wiki.austausch.read.rows.names import RowContext
from wiki.austausch.read.rows.row_reading import read_row

from .headings import ColumnMapping, suggest_mapping
from .matching import title_key
from .paragraphs import to_html
from .schema import Abschnitt, ImportedPage, Meldung, RawRow


def fields_of(names: list[str], given: Mapping[str, str]) -> tuple[str, ...]:
    """The field of each parameter; `given` comes before what its name suggests."""
    suggested = suggest_mapping(names).fields
    return tuple(given.get(name, field) for name, field in zip(names, suggested, strict=True))


def read_box(
    number: int,
    values: Mapping[str, str],
    fields: tuple[str, ...],
    context: RowContext,
    note: Callable[[str], Meldung],
    titel: str = "",
) -> tuple[ImportedPage, str]:
    """`values` as one row of a table. What is wrong is a note, not an error: the text of the
    article is worth having without its box. `titel`: what the article is called; another name in
    the box is kept."""
    names = list(values)
    named = list(zip(names, fields, strict=True))
    leftover = [
        f"{name}: {values[name]}"
        for name, field in named
        if not field or (field == "titel" and title_key(values[name]) != title_key(titel))
    ]
    mapping = ColumnMapping(tuple(names), tuple("" if f == "titel" else f for f in fields))
    box = read_row(RawRow(number, tuple(values.values())), mapping, context)
    wrong = {meldung.spalte for meldung in box.fehler}
    leftover += [f"{name}: {values[name]}" for name in names if name in wrong]
    notes = tuple(
        note(f"Steckbrief, {meldung.spalte}: {meldung.meldung}")
        for meldung in (*box.fehler, *box.hinweise)
    )
    box = replace(
        box,
        titel=titel,
        felder=_without_too_long(box, context.lengths),
        kommunen=box.kommunen or None,
        kommune_unbekannt=box.kommunen == (),
        themen=box.themen or None,
        fehler=(),
        hinweise=notes,
    )
    return box, "\n\n".join(leftover)


def leftover_section(leftover: str) -> list[Abschnitt]:
    """What no field of the fact box takes, as a section."""
    if not leftover:
        return []
    return [Abschnitt("frei", (("text", to_html(leftover)),), "Weitere Angaben")]


def _without_too_long(box: ImportedPage, lengths: Mapping[str, int]) -> dict[str, Any]:
    """Fields that `read_row` called too long stay out; they are among the leftover lines."""
    return {
        name: value
        for name, value in box.felder.items()
        if not (isinstance(value, str) and len(value) > lengths.get(name, len(value)))
    }
