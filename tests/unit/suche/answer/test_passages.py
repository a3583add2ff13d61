"""suche.answer.passages: the sentence that is shown of a page."""

import pytest

from einbettung.text.extraction import STECKBRIEF
from suche.answer.passages import Passage, best_passages
from suche.rank.schema import RatedPassage
from suche.understand.question import parse_question

LONG = "Davor steht ein Satz, der von etwas ganz anderem handelt und deshalb nicht gezeigt wird."


def passage(section: str, text: str, similarity: float) -> RatedPassage:
    return RatedPassage(1, section, section.lower(), text, similarity)


def rarity(term: str) -> float:
    return 0.1 if term == "stadt" else 1.0


def shown(candidates: list[RatedPassage], question: str = "das Bürgerbüro") -> Passage:
    return best_passages(candidates, parse_question(question).units, rarity)[1]


def test_the_passage_nearest_in_meaning_is_shown() -> None:
    candidates = [passage("A", "Eins", 0.7), passage("B", "Zwei", 0.8), passage("C", "Drei", 0.6)]
    assert shown(candidates).anker == "b"


def test_a_sentence_with_the_words_is_preferred() -> None:
    candidates = [passage("A", "Im Bürgerbüro", 0.75), passage("B", "Zwei", 0.8)]
    assert shown(candidates).teile == [("Im ", False), ("Bürgerbüro", True)]


def test_only_the_sentence_that_carries_the_hit_is_shown() -> None:
    carries = (
        "Im Bürgerbüro steht seit dem Frühjahr ein Terminal, das Ausweise rund um die Uhr gibt."
    )
    assert shown([passage("A", f"{LONG} {carries} {LONG}", 0.8)]).text == carries


def test_a_short_sentence_is_followed_by_the_next() -> None:
    assert shown([passage("A", f"Das Bürgerbüro hilft. {LONG}", 0.8)]).text.endswith(LONG)


def test_a_short_sentence_at_the_end_comes_with_the_one_before() -> None:
    assert shown([passage("A", f"{LONG} Technik: Bürgerbüro.", 0.8)]).text.startswith(LONG)


def test_rare_words_of_a_question_count_more() -> None:
    common, rare = "Die Stadt macht vieles in der Stadt.", "Ein Melder nimmt Mängel an."
    text = f"{common} {LONG} {LONG} {rare} {LONG}"
    assert shown([passage("A", text, 0.8)], "Melder der Stadt").text.startswith(rare)


def test_a_fact_box_is_never_shown() -> None:
    box = passage(STECKBRIEF, "Technik: Bürgerbüro.", 0.9)
    assert shown([box, passage("A", "Eins", 0.3)]).anker == "a"
    assert best_passages([box], parse_question("Bürgerbüro").units, rarity) == {}


@pytest.mark.parametrize(
    "unknown",
    ["Die Kosten des Bürgerbüros sind unbekannt.", "Zum Bürgerbüro gibt es keine Angaben."],
)
def test_what_is_unknown_is_never_shown(unknown: str) -> None:
    assert shown([passage("A", f"{unknown} Es hat offen.", 0.9)]).text == "Es hat offen."


def test_a_word_of_every_third_page_is_not_marked() -> None:
    found = shown([passage("A", "Das Bürgerbüro der Stadt hilft.", 0.8)], "Bürgerbüro der Stadt")
    assert found.marked == ("Bürgerbüro",)


def test_the_only_word_of_a_question_is_marked_however_common() -> None:
    assert shown([passage("A", "Die Stadt hilft.", 0.8)], "Wer, Stadt?").marked == ("Stadt",)


def test_a_part_of_a_compound_is_marked_only_where_nothing_stands_whole() -> None:
    part = "Eine Wärmebildkamera zählt den Verkehr auf allen Straßen der Innenstadt, Tag und Nacht."
    whole = "Die Wärmeplanung nutzt eine Wärmebildkamera."
    assert shown([passage("A", part, 0.8)], "Wärmeplanung").marked == ("Wärmebildkamera",)
    assert shown([passage("A", whole, 0.8)], "Wärmeplanung").marked == ("Wärmeplanung",)


def test_words_side_by_side_are_told_as_one() -> None:
    found = shown([passage("A", "Ältere Menschen; ein Terminal.", 0.8)], "ältere Menschen Terminal")
    assert found.marked == ("Ältere Menschen", "Terminal")


def test_the_word_goes_before_its_parts_apart() -> None:
    apart = "Schnee auf der Messstrecke täuscht einen hohen Stand vor, obwohl das Wasser ruhig ist."
    whole = "Fällt im oberen Tal viel Regen, kommt das Hochwasser weiter unten etwas später an."
    found = shown([passage("A", apart, 0.81), passage("B", whole, 0.8)], "Hochwasser")
    assert found.marked == ("Hochwasser",)


@pytest.mark.parametrize("written", ["Bür\u00adger\u00adbüro", "Bu\u0308rgerbu\u0308ro"])
def test_words_are_marked_however_their_letters_are_encoded(written: str) -> None:
    found = shown([passage("A", f"Das {written} hilft", 0.8)])
    assert [is_hit for _, is_hit in found.teile] == [False, True, False]
