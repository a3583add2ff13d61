"""Names by the beginnings of their words."""

import pytest

from suche.german.word_starts import WordStarts, is_named

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


NAMED = [
    ("Verbandsgemeinde Otterbach-Otterberg", "otterbach-ott", True),
    ("Mörs", "MOE", True),
    ("Kita & Schule", "schule", True),
    ("Kita & Schule", "kita schule", True),
    ("Bad Homburg", "homburg bad", False),
    ("Kaiserslautern", "lautern", False),
]


@pytest.mark.parametrize(("name", "typed", "named"), NAMED)
def test_a_name_is_named_by_words_side_by_side(name: str, typed: str, named: bool) -> None:
    assert is_named(name, typed) is named
