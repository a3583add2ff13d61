"""Cases of other wikis among the answers: apart, as theirs, and not in the way of the own ones."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from suche.understand.schema import Unit
from suche.verbund import result_part, searching
from suche.verbund.models import Fremdprojekt, Nachbarwiki
from suche.verbund.pulling import pull
from tests.factories import KommuneFactory, publish_projekt
from tests.integration.conftest import KeepRows, Model, answer_with

from .other_wiki import OtherWiki

pytestmark = [pytest.mark.django_db, pytest.mark.real_model]
QUESTION = "Sensoren messen den Wasserstand"
HEADING = "Aus anderen Wikis"


@pytest.fixture(scope="module")
def kept_mosel(kept: KeepRows, tree: bool, real_model: Model) -> None:
    """Four projects, one of them about the same thing as one of the other wiki's."""
    text = "<p>Sensoren messen den Wasserstand der Mosel.</p>"
    with kept(), pytest.MonkeyPatch.context() as patched:
        answer_with(real_model, patched)
        real_model.projektion.save()
        trier = KommuneFactory(name="Trier", slug="trier")
        publish_projekt(text=text, title="Pegel an der Mosel", slug="mosel", kommunen=[trier])
        for number, titel in enumerate(("Kita-Portal", "Parkleitsystem", "Bürgerkoffer")):
            publish_projekt(title=titel, slug=f"anderes-{number}", kommunen=[trier])
        real_model.index()


@pytest.fixture
def known(kept_mosel: None, nachbar: Nachbarwiki) -> Nachbarwiki:
    """Its cases are here, beside our own."""
    pull(nachbar)
    return nachbar


def page(client: Client, **query: str) -> str:
    answer = client.get("/suche/", {"q": QUESTION, **query})
    assert answer.status_code == 200
    return answer.content.decode()


def test_foreign_hits_stand_below_the_own_ones_and_lead_to_the_original(
    client: Client, known: Nachbarwiki, there: OtherWiki
) -> None:
    html = page(client)
    assert html.index("Pegel an der Mosel") < html.index(HEADING) < html.index("Pegel am Bach")
    assert f'href="{there.address}/projekte/1/"' in html
    assert "aus dem Wiki „Mittelhessen“" in html
    assert "Gießen (Hessen)" in html
    assert "<mark>Wasserstand</mark>" in html


def test_the_filter_herkunft(client: Client, known: Nachbarwiki) -> None:
    own, foreign = page(client, herkunft="eigene"), page(client, herkunft="andere")
    assert "Pegel an der Mosel" in own
    assert HEADING not in own
    assert "Pegel an der Mosel" not in foreign
    assert "Pegel am Bach" in foreign
    assert HEADING in page(client, herkunft="gibt-es-nicht")


def test_filters_that_a_foreign_case_knows_choose_among_them(
    client: Client, known: Nachbarwiki
) -> None:
    assert "Pegel am Bach" in page(client, status="betrieb")
    assert "Pegel am Bach" not in page(client, land="Rheinland-Pfalz")
    assert "Pegel am Bach" not in page(client, status="planung")
    assert "Pegel am Bach" not in page(client, stand="2025")


def test_who_in_another_land(client: Client, known: Nachbarwiki) -> None:
    answer = client.get("/suche/", {"q": "Wer in Hessen hat einen Bücherbus?"}).content.decode()
    assert "Bücherbus" in answer[answer.index(HEADING) :]


def test_one_word_finds_what_has_it_in_its_title(client: Client, known: Nachbarwiki) -> None:
    answer = client.get("/api/v1/suche", {"q": "Bücherbus"}).json()["andere_wikis"]
    assert [(hit["titel"], hit["stufe"], hit["wiki"]) for hit in answer] == [
        ("Bücherbus", "passt gut", "Mittelhessen")
    ]


def test_a_thema_is_found_but_is_no_title(known: Nachbarwiki) -> None:
    """What a title says fits well, and all that lies below a Thema does not."""
    case = known.projekte.get(titel="Bücherbus")
    assert "umwelt" in case.woerter
    assert "umwelt" not in case.woerter_titel
    assert "buch" in case.woerter_titel


def test_own_answers_are_the_same_with_and_without(client: Client, known: Nachbarwiki) -> None:
    beside = client.get("/api/v1/suche", {"q": QUESTION}).json()
    Nachbarwiki.objects.all().delete()
    alone = client.get("/api/v1/suche", {"q": QUESTION}).json()
    assert beside["andere_wikis"]
    assert alone == {**beside, "andere_wikis": []}
    assert "Herkunft" not in page(client)


def test_a_title_is_text_and_no_markup(
    client: Client, known: Nachbarwiki, there: OtherWiki
) -> None:
    there.add(3, "<script>alert(1)</script> Wasserstand", QUESTION)
    known.refresh_from_db()
    pull(known)
    for html in (page(client), client.get(reverse("andere_wikis")).content.decode()):
        assert "<script>alert(1)" not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_the_list_names_all_and_is_searched(client: Client, known: Nachbarwiki) -> None:
    assert "2 Projekte aus anderen Wikis" in client.get("/projekte/").content.decode()
    html = client.get(reverse("andere_wikis")).content.decode()
    assert html.count("aus dem Wiki „Mittelhessen“") == 2
    some = client.get(reverse("andere_wikis"), {"wort": "bus", "wiki": "x"}).content.decode()
    assert "Bücherbus" in some
    assert "Pegel am Bach" not in some


def test_without_a_model_words_find_them(
    client: Client, known: Nachbarwiki, monkeypatch: pytest.MonkeyPatch
) -> None:
    from einbettung.exceptions import ModelUnavailable
    from suche.verbund import searching

    def gone() -> Any:
        raise ModelUnavailable

    monkeypatch.setattr(searching, "get_active_model", gone)
    assert "Pegel am Bach" in page(client, herkunft="andere")


def test_an_administrator_names_another_wiki(admin_client: Client, db: None) -> None:
    new = reverse("wagtailsnippets_verbund_nachbarwiki:add")
    for address in ("ftp://x.example/", "http://testserver/", "https://a.example/?q=1"):
        admin_client.post(new, {"name": "A", "adresse": address, "aktiv": "on"})
    assert not Nachbarwiki.objects.exists()
    admin_client.post(new, {"name": "A", "adresse": "https://a.example/", "aktiv": "on"})
    assert Nachbarwiki.objects.get().wurzel == "https://a.example"
    assert not Fremdprojekt.objects.exists()


def test_what_another_wiki_gets_is_what_everybody_may_read(
    client: Client, known: Nachbarwiki
) -> None:
    said = client.get("/api/v1/austausch").json()
    told = next(one for one in said["projekte"] if one["abschnitte"])
    assert told["titel"] == "Pegel an der Mosel"
    assert told["abschnitte"][0]["text"] == "Sensoren messen den Wasserstand der Mosel."
    assert told["kennung"].startswith("http://testserver/id/")
    assert (said["anzahl"], said["weiter"]) == (4, None)


@pytest.mark.parametrize("query", [{}, {"wort": "bus"}])
def test_the_list_reads_none_of_the_words_that_questions_are_compared_with(
    client: Client, known: Nachbarwiki, query: dict[str, str]
) -> None:
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("andere_wikis"), query)
    assert not [q["sql"] for q in asked if '"woerter"' in q["sql"] or '"abschnitte"' in q["sql"]]


def test_no_more_are_promised_than_are_shown(
    client: Client, known: Nachbarwiki, there: OtherWiki, monkeypatch: pytest.MonkeyPatch
) -> None:
    there.add(3, "Wasserstand am See", QUESTION)
    known.refresh_from_db()
    pull(known)
    monkeypatch.setattr(result_part, "BESIDE", 1)
    assert "Alle 2 passenden aus anderen Wikis" in page(client)
    monkeypatch.setattr(result_part, "ALONE", 1)
    assert "Die besten 1 aus anderen Wikis" in page(client)


def test_a_word_counts_more_in_a_title_and_only_as_a_whole_reading(known: Nachbarwiki) -> None:
    whole, parts = ("buchbus",), ("buch", "bus")
    unit = Unit((whole, parts))
    assert searching._held(unit, {"buch", "bus"}, {"buch", "bus"}) == searching.IN_TITLE
    assert searching._held(unit, {"buch", "bus"}, {"buch"}) == searching.IN_TEXT
    assert searching._held(unit, {"bus"}, {"bus"}) == 0


def test_of_many_cases_pieces_are_compared_with_what_words_and_vectors_found(
    client: Client, known: Nachbarwiki, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = client.get("/api/v1/suche", {"q": QUESTION}).json()["andere_wikis"]
    monkeypatch.setattr(searching, "EXACT_SCAN_PAGES", 1)
    assert client.get("/api/v1/suche", {"q": QUESTION}).json()["andere_wikis"] == every
    assert every
