"""The form in the CMS before a list is checked: its sheet and its columns."""

from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from django.http import HttpRequest

from wiki.austausch.models import Importlauf
from wiki.austausch.read.rows.row import cell_text
from wiki.austausch.read.tables.table_source import choose_mapping
from wiki.austausch.read.tables.tables import ReadTable, read_table
from wiki.austausch.read.tables.workbook import sheet_names
from wiki.exceptions import WikiError
from wiki.felder.felder import FELDER

EXAMPLE_WITHIN_ROWS = 200


def mapping_context(lauf: Importlauf) -> dict[str, Any]:
    """Returns each heading with the field it is read into, or why the file cannot be read."""
    try:
        table = read_table(Path(lauf.datei.path), lauf.optionen.get("blatt", ""))
    except (WikiError, ValueError, OSError) as error:
        text = str(error) if isinstance(error, WikiError) else "Die Datei ist nicht mehr da."
        return {"unlesbar": text}
    chosen, notes = choose_mapping(table.ueberschriften, None)
    return {
        "spalten": _columns(table, lauf.zuordnung or chosen.choices()),
        "felder": FELDER,
        "gemerkt": bool(notes),
        "vorgeschlagen": chosen.notes,
    }


def _columns(table: ReadTable, fields: Mapping[str, str]) -> list[dict[str, Any]]:
    """Returns the columns that have a heading, with the field each is read into."""
    examples = _examples(table)
    return [
        {
            "nummer": number,
            "name": heading,
            "feld": fields.get(heading, ""),
            "beispiel": examples.get(number, ""),
        }
        for number, heading in enumerate(table.ueberschriften)
        if heading
    ]


def _examples(table: ReadTable) -> dict[int, str]:
    """Returns the first filled cell of each column, by the number of the column."""
    found: dict[int, str] = {}
    for row in islice(table.zeilen, EXAMPLE_WITHIN_ROWS):
        for number, cell in enumerate(row.zellen):
            if number not in found and (text := cell_text(cell)):
                found[number] = text[:80]
    return found


def sheet_context(lauf: Importlauf) -> dict[str, Any]:
    """Returns the sheets to choose from; none if there is only one."""
    names = sheet_names(Path(lauf.datei.path)) if lauf.datei else []
    return {"blaetter": names if len(names) > 1 else [], "blatt": lauf.optionen.get("blatt", "")}


def take_mapping(lauf: Importlauf, request: HttpRequest) -> str:
    """Stores the mapping that was chosen. Returns what is wrong with it, in German; empty if
    nothing is."""
    try:
        headings = read_table(Path(lauf.datei.path), lauf.optionen.get("blatt", "")).ueberschriften
    except WikiError as error:
        return str(error)
    wanted = {
        heading: request.POST.get(f"spalte-{number}", "")
        for number, heading in enumerate(headings)
        if heading
    }
    if "titel" not in wanted.values():
        return "Bitte eine Spalte dem Feld „Titel“ zuordnen."
    try:
        choose_mapping(headings, wanted)
    except WikiError as error:
        return str(error)
    lauf.zuordnung = wanted
    return ""
