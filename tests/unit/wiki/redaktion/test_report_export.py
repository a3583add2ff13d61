"""Every cell of every spreadsheet that Wagtail writes passes the guard."""

from datetime import date
from typing import Any

import pytest
from django.utils.translation import gettext_lazy
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from wiki.redaktion.report_export import guard_reports


class Named:
    def __str__(self) -> str:
        return "@SUM(1)"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize(
    "value", ["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1", gettext_lazy("=1"), ["=1", "2"], Named()]
)
def test_what_begins_like_a_formula_becomes_text(value: Any, kind: str) -> None:
    guard_reports()
    assert SpreadsheetExportMixin().preprocess_field_value("x", value, kind).startswith("'")


@pytest.mark.parametrize("value", [-1, 2.5, True, None, date(2026, 1, 1)])
def test_numbers_and_days_stay(value: Any) -> None:
    guard_reports()
    assert SpreadsheetExportMixin().preprocess_field_value("x", value, "xlsx") == value


def test_a_field_with_a_way_of_its_own_is_guarded_too() -> None:
    guard_reports()
    view = SpreadsheetExportMixin()
    view.custom_field_preprocess = {"x": {"csv": lambda value: f"={value}"}}
    assert view.preprocess_field_value("x", "1", "csv") == "'=1"
