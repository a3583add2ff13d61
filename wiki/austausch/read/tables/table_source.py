"""Turns a list into `ImportedPage`s: decides how its columns are read, then reads its rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from wiki.austausch.draft.headings import (
    ONE_COLUMN,
    ColumnMapping,
    apply_mapping,
    headings_digest,
    suggest_mapping,
)
from wiki.austausch.draft.schema import ImportedPage, Meldung
from wiki.austausch.exceptions import MappingInvalid
from wiki.austausch.importing.decisions import asked_values
from wiki.austausch.importing.existing_projects import row_context
from wiki.austausch.models import Spaltenzuordnung
from wiki.austausch.read.rows.open_values import Wertfragen
from wiki.austausch.read.rows.row_reading import missing_columns, read_row
from wiki.felder.felder import BY_NAME

from .tables import read_table


@dataclass
class Tabellenquelle:
    """The `Quelldatei` of a list; `open_table` makes it."""

    path: Path
    sheet: str
    mapping: ColumnMapping
    notes: tuple[Meldung, ...]
    accept_fuzzy: bool = False
    _fragen: Wertfragen = field(default_factory=Wertfragen)

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def files(self) -> tuple[Path, ...]:
        return (self.path,)

    def imported_pages(self) -> Iterator[ImportedPage]:
        context = row_context(self.accept_fuzzy)
        self._fragen = context.fragen
        for row in read_table(self.path, self.sheet).zeilen:
            yield read_row(row, self.mapping, context)

    def hinweise(self) -> tuple[Meldung, ...]:
        return self.notes

    def optionen(self) -> dict[str, Any]:
        return {}

    def about(self) -> dict[str, Any]:
        """Tells which field each column was read into, and which words somebody should decide
        about or has decided about."""
        return {
            "zuordnung": {
                heading: BY_NAME[name].label
                for heading, name in self.mapping.choices().items()
                if name
            },
            "werte": asked_values(self._fragen),
        }


def open_table(
    path: Path,
    *,
    sheet: str = "",
    mapping: Mapping[str, str] | None = None,
    accept_fuzzy: bool = False,
) -> Tabellenquelle:
    """Opens a list. Raises FileUnreadable for a file that is no table, and MappingInvalid if no
    column can be the title."""
    table = read_table(path, sheet)
    headings = table.ueberschriften
    chosen, notes = choose_mapping(headings, mapping)
    if "titel" not in chosen.fields:
        found = ", ".join(f"„{heading}“" for heading in headings if heading) or "keine"
        text = f"Keine Spalte ist der Titel. Überschriften der Datei: {found}."
        hint = ONE_COLUMN if ONE_COLUMN in chosen.notes else ""
        raise MappingInvalid(f"{text} {hint}".strip())
    notes += [Meldung(0, "", text) for text in chosen.notes]
    if missing := missing_columns(chosen.fields):
        text = f"Diese Spalten fehlen: {', '.join(missing)}. Neue Seiten werden nur Entwürfe."
        notes.append(Meldung(0, "", text))
    return Tabellenquelle(
        path,
        sheet,
        chosen,
        (*table.hinweise, *notes),
        accept_fuzzy,
    )


def choose_mapping(
    headings: tuple[str, ...], wanted: Mapping[str, str] | None
) -> tuple[ColumnMapping, list[Meldung]]:
    """Returns the `wanted` mapping and remembers it for lists with these headings. Without one,
    returns the mapping remembered from last time, else a suggestion."""
    key = headings_digest(headings)
    if wanted is not None:
        chosen = _applied(headings, wanted)
        Spaltenzuordnung.objects.update_or_create(
            schluessel=key, defaults={"zuordnung": dict(wanted)}
        )
        return chosen, []
    remembered = Spaltenzuordnung.objects.filter(schluessel=key).first()
    if remembered is None:
        return suggest_mapping(headings), []
    try:
        chosen = apply_mapping(headings, remembered.zuordnung)
    except ValueError:  # fields have changed since
        return suggest_mapping(headings), []
    return chosen, [Meldung(0, "", "Spalten zugeordnet wie beim letzten Mal.")]


def _applied(headings: tuple[str, ...], wanted: Mapping[str, str]) -> ColumnMapping:
    try:
        return apply_mapping(headings, wanted)
    except ValueError as error:
        raise MappingInvalid(str(error)) from error
