"""Reads dates and years as people write them in lists. Pure.

Nothing is guessed: a text that could mean two days is refused, and the message says what to write.
`years` reads what lists say of years more loosely, with a note.
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
ISO_DATE = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ].*)?")
WEEKDAY = re.compile(r"^(?:mo|di|mi|do|fr|sa|so)(?:[a-z]*tag|ttwoch|nnabend)?[.,]{0,2} ", re.I)
TIME_OF_DAY = re.compile(r",? \d{1,2}[:.]\d\d(?:[:.]\d\d)?(?: ?uhr)?$", re.I)
DATE_WITH_MONTH_NAME = re.compile(r"(\d{1,2})\.? ?([^\W\d_]+)\.? ?(\d{4})")
SHORT_YEAR = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{2})")
PART_OF_YEAR = re.compile(
    r"(?:q[1-4]|[1-4]\. ?quartal|[12]\. ?halbjahr|frühjahr|frühling|sommer|herbst|winter|anfang|"
    r"mitte|ende)(?: ?/ ?| )(\d{4})",
    re.I,
)


class DateInvalid(ValueError):
    """Raised for a cell that is no date or year. The text says why, in German."""


def parse_date(value: Any) -> date | None:
    """Reads a day; an empty cell is None. Raises DateInvalid for a text that is no date, or could
    be several, as `03/01/2024`."""
    if isinstance(value, datetime):
        return _checked_day(value.date())
    if isinstance(value, date):
        return _checked_day(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return excel_day(value)
    text = " ".join(str(value).split())
    if not text:
        return None
    text = TIME_OF_DAY.sub("", WEEKDAY.sub("", text))
    if match := GERMAN_DATE.fullmatch(text):
        day, month, year = map(int, match.groups())
    elif match := ISO_DATE.fullmatch(text):
        year, month, day = int(match[1]), int(match[3]), int(match[4])
    elif (match := DATE_WITH_MONTH_NAME.fullmatch(text)) and (
        number := MONTHS.get(match[2].casefold())
    ):
        day, month, year = int(match[1]), number, int(match[3])
    elif match := SHORT_YEAR.fullmatch(text):
        day, month, year = int(match[1]), int(match[2]), with_century(match[3])
    elif re.fullmatch(r"\d{5}", text) and int(text) in EXCEL_DAYS:
        return excel_day(int(text))
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
        return checked_year(value.year)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = " ".join(str(value).split())
    if not text:
        return None
    if match := re.fullmatch(r"(?:(?:0?[1-9]|1[0-2])[/.])?(\d{4})", text):
        return checked_year(int(match[1]))
    if match := PART_OF_YEAR.fullmatch(text):
        return checked_year(int(match[1]))
    month, _, year = text.partition(" ")
    if month.rstrip(".").casefold() in MONTHS and re.fullmatch(r"\d{4}", year):
        return checked_year(int(year))
    if (
        GERMAN_DATE.fullmatch(text)
        or ISO_DATE.fullmatch(text)
        or DATE_WITH_MONTH_NAME.fullmatch(text)
        or SHORT_YEAR.fullmatch(text)
    ):
        found = parse_date(text)
        return checked_year(found.year) if found else None
    raise DateInvalid(f"„{text}“ ist kein Jahr. Bitte vier Ziffern schreiben, etwa 2024.")


def with_century(digits: str) -> int:
    """Reads a year of two digits: as far as YEARS_AHEAD_MAX ahead it is of this century."""
    year = 2000 + int(digits)
    return year if year <= _this_year() + YEARS_AHEAD_MAX else year - 100


def checked_year(year: int) -> int:
    if not JAHRE[0] <= year <= _this_year() + YEARS_AHEAD_MAX:
        last = _this_year() + YEARS_AHEAD_MAX
        raise DateInvalid(f"Das Jahr {year} liegt nicht zwischen {JAHRE[0]} und {last}.")
    return year


def _this_year() -> int:
    return date.today().year


def _checked_day(day: date) -> date:
    """Allows later years than `checked_year`, because "gültig bis 2099" means without end."""
    if day.year not in JAHRE:
        raise DateInvalid(f"Das Jahr {day.year} liegt nicht zwischen {JAHRE[0]} und {JAHRE[-1]}.")
    return day


def excel_day(number: float) -> date:
    """Reads a number of days since EXCEL_ZERO, which is what a date becomes when its cell loses its
    date format: `45000` -> 2023-03-15."""
    if int(number) not in EXCEL_DAYS:
        raise DateInvalid(f"„{number:g}“ ist kein Datum. Bitte als TT.MM.JJJJ schreiben.")
    return _checked_day(EXCEL_ZERO + timedelta(days=int(number)))
