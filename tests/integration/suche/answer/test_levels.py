"""How well a page fits, by what is asked of the thing that it names."""

import pytest
from django.test import Client

from einbettung.model.active_model import model_signature
from suche.answer.reply import reply_to
from suche.rank.calibration import store_calibration
from suche.rank.levels import EXACT_FEATURES, FEATURES, GOOD, RELATED, Calibration
from tests.factories import publish_projekt
from tests.integration.conftest import IndexPages
from wiki.fakten.codes import Status
from wiki.visibility import anonymous_request

pytestmark = pytest.mark.django_db


def levels(asked: str) -> dict[str, str]:
    """Returns title -> level."""
    ergebnis = reply_to(asked, anonymous_request()).ergebnis
    return {treffer.seite.title: treffer.stufe for treffer in ergebnis[:10]}


@pytest.fixture
def buses(index: IndexPages) -> None:
    publish_projekt("Er fährt.", title="Rufbus Konz", kosten_laufend=67_500)
    publish_projekt("Einsteigen ist kostenlos.", title="Rufbus Saarburg")
    publish_projekt("Er soll fahren.", title="Rufbus Trier", status=Status.PLANUNG)
    index()


@pytest.mark.usefixtures("buses")
def test_who_asks_for_costs_is_answered_by_what_tells_them() -> None:
    assert levels("Was kostet ein Rufbus?") == {
        "Rufbus Konz": GOOD,
        "Rufbus Saarburg": RELATED,
        "Rufbus Trier": RELATED,
    }


@pytest.mark.usefixtures("buses")
def test_who_names_the_thing_is_counted_whether_it_tells_the_costs_or_not(client: Client) -> None:
    overview = client.get("/suche/", {"q": "Was kostet ein Rufbus?"}).context["antwort"].ueberblick
    assert overview.saetze[0].startswith(
        "Zu den Kosten steht bei 2 von 3 Projekten"
    )  # "kostenlos" is quoted
    assert (overview.projekte, overview.ist_auswahl) == (3, False)


@pytest.mark.usefixtures("buses")
def test_the_name_alone_asks_for_plans_as_well() -> None:
    assert set(levels("Rufbus").values()) == {GOOD}


@pytest.fixture
def meters(index: IndexPages) -> None:
    """Two pages that are hardly what any question asks for, as far as the models know."""
    publish_projekt("Er funkt.", title="LoRaWAN in Konz")
    using = publish_projekt("Es spart Wasser.", title="Digitale Zähler")
    using.produkte.add("LoRaWAN")
    using.save_revision().publish()
    index()
    unmoved = (0.0,) * len(FEATURES), 0.0, (0.0,) * len(EXACT_FEATURES)
    store_calibration(Calibration(*unmoved, -3.0, 0.4, 0.1, 0.3, 0.6), model_signature())


@pytest.mark.usefixtures("meters")
def test_a_page_that_has_the_thing_as_a_means_does_not_fit_well() -> None:
    assert levels("LoRaWAN") == {"LoRaWAN in Konz": GOOD, "Digitale Zähler": RELATED}
    assert levels("Wer nutzt LoRaWAN?") == {"LoRaWAN in Konz": GOOD, "Digitale Zähler": GOOD}


@pytest.mark.usefixtures("meters")
def test_who_names_it_is_counted_whether_it_is_a_means_or_not(client: Client) -> None:
    overview = client.get("/suche/", {"q": "LoRaWAN"}).context["antwort"].ueberblick
    assert overview.satz.startswith("2 Projekte nennen „LoRaWAN“")
    assert not overview.ist_auswahl


def test_what_the_question_does_without_does_not_fit_well(index: IndexPages) -> None:
    publish_projekt("Mit dem Handy.", title="Park-App Konz")
    index()
    assert levels("App") == {"Park-App Konz": GOOD}
    assert levels("ohne App") == {"Park-App Konz": RELATED}
