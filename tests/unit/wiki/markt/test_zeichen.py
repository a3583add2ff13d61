"""The signs of the Themen: each that an editor can choose is drawn."""

from pathlib import Path

import yaml
from defusedxml import ElementTree

from wiki.fakten.codes import Zeichen

ROOT = Path(__file__).resolve().parents[4]
SYMBOL = "{http://www.w3.org/2000/svg}symbol"


def test_every_sign_is_drawn_and_every_drawing_can_be_chosen() -> None:
    root = ElementTree.parse(ROOT / "static/img/themen.svg").getroot()
    assert {symbol.get("id") for symbol in root.iter(SYMBOL)} == set(Zeichen.values)


def test_themen_that_come_with_the_wiki_have_a_sign_of_their_own() -> None:
    themen = yaml.safe_load((ROOT / "fixtures/themen.yaml").read_text(encoding="utf-8"))
    signs = [thema["zeichen"] for thema in themen]
    assert len(set(signs)) == len(signs)
    assert set(signs) <= set(Zeichen.values)
