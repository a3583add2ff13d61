"""Finds telephone numbers in a text, among dates, periods and amounts. Pure."""

import re

YEAR = r"(?:19|20)\d\d"
# `01.03.2024`, `01.03.24`, `01.03.`, `2024-03-01`, `03/2024`, `2021-2024`, `seit 2021`.
WHEN = (
    rf"(?<![\d/.])(?<!\d[–-])(?:\d{{1,2}}\. ?\d{{1,2}}\.(?: ?(?:{YEAR}|\d\d))?|"
    rf"{YEAR}-\d\d-\d\d|(?:0?[1-9]|1[0-2]) ?[/.–-] ?{YEAR}|{YEAR} ?[/–-] ?{YEAR}|"
    rf"\b(?:seit|ab|bis|von|stand|anfang|mitte|ende):? {YEAR})(?!\.?\d)"
)
MORE = rf"(?:(?!{WHEN})[\d /.–-])"
LAST = rf"(?!{WHEN})\d"
# Not within a longer number, and no day or month: an area code has three digits at least.
BEGIN = r"(?<!\d)(?<!\d[.,/–-])"
ABROAD = r"(?:\+\d{2} ?(?:\(0\) ?)?)"
NO_AREA = rf"(?!0\d(?: ?[./–-]| {YEAR}(?!\d)))"
PHONE = re.compile(
    rf"(?:tel(?:efon)?\b\.?:?\s*)?{BEGIN}("
    rf"(?:{ABROAD}|{NO_AREA}0)\d{MORE}{{4,}}{LAST}|"
    rf"\(0\d{{2,5}}\){MORE}{{2,}}{LAST})",
    re.I,
)
# Behind a word for it, a number may do without an area code.
LABELLED = re.compile(
    r"\b(?:tel(?:efon)?|fon|ruf|durchwahl)(?:[-. ]{0,2}(?:nummer|nr))?\b\.?:?\s*"
    rf"((?!{WHEN})(?:{ABROAD}?\d|\(0\d{{2,5}}\)){MORE}{{3,}}{LAST})",
    re.I,
)
MIN_DIGITS = 3  # at least


def phones_in(text: str) -> list[str]:
    """Returns the numbers that begin with an area code: `Amt 10, Tel. 0651 718-0 (2021-2024)` ->
    `0651 718-0`."""
    return PHONE.findall(text)


def without_phones(text: str) -> str:
    return PHONE.sub("", text)


def may_be_phone(text: str) -> bool:
    """Returns whether a text that should be a number has digits that say no day and no period."""
    return sum(letter.isdigit() for letter in re.sub(WHEN, "", text, flags=re.I)) >= MIN_DIGITS
