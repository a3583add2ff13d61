"""Makes the spreadsheets of all lists and reports of the CMS safe: Wagtail writes titles as they
are, a spreadsheet runs a cell that begins like a formula, and a workbook takes not every sign."""

from datetime import date, time, timedelta
from decimal import Decimal
from functools import wraps
from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

from wiki.austausch.export.formula_guard import defuse
from wiki.austausch.export.workbook import xlsx_cell

GUARDED = "wiki_defused"
NUMBERS = (int, float, Decimal, date, time, timedelta)  # a datetime is a date, a bool an int


def guard_reports() -> None:
    """Puts the guard where every cell of every such spreadsheet passes, also those of reports that
    are added later. It may be called twice."""
    write = SpreadsheetExportMixin.preprocess_field_value
    if hasattr(write, GUARDED):
        return

    @wraps(write)
    def defused(view: Any, field: str, value: Any, export_format: str) -> Any:
        cell = write(view, field, value, export_format)
        if not _is_text(cell):
            return cell
        return xlsx_cell(str(cell)) if export_format == view.FORMAT_XLSX else defuse(str(cell))

    setattr(defused, GUARDED, True)
    SpreadsheetExportMixin.preprocess_field_value = defused


def _is_text(cell: Any) -> bool:
    """Returns whether a cell is written as text, also if it only becomes one then, as a page or a
    tag does."""
    return cell is not None and not isinstance(cell, NUMBERS)
