"""suche.answer.reasons: why a page is shown, in words."""

import pytest

from suche.answer.reasons import reason
from suche.german.synonyms import build_wortschatz
from suche.rank.naming.mentions import Mention, mentions_in, telling
from suche.rank.naming.page_fields import IN_KOMMUNE, IN_THEMA, IN_TITEL, fields_in
from suche.understand.question import parse_question
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


def test_a_word_as_it_was_asked_for_is_no_other_word() -> None:
    mentions = [mention(IN_TITEL, "Mängelmelder"), mention(IN_TITEL, "Mängelmelder", other=True)]
    assert reason(mentions) == "Im Titel steht Mängelmelder"


def test_else_the_words_of_the_passage_are() -> None:
    assert reason([], ["Kübel", "Tour"], ("bedeutung",)) == "Im Text: Kübel und Tour"


def test_a_page_found_by_a_part_of_a_word_is_not_said_to_have_the_word() -> None:
    assert reason([], [], ("wort",)) == "Im Text steht ein Wort der Frage oder ein Teil davon"


def test_a_page_without_a_shared_word_is_like_in_meaning() -> None:
    assert reason([], [], ("bedeutung",)) == "Dem Sinn nach ähnlich"


def reason_of(asked: str, title: str, steckbrief: str = "", kommunen: str = "") -> str:
    words = build_wortschatz([("Chatbot", "Assistent"), ("Parking", "Parken")], ())
    fields = fields_in(title, kommunen, steckbrief)
    return reason(telling(mentions_in(parse_question(asked, words).units, fields)))


@pytest.mark.parametrize(
    ("asked", "title", "said"),
    [
        ("Little Bird", "Elternportal Little Bird Köln", "Im Titel steht Little Bird"),
        ("Bird Köln Little", "Portal Little Bird, Köln", "Im Titel stehen Little Bird und Köln"),
        ("SM!GHT", "Leuchten SM!GHT", "Im Titel steht SM!GHT"),
        ("Landkreis Kusel", "Smart City Landkreis Kusel", "Im Titel steht Landkreis Kusel"),
        ("Landkreis Kusel", "Kataster Landkreis Trier", "Dem Sinn nach ähnlich"),
    ],
)
def test_words_of_one_name_are_told_as_one(asked: str, title: str, said: str) -> None:
    assert reason_of(asked, title) == said


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Mängel- und Ideenmelder Landau", "Im Titel steht Mängel- und Ideenmelder"),
        ("Mängel-App „GE-meldet“", "Im Titel stehen Mängel-App und GE-meldet"),
    ],
)
def test_parts_of_a_compound_are_told_as_they_stand(title: str, said: str) -> None:
    assert reason_of("Mängelmelder", title) == said


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("digitaler Bauantrag", "Thema: Daten & Digitaler Zwilling"),
        ("Parken in Trier", "Technik: Park and Joy"),
        ("Daten digital", "Thema: Daten & Digitaler Zwilling"),
        ("Daten zum Abfall", "Thema: Abfall, Daten & Digitaler Zwilling"),
    ],
)
def test_a_thema_and_a_product_are_told_with_their_whole_name(asked: str, said: str) -> None:
    steckbrief = "Themen: Abfall, Daten & Digitaler Zwilling. Technik und Produkte: Park and Joy."
    assert reason_of(asked, "Portal", steckbrief) == said


@pytest.mark.parametrize(
    ("asked", "title", "said"),
    [
        ("Chatbot", "Assistent Bonn", "Anderes Wort, gleiche Sache: Assistent"),
        ("Chatbot", "Sprachassistenten", "Im Titel steht Sprachassistenten"),
        ("Parking", "Handyparken Trier", "Im Titel steht Handyparken"),
    ],
)
def test_a_compound_of_another_word_is_not_the_same_thing(
    asked: str, title: str, said: str
) -> None:
    assert reason_of(asked, title) == said


def test_the_value_that_holds_the_whole_name_is_told() -> None:
    steckbrief = "Themen: Abfall. Technik und Produkte: App, maengelmelder.de."
    told = reason_of("maengelmelder.de", "Mängelmelder Wittlich", steckbrief)
    assert told == "Technik: maengelmelder.de"


def test_a_kommune_is_told_with_its_whole_name() -> None:
    assert reason_of("Kusel", "Portal", kommunen="Trier, Landkreis Kusel") == (
        "Kommune: Landkreis Kusel"
    )


def test_parts_in_two_themen_are_no_reason() -> None:
    steckbrief = "Themen: Verwaltung & Bürgerservice, Beteiligung. Status: im Betrieb."
    assert reason_of("Bürgerbeteiligung", "Portal", steckbrief) == "Dem Sinn nach ähnlich"
    assert reason_of("Beteiligung", "Portal", steckbrief) == "Thema: Beteiligung"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("Abholterminal", "Suchwort der Seite: Abholterminal für Ausweise"),
        ("Parking", "Suchwort der Seite: Parken in der Nacht"),
    ],
)
def test_a_search_word_is_told_as_a_whole(asked: str, said: str) -> None:
    steckbrief = "Suchwörter: Abholterminal für Ausweise, Parken in der Nacht. Themen: Rathaus."
    assert reason_of(asked, "Amt-O-Mat", steckbrief) == said
