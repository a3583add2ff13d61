"""einbettung.vectors.token_selection: what of a passage is worth keeping token by token."""

import re

from einbettung.vectors.token_selection import telling_mask

TEXT = "Kita-Portal (Mainz). Lösung: Die Eltern melden sich an."


def kept(text: str, start: int = 0) -> list[str]:
    spans = [match.span() for match in re.finditer(r"\w+|[^\w\s]", text)]
    mask = telling_mask(text, spans, start)
    return [text[a:b] for (a, b), keep in zip(spans, mask, strict=True) if keep]


def test_function_words_and_punctuation_are_left_out() -> None:
    assert kept(TEXT) == ["Kita", "Portal", "Mainz", "Lösung", "Eltern", "melden"]


def test_context_is_left_out() -> None:
    assert kept(TEXT, TEXT.index("Die")) == ["Eltern", "melden"]


def test_every_piece_of_a_telling_word_is_kept() -> None:
    assert telling_mask("Portale", [(0, 3), (3, 7)]).tolist() == [True, True]


def test_blank_before_a_function_word_does_not_keep_it() -> None:
    assert telling_mask("Amt und Amt", [(0, 3), (3, 7), (7, 11)]).tolist() == [True, False, True]


def test_text_of_function_words_only_keeps_all_of_them() -> None:
    assert kept("Und so weiter ist es", 0) == ["weiter"]
    assert kept("Und so ist es.") == ["Und", "so", "ist", "es", "."]
