"""Import: what a word of a list may mean is proposed by the words of the wiki."""

import pytest

from wiki.austausch.importing.problems import faulty_rows, problems_of
from wiki.austausch.read.rows.open_values import Entscheidung, Wertfragen, word_of
from wiki.austausch.read.rows.themen import ThemaMatcher

THEMEN = {
    1: "Kita & Schule",
    2: "Sensorik & LoRaWAN",
    3: "Verwaltung & Bürgerservice",
    4: "Planen & Bauen",
    5: "Mobilität & Verkehr",
    6: "Glasfaser & Netze",
}


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("Kita", 1),
        ("Schulen", 1),
        ("Kindergarten", 1),
        ("LoRaWAN", 2),
        ("Bürgerservice", 3),
        ("Buergerservice", 3),
        ("OZG", 3),
        ("Bauen", 4),
        ("Mobilitaet", 5),
        ("Verkehrswende", 5),
        ("ÖPNV", 5),
        ("Breitband", 6),
    ],
)
def test_a_thema_is_proposed_by_its_words(word: str, meant: int) -> None:
    fund = ThemaMatcher(THEMEN).find(word)
    assert (fund.pk, fund.vorschlag_pk) == (None, meant)


@pytest.mark.parametrize("word", ["Raumfahrt", "Sonstiges", "x"])
def test_for_other_words_none_is_proposed(word: str) -> None:
    assert ThemaMatcher(THEMEN).find(word).vorschlag_pk is None


def test_a_word_is_asked_about_once_and_counted() -> None:
    fragen = Wertfragen()
    for text in ("Kita", "kita", "KITA "):
        fragen.ask("themen", text, [1], True)
    (entry,) = fragen.offen.values()
    assert (entry.wert, entry.anzahl) == ("Kita", 3)


def test_a_decision_is_found_however_the_word_is_written() -> None:
    fragen = Wertfragen({word_of("themen", "Öffentlicher Verkehr"): Entscheidung(5)})
    assert fragen.decided("themen", "oeffentlicher verkehr") == Entscheidung(5)
    assert fragen.decided("status", "Öffentlicher Verkehr") is None


def message(row: int, text: str) -> dict[str, object]:
    return {"zeile": row, "spalte": "E-Mail", "meldung": text}


def test_messages_that_differ_by_their_words_are_one_problem() -> None:
    texts = ("„a“ ist keine E-Mail-Adresse.", "„b“ ist keine E-Mail-Adresse.", "Etwas anderes.")
    problems = problems_of(message(row, text) for row, text in enumerate(texts))
    assert [problem.anzahl for problem in problems] == [2, 1]


def test_a_row_is_named_with_all_that_is_wrong() -> None:
    report = {"fehler": [message(2, "A.")], "luecken": [message(2, "B."), message(0, "C.")]}
    assert faulty_rows(report) == {2: ["E-Mail: A.", "E-Mail: B."]}
