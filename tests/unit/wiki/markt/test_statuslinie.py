"""How far a project is: stages in order, and only the years that somebody stated."""

import pytest

from wiki.markt.statuslinie import status_line


def shown(status: str, *years: int | None) -> list[str]:
    """The stages in short: `*` is reached, `-` lies behind, a year follows."""
    return [
        f"{'*' if s.erreicht else '-' if s.vorbei else ''}{s.name} {s.jahr}".strip()
        for s in status_line(status, *years)
    ]


def test_what_lies_before_the_stage_is_behind() -> None:
    line = ["-Idee", "-Planung", "*Umsetzung Stand 2023", "Betrieb", "beendet"]
    assert shown("umsetzung", 2023) == line


def test_an_end_that_is_stated_stands_at_the_end() -> None:
    assert shown("planung", None, 2027)[-1] == "beendet bis 2027"


@pytest.mark.parametrize(("years", "last"), [((2020, 2021), "2021"), ((2020, None), "Stand 2020")])
def test_nobody_knows_how_far_a_project_came_that_is_over(
    years: tuple[int | None, int | None], last: str
) -> None:
    line = shown("abgebrochen", *years)
    assert line == ["Idee", "Planung", "Umsetzung", "Betrieb", f"*abgebrochen {last}"]


def test_no_year_is_made_up() -> None:
    assert shown("betrieb", None)[3] == "*Betrieb"


def test_a_draft_without_status_has_no_line() -> None:
    assert shown("", 2023) == []
