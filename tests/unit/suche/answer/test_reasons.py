"""suche.answer.reasons: why a page is shown, in words."""

import pytest

from suche.answer.reasons import reason
from suche.rank.mentions import KOMMUNE, THEMA, TITEL, Mention
from suche.understand.schema import Unit


def mention(place: str, word: str, *, other: bool = False) -> Mention:
    return Mention(Unit(((word,),)), place, word, other)


@pytest.mark.parametrize(
    ("mentions", "said"),
    [
        ([mention(TITEL, "Mängelmelder")], "Im Titel steht Mängelmelder"),
        ([mention(TITEL, "Kita"), mention(TITEL, "App")], "Im Titel stehen Kita und App"),
        (
            [mention(TITEL, "Schadensmelder", other=True)],
            "Anderes Wort, gleiche Sache: Schadensmelder",
        ),
        ([mention(KOMMUNE, "Trier"), mention(THEMA, "Kita")], "Thema: Kita; Kommune: Trier"),
    ],
)
def test_what_is_named_is_the_reason(mentions: list[Mention], said: str) -> None:
    assert reason(mentions, ["anderes"], ("bedeutung",)) == said


def test_else_the_words_of_the_passage_are() -> None:
    assert reason([], ["Kübel", "Tour"], ("bedeutung",)) == "Im Text: Kübel und Tour"


def test_a_page_without_a_shared_word_is_like_in_meaning() -> None:
    assert reason([], [], ("bedeutung",)) == "Dem Sinn nach ähnlich"
