"""suche.answer.highlighting: the words of the question inside a passage."""

import pytest

from suche.answer.highlighting import excerpt, highlight
from suche.german.analysis import terms_of
from suche.understand.question import parse_question

TEXT = "Die Stadt misst Pegel. Jeder Pegelsensor funkt; die Straße „Am Bach“ wird gewarnt – früh."


def marked(text: str, question: str) -> list[str]:
    pieces = highlight(text, parse_question(question).terms)
    return [piece for piece, is_hit in pieces if is_hit]


@pytest.mark.parametrize("question", ["Pegel", "früh Stadt", "Straße", "Papierkorb", "am"])
def test_the_pieces_join_to_the_text(question: str) -> None:
    pieces = highlight(TEXT, parse_question(question).terms)
    assert "".join(piece for piece, _ in pieces) == TEXT
    assert all(piece for piece, _ in pieces)


def test_the_words_of_the_question_are_marked() -> None:
    expected = ["Pegel", "Pegelsensor", "Bach", "gewarnt"]
    assert marked(TEXT, "Wer warnt vor Pegel am Bach?") == expected


def test_umlauts_and_sharp_s_meet_their_ascii_spelling() -> None:
    assert marked("Die Straßen am Bürgerbüro", "Strasse Buergerbuero") == ["Straßen", "Bürgerbüro"]


def test_a_compound_is_marked_as_a_whole_when_a_part_fits() -> None:
    assert marked("Das neue Kita-Portal läuft", "Portal") == ["Kita-Portal"]


def test_a_word_with_two_fitting_terms_is_marked_once() -> None:
    assert marked("Kita-Portal", "Kita Portal Kita-Portal") == ["Kita-Portal"]


def test_markup_is_left_to_the_template() -> None:
    assert highlight("<b>Kita</b>", {"kita"}) == [("<b>", False), ("Kita", True), ("</b>", False)]


def test_without_terms_nothing_is_marked() -> None:
    assert highlight(TEXT, ()) == [(TEXT, False)]


def test_an_empty_text_has_no_pieces() -> None:
    assert highlight("", {"kita"}) == []


FILLER = "und so weiter " * 60


def test_a_short_text_is_its_own_excerpt() -> None:
    assert excerpt("x " * 160, {"kita"}) == "x " * 160


@pytest.mark.parametrize("length", [40, 120, 320])
@pytest.mark.parametrize(
    "text",
    [
        FILLER + "Kita " + FILLER,
        "Kita " + FILLER,
        FILLER + "Kita",
        FILLER,
        "x" * 2_000,
        "x" * 500 + " Kita " + "y" * 500,
    ],
)
def test_an_excerpt_is_a_piece_of_the_text_of_bounded_length(text: str, length: int) -> None:
    piece = excerpt(text, {"kita"}, length)
    assert len(piece) <= length + len("… ") + len(" …")
    assert piece.removeprefix("… ").removesuffix(" …") in text


@pytest.mark.parametrize("before", [0, 1, 5, 12, 30, 60])
@pytest.mark.parametrize("length", [60, 320])
def test_an_excerpt_holds_the_first_word_of_the_question(before: int, length: int) -> None:
    text = "und so weiter " * before + "Kita " + FILLER
    assert "Kita" in excerpt(text, {"kita"}, length)


def test_an_excerpt_shows_what_stands_before_the_word() -> None:
    assert "so weiter Kita" in excerpt(FILLER + "Kita " + FILLER, {"kita"}, 100)


def test_an_excerpt_is_cut_between_words() -> None:
    words = excerpt(FILLER + "Kita " + FILLER, {"kita"}, 100).split()
    assert set(words) == {"…", "und", "so", "weiter", "Kita"}


def test_an_excerpt_shows_where_something_is_left_out() -> None:
    piece = excerpt(FILLER + "Kita " + FILLER, {"kita"}, 100)
    assert piece.startswith("… ")
    assert piece.endswith(" …")


def test_an_excerpt_from_the_beginning_has_no_mark_in_front() -> None:
    assert excerpt("Kita " + FILLER, {"kita"}, 100).startswith("Kita und")


def test_a_piece_of_a_number_is_no_word() -> None:
    text = "2027 kostet es 250.000 Euro, 1,5 je Stück, für 250 Leute."
    assert marked(text, "2027 250 Sensoren 5") == ["2027", "250"]


@pytest.mark.parametrize(
    ("asked", "text", "shown"),
    [
        ("Hochwasserwarnung", "Ein hoher Mast am Wasserrohr.", ["Wasserrohr"]),
        ("Sanierungsfahrplan", "Die Fahrbahn wird nach Plan saniert.", ["Plan"]),
        ("Online-Beteiligung", "Seit März online: Bürgerbeteiligung.", ["Bürgerbeteiligung"]),
        ("Wärmeplanung", "Eine Wärmebildkamera zählt mit.", ["Wärmebildkamera"]),
    ],
)
def test_of_a_compound_only_nouns_are_marked_apart(asked: str, text: str, shown: list[str]) -> None:
    pieces = highlight(text, terms_of(asked), are_parts=True)
    assert [piece for piece, is_word in pieces if is_word] == shown
