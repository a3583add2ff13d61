"""suche.answer.reasons: why a page is shown, in words."""

import pytest

from suche.answer.reasons import reason
from suche.rank.mentions import IN_KOMMUNE, IN_THEMA, IN_TITEL, Mention
from suche.understand.schema import Unit


def mention(place: str, word: str, *, other: bool = False) -> Mention:
    return Mention(Unit(((word,),)), place, word, other)


@pytest.mark.parametrize(
    ("mentions", "said"),
    [
        ([mention(IN_TITEL, "Mängelmelder")], "Im Titel steht Mängelmelder"),
        ([mention(IN_TITEL, "Kita"), mention(IN_TITEL, "App")], "Im Titel stehen Kita und App"),
        (
            [mention(IN_TITEL, "Schadensmelder", other=True)],
            "Anderes Wort, gleiche Sache: Schadensmelder",
        ),
        ([mention(IN_KOMMUNE, "Trier"), mention(IN_THEMA, "Kita")], "Thema: Kita; Kommune: Trier"),
    ],
)
def test_what_is_named_is_the_reason(mentions: list[Mention], said: str) -> None:
    assert reason(mentions, ["anderes"], ("bedeutung",)) == said


def test_else_the_words_of_the_passage_are() -> None:
    assert reason([], ["Kübel", "Tour"], ("bedeutung",)) == "Im Text: Kübel und Tour"


def test_a_page_without_a_shared_word_is_like_in_meaning() -> None:
    assert reason([], [], ("bedeutung",)) == "Dem Sinn nach ähnlich"
