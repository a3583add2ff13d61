"""Reads a fact box (of a wiki article or a case report) into the fields of an ImportedPage.

Nothing is lost: what no field takes, and what cannot be read, is returned as lines of text. Only
who has written it is not taken: names of persons stay out of articles.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from wiki.austausch.read.rows.context import RowContext
from wiki.austausch.read.rows.row_reading import read_row
from wiki.german.amount_cells import says_nothing

from .headings import THEMA_OF_PROJECT, ColumnMapping, heading_key, suggest_mapping
from .matching import title_key
from .paragraphs import to_html
from .schema import Abschnitt, ImportedPage, Meldung, RawRow

WRITER = re.compile(
    r"(?:verfasser|bearbeiter|sachbearbeiter|autor|ersteller|berichterstatter)(?: ?in(?:nen)?)?|"
    r"(?:erstellt|bearbeitet|verfasst) (?:von|durch)|author|owner|assignee|created by|creator"
)


def fields_of(names: list[str], given: Mapping[str, str]) -> tuple[str, ...]:
    """Returns the field of each parameter; one from `given` wins over what the parameter's name
    suggests. Unlike a list, a box has its title elsewhere: "Thema" never is one."""
    suggested = suggest_mapping(names).fields
    return tuple(
        given.get(name, "themen" if heading_key(name) == THEMA_OF_PROJECT else field)
        for name, field in zip(names, suggested, strict=True)
    )


def read_box(
    number: int,
    values: Mapping[str, str],
    fields: tuple[str, ...],
    context: RowContext,
    note: Callable[[str], Meldung],
    titel: str = "",
) -> tuple[ImportedPage, str]:
    """Reads `values` as one row of a table. Returns the draft, and the lines that no field takes.

    A mistake is a note here, not an error: the text of the article is worth having without its box.
    `titel` is what the article is called; another name that the box gives is kept as a line.
    """
    writers = [name for name in values if WRITER.fullmatch(heading_key(name))]
    mapping = ColumnMapping(tuple(values), tuple("" if f == "titel" else f for f in fields))
    box = read_row(RawRow(number, tuple(values.values())), mapping, context)
    problems = (*box.fehler, *box.luecken)
    wrong = {meldung.spalte for meldung in problems}
    left = [name for name in _without_field(values, fields, titel) if name not in writers]
    left += [name for name in values if name in wrong]
    notes = (
        *(note(f"Steckbrief, {m.spalte}: {m.meldung}") for m in (*problems, *box.hinweise)),
        *(note(f"Nicht übernommen: „{name}“, weil dort Personen stehen") for name in writers),
    )
    box = replace(box, titel=titel, fehler=(), luecken=(), hinweise=notes)
    return box, "\n\n".join(f"{name}: {values[name]}" for name in left)


def _without_field(values: Mapping[str, str], fields: tuple[str, ...], titel: str) -> Iterator[str]:
    """Yields the names of values that say something and are in no field; another title, too."""
    for (name, value), field in zip(values.items(), fields, strict=True):
        is_other_title = field == "titel" and title_key(value) != title_key(titel)
        if (not field or is_other_title) and not says_nothing(value):
            yield name


def leftover_section(leftover: str) -> list[Abschnitt]:
    """Makes a section of the lines that no field takes."""
    if not leftover:
        return []
    return [Abschnitt("frei", (("text", to_html(leftover)),), "Weitere Angaben")]
