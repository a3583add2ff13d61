"""A reader's question with its answer, as a section of a file: the heading says what was asked and
when it was answered. Pure."""

import re
from datetime import date

HEADING = re.compile(r"(.+) \(Frage, beantwortet am (\d\d)\.(\d\d)\.(\d{4})\)")


def question_heading(frage: str, stand: date | None) -> str:
    """Writes the heading of a question that was answered on the day `stand`, which a draft may
    still lack."""
    if stand is None:
        return frage
    return f"{frage} (Frage, beantwortet am {stand:%d.%m.%Y})"


def read_question_heading(heading: str) -> tuple[str, date] | None:
    """Reads question and day from what `question_heading` has written; None for other headings."""
    match = HEADING.fullmatch(heading.strip())
    try:
        return (match[1], date(int(match[4]), int(match[3]), int(match[2]))) if match else None
    except ValueError:
        return None
