"""What a language model writes becomes sentences with the numbers of their sources."""

import pytest

from suche.saetze.reading import claims, is_plain


def read(answer: str) -> list[tuple[str, tuple[int, ...]]]:
    return [(claim.text, claim.nummern) for claim in claims(answer)]


@pytest.mark.parametrize(
    "answer",
    [
        "Trier hat ein Portal [1]. Mainz plant eines [2, 3].",
        "Trier hat ein Portal. [1] Mainz plant eines. [2][3]",
        "- Trier hat ein Portal [1].\n- Mainz plant eines [2; 3].",
        "1. **Trier** hat ein Portal [1].\n2. *Mainz* plant eines [2] [3].",
        "<think>Quelle [9] ist gut.</think>\nTrier hat ein Portal [1].\n\nMainz plant eines [2,3].",
    ],
)
def test_sentences_keep_the_numbers_of_their_sources(answer: str) -> None:
    assert read(answer) == [("Trier hat ein Portal.", (1,)), ("Mainz plant eines.", (2, 3))]


def test_a_sentence_without_a_number_has_no_source() -> None:
    assert read("Fragen Sie die Firma Beispiel.") == [("Fragen Sie die Firma Beispiel.", ())]


def test_thoughts_that_never_end_are_no_answer() -> None:
    assert read("<think>Trier hat ein Portal [1].") == []


def test_of_an_endless_answer_a_few_sentences_are_read() -> None:
    assert len(claims("Trier hat ein Portal [1].\n" * 50_000)) == 20


@pytest.mark.parametrize(
    "text",
    [
        "Trier hat <b>ein</b> Portal.",
        "Trier hat ein Portal: https://boese.example/",
        "Trier hat [ein Portal](boese).",
        "Schreiben Sie an a@boese.example, dort hilft man.",
        "Trier hat &lt;ein&gt; Portal.",
        "Trier hat `ein` Portal.",
        "Trier hat \u202eein Portal.",
        "Trier hat ein Portal\ud800.",
        "Trier hat ein Portal\x00.",
        "Trier " * 100,
    ],
)
def test_anything_but_plain_words_is_no_sentence(text: str) -> None:
    assert not is_plain(text)


def test_plain_words_are() -> None:
    assert is_plain("„Online City Wuppertal“ (2017) kostete 1.000 € – je Monat; 3 % kannten sie.")
