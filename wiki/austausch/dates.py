"""Dates and years as people write them in lists. Pure. Nothing is guessed: what could mean two
days is refused with a word on what to write."""

import re
from datetime import date, datetime, timedelta
from typing import Any

EXCEL_ZERO = date(1899, 12, 30)
EXCEL_DAYS = range(20_000, 80_000)  # 1954 to 2119
YEARS = range(1990, 2101)  # as the fields of Projektseite
MONTHS = {
    name: number
    for number, names in enumerate(
        "januar jan jänner|februar feb|märz mär maerz mrz|april apr|mai|juni jun|juli jul|"
        "august aug|september sep sept|oktober okt|november nov|dezember dez".split("|"),
        1,
    )
    for name in names.split()
}
GERMAN = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})")
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
NAMED = re.compile(r"(\d{1,2})\.? ?([^\W\d_]+)\.? ?(\d{4})")
SHORT_YEAR = re.compile(r"\d{1,2}\. ?\d{1,2}\. ?\d{2}")
PERIOD = re.compile(r"(\d{4}) ?(?:-|–|—|bis) ?(\d{4})")


class DateInvalid(ValueError):
    """The text says why, in German."""


def parse_date(value: Any) -> date | None:
    """None for an empty cell; DateInvalid for what is no date or could be several."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _excel_day(value)
    text = " ".join(str(value).split())
    if not text:
        return None
    if match := GERMAN.fullmatch(text):
        day, month, year = map(int, match.groups())
    elif match := ISO.fullmatch(text):
        year, month, day = map(int, match.groups())
    elif (match := NAMED.fullmatch(text)) and (number := MONTHS.get(match[2].casefold())):
        day, month, year = int(match[1]), number, int(match[3])
    elif SHORT_YEAR.fullmatch(text):
        raise DateInvalid(f"„{text}“: Bitte das Jahr mit vier Ziffern schreiben.")
    else:
        raise DateInvalid(f"„{text}“ ist kein Datum. Bitte als TT.MM.JJJJ schreiben.")
    try:
        return date(year, month, day)
    except ValueError:
        raise DateInvalid(f"Den Tag „{text}“ gibt es nicht.") from None


def parse_year(value: Any) -> int | None:
    """A year, also out of a whole date or `03/2019`; None for an empty cell."""
    if isinstance(value, date):
        return _checked_year(value.year)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = " ".join(str(value).split())
    if not text:
        return None
    if match := re.fullmatch(r"(?:(?:0?[1-9]|1[0-2])[/.])?(\d{4})", text):
        return _checked_year(int(match[1]))
    if GERMAN.fullmatch(text) or ISO.fullmatch(text):
        found = parse_date(text)
        return _checked_year(found.year) if found else None
    raise DateInvalid(f"„{text}“ ist kein Jahr. Bitte vier Ziffern schreiben, etwa 2024.")


def parse_period(value: Any) -> tuple[int | None, int | None]:
    """(from, to) of `2018–2021`, `seit 2018`, `bis 2021`, `2019`."""
    text = " ".join(str(value).split())
    if match := PERIOD.fullmatch(text):
        return _checked_year(int(match[1])), _checked_year(int(match[2]))
    if match := re.fullmatch(r"(?:seit|ab|von) (\d{4})(?: ?[-–])?|(\d{4}) ?[-–]", text, re.I):
        return _checked_year(int(match[1] or match[2])), None
    if match := re.fullmatch(r"(?:bis|[-–]) ?(\d{4})", text, re.I):
        return None, _checked_year(int(match[1]))
    year = parse_year(value)
    return year, year


def _checked_year(year: int) -> int:
    if year not in YEARS:
        raise DateInvalid(f"Das Jahr {year} liegt nicht zwischen {YEARS[0]} und {YEARS[-1]}.")
    return year


def _excel_day(number: float) -> date:
    """Spreadsheets count days; a cell that lost its date format holds such a number."""
    if int(number) not in EXCEL_DAYS:
        raise DateInvalid(f"„{number:g}“ ist kein Datum. Bitte als TT.MM.JJJJ schreiben.")
    return EXCEL_ZERO + timedelta(days=int(number))
