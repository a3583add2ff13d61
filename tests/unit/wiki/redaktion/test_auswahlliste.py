"""The list of Kommunen to tick in the form of an article."""

import re

from wiki.redaktion.form.panels import Auswahlliste


def test_boxes_stand_in_german_order_and_keep_their_values() -> None:
    names = ["Kusel", "Zell", "Köln", "Koblenz"]
    html = Auswahlliste(choices=list(enumerate(names))).render("kommunen", ["2"])
    assert re.findall(r"K\w+|Zell", re.sub(r"<[^>]+>", "", html)) == [
        *("Koblenz", "Köln", "Kusel", "Zell"),
    ]
    assert re.findall(r'value="(\d)" [^>]*checked', html) == ["2"]
