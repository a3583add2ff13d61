"""A town that the wiki does not know is told, and is no word that hits would lack."""

import pytest
from django.test import Client

from suche.german.analysis import terms_of
from suche.understand.understanding import understand
from tests.factories import publish_projekt
from tests.integration.conftest import KeepRows, Model
from tests.integration.seiten import BIENEN, titles_found
from wiki.fakten.codes import KommuneTyp
from wiki.models import Gemeinde, Gemeindestand


@pytest.fixture(scope="module")
def kept_bees(kept: KeepRows, tree: bool, fake_model: Model) -> None:
    with kept():
        fake_model.projektion.save()
        publish_projekt(BIENEN, title="Bienen A")
        Gemeinde.objects.create(
            schluessel="071340045045", name="Idar-Oberstein", typ=KommuneTyp.STADT, art="Stadt"
        )
        Gemeindestand.objects.create(digest="x", jahr=2019)
        fake_model.index()


@pytest.fixture
def bees(kept_bees: None, kept_index: None) -> None: ...


@pytest.mark.usefixtures("bees")
def test_a_town_without_pages_is_told_and_looked_up_nowhere(client: Client) -> None:
    text = client.get("/suche/?q=Bienenstöcke in Idar-Oberstein").content.decode()
    assert "Projekte aus Idar-Oberstein stehen noch nicht im Wiki." in text
    assert titles_found(client, "Bienenstöcke in Idar-Oberstein") == ["Bienen A"]
    question = understand("Bienenstöcke in Idar-Oberstein").question
    assert question.terms.isdisjoint(terms_of("Idar-Oberstein"))
    assert question.subject == "Bienenstöcke"


@pytest.mark.usefixtures("bees")
def test_who_asks_for_such_a_town_alone_is_led_to_no_thema_by_chance(client: Client) -> None:
    answer = client.get("/suche/?q=Idar-Oberstein")
    said = "Projekte aus Idar-Oberstein stehen noch nicht im Wiki."
    assert answer.context["hinweissaetze"] == (said,)
    assert not answer.context["themen"]


@pytest.mark.usefixtures("bees")
def test_the_name_of_such_a_town_is_no_slip() -> None:
    understood = understand("Bienen in Idar-Oberstein")
    assert (understood.suggestion, understood.instead_of) == ("", "")
