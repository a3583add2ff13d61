from io import BytesIO

import pytest
from openpyxl import load_workbook

from wiki.austausch.export.workbook import write_sheet


@pytest.mark.parametrize("sign", ["\x0b", "\x1f", "\ufffe", "\uffff", "\ud83d"])
def test_a_character_that_no_workbook_holds_is_left_out(sign: str) -> None:
    file = BytesIO()
    write_sheet("Projekte", [["Titel"], [f"Wärme{sign}plan"]], file)
    assert load_workbook(file)["Projekte"]["A2"].value == "Wärmeplan"


def test_lines_tabs_and_joined_signs_stay() -> None:
    file = BytesIO()
    write_sheet("Projekte", [["Titel"], ["Wärme\n\tplan 👩‍🏫"]], file)
    assert load_workbook(file)["Projekte"]["A2"].value == "Wärme\n\tplan 👩‍🏫"
