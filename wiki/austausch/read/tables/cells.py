"""Cells of a table as texts: roughly as a spreadsheet shows them. Pure."""

import re
from datetime import date
from typing import Any

from wiki.austausch.draft.schema import RawRow

CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]|[\ud800-\udfff]")
QUOTED_NUMBER = re.compile(r'="([^"]*)"')  # how spreadsheets keep leading zeros in CSV


def shown_text(cell: Any) -> str:
    if isinstance(cell, date):
        return cell.isoformat()
    text = "" if cell is None else CONTROL_CHARACTERS.sub("", str(cell)).strip()
    match = QUOTED_NUMBER.fullmatch(text)
    return match[1].strip() if match else text


def is_filled(row: RawRow) -> bool:
    return any(shown_text(cell) for cell in row.zellen)
