import re

from django.utils import translation

from suche.templatetags.facetten_tags import facettenwerte
from wiki.fakten.facets import Facette
from wiki.fakten.filters import Wert


def boxes(name: str, *werte: Wert, nach: int = 0) -> str:
    return facettenwerte(Facette(name, "Titel", "alle", werte), werte, nach)


def test_a_label_belongs_to_its_own_box() -> None:
    shown = boxes("status", Wert("idee", "Idee", 3, False), Wert("betrieb", "im Betrieb", 9, False))
    ids = re.findall(r' id="(.*?)"', shown)
    assert ids == ["filter-status-1", "filter-status-2"] == re.findall(r' for="(.*?)"', shown)


def test_values_behind_the_fold_are_numbered_on() -> None:
    assert 'id="filter-land-101"' in boxes("land", Wert("he", "Hessen", 1, False), nach=100)


def test_a_chosen_value_is_ticked_and_no_other() -> None:
    assert " checked" in boxes("status", Wert("idee", "Idee", 3, True))
    assert " checked" not in boxes("status", Wert("idee", "Idee", 3, False))


def test_a_part_stands_below_what_it_is_a_part_of() -> None:
    assert "suche-facette__unter" in boxes("thema", Wert("kita", "Kita", 1, False, ueber="Leben"))
    assert "suche-facette__unter" not in boxes("thema", Wert("leben", "Leben", 1, False))


def test_names_of_editors_are_text_and_no_markup() -> None:
    shown = boxes("thema", Wert('"><b>', "<b>Kita</b>", 1, False))
    assert "<b>" not in shown
    assert "&lt;b&gt;Kita" in shown


def test_on_an_english_page_our_words_are_translated_and_themen_marked_as_german() -> None:
    with translation.override("en"):
        assert "in operation" in boxes("status", Wert("betrieb", "im Betrieb", 9, False)).lower()
        assert '<span lang="de">Kita</span>' in boxes("thema", Wert("kita", "Kita", 1, False))
