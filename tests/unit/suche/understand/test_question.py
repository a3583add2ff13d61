"""suche.understand.question: what is accepted as a question, and what of it is looked up."""

import pytest

from suche.exceptions import QuestionInvalid
from suche.understand.question import (
    QUESTION_MAX_CHARS,
    TYPED_MAX_CHARS,
    Question,
    is_english,
    parse_question,
    typed_question,
)
from suche.understand.schema import Unit


def first_terms(question: Question) -> list[str]:
    """Of each word its first reading, the word as it was written."""
    return [" ".join(unit.readings[0]) for unit in question.units]


def test_a_question_is_kept_in_the_words_that_were_typed() -> None:
    typed = " Wer hat eine Kita-Anmeldung\n für die Eltern-App? "
    assert typed_question(typed) == "Wer hat eine Kita-Anmeldung für die Eltern-App?"
    with pytest.raises(QuestionInvalid):
        typed_question("???")


@pytest.mark.parametrize("raw", ["", " ", "\n\t \r\n", "\u00a0\u2003", "\x00", "\u00ad"])
def test_an_empty_question_asks_for_a_word(raw: str) -> None:
    with pytest.raises(QuestionInvalid, match="Sie ist leer"):
        parse_question(raw)


@pytest.mark.parametrize("raw", ["🎉", "🚲 🚌 👩‍👩‍👧", "???", "... - !", "___", "\u200b"])
def test_a_question_without_letters_or_digits_is_refused(raw: str) -> None:
    with pytest.raises(QuestionInvalid, match="Sie enthält kein Wort"):
        parse_question(raw)


@pytest.mark.parametrize(
    "length", [QUESTION_MAX_CHARS + 1, TYPED_MAX_CHARS, TYPED_MAX_CHARS + 1, 10**6]
)
def test_a_question_that_is_too_long_is_refused(length: int) -> None:
    with pytest.raises(QuestionInvalid, match=r"zu lang .* höchstens 4\.000 kürzen"):
        parse_question("x" * length)


def test_the_refusal_names_the_length_as_it_was_typed() -> None:
    with pytest.raises(QuestionInvalid, match=r"\(12\.345 Zeichen\)"):
        parse_question("x" * 12_345)


def test_the_longest_question_is_accepted() -> None:
    assert (
        len(parse_question("Kita " * (QUESTION_MAX_CHARS // 5 - 1) + "Kitas").text)
        == QUESTION_MAX_CHARS
    )


def test_blank_space_does_not_count_towards_the_length() -> None:
    assert parse_question("Kita" + " " * QUESTION_MAX_CHARS + "Portal").text == "Kita Portal"


def test_null_bytes_and_line_breaks_are_cleaned() -> None:
    assert parse_question(" Ki\x00ta-\nPortal\t\r\n mit  KI ").text == "Kita- Portal mit KI"


def test_decomposed_umlauts_are_composed() -> None:
    assert parse_question("Bu\u0308rger").text == "Bürger"


@pytest.mark.parametrize("raw", ["und oder", "Wer hat das schon?", "who is it"])
def test_only_stop_words_are_a_question_without_words_to_look_up(raw: str) -> None:
    question = parse_question(raw)
    assert (question.text, question.units, question.terms) == (raw, (), frozenset())


@pytest.mark.parametrize(
    "raw",
    [
        "Wer hat schon Parksensoren eingeführt?",
        "Gibt es Beispiele für Parksensoren?",
        "Welche Kommunen nutzen Parksensoren?",
        "Which cities use Parksensoren?",
        "Ansprechpartner für Parksensoren",
        "Telefonnummer von jemandem mit Parksensoren",
        "PARKSENSOREN",
    ],
)
def test_the_frame_of_a_question_is_not_looked_up(raw: str) -> None:
    assert first_terms(parse_question(raw)) == ["parksensor"]


@pytest.mark.parametrize("raw", ["Wer nutzt KI im Rathaus?", "KI in der Verwaltung", "KI"])
def test_where_everybody_here_works_is_no_part_of_the_question(raw: str) -> None:
    assert [unit.own for unit in parse_question(raw).about] == [(("ki",),)]


def test_the_frame_stays_in_the_text_for_the_model() -> None:
    assert parse_question("Wer hat Sensoren eingeführt?").text == "Wer hat Sensoren eingeführt?"


@pytest.mark.parametrize("raw", ["Kosten", "Was kostet das?", "Welche Projekte gibt es?"])
def test_a_question_of_nothing_but_frame_keeps_its_words(raw: str) -> None:
    assert parse_question(raw).units != ()


def test_a_repeated_word_is_looked_up_once() -> None:
    assert parse_question("eine Kita, die Kitas, KITA").units == (Unit((("kita",),)),)


def test_words_keep_the_order_of_the_question() -> None:
    question = parse_question("Brücke über Ampel zur Brücke am Damm")
    assert first_terms(question) == ["bruck", "ampel", "damm"]


def test_the_terms_for_highlighting_are_those_of_all_readings() -> None:
    question = parse_question("die Kita-Anmeldung")
    assert question.terms == {"kitaanmeld", "kita", "anmeld"}


def test_an_english_word_may_stand_under_its_german_name() -> None:
    (unit,) = parse_question("Who has an accident?").units
    assert unit.readings[0] == ("accident",)
    assert ("unfall",) in unit.readings


def test_an_english_plural_finds_its_singular_in_the_glossary() -> None:
    assert "unfall" in parse_question("Where are the accidents?").terms


@pytest.mark.parametrize("text", ["litter bin", "Bin", "smart bin"])
def test_an_english_noun_that_looks_like_a_german_function_word_is_translated(text: str) -> None:
    assert "papierkorb" in parse_question(text).terms


def test_a_german_function_word_is_not_taken_for_an_english_noun() -> None:
    assert "papierkorb" not in parse_question("Bin umgezogen").terms


def test_a_german_question_is_not_translated() -> None:
    assert parse_question("Wie viele accident gibt es?").terms == {"accident"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Who has a kindergarten portal?", True),
        ("Wer hat ein Portal für die Kita?", False),
        ("parking sensors", True),
        ("Was ist a smart city?", False),
        ("Parksensoren", True),
        ("bin", True),
        ("litter bin", True),
        ("bin collection", True),
        ("war memorial", True),
        ("Ich bin der Bürgermeister", False),
        ("bin umgezogen", False),
        ("war schon da", False),
    ],
)
def test_function_words_tell_english_from_german(text: str, expected: bool) -> None:
    assert is_english(text) is expected


@pytest.mark.parametrize("raw", ["7", "５", "x", "Ω", "Straße 5"])
def test_one_letter_or_digit_is_enough(raw: str) -> None:
    assert parse_question(raw).text


@pytest.mark.parametrize(
    "text",
    [
        "Was bedeutet Friedhofskataster?",
        "Friedhofskataster per",
        "Dauer Friedhofskataster",
    ],
)
def test_words_of_asking_are_not_looked_up(text: str) -> None:
    assert first_terms(parse_question(text)) == ["friedhofskatast"]
