"""wiki.sections: an article's named sections, their anchors and their text."""

from datetime import date
from typing import Any

import pytest

from wiki.blocks import InhaltBlock
from wiki.sections import Section, sections_of

INHALT = InhaltBlock()


def text(html: str) -> dict[str, Any]:
    return {"type": "text", "value": html}


def free(heading: str, *content: dict[str, Any]) -> dict[str, Any]:
    value = {"ueberschrift": heading, "inhalt": list(content or (text("<p>x</p>"),))}
    return {"type": "frei", "value": value}


def sections(*blocks: dict[str, Any]) -> list[Section]:
    return sections_of(INHALT.to_python(list(blocks)))


def test_named_sections_carry_their_label_in_reading_order() -> None:
    found = sections(
        {"type": "stolpersteine", "value": [text("<p>a</p>")]},
        {"type": "loesung", "value": [text("<p>b</p>")]},
    )
    assert [(part.name, part.anchor) for part in found] == [
        ("Stolpersteine", "stolpersteine"),
        ("Lösung", "loesung"),
    ]


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("Größe & Übermaß", "groesse-uebermass"),
        ("Ämter, Öfen", "aemter-oefen"),
        ("Was kostet das?", "was-kostet-das"),
        ("Café", "cafe"),
        ("2024", "2024"),
        ("???", "abschnitt"),
        ("🚲", "abschnitt"),
    ],
)
def test_an_anchor_is_readable_ascii(heading: str, anchor: str) -> None:
    assert sections(free(heading))[0].anchor == anchor


def test_headings_that_occur_twice_get_numbered_anchors() -> None:
    found = sections(free("Technik"), free("Technik"), free("technik!"), free("Technik 2"))
    assert [part.anchor for part in found] == ["technik", "technik-2", "technik-3", "technik-2-2"]


def test_a_free_section_gives_way_to_a_named_one_before_it() -> None:
    found = sections({"type": "loesung", "value": [text("<p>a</p>")]}, free("Lösung"))
    assert [part.anchor for part in found] == ["loesung", "loesung-2"]


def test_a_free_section_does_not_take_the_anchor_of_the_fact_box() -> None:
    assert sections(free("Steckbrief"))[0].anchor != "steckbrief"


def test_the_text_without_a_heading_comes_first_wherever_it_was_put() -> None:
    found = sections(
        {"type": "loesung", "value": [text("<p>b</p>")]},
        {"type": "text", "value": [text("<p>a</p>")]},
    )
    assert [(part.text, part.has_heading) for part in found] == [("a", False), ("b", True)]


def test_an_einschaetzung_is_marked_and_dated() -> None:
    value = {"stand": "2026-11-28", "inhalt": [text("<p>Das lohnt sich.</p>")]}
    (part,) = sections({"type": "einschaetzung", "value": value})
    assert (part.is_einschaetzung, part.stand) == (True, date(2026, 11, 28))
    assert part.text == "Das lohnt sich."


def test_empty_sections_are_left_out() -> None:
    empty = {"type": "frei", "value": {"ueberschrift": "Leer", "inhalt": []}}
    assert [part.name for part in sections({"type": "loesung", "value": []}, empty)] == []


def test_the_text_is_plain_and_keeps_paragraphs_of_blocks_apart() -> None:
    (part,) = sections(free("Technik", text("<p>K&amp;R</p>"), text("<p>Zwei &lt;3</p>")))
    assert part.text == "K&R\n\nZwei <3"


def test_words_of_neighbouring_paragraphs_stay_apart() -> None:
    (part,) = sections(free("Technik", text("<p>Eins</p><p>Zwei</p><ul><li>Drei</li></ul>")))
    assert part.text.split() == ["Eins", "Zwei", "Drei"]


def test_a_quotation_belongs_to_the_text() -> None:
    quotation = {"type": "zitat", "value": {"text": "Das war gut.", "quelle": "Amtsleiterin"}}
    assert sections(free("Stimmen", quotation))[0].text == "Das war gut.\n\nAmtsleiterin"


@pytest.mark.parametrize("html", ["", "<p></p>", '<p data-block-key="a1"> </p>'])
def test_sections_that_nobody_has_filled_in_are_left_out(html: str) -> None:
    found = sections(
        {"type": "ausgangslage", "value": [text(html)]},
        {"type": "loesung", "value": [text(html), text("<p>b</p>")]},
    )
    assert [part.name for part in found] == ["Lösung"]


def test_what_readers_asked_comes_last_under_the_question() -> None:
    value = {"frage": "Braucht man WLAN?", "stand": "2026-11-28", "inhalt": [text("<p>Nein.</p>")]}
    found = sections({"type": "frage", "value": value}, free("Technik"))
    assert [(part.name, part.is_frage) for part in found] == [
        ("Technik", False),
        ("Braucht man WLAN?", True),
    ]
    assert (found[1].anchor, found[1].text) == ("braucht-man-wlan", "Nein.")
