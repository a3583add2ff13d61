"""suche.german.sentences: where a German sentence ends."""

import pytest

from suche.german.sentences import sentences


@pytest.mark.parametrize(
    "sentence",
    [
        "Das kostet rund 1,5 Mio. Euro.",
        "Am 19. April 2021 begann es.",
        "Sensoren, z. B. Funkzähler, melden sich.",
        "Dr. Weber leitet das Amt.",
        "Der Preis „Kommunal? Digital!“ ging an Lauben.",
    ],
)
def test_a_full_stop_within_a_sentence_does_not_end_it(sentence: str) -> None:
    assert list(sentences(f"Es geht los. {sentence} Das war es.")) == [
        "Es geht los.",
        sentence,
        "Das war es.",
    ]


def test_a_year_may_end_a_sentence() -> None:
    assert list(sentences("Das war 2021. Dann kam mehr.")) == ["Das war 2021.", "Dann kam mehr."]


def test_a_paragraph_ends_a_sentence() -> None:
    assert list(sentences("Erstens\n\nZweitens")) == ["Erstens", "Zweitens"]


def test_nothing_has_no_sentences() -> None:
    assert list(sentences(" \n ")) == []
