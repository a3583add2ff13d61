"""wiki.german.sentences: where a German sentence ends."""

import pytest

from wiki.german.sentences import sentences


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


def test_a_quotation_that_is_never_closed_does_not_swallow_the_rest() -> None:
    text = f"Er sagte: „Los. {'Das Amt ist offen. ' * 20}"
    assert len(list(sentences(text))) > 10


def test_a_wrapped_date_stays_in_its_sentence() -> None:
    assert list(sentences("Am 19.\nApril begann es. Gut.")) == ["Am 19. April begann es.", "Gut."]


@pytest.mark.parametrize("text", ["„A. " * 200_000, " " * 500_000, "\n" * 500_000, ". " * 200_000])
def test_long_odd_text_takes_no_time_that_grows_with_its_square(text: str) -> None:
    assert len(list(sentences(text))) <= 200_000
