"""How well a page fits, by what is asked of the thing that it names."""

import pytest
from django.test import Client

from einbettung.model.active_model import model_signature
from suche.answer.reply import reply_to
from suche.rank.calibration import store_calibration
from suche.rank.levels import EXACT_FEATURES, FEATURES, GOOD, RELATED, Calibration
from tests.factories import KommuneFactory, publish_projekt
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
    _calibrate(good=0.6)


def _calibrate(good: float) -> None:
    """Stores models that take every page to be what is asked for with .5, or hardly."""
    unmoved = (0.0,) * len(FEATURES), 0.0, (0.0,) * len(EXACT_FEATURES)
    intercept = -3.0 if good > 0.5 else 0.0
    store_calibration(Calibration(*unmoved, intercept, 0.4, 0.1, 0.3, good), model_signature())


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


def test_a_page_that_says_what_the_question_does_without_does_not_fit_well(
    index: IndexPages, client: Client
) -> None:
    publish_projekt("Gemeldet wird am Telefon.", title="Mängelmelder Konz")
    publish_projekt("Gemeldet wird im Netz oder per Mängel-App.", title="Mängelmelder Trier")
    publish_projekt("Die alte App ist weg, es geht ohne App.", title="Mängelmelder Prüm")
    index()
    _calibrate(good=0.4)  # as far as the models know, all are what any question asks for
    assert levels("Mängelmelder ohne App") == {
        "Mängelmelder Konz": GOOD,
        "Mängelmelder Prüm": GOOD,
        "Mängelmelder Trier": RELATED,
    }
    found = client.get("/suche/", {"q": "Mängelmelder ohne App"})
    assert "Ohne „App“: Wer es nennt, gilt höchstens als verwandt" in found.content.decode()
    # What says that it works without stands first.
    assert found.context["treffer"][0].seite.title == "Mängelmelder Prüm"
    # How "ohne" is taken is said, too, where no page was set back by it.
    assert "Ohne „Fax“" in client.get("/suche/", {"q": "Telefon ohne Fax"}).content.decode()


@pytest.fixture
def libraries(index: IndexPages) -> None:
    hof = KommuneFactory(name="Hof", slug="hof", einwohner=45_000, land="Bayern")
    konz = KommuneFactory(name="Konz", slug="konz", einwohner=18_000, land="Rheinland-Pfalz")
    prüm = KommuneFactory(name="Prüm", slug="pruem", einwohner=5_500, land="Rheinland-Pfalz")
    for kommune in (hof, konz, prüm):
        publish_projekt("Sie ist offen.", title=f"Bücherei {kommune.name}", kommunen=[kommune])
    index()


@pytest.mark.usefixtures("libraries")
@pytest.mark.parametrize(
    ("asked", "good"),
    [
        ("Bücherei in Bayern", {"Hof"}),
        ("Bücherei in Rheinland-Pfalz", {"Konz", "Prüm"}),
        ("Bücherei in Konz", {"Konz"}),
        ("Bücherei in Konz oder Prüm", {"Konz", "Prüm"}),
        ("Bücherei in Gemeinden unter 20.000 Einwohnern in Rheinland-Pfalz", {"Konz", "Prüm"}),
        ("Bücherei in Sachsen", {"Hof", "Konz", "Prüm"}),
        ("Unsere Bücherei in Konz", {"Hof", "Konz", "Prüm"}),
        ("Bücherei", {"Hof", "Konz", "Prüm"}),
    ],
)
def test_what_fits_but_for_the_place_or_size_is_related(asked: str, good: set[str]) -> None:
    """Where none has it, all fit as well as they can, and the overview says so."""
    found = levels(asked)
    assert {title.split()[1] for title, level in found.items() if level == GOOD} == good
    assert set(found.values()) <= {GOOD, RELATED}


def test_a_status_is_part_of_what_is_asked_for(index: IndexPages, client: Client) -> None:
    publish_projekt("Er fährt.", title="Rufbus Konz")
    publish_projekt("Er soll fahren.", title="Rufbus Trier", status=Status.PLANUNG)
    index()
    assert levels("geplanter Rufbus") == {"Rufbus Trier": GOOD, "Rufbus Konz": RELATED}
    assert set(levels("abgebrochener Rufbus").values()) == {RELATED}
    said = client.get("/suche/", {"q": "abgebrochener Rufbus"}).context["antwort"].ueberblick.saetze
    assert said[0].startswith("2 verwandte Projekte")
    assert said[1] == "Keines davon ist abgebrochen"
    said = client.get("/suche/", {"q": "geplanter Rufbus"}).context["antwort"].ueberblick.saetze
    assert said == ("1 Projekt nennt „Rufbus“", "1 weiteres ist nicht in Planung")


@pytest.mark.usefixtures("libraries")
def test_what_has_the_place_stands_first() -> None:
    assert next(iter(levels("Bücherei in Bayern"))) == "Bücherei Hof"


def test_a_word_of_the_lead_is_named(index: IndexPages, client: Client) -> None:
    publish_projekt("Er antwortet.", title="Bürgerlotse", kurzfassung="Puchheim hat einen Chatbot.")
    publish_projekt("Es gibt auch einen Chatbot.", title="Neue Website")
    publish_projekt("Er antwortet.", title="Chatbot Konz")
    index()
    said = client.get("/suche/", {"q": "Chatbot"}).context["antwort"].ueberblick.saetze
    assert said[0].startswith("2 Projekte nennen „Chatbot“")
    assert said[1] == "Im Text steht das Wort noch bei einem weiteren Projekt"


def test_the_leistung_that_a_project_brings_online_is_named(index: IndexPages) -> None:
    publish_projekt("Ein Portal.", title="Little Bird Konz", ozg_leistung="Kita-Anmeldung (Platz)")
    index()
    ergebnis = reply_to("Kita-Anmeldung", anonymous_request()).ergebnis
    assert [(t.stufe, t.grund) for t in ergebnis[:1]] == [(GOOD, "Leistung: Kita-Anmeldung")]


def test_the_reason_does_not_name_what_the_question_does_without(index: IndexPages) -> None:
    publish_projekt("Im Netz.", title="Mängelmelder Konz", suchwoerter="Mängel-App")
    index()
    ergebnis = reply_to("Mängelmelder ohne App", anonymous_request()).ergebnis
    assert ergebnis[:1][0].grund == "Im Titel steht Mängelmelder"


def test_the_question_is_printed_as_it_was_typed(index: IndexPages, client: Client) -> None:
    publish_projekt("Er antwortet auf der Rathaushomepage.", title="Chatbot Konz")
    index()
    text = client.get("/suche/", {"q": "Chatbot auf der Rathaus-Homepage"}).content.decode()
    assert "Frage: „Chatbot auf der Rathaus-Homepage“, gestellt am" in text
