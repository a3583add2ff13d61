"""Reads dates and years as people write them in lists. Pure.

Nothing is guessed: a text that could mean two days is refused, and the message says what to write.
"""

import re
from datetime import date, datetime, timedelta
from typing import Any

from wiki.felder.schema import JAHRE

EXCEL_ZERO = date(1899, 12, 30)
EXCEL_DAYS = range(20_000, 80_000)  # 1954 to 2119
YEARS_AHEAD_MAX = 25  # years; a project that ends later is a slip of the pen
MONTHS = {
    name: number
    for number, names in enumerate(
        "januar jan jänner|februar feb|märz mär maerz mrz|april apr|mai|juni jun|juli jul|"
        "august aug|september sep sept|oktober okt|november nov|dezember dez".split("|"),
        1,
    )
    for name in names.split()
}
GERMAN_DATE = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})")
ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
DATE_WITH_MONTH_NAME = re.compile(r"(\d{1,2})\.? ?([^\W\d_]+)\.? ?(\d{4})")
SHORT_YEAR = re.compile(r"\d{1,2}\. ?\d{1,2}\. ?\d{2}")
PART_OF_YEAR = re.compile(
    r"(?:q[1-4]|[1-4]\. ?quartal|[12]\. ?halbjahr|frühjahr|frühling|sommer|herbst|winter|anfang|"
    r"mitte|ende)(?: ?/ ?| )(\d{4})",
    re.I,
)
BETWEEN = re.compile(r"\s+(?:-|bis)\s+|\s*[–—]\s*|(?<=\b\d{4}) ?/ ?(?=\d{4}$)")
SINCE = re.compile(r"(?:seit|ab|von) (.+?)(?: ?[-–])?|([^-–]+?) ?[-–]", re.I)


class DateInvalid(ValueError):
    """Raised for a cell that is no date or year. The text says why, in German."""


def parse_date(value: Any) -> date | None:
    """Reads a day; an empty cell is None. Raises DateInvalid for a text that is no date, or could
    be several: `1.2.24` has no century."""
    if isinstance(value, datetime):
        return _checked_day(value.date())
    if isinstance(value, date):
        return _checked_day(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _excel_day(value)
    text = " ".join(str(value).split())
    if not text:
        return None
    if match := GERMAN_DATE.fullmatch(text):
        day, month, year = map(int, match.groups())
    elif match := ISO_DATE.fullmatch(text):
        year, month, day = map(int, match.groups())
    elif (match := DATE_WITH_MONTH_NAME.fullmatch(text)) and (
        number := MONTHS.get(match[2].casefold())
    ):
        day, month, year = int(match[1]), number, int(match[3])
    elif SHORT_YEAR.fullmatch(text):
        raise DateInvalid(f"„{text}“: Bitte das Jahr mit vier Ziffern schreiben.")
    else:
        raise DateInvalid(f"„{text}“ ist kein Datum. Bitte als TT.MM.JJJJ schreiben.")
    try:
        return _checked_day(date(year, month, day))
    except ValueError:
        raise DateInvalid(f"Den Tag „{text}“ gibt es nicht.") from None


def parse_year(value: Any) -> int | None:
    """Reads a year, also from a date, `03/2019`, `März 2019` or `Q3/2019`; an empty cell is
    None."""
    if isinstance(value, date):
        return _checked_year(value.year)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = " ".join(str(value).split())
    if not text:
        return None
    if match := re.fullmatch(r"(?:(?:0?[1-9]|1[0-2])[/.])?(\d{4})", text):
        return _checked_year(int(match[1]))
    if match := PART_OF_YEAR.fullmatch(text):
        return _checked_year(int(match[1]))
    month, _, year = text.partition(" ")
    if month.rstrip(".").casefold() in MONTHS and re.fullmatch(r"\d{4}", year):
        return _checked_year(int(year))
    if (
        GERMAN_DATE.fullmatch(text)
        or ISO_DATE.fullmatch(text)
        or DATE_WITH_MONTH_NAME.fullmatch(text)
    ):
        found = parse_date(text)
        return _checked_year(found.year) if found else None
    raise DateInvalid(f"„{text}“ ist kein Jahr. Bitte vier Ziffern schreiben, etwa 2024.")


def parse_period(value: Any) -> tuple[int | None, int | None]:
    """Reads (first year, last year): `03/2018 bis Mai 2021` -> (2018, 2021), `seit 2018` -> (2018,
    None), `bis 2021` -> (None, 2021), `2019` -> (2019, 2019)."""
    text = " ".join(str(value).split())
    if (match := SINCE.fullmatch(text)) and not BETWEEN.search(match[1] or match[2]):
        return parse_year(match[1] or match[2]), None
    if match := re.fullmatch(r"(?:bis|[-–]) ?(.+)", text, re.I):
        return None, parse_year(match[1])
    text = re.sub(r"^von ", "", text, flags=re.I)
    ends = BETWEEN.split(text)
    if len(ends) == 1 and text.count("-") == 1:
        ends = text.split("-")
    if len(ends) == 2:
        return parse_year(ends[0]), parse_year(ends[1])
    year = parse_year(value)
    return year, year


def _checked_year(year: int) -> int:
    if not JAHRE[0] <= year <= _this_year() + YEARS_AHEAD_MAX:
        last = _this_year() + YEARS_AHEAD_MAX
        raise DateInvalid(f"Das Jahr {year} liegt nicht zwischen {JAHRE[0]} und {last}.")
    return year


def _this_year() -> int:
    return date.today().year


def _checked_day(day: date) -> date:
    """Allows later years than `_checked_year`, because "gültig bis 2099" means without end."""
    if day.year not in JAHRE:
        raise DateInvalid(f"Das Jahr {day.year} liegt nicht zwischen {JAHRE[0]} und {JAHRE[-1]}.")
    return day


def _excel_day(number: float) -> date:
    """Reads a number of days since EXCEL_ZERO, which is what a date becomes when its cell loses its
    date format: `45000` -> 2023-03-15."""
    if int(number) not in EXCEL_DAYS:
        raise DateInvalid(f"„{number:g}“ ist kein Datum. Bitte als TT.MM.JJJJ schreiben.")
    return _checked_day(EXCEL_ZERO + timedelta(days=int(number)))
