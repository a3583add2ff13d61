"""Did you mean: offered beside results, used at once where there are none."""

import pytest
from django.test import Client

from suche.models import Eigenname, Synonym
from suche.rank import narrowing
from suche.rank.schema import Ranked
from suche.understand.correction import corrected
from tests.factories import KommuneFactory, publish_projekt
from tests.integration.conftest import IndexPages
from tests.integration.seiten import BIENEN, FRIEDHOF


@pytest.fixture
def pages(index: IndexPages) -> None:
    publish_projekt(BIENEN, title="Bienen auf dem Dach")
    publish_projekt(FRIEDHOF, title="Friedhof von oben")
    index()


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Bienenstökce", "Bienenstöcke"),
        ("Wer hat Bienenstöke und Grabfeldr?", "Wer hat Bienenstöcke und Grabfelder?"),
        ("Bienenstöcke", None),
        ("wer hat das schon", None),
        ("2021", None),
        ("Who has bee hives on the roof?", None),
    ],
)
def test_misspelt_words_are_put_right(typed: str, meant: str | None) -> None:
    assert corrected(typed) == meant


@pytest.mark.usefixtures("pages")
def test_names_and_synonyms_are_spelt_as_they_are() -> None:
    assert corrected("Bienenstökk") is not None
    Eigenname.objects.create(wort="Bienenstökk")
    Synonym.objects.create(begriff="Grabfeldr", entsprechungen="Friedhof")
    KommuneFactory(name="Drohnne", slug="drohnne")
    assert corrected("Bienenstökk Grabfeldr Drohnne") is None


@pytest.mark.usefixtures("pages")
def test_a_pasted_sketch_is_not_corrected() -> None:
    assert corrected("Bienenstökce " * 100) is None


@pytest.mark.usefixtures("pages")
def test_beside_results_it_is_offered(client: Client) -> None:
    response = client.get("/suche/?q=Grabfeldr auf dem Friedhof")
    assert response.context["ergebnis"].anzahl
    assert 'Meinten Sie: <a href="?q=Grabfelder' in response.content.decode()
    assert response.context["frage"] == "Grabfeldr auf dem Friedhof"


@pytest.mark.usefixtures("pages")
def test_where_nothing_is_found_it_is_used_at_once(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def by_word(pages: list[Ranked], *_: object) -> dict[int, str]:
        return {page.page_id: "schwach" for page in pages if page.lexical}

    monkeypatch.setattr(narrowing, "levels", by_word)
    response = client.get("/suche/?q=Grabfeldr")
    text = response.content.decode()
    assert "Keine Treffer für „Grabfeldr“. Gezeigt werden Treffer für „Grabfelder“." in text
    assert [t.seite.title for t in response.context["treffer"]] == ["Friedhof von oben"]


@pytest.mark.usefixtures("pages")
def test_html_in_a_corrected_question_is_escaped(client: Client) -> None:
    text = client.get("/suche/", {"q": "Grabfeldr <b>auf</b> dem Friedhof"}).content.decode()
    assert "<b>auf" not in text
