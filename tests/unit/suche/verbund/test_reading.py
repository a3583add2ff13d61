"""What another wiki answers is read as if it were hostile."""

import json
from typing import Any

import pytest

from suche.verbund.exceptions import AnswerUnreadable
from suche.verbund.reading import CASES_IN_A_PART, LEAD, WHOLE, read_part
from suche.verbund.schema import Fall, Teil

HOST = "nachbar.example"


def said(**changed: Any) -> dict[str, Any]:
    return {
        "kennung": f"https://{HOST}/id/1/",
        "adresse": f"https://{HOST}/projekte/pegel/",
        "titel": "Pegel am Bach",
        "kurzfassung": "Misst den Wasserstand.",
        "kommunen": [{"name": "Gießen", "land": "Hessen"}, {"name": "Wetzlar", "land": "Hessen"}],
        "status": "im Betrieb",
        "stand": 2025,
        "themen": ["Umwelt"],
        "abschnitte": [{"ueberschrift": "Lösung", "text": "Sensoren.\n\nFunk."}],
    } | changed


def read(*entries: Any, weiter: Any = None) -> Teil:
    content = json.dumps({"projekte": entries, "weiter": weiter}).encode()
    return read_part(content, HOST)


def case(**changed: Any) -> Fall:
    (found,) = read(said(**changed)).faelle
    return found


def test_a_case_is_read() -> None:
    found = case()
    assert (found.titel, found.kommunen, found.laender) == (
        *("Pegel am Bach", ("Gießen", "Wetzlar"), ("Hessen",)),
    )
    assert (found.status, found.status_jahr) == ("betrieb", 2025)
    assert found.as_fields()["abschnitte"] == [{"name": "Lösung", "text": "Sensoren.\n\nFunk."}]


def test_the_fingerprint_changes_with_what_is_said() -> None:
    assert case().fingerabdruck == case().fingerabdruck != case(stand=2024).fingerabdruck


@pytest.mark.parametrize(
    "content",
    [b"", b"<html>", b"[]", b"{}", b'{"projekte": {}}', b"\xff\xfe", b"[" * 100_000, b"1" * 9_000],
)
def test_what_is_no_list_is_refused(content: bytes) -> None:
    with pytest.raises(AnswerUnreadable):
        read_part(content, HOST)


def test_more_than_was_asked_for_is_refused() -> None:
    with pytest.raises(AnswerUnreadable, match="mehr Projekte"):
        read(*[said()] * (CASES_IN_A_PART + 1))


@pytest.mark.parametrize("cursor", [5, ["x"], "x" * 500, "\ud800", "a\x00", "ä"])
def test_a_cursor_is_a_short_text(cursor: Any) -> None:
    with pytest.raises(AnswerUnreadable):
        read(said(), weiter=cursor)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "https://boese.example/projekte/pegel/",
        f"https://{HOST}@boese.example/",
        f"https://nutzer@{HOST}/",
        f"https://{HOST}/a b",
        f"https://{HOST}/\u202egp",
        f"https://{HOST}/" + "x" * 600,
        "https://[kaputt/",
        "/projekte/pegel/",
        None,
        7,
    ],
)
def test_a_case_leads_to_its_own_wiki(address: Any) -> None:
    part = read(said(adresse=address), said())
    assert len(part.faelle) == 1
    assert "hat keine Adresse in diesem Wiki" in part.abgelehnt[0]


@pytest.mark.parametrize("entry", [None, [], "Text", {}, {"titel": 5}, {"titel": " \u200b"}])
def test_a_case_without_a_title_is_left_out(entry: Any) -> None:
    part = read(entry, said())
    assert (len(part.faelle), len(part.abgelehnt)) == (1, 1)


def test_texts_lose_signs_without_a_shape() -> None:
    found = case(titel="Pe\x00gel\u202e\u200b \ud800am\tBach", kurzfassung="a\x07b\n c")
    assert (found.titel, found.kurzfassung) == ("Pegel am Bach", "ab c")


def test_markup_stays_text() -> None:
    assert case(titel="<script>x</script>").titel == "<script>x</script>"


def test_texts_are_bounded() -> None:
    parts = [{"ueberschrift": "x" * 999, "text": "y" * 50_000}] * 100
    found = case(kurzfassung="z" * 9_999, abschnitte=parts, themen=["t"] + ["u" * 999] * 999)
    assert len(found.kurzfassung) == LEAD
    assert sum(len(part.text) for part in found.abschnitte) <= WHOLE
    assert len(found.themen) == 2


@pytest.mark.parametrize("wrong", [None, "x", 5, [None], [5], {"a": 1}])
def test_what_has_another_shape_counts_as_missing(wrong: Any) -> None:
    found = case(kommunen=wrong, themen=wrong, abschnitte=wrong, status=wrong, stand=str(wrong))
    assert (found.kommunen, found.status, found.status_jahr, found.abschnitte) == ((), "", None, ())
