"""Cells of a table as texts: roughly as a spreadsheet shows them. Pure."""

import re
import unicodedata
from datetime import date
from typing import Any

from wiki.austausch.draft.schema import RawRow

CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]|[\ud800-\udfff]")
INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")  # where a word may break, and other marks
LIGATURE = re.compile("[\ufb00-\ufb06]")
# What a spreadsheet writes into CSV for a formula without a value, or a column too narrow.
FORMULA_ERROR = re.compile(
    r"#(?:WERT|BEZUG|NV|NAME|ZAHL|DIV/0|NULL|ÜBERLAUF|VALUE|REF|N/A|NUM|SPILL)[!?]?|#{3,}|Err:\d+"
)
QUOTED_NUMBER = re.compile(r'="([^"]*)"')  # how spreadsheets keep leading zeros in CSV


def shown_text(cell: Any) -> str:
    if isinstance(cell, date):
        return cell.isoformat()
    text = "" if cell is None else CONTROL_CHARACTERS.sub("", str(cell)).strip()
    match = QUOTED_NUMBER.fullmatch(text)
    return match[1].strip() if match else text


def is_filled(row: RawRow) -> bool:
    return any(shown_text(cell) for cell in row.zellen)


def without_invisible(text: str) -> str:
    """Leaves out soft hyphens and zero-width blanks, and spells ligatures out: no search finds a
    word that has them."""
    return LIGATURE.sub(
        lambda found: unicodedata.normalize("NFKC", found[0]), INVISIBLE.sub("", text)
    )
