"""What differs between two versions."""

from hypothesis import given
from hypothesis import strategies as st

from wiki.mitmachen.version_diff import COMPARED_MAX_WORDS, compare_words, differences


def shown(old: str, new: str) -> list[tuple[str, str]]:
    return [(piece.art, piece.text) for piece in compare_words(old, new)]


def test_a_changed_word_is_shown_with_what_was_there() -> None:
    assert shown("kostet 10 Euro", "kostet 12 Euro") == [
        ("gleich", "kostet "),
        ("weg", "10"),
        ("neu", "12"),
        ("gleich", " Euro"),
    ]


def test_only_fields_that_differ_are_named() -> None:
    old = {"Titel": "Ampel", "Status": "Idee", "Partner": "Kreis"}
    new = {"Titel": "Ampel", "Status": "im Betrieb", "Förderung": "LEADER"}
    assert [d.feld for d in differences(old, new)] == ["Status", "Förderung", "Partner"]


def test_a_field_that_is_gone_is_shown_as_gone() -> None:
    (gone,) = differences({"Partner": "Kreis"}, {})
    assert [(piece.art, piece.text) for piece in gone.stuecke] == [("weg", "Kreis")]


@given(st.text("ab \n", max_size=60), st.text("ab \n", max_size=60))
def test_both_versions_can_be_put_together_again(old: str, new: str) -> None:
    pieces = compare_words(old, new)
    assert "".join(p.text for p in pieces if p.art != "neu") == old
    assert "".join(p.text for p in pieces if p.art != "weg") == new


def test_a_novel_is_told_as_one_change() -> None:
    assert len(compare_words("a " * COMPARED_MAX_WORDS, "b " * COMPARED_MAX_WORDS)) == 2
