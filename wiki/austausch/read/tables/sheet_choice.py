"""Chooses the sheet of a workbook: the one asked for, else the first visible one that looks like a
list of projects, else the first that holds something. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from wiki.austausch.draft.headings import HEADING_WITHIN_ROWS, count_known
from wiki.austausch.draft.schema import Meldung
from wiki.austausch.exceptions import FileUnreadable

from .workbook_scan import COLUMNS_MAX, ROWS_MAX, TOO_WIDE, Scan, scan_xlsx

SHEETS_LOOKED_AT = 20  # sheets


@dataclass(frozen=True)
class Blatt:
    name: str
    sheet: CalamineSheet
    scan: Scan


def choose_sheet(
    path: Path, workbook: CalamineWorkbook, wanted: str, ods_scans: Mapping[str, Scan] | None
) -> tuple[Blatt, list[Meldung]]:
    """Returns the sheet, and notes on those that are not read. `ods_scans` holds the scans of an
    ODS file by sheet, and is None for other files."""
    names = list(workbook.sheet_names)
    if wanted and wanted not in names:
        raise FileUnreadable(f"Das Blatt „{wanted}“ gibt es nicht; es gibt {', '.join(names)}.")
    visible = [m.name for m in workbook.sheets_metadata if m.visible == SheetVisibleEnum.Visible]
    if not (wanted or visible):
        raise FileUnreadable("Sie hat kein sichtbares Tabellenblatt.")
    looked_at = [wanted] if wanted else visible[:SHEETS_LOOKED_AT]
    chosen: Blatt | None = None
    for name in looked_at:
        scan = scan_xlsx(path, name) if ods_scans is None else ods_scans.get(name, Scan())
        blatt = _read_sheet(workbook, name, scan)
        if _holds_projects(blatt):
            chosen = blatt
            break
        if chosen is None or not _height(chosen):
            chosen = blatt
    if chosen is None:
        raise FileUnreadable("Sie hat kein sichtbares Tabellenblatt.")
    return chosen, _others(chosen.name, names, visible)


def _read_sheet(workbook: CalamineWorkbook, name: str, scan: Scan) -> Blatt:
    """Unpacks a sheet into memory. It needs the `scan` to have come before, which refuses what is
    too large to unpack."""
    try:
        sheet = workbook.get_sheet_by_name(name)
    except (CalamineError, ValueError) as error:
        raise FileUnreadable(f"Das Tabellenblatt „{name}“ ist beschädigt.") from error
    if sheet.total_height > ROWS_MAX or sheet.total_width > COLUMNS_MAX:
        raise FileUnreadable(TOO_WIDE)
    return Blatt(name, sheet, scan)


def _height(blatt: Blatt) -> int:
    return int(blatt.sheet.total_height)


def _holds_projects(blatt: Blatt) -> bool:
    if not _height(blatt):
        return False
    rows = islice(blatt.sheet.iter_rows(), HEADING_WITHIN_ROWS)
    return any(count_known([str(cell) for cell in row]) for row in rows)


def _others(chosen: str, names: list[str], visible: list[str]) -> list[Meldung]:
    notes = []
    if others := [name for name in visible if name != chosen]:
        text = f"Gelesen wurde das Blatt „{chosen}“, nicht: {', '.join(others)}."
        notes.append(Meldung(0, "", text))
    if hidden := [name for name in names if name not in visible and name != chosen]:
        notes.append(Meldung(0, "", f"Ausgeblendete Blätter wurden nicht gelesen: {len(hidden)}."))
    return notes
