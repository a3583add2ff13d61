"""einbettung.text.chunking: passages by section, of bounded length, between sentences."""

import pytest

from einbettung.schema import Document, EmbeddedPassage, TextSection
from einbettung.text.chunking import MAX_TOKENS, NAMED, chunk
from tests.fakes import count_characters, count_words

SENTENCES = [f"Satz {number} sagt etwas über die Stadt." for number in range(40)]


def document(*texts: str, kommunen: tuple[str, ...] = ("Musterstadt",)) -> Document:
    sections = tuple(TextSection(f"Teil {i}", f"teil-{i}", text) for i, text in enumerate(texts))
    return Document(1, "Kita-Portal", kommunen, sections)


def passages(text: str, max_tokens: int) -> list[EmbeddedPassage]:
    return chunk(document(text), count_words, max_tokens)


def test_a_short_section_is_one_passage_as_it_was_written() -> None:
    text = "Ein Absatz.\n\nNoch  einer."
    assert [p.text for p in chunk(document(text), count_words)] == [text]


def test_sections_are_never_mixed() -> None:
    found = chunk(document("Eins.", "Zwei."), count_words)
    assert [(p.section, p.anchor, p.text) for p in found] == [
        ("Teil 0", "teil-0", "Eins."),
        ("Teil 1", "teil-1", "Zwei."),
    ]


def test_a_document_without_sections_has_no_passages() -> None:
    assert chunk(document(), count_words) == []


@pytest.mark.parametrize("max_tokens", [7, 8, 20, 50])
def test_no_passage_has_more_tokens_than_allowed(max_tokens: int) -> None:
    found = passages(" ".join(SENTENCES), max_tokens)
    assert max(count_words([p.text for p in found])) <= max_tokens


def test_the_limit_itself_is_allowed() -> None:
    assert len(chunk(document("Wort " * MAX_TOKENS), count_words)) == 1
    assert len(chunk(document("Wort " * (MAX_TOKENS + 1)), count_words)) == 2


@pytest.mark.parametrize("max_tokens", [7, 20, 50])
def test_sentences_stay_whole_and_in_order(max_tokens: int) -> None:
    found = passages(" ".join(SENTENCES), max_tokens)
    assert " ".join(p.text for p in found) == " ".join(SENTENCES)
    assert all(p.text.startswith("Satz ") and p.text.endswith("Stadt.") for p in found)


def test_as_many_sentences_as_fit_are_packed_together() -> None:
    assert [len(p.text.split()) for p in passages(" ".join(SENTENCES), 21)] == [21] * 13 + [7]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ist das so? Ja!", ["Ist das so?", "Ja!"]),
        ("So war es. „Gut“, sagt sie.", ["So war es.", "„Gut“, sagt sie."]),
        ("So war es.\n\n2024 kam mehr.", ["So war es.", "2024 kam mehr."]),
        ("Mehr … Ämter helfen.", ["Mehr …", "Ämter helfen."]),
    ],
)
def test_where_a_sentence_ends(text: str, expected: list[str]) -> None:
    assert [p.text for p in passages(text, 3)] == expected


def test_a_point_before_a_small_letter_ends_no_sentence() -> None:
    found = passages("Fertig. Es kamen ca. vierzig.", 4)
    assert [p.text for p in found] == ["Fertig.", "Es kamen ca. vierzig."]


def test_a_sentence_that_is_too_long_is_split_between_words() -> None:
    text = " ".join(f"Wort{number}" for number in range(50))
    found = [p.text for p in passages(text, 7)]
    assert " ".join(found) == text
    assert max(count_words(found)) <= 7


def test_one_huge_word_is_split_anywhere() -> None:
    word = "Donaudampfschifffahrt" * 20
    found = [p.text for p in chunk(document(word), count_characters, 50)]
    assert "".join("".join(found).split()) == word
    assert max(count_characters(found)) <= 50


def test_a_megabyte_without_blanks_is_split() -> None:
    found = chunk(document("x" * 10**6), count_characters, MAX_TOKENS)
    assert sum(count_characters([p.text for p in found])) == 10**6


def test_the_model_reads_each_passage_with_its_context() -> None:
    found = passages(" ".join(SENTENCES), 21)
    context = "Kita-Portal (Musterstadt). Teil 0: "
    assert [p.embedded_text for p in found] == [context + p.text for p in found]
    assert len(found) > 1


def test_several_kommunen_are_listed() -> None:
    (found,) = chunk(document("Text", kommunen=("Ahaus", "Bonn")), count_words)
    assert found.embedded_text == "Kita-Portal (Ahaus, Bonn). Teil 0: Text"


def test_without_kommunen_there_are_no_brackets() -> None:
    (found,) = chunk(document("Text", kommunen=()), count_words)
    assert found.embedded_text == "Kita-Portal. Teil 0: Text"


def test_a_hundred_kommunen_leave_room_for_the_text() -> None:
    kommunen = tuple(f"Ort {number}" for number in range(100))
    (found,) = chunk(document("Text", kommunen=kommunen), count_words)
    assert found.embedded_text.endswith("Ort 10, Ort 11). Teil 0: Text")
    assert found.embedded_text.count("Ort") == NAMED
