"""Spreadsheets of the CMS hold no formula, whatever somebody has written into a title."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from tests.factories import publish_projekt
from tests.integration.rollen import logged_in, person

pytestmark = pytest.mark.django_db
FORMULA = '=HYPERLINK("http://evil.example","Klick")'
REPORTS = ("aging_pages", "site_history")


@pytest.fixture
def client(roles: None) -> Client:
    publish_projekt(title=FORMULA)
    return logged_in(person("rita"))


def bytes_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


@pytest.mark.parametrize("report", REPORTS)
def test_a_report_as_csv_defuses_titles(client: Client, report: str) -> None:
    address = reverse(f"wagtailadmin_reports:{report}")
    text = bytes_of(client.get(address, {"export": "csv"})).decode()
    assert "'=HYPERLINK" in text
    assert '"=HYPERLINK' not in text


def cells(client: Client) -> list[Any]:
    answer = client.get(reverse("wagtailadmin_reports:aging_pages"), {"export": "xlsx"})
    sheet = load_workbook(BytesIO(bytes_of(answer))).active
    return [cell for row in sheet.iter_rows(values_only=True) for cell in row]


def test_a_report_as_xlsx_defuses_titles(client: Client) -> None:
    assert f"'{FORMULA}" in cells(client)


def test_a_sign_that_no_workbook_takes_spoils_no_report(client: Client) -> None:
    publish_projekt(title="Ampel am\v\x01 Bad")
    assert "Ampel am Bad" in cells(client)
