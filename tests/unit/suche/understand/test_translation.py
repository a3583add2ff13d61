"""What the model reads of an English question."""

import pytest

from suche.german.synonyms import build_wortschatz
from suche.understand.question import Question, parse_question
from suche.understand.translation import in_german


def nowhere(term: str) -> float:
    """The rarity of terms in a wiki that has none of them."""
    return 1.0


def everywhere(term: str) -> float:
    return 0.0


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Who has smart litter bins?", "Who has smart Mülleimer?"),
        ("fly-tipping", "wilder Müll"),
        ("smart bin", "smart Mülleimer"),
        ("street light and dog tax", "Straßenlaterne and Hundesteuer"),
        ("birth certificate", "Geburtsurkunde"),
        ("noticeboard", "Schwarzes Brett"),
        ("river level sensors", "Pegelsensor"),
        ("municipal utilities", "Stadtwerke"),
        ("a heat map", "a Hitzekarte"),
        ("appointment booking at the citizens' office", "Terminbuchung at the Bürgerbüro"),
    ],
)
def test_the_model_reads_english_terms_that_no_page_has_in_german(typed: str, read: str) -> None:
    assert in_german(parse_question(typed), nowhere).text == read


def test_of_a_term_of_several_words_one_that_hardly_a_page_has_is_enough() -> None:
    """A page on "Urban Twins" must not make all digital twins English."""
    rarities = {"digital": 0.2, "twin": 0.9}

    def hardly_anywhere(term: str) -> float:
        return rarities.get(term, 0.2)

    question = parse_question("Who has a digital twin?")
    assert in_german(question, hardly_anywhere).text == "Who has a digitaler Zwilling?"
    single = parse_question("Who has a twin?")
    assert in_german(single, hardly_anywhere) is single


def test_an_english_word_that_a_page_has_stays() -> None:
    question = parse_question("Who has litter bins?")
    assert in_german(question, everywhere) is question


def test_a_german_question_is_read_as_it_is() -> None:
    question = parse_question("Wer hat eine App für das Parking in der City?")
    assert in_german(question, nowhere) is question


def test_places_and_wishes_are_found_again_in_what_the_model_reads() -> None:
    text = "litter bins in Mainz with 5,000 inhabitants"
    place, wish = (text.index("Mainz"), text.index(" with")), (text.index("5"), len(text))
    read = in_german(Question(text, (), places=(place,), wishes=(wish,)), nowhere)
    named = [read.text[start:end] for start, end in (*read.places, *read.wishes)]
    assert named == ["Mainz", "5,000 Einwohner"]


def test_the_units_of_the_question_stay_those_of_who_asks() -> None:
    question = parse_question("Who has litter bins?")
    assert in_german(question, nowhere).units == question.units


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Wer erhebt die Kurtaxe online?", "Wer erhebt die Gästebeitrag online?"),
        ("Kurtaxe in Mainz", "Gästebeitrag in Mainz"),
        ("Mülleimer und Kurkarte", "Mülleimer und Kurkarte"),
    ],
)
def test_a_word_that_no_page_has_is_read_as_the_editors_call_it_too(typed: str, read: str) -> None:
    words = build_wortschatz([("Kurtaxe", "Kurbeitrag"), ("Kurtaxe", "Gästebeitrag")], ())
    unknown = {"kurtax", "kurbeitrag", "kurkart"}
    question = parse_question(typed, words)
    assert in_german(question, lambda term: 1.0 if term in unknown else 0.5).text == read
