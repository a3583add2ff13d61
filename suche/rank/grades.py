"""Which grade makes a page an answer. Pure."""

from collections.abc import Iterable

from .parameters import RELEVANT_GRADE


def answer_grade(grades: Iterable[int]) -> int:
    """Returns the grade from which on a page is an answer in a collection with these grades. Where
    no grade is better than 1, as in collections that only know "relevant", it is 1."""
    return max(1, min(RELEVANT_GRADE, max(grades, default=RELEVANT_GRADE)))
