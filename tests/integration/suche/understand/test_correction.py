"""Did you mean: offered beside results, used at once where there are none."""

import pytest
from django.test import Client

from suche.models import Eigenname, Synonym
from suche.understand.correction import correct
from tests.factories import KommuneFactory, publish_projekt
from tests.integration.conftest import KeepRows, Model
from tests.integration.seiten import BIENEN, FRIEDHOF


@pytest.fixture(scope="module")
def kept_pages(kept: KeepRows, tree: bool, fake_model: Model) -> None:
    with kept():
        fake_model.projektion.save()
        publish_projekt(BIENEN, title="Bienen auf dem Dach")
        publish_projekt(FRIEDHOF, title="Friedhof von oben")
        fake_model.index()


@pytest.fixture
def pages(kept_pages: None, kept_index: None) -> None:
    """A bee page and a graveyard page, indexed."""


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
    correction = correct(typed)
    assert (correction and correction.text) == meant


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize(
    ("typed", "is_complete"),
    [
        ("Bienenstökce", True),
        ("Wer hat schon Bienenstöke?", True),
        ("Bienenstökce auf dem Friedhof", False),
    ],
)
def test_a_correction_is_complete_when_no_telling_word_stays(typed: str, is_complete: bool) -> None:
    correction = correct(typed)
    assert correction is not None
    assert correction.is_complete is is_complete


@pytest.mark.usefixtures("pages")
def test_names_and_synonyms_are_spelt_as_they_are() -> None:
    assert correct("Bienenstökk") is not None
    Eigenname.objects.create(wort="Bienenstökk")
    Synonym.objects.create(begriff="Grabfeldr", entsprechungen="Friedhof")
    KommuneFactory(name="Drohnne", slug="drohnne")
    assert correct("Bienenstökk Grabfeldr Drohnne") is None


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize("typed", ["building permit", "password reset", "Battery storage"])
def test_english_keywords_are_not_taken_for_misspelt_german(typed: str) -> None:
    assert correct(typed) is None


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize("typed", ["Bienenstökce connectées", "alumbrado público", "çöp kutusu"])
def test_words_of_other_languages_are_no_slips(typed: str) -> None:
    assert correct(typed) is None


@pytest.mark.usefixtures("pages")
def test_a_pasted_sketch_is_not_corrected() -> None:
    assert correct("Bienenstökce " * 100) is None


@pytest.mark.usefixtures("pages")
def test_beside_a_known_word_it_is_offered(client: Client) -> None:
    response = client.get("/suche/?q=Grabfeldr auf dem Friedhof")
    assert response.context["ergebnis"].anzahl
    assert 'Meinten Sie: <a href="?q=Grabfelder' in response.content.decode()
    assert response.context["frage"] == "Grabfeldr auf dem Friedhof"


@pytest.mark.real_model
@pytest.mark.usefixtures("pages")
def test_where_no_word_is_known_it_is_used_at_once(client: Client) -> None:
    response = client.get("/suche/?q=Grabfeldr")
    assert "„Grabfeldr“ kommt im Wiki so nicht vor. Gesucht wurde „Grabfelder“." in (
        response.content.decode()
    )
    assert response.context["treffer"][0].seite.title == "Friedhof von oben"


@pytest.mark.usefixtures("pages")
def test_a_correction_that_finds_nothing_is_only_offered(client: Client) -> None:
    context = client.get("/suche/?q=Kühlschrnk").context
    assert not context["ergebnis"].ungefiltert
    assert (context["frage"], context["statt"]) == ("Kühlschrnk", "")
    assert context["vorschlag"] == "Kühlschrank"


@pytest.mark.usefixtures("pages")
def test_a_reader_can_insist_on_the_spelling(client: Client) -> None:
    text = client.get("/suche/?q=Grabfeldr").content.decode()
    assert '<a href="?q=Grabfeldr&amp;woertlich=1">' in text
    response = client.get("/suche/?q=Grabfeldr&woertlich=1")
    assert response.context["frage"] == "Grabfeldr"
    assert not response.context["vorschlag"]


@pytest.mark.usefixtures("pages")
def test_html_in_a_corrected_question_is_escaped(client: Client) -> None:
    text = client.get("/suche/", {"q": "Grabfeldr <b>auf</b> dem Friedhof"}).content.decode()
    assert "<b>auf" not in text


@pytest.mark.usefixtures("pages")
def test_a_word_that_nobody_means_is_left_alone() -> None:
    endless = "bienenstökce" * 8
    assert correct(endless) is None
    correction = correct(f"{endless} Bienenstökce")
    assert correction is not None
    assert correction.text == f"{endless} Bienenstöcke"
