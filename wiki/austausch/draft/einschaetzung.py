"""The Einschätzung of the Redaktion with its day: in a heading, and in the cell of a list. Pure.

Without a day none is read: nobody could tell of when it is.
"""

import re
from datetime import date

from wiki.felder.felder import BY_NAME, EINSCHAETZUNG

NAME = BY_NAME[EINSCHAETZUNG].label
HEADING = re.compile(rf"{re.escape(NAME)} \(Stand (\d\d)\.(\d\d)\.(\d{{4}})\)")
CELL = re.compile(r"Stand (\d\d)\.(\d\d)\.(\d{4}):\s*(.*)", re.DOTALL)


def heading_of(stand: date) -> str:
    return f"{NAME} (Stand {stand:%d.%m.%Y})"


def day_in_heading(heading: str) -> date | None:
    """What `heading_of` has written."""
    match = HEADING.fullmatch(heading.strip())
    return _day(match) if match else None


def cell_of(stand: date, text: str) -> str:
    return f"Stand {stand:%d.%m.%Y}: {text}"


def read_cell(cell: str) -> tuple[date, str] | None:
    """What `cell_of` has written: day and text."""
    match = CELL.fullmatch(cell.strip())
    day = _day(match) if match else None
    return (day, match[4]) if match and day else None


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        return None
