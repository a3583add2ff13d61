"""Reads what lists say of the years of a project, also what is vague, open, or a period. Pure.

What is not plainly a year is taken with a note, so that somebody can look: `ca. 2020` -> 2020,
`unbefristet` -> none.
"""

import re
from dataclasses import dataclass
from typing import Any

from .dates import (
    EXCEL_DAYS,
    MONTHS,
    DateInvalid,
    checked_year,
    excel_day,
    parse_year,
    with_century,
)

TEXT_MAX_CHARS = 80  # a longer cell tells a story, in which a year may be any year
BETWEEN = re.compile(r"\s+(?:-|bis)\s+|\s*[–—]\s*|(?<=\b\d{4}) ?/ ?(?=\d{4}$)")
SINCE = re.compile(r"(?:seit|ab|von) (.+?)(?: ?[-–])?|([^-–]+?) ?[-–]", re.I)
WITHOUT_END = re.compile(
    r"(?:noch |derzeit |zurzeit )?(?:fort)?(?:laufend|läuft|offen|unbefristet|unbegrenzt|dauerhaft|"
    r"dauernd|dauerbetrieb|daueraufgabe|dauer|permanent|kontinuierlich|bis auf weiteres|ohne ende|"
    r"kein ende|unbestimmt|unbekannt|nicht bekannt|unklar|andauernd|anhaltend|open end|ongoing|"
    r"(?:kurz|mittel|lang)(?: ?- ?bis (?:mittel|lang))?fristig|"
    r"(?:bis )?(?:heute|jetzt|dato)|tbd|n\. ?n\.?|\?+)\.?",
    re.I,
)
GOES_ON = re.compile(
    r"\b(?:ab|seit|laufend|fortlaufend|weiteres|dato|heute|\d+ (?:jahre?|monate?))\b|"
    r"(?<=\d) ?ff?\.?$|\+$",
    re.I,
)
FOUR_DIGITS = re.compile(r"(?<!\d)(?<!\d[.,])((?:19|20)\d\d)(?!\d)(?![.,]\d)")
# `2023/24`; `2024/05` is a month, and so is `2024-12`.
SCHOOL_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d) ?(?:/|[-–](?=1[3-9]|[2-9])) ?(\d\d)(?![\d.])")
YEAR_AND_MONTH = re.compile(r"((?:19|20)\d\d)[./-](?:0[1-9]|1[0-2])")
MONTH_AND_SHORT_YEAR = re.compile(r"(?:0?[1-9]|1[0-2]) ?[/.] ?(\d\d)")
DAY_AND_MONTH = re.compile(r"(?<!\d)(?:\d{1,2}\. ?(?:[-–] ?)?)?\d{1,2}\. ?(?=(?:19|20)\d\d(?!\d))")
COMPACT_DAY = re.compile(r"((?:19|20)\d\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
PART_AND_SHORT_YEAR = re.compile(
    r"(?:q[1-4]|[1-4]\. ?quartal|[12]\. ?(?:halbjahr|hj)|frühjahr|frühling|sommer|herbst|winter|"
    r"anfang|mitte|ende|(?:\d{1,2}\. ?)?kw(?: ?\d{1,2})?) ?[/ ] ?['’]?(\d\d)",
    re.I,
)
NAMED_MONTH = re.compile(r"([^\W\d_]+)\.? ['’]?(\d\d)")


@dataclass(frozen=True)
class ReadYears:
    """The first and the last year that a cell names. `hinweis` says in German how it was read, if
    that is worth a look."""

    von: int | None
    bis: int | None
    hinweis: str = ""


def read_years(value: Any) -> ReadYears:
    """Reads a cell that should hold one year. Raises DateInvalid for one without any."""
    try:
        year = parse_year(value)
    except DateInvalid as error:
        return _loosely(value, error)
    return ReadYears(year, year)


def _loosely(value: Any, error: DateInvalid) -> ReadYears:
    text = " ".join(str(value).split()).removesuffix(".0")
    if WITHOUT_END.fullmatch(text):
        return ReadYears(None, None, f"„{text}“: kein Jahr eingetragen.")
    if re.fullmatch(r"\d{5}", text) and int(text) in EXCEL_DAYS:
        day = excel_day(int(text))
        return _told(text, [day.year])
    if len(text) > TEXT_MAX_CHARS:
        raise error
    return _told(text, _years_in(text, error))


def _told(text: str, years: list[int]) -> ReadYears:
    first, last = checked_year(years[0]), checked_year(years[-1])
    said = f"{first}" if first == last else f"{first} bis {last}"
    return ReadYears(first, last, f"„{text}“ als {said} gelesen.")


def _years_in(text: str, error: DateInvalid) -> list[int]:
    if match := SCHOOL_YEAR.search(text):
        years = [int(match[1]), with_century(match[2])]
        return years if years[0] <= years[1] else years[:1]
    if match := YEAR_AND_MONTH.fullmatch(text):
        return [int(match[1])]
    without_days = DAY_AND_MONTH.sub("", text)
    if years := [int(year) for year in FOUR_DIGITS.findall(without_days)]:
        return years
    if match := COMPACT_DAY.fullmatch(text):
        return [int(match[1])]
    if match := PART_AND_SHORT_YEAR.fullmatch(text):
        return [with_century(match[1])]
    if match := MONTH_AND_SHORT_YEAR.fullmatch(text):
        return [with_century(match[1])]
    if (match := NAMED_MONTH.fullmatch(text)) and match[1].casefold() in MONTHS:
        return [with_century(match[2])]
    raise error


def read_period(value: Any) -> ReadYears:
    """Reads a cell that holds a period: `03/2018 bis Mai 2021` -> 2018 to 2021, `seit 2018` -> 2018
    to None, `bis 2021` -> None to 2021, `2019` -> 2019 to 2019."""
    text = " ".join(str(value).split())
    if (match := SINCE.fullmatch(text)) and not BETWEEN.search(match[1] or match[2]):
        begin = read_years(match[1] or match[2])
        return ReadYears(begin.von, None, begin.hinweis)
    if not WITHOUT_END.fullmatch(text) and (
        match := re.fullmatch(r"(?:bis|[-–]) ?(.+)", text, re.I)
    ):
        end = read_years(match[1])
        return ReadYears(None, end.bis, end.hinweis)
    ends = _ends(re.sub(r"^von ", "", text, flags=re.I))
    if len(ends) != 2:
        return _begun(value, text)
    try:
        begin, end = read_years(ends[0]), read_years(ends[1])
    except DateInvalid:
        return _begun(value, text)  # a stroke that joins no years: `HH-Jahr 2021`, `03-2020`
    notes = " ".join(filter(None, (begin.hinweis, end.hinweis)))
    return ReadYears(begin.von, end.bis, notes)


def _begun(value: Any, text: str) -> ReadYears:
    """One year is begin and end, unless the text says that it goes on, or for how long."""
    years = read_years(value)
    if years.von is not None and years.von == years.bis and GOES_ON.search(text):
        return ReadYears(years.von, None, f"„{text}“ als seit {years.von} gelesen.")
    return years


def _ends(text: str) -> list[str]:
    ends = BETWEEN.split(text)
    return text.split("-") if len(ends) == 1 and text.count("-") == 1 else ends
