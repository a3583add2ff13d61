"""suche.rank.naming.mentions: which words of a question stand in which field of a page."""

import pytest

from suche.german.synonyms import Wortschatz, build_wortschatz
from suche.rank.naming.mentions import (
    _holding_all,
    _names_each,
    _names_in_passing,
    _names_it,
    mentions_in,
    names_all,
    naming,
)
from suche.rank.naming.page_fields import (
    IN_KOMMUNE,
    IN_SUCHWORT,
    IN_TECHNIK,
    IN_THEMA,
    IN_TITEL,
    PageFields,
    fields_in,
)
from suche.understand.question import parse_question
from suche.understand.schema import Unit

STECKBRIEF = (
    "Themen: Sensorik & LoRaWAN, Abfall. Status: im Betrieb. Technik und Produkte: LoRaWAN."
)
FIELDS = fields_in("Mängel- und Ideenmelder Landau", "Landau in der Pfalz", STECKBRIEF)


def _page(title: str, steckbrief: str) -> PageFields:
    return PageFields(fields_in(title, "", steckbrief), frozenset())


def named(text: str) -> list[tuple[str, str]]:
    units = parse_question(text, Wortschatz()).units
    return [(m.place, m.word) for m in mentions_in(units, FIELDS)]


def test_the_fact_box_is_read_line_by_line() -> None:
    assert FIELDS[IN_THEMA] == "Sensorik & LoRaWAN, Abfall"
    assert FIELDS[IN_TECHNIK] == "LoRaWAN"
    assert FIELDS[IN_KOMMUNE] == "Landau in der Pfalz"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mängelmelder", [(IN_TITEL, "Mängel- und Ideenmelder")]),
        ("Wer nutzt LoRaWAN?", [(IN_TECHNIK, "LoRaWAN")]),
        ("Landau", [(IN_TITEL, "Landau")]),
        ("Krankmelder", []),
        ("Wärmeplanung", []),
    ],
)
def test_a_word_is_named_where_it_stands_first(text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text) == expected


def test_a_search_word_tells_more_than_a_thema() -> None:
    fields = fields_in("Leo", "", "Themen: KI & Chatbots. Suchwörter: Chatbot der Stadt.")
    (mention,) = mentions_in(parse_question("Chatbot").units, fields)
    assert (mention.place, mention.text) == (IN_SUCHWORT, "Chatbot der Stadt")


def test_all_words_must_be_named() -> None:
    units = parse_question("Mängelmelder mit Foto", Wortschatz()).units
    assert not names_all(units, list(mentions_in(units, FIELDS)))


def test_a_full_stop_within_a_name_ends_no_line() -> None:
    fields = fields_in("Titel", "", "Themen: Abfall. Technik und Produkte: Infoma Vers. 7, App.")
    assert fields[IN_TECHNIK] == "Infoma Vers. 7, App"


def test_a_place_that_has_the_word_goes_before_one_that_has_its_parts() -> None:
    technik = "Themen: Klima. Technik und Produkte: Baumkataster."
    fields = fields_in("Solarkataster mit Baumverschattung", "", technik)
    units = parse_question("Baumkataster", Wortschatz()).units
    assert [(m.place, m.word) for m in mentions_in(units, fields)] == [(IN_TECHNIK, "Baumkataster")]


@pytest.mark.parametrize(
    ("title", "asked", "is_named"),
    [
        ("Mängel- und Ideenmelder", "Mängelmelder", True),
        ("Kita-Anmeldung online", "Kita-Anmeldungen", True),
        ("Baustellen Informationssystem", "Baustellen-Informationssystem", True),
        ("Bürger-Abfall-App", "Bürger-App", False),
        ("App „Dorfleben“", "Dorf-App", False),
        ("E-Akte im Bauamt", "E-Akte", True),
        ("Die eAkte der VG", "E-Akte", True),
        ("Bauaktenarchiv", "E-Akte", False),
        ("E-Dorfautos", "E-Auto", False),
        ("Parkhaus und Handyparken", "Parkhaus", True),
    ],
)
def test_parts_that_do_not_belong_together_name_nothing(
    title: str, asked: str, is_named: bool
) -> None:
    assert _names_it(parse_question(asked), fields_in(title, "", "")) == is_named


@pytest.mark.parametrize("asked", ["digitaler Dorfplatz", "„Digitaler Dorfplatz“"])
def test_marks_around_a_name_are_no_part_of_it(asked: str) -> None:
    assert _names_it(parse_question(asked), fields_in("App „Digitaler Dorfplatz“ Sulzfeld", "", ""))


@pytest.mark.parametrize("asked", ["Gesundheit & Pflege", "Gesundheit und Pflege?"])
def test_a_thema_is_named_with_its_sign_or_in_words(asked: str) -> None:
    steckbrief = "Themen: Abfall, Gesundheit & Pflege."
    assert _names_it(parse_question(asked), fields_in("Hütte", "", steckbrief))
    assert not _names_it(parse_question(asked), fields_in("Hütte", "", "Themen: Pflege."))


@pytest.mark.parametrize(
    ("title", "steckbrief", "is_named"),
    [
        ("Park-Apps in Trier", "", True),
        ("Handyparken", "Themen: Verkehr. Technik und Produkte: Park-App.", True),
        ("Handyparken", "Themen: Verkehr & App.", False),
        ("Parken ohne eigene App", "", False),
    ],
)
def test_pages_named_after_a_word(title: str, steckbrief: str, is_named: bool) -> None:
    units = parse_question("Parken ohne App").units
    found = naming(["App"], units, {1: _page(title, steckbrief)})
    assert found == ({1} if is_named else set())


def test_a_word_done_without_is_found_beside_a_thema_that_has_it() -> None:
    units = parse_question("Chatbot ohne KI").units
    fields = fields_in("KI-Chatbot Bonn", "", "Themen: KI & Chatbots.")
    assert naming(["KI"], units, {1: PageFields(fields, frozenset())}) == {1}


def test_a_word_that_has_only_other_names_excludes_nothing() -> None:
    """ "bin" in an English question: in German it is no word to look up."""
    bin_ = Unit((), (("papierkorb",),))
    pages = {1: _page("Papierkorb in Trier", "")}
    assert list(mentions_in([bin_], pages[1].fields))
    assert naming(["bin"], [bin_], pages) == naming([], [bin_], pages) == frozenset()


@pytest.mark.parametrize(
    ("asked", "title", "is_named"),
    [
        ("Rufbus oder Mitfahrbank", "Rufbus in Trier", True),
        ("Wer hat einen Rufbus oder eine Mitfahrbank?", "Mitfahrbank in Konz", True),
        ("Rufbus oder Mitfahrbank", "Carsharing in Konz", False),
        ("Rufbus Mitfahrbank", "Rufbus in Trier", False),
        ("Mängel- oder Ideenmelder", "Ideenmelder in Trier", False),
        ("Ist ein Chatbot sinnvoll oder nicht?", "Chatbot in Trier", False),
    ],
)
def test_of_alternatives_one_is_enough(asked: str, title: str, is_named: bool) -> None:
    question = parse_question(asked)
    alone = question.alternatives or (question,)
    assert any(_names_it(one, fields_in(title, "", "")) for one in alone) == is_named


@pytest.mark.parametrize(
    ("title", "is_named"),
    [
        ("Stadtbibliothek Konz", True),
        ("Bibliothek-App", True),
        ("Bibliotheksausweis", False),
    ],
)
def test_another_name_in_a_compound_is_its_end_or_a_word_of_its_own(
    title: str, is_named: bool
) -> None:
    question = parse_question("Bücherei", build_wortschatz([("Bücherei", "Bibliothek")], ()))
    assert _names_it(question, fields_in(title, "", "")) == is_named


@pytest.mark.parametrize(
    ("title", "steckbrief", "is_named"),
    [
        ("Smarte Papierkörbe", "Technik und Produkte: Füllstandssensoren.", True),
        ("Füllstandssensoren", "Technik und Produkte: Papierkorb.", True),
        ("Smarte Papierkörbe", "Themen: Sensoren.", False),
        ("Smarte Eimer", "Technik und Produkte: Papierkorb, Sensoren.", False),
        ("Sensorleuchte am Papierkorb", "", False),
    ],
)
def test_a_page_that_names_each_word_in_title_or_product(
    title: str, steckbrief: str, is_named: bool
) -> None:
    units = parse_question("Papierkorb mit Sensor").units
    found = tuple(mentions_in(units, fields_in(title, "", steckbrief)))
    assert _names_each(units, found) == is_named


@pytest.mark.parametrize(
    ("asked", "is_named"),
    [
        ("Ausweisautomat", True),
        ("Ausweisautomaten", True),
        ("Abholstation für Ausweise", True),
        ("abholstation für ausweise?", True),
        ("Was kostet eine Abholstation für Ausweise?", True),
        ("Wer hat schon einen Ausweis per Handy?", True),
        ("Abholstation", False),
        ("Wer hat eine Abholstation für Pakete?", False),
        ("Abholstation für Pakete", False),
        ("Handy", False),
    ],
)
def test_a_search_word_of_several_words_is_named_as_a_whole(asked: str, is_named: bool) -> None:
    steckbrief = (
        "Suchwörter: Ausweisautomat, Abholstation für Ausweise, Ausweis per Handy. Themen: Rathaus."
    )
    pages = {1: _page("Amt-O-Mat", steckbrief)}
    question = parse_question(asked)
    is_found = _names_it(question, pages[1].fields) or bool(_holding_all(question, pages))
    assert is_found == is_named


def test_pages_are_not_named_after_a_piece_of_a_search_word() -> None:
    units = parse_question("Parken ohne App").units
    fields = fields_in("Handyparken", "", "Suchwörter: Parken per App. Themen: Verkehr.")
    assert naming(["App"], units, {1: PageFields(fields, frozenset())}) == set()


@pytest.mark.parametrize(
    ("asked", "in_passing"),
    [
        ("Zähler", False),  # in the title
        ("LoRaWAN", True),  # a product
        ("Was ist LoRaWAN?", True),
        ("Wer nutzt LoRaWAN?", False),
        ("Funknetz", True),  # a search word
        ("Wer hat ein Funknetz?", True),
        ("Trier", False),
        ("Bernkastel", True),  # another Kommune than the Landkreis that has it in its name
        ("Sensorik & Energie", False),  # the Thema itself
        ("Sensorik", True),
    ],
)
def test_what_is_neither_title_nor_kommune_nor_the_whole_thema_is_named_in_passing(
    asked: str, in_passing: bool
) -> None:
    steckbrief = "Suchwörter: Funknetz. Themen: Sensorik & Energie. Technik und Produkte: LoRaWAN."
    fields = fields_in("Digitale Zähler", "Trier, Landkreis Bernkastel-Wittlich", steckbrief)
    assert _names_in_passing(parse_question(asked), fields) == in_passing


def test_another_word_in_the_title_is_not_in_passing() -> None:
    question = parse_question("Bücherei", build_wortschatz([("Bücherei", "Bibliothek")], ()))
    fields = fields_in("Offene Bibliothek Konz", "", "Suchwörter: Bücherei. Themen: Kultur.")
    assert not _names_in_passing(question, fields)
