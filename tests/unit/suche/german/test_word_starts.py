"""Names by the beginnings of their words."""

import pytest

from suche.german.word_starts import WordStarts

NAMES = ["Kita-Portal Köln", "Müllheim", "Portal für Bürger", "Kaiserslautern", "Straße", "Ä"]
STARTS = WordStarts.of((name, name) for name in NAMES)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("kita", "Kita-Portal Köln"),
        ("portal", "Portal für Bürger"),
        ("koel", "Kita-Portal Köln"),
        ("KÖLN", "Kita-Portal Köln"),
        ("köln kit", "Kita-Portal Köln"),
        ("muell", "Müllheim"),
        ("strass", "Straße"),
        ("Kaisreslautern", "Kaiserslautern"),
        ("kaisersl", "Kaiserslautern"),
        ("kaisrsl", "Kaiserslautern"),
        ("iaiserslau", "Kaiserslautern"),
        ("aiserslau", "Kaiserslautern"),
        ("mülheim", "Müllheim"),
    ],
)
def test_typed_beginning_finds_the_name(typed: str, first: str) -> None:
    assert STARTS.find(typed, 5)[0] == first


@pytest.mark.parametrize("typed", ["", "?!", "rtal", "kita trier", "ktia x", "kaiserwetter", "\0"])
def test_what_begins_no_word_finds_nothing(typed: str) -> None:
    assert STARTS.find(typed, 5) == []


def test_no_more_than_asked_for() -> None:
    many = WordStarts.of((n, f"Kita {n}") for n in range(50))
    assert len(many.find("kita", 5)) == 5


def test_empty_wiki_has_nothing_to_offer() -> None:
    empty: WordStarts[int] = WordStarts.of([])
    assert empty.find("kita", 5) == []
