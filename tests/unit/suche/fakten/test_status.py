"""suche.fakten.status: how far a project is, with the year of the statement."""

import pytest

from suche.fakten.status import by_statements, status_words

THIS_YEAR = 2026


@pytest.mark.parametrize(
    ("status", "jahr", "said"),
    [
        ("betrieb", 2025, "im Betrieb (Stand 2025)"),
        ("betrieb", 2018, "war im Betrieb (Stand 2018)"),
        ("umsetzung", 2022, "war in Umsetzung (Stand 2022)"),
        ("planung", None, "in Planung (ohne Jahr)"),
        ("beendet", 2018, "beendet (Stand 2018)"),
        ("idee", 2018, "Idee (Stand 2018)"),
        ("", None, ""),
    ],
)
def test_an_old_statement_is_told_in_the_past(status: str, jahr: int | None, said: str) -> None:
    assert status_words(status, jahr, THIS_YEAR) == said


@pytest.mark.parametrize(
    ("jahre", "said"),
    [
        ([2018, 2019], "nach älterer Angabe"),
        ([None], "nach undatierter Angabe"),
        ([2018, None], "nach älterer oder undatierter Angabe"),
    ],
)
def test_old_and_undated_statements_are_told_apart(jahre: list[int | None], said: str) -> None:
    assert by_statements(jahre) == said
