"""suche.german.compounds: which words are taken apart, and where."""

import pytest

from suche.german.compounds import base_of, is_known_member, split
from tests.unit.word_lists import f1, rows


def test_boundaries_of_the_given_lists() -> None:
    gold = [(row[0], row[1]) for row in rows("komposita.tsv")]
    whole = [(row[0], row[0]) for row in rows("nicht-teilen.tsv")]
    assert f1(split, gold + whole) >= 0.97


def test_boundaries_of_the_list_written_before_the_splitter() -> None:
    assert f1(split, [(row[0], row[1]) for row in rows("komposita_eigene.tsv")]) >= 0.97


@pytest.mark.parametrize("name", ["blind1", "blind2", "blind3"])
def test_boundaries_of_words_of_other_authors(name: str) -> None:
    gold = [(row[0], row[1]) for row in rows("komposita_blind.tsv") if row[2] == name]
    assert f1(split, gold) >= 0.96


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Straßenlaternensteuerung", ("Straßen", "Laternen", "Steuerung")),
        ("Strassenlaternen", ("Strassen", "Laternen")),
        ("Buergerbuero", ("Buerger", "Buero")),
        ("Ordnungsämter", ("Ordnungs", "Ämter")),
        ("Schulanmeldung", ("Schul", "Anmeldung")),
        ("Stadtentwicklungskonzept", ("Stadt", "Entwicklungs", "Konzept")),
    ],
)
def test_parts_are_as_typed_with_capitals(word: str, parts: tuple[str, ...]) -> None:
    assert split(word) == parts


@pytest.mark.parametrize("word", ["", "a", "Ö", "X" * 80, "Kita-App", "5G", "Überß", "🎉"])
def test_words_without_parts_stay_as_they_are(word: str) -> None:
    assert split(word) == (word,)


@pytest.mark.parametrize("word", ["Siegelbach", "Mölschbach", "Hohenecken", "Dansenberg"])
def test_village_names_in_no_list_stay_whole(word: str) -> None:
    assert split(word) == (word,)


def test_names_of_the_editors_stay_whole() -> None:
    assert split("Kitaportal", whole={"kitaportal"}) == ("Kitaportal",)


@pytest.mark.parametrize("word", ["kitaanmeldung", "straßenlaterne", "buergerbeteiligung"])
def test_nouns_written_small_are_taken_apart_on_request_only(word: str) -> None:
    assert split(word) == (word,)
    assert len(split(word, lower_case=True)) == 2


@pytest.mark.parametrize(
    "word", [row[0] for row in rows("nicht-teilen.tsv") if row[1] == "verbadj"]
)
def test_verbs_and_adjectives_stay_whole(word: str) -> None:
    assert split(word, lower_case=True) == (word,)


@pytest.mark.parametrize("count", [1, 40])
def test_parts_joined_are_the_word(count: int) -> None:
    word = "Straßen" * count + "Laterne"
    assert "".join(split(word)).casefold() == word.casefold()


@pytest.mark.parametrize(
    ("part", "word"), [("Ordnungs", "Ordnung"), ("Sprach", "Sprache"), ("Straßen", "Straßen")]
)
def test_a_part_is_led_back_to_its_word(part: str, word: str) -> None:
    assert base_of(part) == word


@pytest.mark.parametrize(
    ("word", "known"), [("Rathaus", True), ("Buergermeister", True), ("Rahthaus", False)]
)
def test_known_words(word: str, known: bool) -> None:
    assert is_known_member(word) is known
