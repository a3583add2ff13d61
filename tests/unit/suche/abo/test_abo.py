"""Links in mails, and what is new about a question."""

import time
from uuid import UUID

import pytest
from django.core import signing
from hypothesis import given
from hypothesis import strategies as st

from suche.abo import signed_links
from suche.abo.mail.mails import QUOTED_LENGTH, quoted
from suche.abo.mail.news import news, remembered
from suche.abo.signed_links import ABMELDEN, BESTAETIGEN, AboLinkInvalid, SignedLink, read, signed

LINK = SignedLink("frage", UUID(int=7))


@pytest.mark.parametrize("zweck", signed_links.DAYS)
def test_a_link_leads_back_to_its_entry(zweck: str) -> None:
    assert read(signed(LINK, zweck), zweck) == LINK


def test_a_link_is_good_for_its_purpose_only() -> None:
    with pytest.raises(AboLinkInvalid):
        read(signed(LINK, ABMELDEN), BESTAETIGEN)


def test_a_changed_link_is_refused() -> None:
    text = signed(LINK, BESTAETIGEN)
    with pytest.raises(AboLinkInvalid):
        read(text[:-1] + ("A" if text[-1] != "A" else "B"), BESTAETIGEN)


@pytest.mark.parametrize("content", [["frage", "x"], ["nichts", "0" * 32], 5, ["frage"], None])
def test_signed_nonsense_is_refused(content: object) -> None:
    with pytest.raises(AboLinkInvalid):
        read(signing.dumps(content, salt="suche.abo.abmelden"), ABMELDEN)


def test_a_confirmation_ends_and_the_way_out_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    confirm, out = signed(LINK, BESTAETIGEN), signed(LINK, ABMELDEN)
    later = time.time() + 8 * 24 * 3600
    monkeypatch.setattr(time, "time", lambda: later)
    assert read(out, ABMELDEN) == LINK
    with pytest.raises(AboLinkInvalid):
        read(confirm, BESTAETIGEN)


def test_new_is_what_was_not_told_or_has_another_status() -> None:
    told = {"1": "planung", "2": "betrieb", "9": "betrieb"}
    assert news({3: "", 1: "betrieb", 2: "betrieb"}, told) == [3, 1]


FOUND = st.dictionaries(st.integers(1, 99), st.sampled_from(["", "planung", "betrieb"]))


@given(FOUND, FOUND)
def test_nothing_is_told_twice(first: dict[int, str], second: dict[int, str]) -> None:
    told = remembered(second, remembered(first, {}))
    assert news(second, told) == []
    assert set(news(first, told)) == {pk for pk in first if second.get(pk, first[pk]) != first[pk]}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Wer hat ein Klärwerk?", "Wer hat ein Klärwerk?"),
        ("Gewonnen! http://boese.example/x jetzt", "Gewonnen! jetzt"),
        ("Klick www.boese.de oder boese.de/y", "Klick oder"),
        ("Schreiben Sie an a@b.de", "Schreiben Sie an"),
        ("Zeile\nnoch eine", "Zeile noch eine"),
    ],
)
def test_what_is_quoted_in_a_mail_leads_nowhere(typed: str, said: str) -> None:
    assert quoted(typed) == said


def test_a_long_question_is_cut() -> None:
    assert len(quoted("Wort " * 100)) <= QUOTED_LENGTH
