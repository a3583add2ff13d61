"""suche.answer.answer: why a page was found, and the passage that is shown of it."""

import numpy as np
import pytest

from einbettung.text.extraction import STECKBRIEF
from suche.answer import answer
from suche.rank import meaning
from suche.rank.schema import Ranking, RatedPassage
from suche.understand.question import parse_question


def shown(monkeypatch: pytest.MonkeyPatch, candidates: list[RatedPassage]) -> answer.Passage:
    monkeypatch.setattr(meaning, "passages", lambda *_: candidates)
    ranking = Ranking([], np.zeros(3), ())
    return answer._best_passages([1], ranking, parse_question("das Bürgerbüro"))[1]


def passage(section: str, text: str, similarity: float) -> RatedPassage:
    return RatedPassage(1, section, section.lower(), text, similarity)


def test_the_passage_nearest_in_meaning_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    candidates = [passage("A", "Eins", 0.7), passage("B", "Zwei", 0.8), passage("C", "Drei", 0.6)]
    assert shown(monkeypatch, candidates).anker == "b"


def test_a_passage_with_the_words_is_preferred(monkeypatch: pytest.MonkeyPatch) -> None:
    candidates = [passage("A", "Im Bürgerbüro", 0.75), passage("B", "Zwei", 0.8)]
    assert shown(monkeypatch, candidates).teile == [("Im ", False), ("Bürgerbüro", True)]


def test_the_fact_box_is_shown_only_when_there_is_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    box = passage(STECKBRIEF, "Status: geplant.", 0.9)
    assert shown(monkeypatch, [box, passage("A", "Eins", 0.3)]).anker == "a"
    assert shown(monkeypatch, [box]).anker == "steckbrief"


@pytest.mark.parametrize("written", ["Bür\u00adger\u00adbüro", "Bu\u0308rgerbu\u0308ro"])
def test_words_are_marked_however_their_letters_are_encoded(
    monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    found = shown(monkeypatch, [passage("A", f"Das {written} hilft", 0.8)])
    assert [is_hit for _, is_hit in found.teile] == [False, True, False]
