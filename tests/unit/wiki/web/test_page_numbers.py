"""The numbers below a long list."""

import re

import pytest
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory


def numbers(place: int, pages: int) -> list[str]:
    """What stands in the navigation of a list of so many pages, on page `place`."""
    context = {"seite": Paginator(range(pages), 1).page(place)}
    request = RequestFactory().get("/?wort=x")
    text = render_to_string("includes/seite/_seitennavigation.html", context, request)
    assert len(text) < 4_000
    return re.findall(r"(\d+|…)(?:</a>|</span>|</li>)", text)


@pytest.mark.parametrize(
    ("place", "pages", "shown"),
    [
        (1, 1, ""),
        (2, 3, "1 2 3"),
        (1, 100_000, "1 2 3 … 100000"),
        (50, 100_000, "1 … 48 49 50 51 52 … 100000"),
        (100_000, 100_000, "1 … 99998 99999 100000"),
    ],
)
def test_first_last_and_nearest_pages_are_linked(place: int, pages: int, shown: str) -> None:
    assert " ".join(numbers(place, pages)) == shown
