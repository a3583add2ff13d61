"""Writes projects as CSV or XLSX, one row each, below the headings that the import reads."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import IO

from wiki.models import Projektseite

from .formula_guard import defuse
from .page_cells import EXPORTED, Cell, row_of
from .workbook import write_sheet


def write_csv(pages: Iterable[Projektseite], file: IO[str]) -> int:
    """Writes UTF-8 with semicolons, as spreadsheets in German offices open it. Returns the number
    of rows."""
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow([feld.label for feld in EXPORTED])
    count = 0
    for page in pages:
        row = row_of(page)
        writer.writerow([_csv_cell(row[feld.name]) for feld in EXPORTED])
        count += 1
    return count


def write_xlsx(pages: Iterable[Projektseite], file: Path | IO[bytes], note: str = "") -> int:
    """Writes a workbook with one sheet, and a `note` on a second one, where the import does not
    take it for a project. Returns the number of rows."""
    return write_sheet("Projekte", _rows(pages), file, note=note)


def _rows(pages: Iterable[Projektseite]) -> Iterator[list[Cell]]:
    yield [feld.label for feld in EXPORTED]
    for page in pages:
        row = row_of(page)
        yield [row[feld.name] for feld in EXPORTED]


def write_template(file: IO[str]) -> None:
    """Writes an empty list: the accepted headings and one example."""
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow([feld.label for feld in EXPORTED])
    writer.writerow([EXAMPLE.get(feld.name, "") for feld in EXPORTED])


EXAMPLE = {
    "titel": "Digitale Kita-Anmeldung (Beispielzeile, bitte löschen)",
    "kurzfassung": "Eltern melden ihr Kind online an; die Kitas vergeben die Plätze gemeinsam.",
    "kommunen": "Musterstadt; 07312000",
    "themen": "Kita & Schule",
    "suchwoerter": "Kindergartenplatz online; Kita-Portal",
    "status": "im Betrieb",
    "status_jahr": "2024",
    "laufzeit_von": "2022",
    "kosten_einmalig": "12.000 €",
    "kosten_laufend": "1,5 T€",
    "partner": "Jugendamt; Rechenzentrum",
    "kontakt_postfach": "digitales@musterstadt.example",
    "gueltig_bis": "31.12.2027",
    "stolpersteine": "Die Datenschutzprüfung hat ein halbes Jahr gedauert.",
    "quellen": "Pressemitteilung | https://www.musterstadt.example/kita",
}


def _csv_cell(value: Cell) -> str | int | None:
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    return defuse(value) if isinstance(value, str) else value
