"""Whatever is typed or forged: a page in German, never an error 500."""

import pytest
from django.test import Client

from suche.fakten.chips import FILTER_NAMES
from suche.rank.words.lexical import lexical_index
from tests.factories import KommuneFactory, ThemaFactory, publish_projekt
from tests.integration.conftest import KeepRows, Model
from tests.integration.seiten import BIENEN
from wiki.fakten.selection import MAX_VALUES

QUESTIONS = {
    "empty": ("", 400),
    "blanks": (" \t\n\u00a0\u2003", 400),
    "zero-width blanks": ("\u200b\u200b\ufeff", 400),
    "punctuation": ("?!...", 400),
    "emoji": ("🐝🏛️", 400),
    "null bytes only": ("\0\0", 400),
    "null bytes between": ("Bie\0nen\0stöcke", 200),
    "only stop words": ("wer hat und oder die der", 200),
    "only frame words": ("Kosten", 200),
    "emoji and a word": ("🐝 Bienen", 200),
    "one letter": ("a", 200),
    "one digit": ("5", 200),
    "longest allowed": ("Biene " * 666, 200),
    "too long": ("a" * 4001, 400),
    "100000 characters": ("Bienen " * 14286, 400),
    "100000 blanks and a word": (" " * 100_000 + "Bienen", 400),
    "one endless word": ("Biene" * 800, 200),
    "4000 different letters": ("".join(map(chr, range(0x4E00, 0x4E00 + 4000))), 200),
    "SQL": ("'; DROP TABLE wiki_projektseite; --", 200),
    "percent signs": ("%s %d %(name)s 100 %", 200),
    "Whoosh syntax": ('titel:* OR (AND NOT [a TO ~~^ "', 200),
    "HTML": ("<script>alert('Bienen')</script>", 200),
    "template": ("{{ request.user }}{% load %}", 200),
    "right to left": ("\u202eBienen\u202d", 200),
    "half a surrogate, escaped": ("\\ud83d", 200),
    "combining marks": ("Z\u0351\u036b\u0343alg\u0360o " + "\u0301" * 50, 200),
    "Arabic": ("نحل على السطح", 200),
    "digits of other scripts": ("²³ ½ ①", 200),
}


@pytest.fixture(scope="module")
def one_page(kept: KeepRows, tree: bool, fake_model: Model) -> None:
    """A wiki with one page, for all tests: they only read."""
    with kept():
        fake_model.projektion.save()
        publish_projekt(BIENEN, title="Bienen", slug="bienen")
        lexical_index().drop()
        fake_model.index()


@pytest.fixture
def browser(one_page: None, db: None, client: Client) -> Client:
    """A visitor. Errors are pages, not exceptions."""
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(("frage", "status"), QUESTIONS.values(), ids=QUESTIONS)
def test_question_gets_a_page_in_german(browser: Client, frage: str, status: int) -> None:
    response = browser.get("/suche/", {"q": frage})
    assert response.status_code == status
    assert '<html lang="de">' in response.content.decode()
    refused = "Diese Frage kann die Suche nicht lesen." in response.content.decode()
    assert refused == (status == 400)


def test_too_long_question_is_told_what_to_do(browser: Client) -> None:
    text = browser.get("/suche/", {"q": "Bienen " * 14286}).content.decode()
    assert "Bitte auf höchstens 4.000 kürzen" in text
    assert len(text) < 50_000  # the question is not sent back


@pytest.mark.parametrize("raw", ["%FF%FE", "%C3%28", "%ED%A0%80", "Bienen%80", "%00", "%", "%zz"])
def test_invalid_bytes_in_the_address_are_no_error(browser: Client, raw: str) -> None:
    response = browser.get("/suche/", QUERY_STRING=f"q={raw}")
    assert response.status_code in {200, 400}
    assert '<html lang="de">' in response.content.decode()


def test_html_is_escaped(browser: Client) -> None:
    for frage in ("<script>alert('Bienen')</script>", "</textarea><img src=x onerror=Bienen>"):
        text = browser.get("/suche/", {"q": frage}).content.decode()
        assert frage not in text
        assert "&lt;" in text


def test_html_in_a_refused_question_is_escaped(browser: Client) -> None:
    text = browser.get("/suche/", {"q": "</textarea><b>" + "a" * 4000}).content.decode()
    assert "</textarea><b>" not in text


@pytest.mark.parametrize("name", [*FILTER_NAMES, "sortierung"])
@pytest.mark.parametrize(
    "value", ["gibt-es-nicht", "' OR 1=1 --", "\0", "1" * 5000, "<b>", "🐝", "\ufeff", "[]"]
)
def test_a_forged_filter_is_left_out_and_said(browser: Client, name: str, value: str) -> None:
    response = browser.get("/suche/", {"q": "Bienen", name: value})
    assert response.status_code == 200
    assert response.context["ergebnis"].anzahl == 1
    assert [one.name for one in response.context["weggelassen"]] == [name]
    assert "Weggelassen: " in response.content.decode()


@pytest.mark.parametrize("name", [*FILTER_NAMES, "sortierung"])
def test_empty_filter_means_any(browser: Client, name: str) -> None:
    response = browser.get("/suche/", {"q": "Bienen", name: ""})
    assert response.context["ergebnis"].anzahl == 1


def test_filter_given_twice_is_no_error(browser: Client) -> None:
    KommuneFactory(slug="hier")
    ThemaFactory(slug="dies")
    address = "/suche/?q=Bienen&q=Bus&thema=dies&thema=das&kommune=hier&kommune=\0"
    assert browser.get(address).status_code == 200


@pytest.mark.parametrize("groesse", ["-", "5", "9-1-2", "²-³", "1-999999999", "kreisfrei-"])
def test_a_forged_size_is_left_out(browser: Client, groesse: str) -> None:
    response = browser.get("/suche/", {"q": "Bienen", "groesse": groesse})
    assert [one.wert for one in response.context["weggelassen"]] == [groesse]


def test_of_hundreds_of_filter_values_the_first_count(browser: Client) -> None:
    years = "".join(f"&stand={year}" for year in range(1900, 2100))
    response = browser.get(f"/suche/?q=Bienen{years}")
    assert len(response.context["weggelassen"]) == 200 - MAX_VALUES
    assert "und weitere." in response.content.decode()


@pytest.mark.parametrize(
    "seite", ["0", "-1", "99", "1e9", "abc", "", "\0", "9" * 5000, "1.5", "²", "٣", "None"]
)
@pytest.mark.parametrize("address", ["/suche/", "/projekte/"])
def test_absurd_page_number_shows_an_existing_page(
    browser: Client, address: str, seite: str
) -> None:
    response = browser.get(address, {"q": "Bienen", "seite": seite})
    assert response.status_code == 200
    assert response.context["seite"].number == 1


@pytest.mark.parametrize(
    "address",
    [
        "/kommune/gibt-es-nicht/",
        "/thema/gibt-es-nicht/",
        "/thema/%00/",
        "/projekte/%00/",
        "/projekte/%FF/",
        "/projekte/bienen/weiter/",
        "/suche/suche/",
        "/media/images/%00",
        "/media/documents/geheim.pdf",
    ],
)
def test_address_that_does_not_exist_is_not_found(browser: Client, address: str) -> None:
    assert browser.get(address).status_code == 404


@pytest.mark.parametrize(
    "way_out", ["../../settings.py", "%2e%2e/%2e%2e/settings.py", "/etc/passwd"]
)
def test_no_way_leads_out_of_the_images(browser: Client, way_out: str) -> None:
    assert browser.get(f"/media/images/{way_out}").status_code in {400, 404}


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_search_only_reads(browser: Client, method: str) -> None:
    assert getattr(browser, method)("/suche/", {"q": "Bienen"}).status_code == 405


def test_without_a_question_the_form_is_shown(browser: Client) -> None:
    response = browser.get("/suche/")
    assert response.status_code == 200
    assert response.context["fehler"] == ""
