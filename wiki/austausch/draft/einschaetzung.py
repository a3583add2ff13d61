"""Writes and reads the Einschätzung of the Redaktion with its day: as a heading, and as the cell of
a list. Pure.

One without a day is not read, because nobody could tell how old it is.
"""

import re
from datetime import date

from wiki.felder.felder import BY_NAME, EINSCHAETZUNG

EINSCHAETZUNG_LABEL = BY_NAME[EINSCHAETZUNG].label
HEADING_WITH_DAY = re.compile(
    rf"{re.escape(EINSCHAETZUNG_LABEL)} \(Stand (\d\d)\.(\d\d)\.(\d{{4}})\)"
)
CELL_WITH_DAY = re.compile(r"Stand (\d\d)\.(\d\d)\.(\d{4}):\s*(.*)", re.DOTALL)


def heading_with_day(stand: date) -> str:
    return f"{EINSCHAETZUNG_LABEL} (Stand {stand:%d.%m.%Y})"


def day_in_heading(heading: str) -> date | None:
    """Reads the day that `heading_with_day` has written; None for any other heading."""
    match = HEADING_WITH_DAY.fullmatch(heading.strip())
    return _day(match) if match else None


def cell_with_day(stand: date | None, text: str) -> str:
    """Writes the text behind its day, which a draft may still lack."""
    return f"Stand {stand:%d.%m.%Y}: {text}" if stand else text


def read_cell(cell: str) -> tuple[date, str] | None:
    """Reads the day and text that `cell_with_day` has written; None for any other text."""
    match = CELL_WITH_DAY.fullmatch(cell.strip())
    day = _day(match) if match else None
    return (day, match[4]) if match and day else None


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        return None
