"""The Markt with a database: filters in the address, comparison, Merkliste, calendars."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from tests.factories import KommuneFactory, publish_projekt
from wiki.gemeinden.heimat import COOKIE as HEIMAT
from wiki.markt import page
from wiki.markt.merkliste.merkliste import COOKIE, HOECHSTENS
from wiki.models import (
    Kommune,
    Kommunenverzeichnis,
    Projektseite,
    Startseite,
    Veranstaltung,
    Veranstaltungsverzeichnis,
)

from .conftest import Projekte

pytestmark = pytest.mark.django_db


def titles(client: Client, **query: str) -> list[str]:
    gruppen = client.get("/projekte/", query).context["gruppen"]
    return [projekt.title for _, projekte in gruppen for projekt in projekte]


FILTERED: list[tuple[dict[str, str], list[str]]] = [
    ({}, ["Ärzte", "Bau", "Chat"]),
    ({"thema": "leben"}, ["Ärzte"]),
    ({"status": "planung"}, ["Bau"]),
    ({"groesse": "uber-100000"}, ["Ärzte"]),
    ({"kosten": "bekannt"}, ["Bau"]),
    ({"weg": "efa"}, ["Chat"]),
    ({"sortierung": "neu"}, ["Chat", "Bau", "Ärzte"]),
    ({"sortierung": "status"}, ["Ärzte", "Chat", "Bau"]),
    ({"sortierung": "kosten"}, ["Bau", "Ärzte", "Chat"]),
    ({"wort": "AERZTE"}, ["Ärzte"]),
    ({"wort": "gibt es nicht"}, []),
    ({"land": "Rheinland-Pfalz", "status": "betrieb"}, ["Ärzte", "Chat"]),
]


def test_filters_and_order_stand_in_the_address(client: Client, projekte: Projekte) -> None:
    assert [(query, titles(client, **query)) for query, _ in FILTERED] == FILTERED


def test_options_say_how_many_projects_they_would_show(client: Client, projekte: Projekte) -> None:
    facetten = {f.name: f for f in client.get("/projekte/?status=betrieb").context["facetten"]}
    assert [(o.wert, o.anzahl) for o in facetten["weg"].werte] == [("efa", 1)]
    assert {o.wert: o.anzahl for o in facetten["status"].werte} == {"betrieb": 2, "planung": 1}


def test_old_and_short_addresses_lead_to_the_markt(client: Client, projekte: Projekte) -> None:
    answer = client.get("/markt/?status=planung")
    assert (answer.status_code, answer["Location"]) == (302, "/projekte/?status=planung")


def queries_of(client: Client, ansicht: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get("/projekte/", {"ansicht": ansicht})
    return len(queries)


def test_number_of_queries_does_not_grow_with_the_projects(
    client: Client, projekte: Projekte
) -> None:
    ansichten = ["projekte", "zeit", "karte"]
    client.get("/projekte/")  # fills Wagtail's caches
    before = [queries_of(client, ansicht) for ansicht in ansichten]
    for number in range(3):
        publish_projekt(title=f"Neu {number}", slug=f"neu-{number}")
    client.get("/projekte/")  # what is kept of all projects is made anew
    assert [queries_of(client, ansicht) for ansicht in ansichten] == before
    assert max(before) <= 16


def test_map_shows_kommunen_with_a_place_and_lists_all(client: Client, projekte: Projekte) -> None:
    context = client.get("/projekte/?ansicht=karte").context
    assert [punkt.ort.name for punkt in context["punkte"]] == ["Mainz"]
    assert sum(len(orte) for _, orte in context["laender"]) == Kommune.objects.count()


def test_a_map_of_too_many_kommunen_leads_to_their_list(
    client: Client, projekte: Projekte, monkeypatch: pytest.MonkeyPatch
) -> None:
    Startseite.objects.get().add_child(instance=Kommunenverzeichnis(title="Alle", slug="alle"))
    monkeypatch.setattr(page, "ON_ONE_PAGE", 0)
    response = client.get("/projekte/?ansicht=karte")
    assert [punkt.titel for punkt in response.context["punkte"]] == [()]
    assert '<a href="/alle/">Verzeichnis der Kommunen</a>' in response.content.decode()
    assert not response.context["laender"]


# Merkliste


def remember(client: Client, projekt: Projektseite, aktion: str = "merken", **headers: str) -> Any:
    data = {aktion: projekt.pk, "zurueck": "/projekte/?thema=1"}
    return client.post("/merkliste/aendern/", data, headers=headers)


def listed(client: Client, query: str = "") -> list[str]:
    return [projekt.title for projekt in client.get(f"/merkliste/{query}").context["projekte"]]


def test_map_and_timeline_are_seen_from_the_own_kommune(client: Client, projekte: Projekte) -> None:
    KommuneFactory(name="Trier", slug="trier", einwohner=111_000, lat=49.76, lon=6.64)
    mainz = Kommune.objects.get(slug="mainz")
    publish_projekt(kommunen=[mainz], laufzeit_von=2020, laufzeit_bis=2022)
    said = "120 km, im selben Land, ähnlich groß"
    client.cookies[HEIMAT] = "trier"
    karte = client.get("/projekte/?ansicht=karte")
    assert [ort.name for ort, _ in karte.context["nahe"]] == ["Mainz"]
    assert [punkt["neben"] for punkt in karte.context["daten"]] == [said]
    assert 'class="wiki-karte__eigene"' in karte.content.decode()
    assert said in client.get("/projekte/?ansicht=zeit").content.decode()


def test_without_an_own_kommune_the_map_has_no_ring(client: Client, projekte: Projekte) -> None:
    page = client.get("/projekte/?ansicht=karte")
    assert page.context["nahe"] == []
    assert "wiki-karte__eigene" not in page.content.decode()


def test_list_is_kept_in_the_order_of_remembering(client: Client, projekte: Projekte) -> None:
    answer = remember(client, projekte["Chat"])
    remember(client, projekte["Ärzte"])
    remember(client, projekte["Chat"])
    back = f"/projekte/?thema=1#merken-{projekte['Chat'].pk}"
    assert (answer.status_code, answer["Location"]) == (303, back)
    assert listed(client) == ["Chat", "Ärzte"]
    assert listed(client, "?sortierung=a-z") == ["Ärzte", "Chat"]


def test_forgetting_the_last_one_takes_the_cookie_away(client: Client, projekte: Projekte) -> None:
    remember(client, projekte["Chat"])
    assert client.cookies[COOKIE]["samesite"] == "Lax"
    remember(client, projekte["Chat"], "vergessen")
    assert client.cookies[COOKIE].value == ""


def test_reading_sets_no_cookie(client: Client, projekte: Projekte) -> None:
    for address in ("/", "/projekte/", "/projekte/chat/", "/merkliste/", "/markt/vergleich/?p=bau"):
        assert not client.get(address).cookies


def test_forged_cookies_count_as_an_empty_list(client: Client, projekte: Projekte) -> None:
    for forged in ("", "1", "1.2.3", "1:sig", "x" * 5000, "é"):
        client.cookies[COOKIE] = forged
        assert listed(client) == []


def test_forms_of_other_sites_change_nothing(client: Client, projekte: Projekte) -> None:
    foreign = [
        {"Origin": "https://boese.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
    ]
    answers = [remember(client, projekte["Chat"], **headers) for headers in foreign]
    assert {answer.status_code for answer in answers} == {403}
    assert all("nicht von dieser Seite" in answer.content.decode() for answer in answers)
    assert not any(answer.cookies for answer in answers)


NONSENSE: list[dict[str, str]] = [
    {},
    {"merken": ""},
    {"aktion": "merken", "projekt": "1"},
    {"merken": "9" * 30},
    {"aktion": "x", "projekt": "1"},
    {"merken": "1\0"},
    {"merken": "²"},
    {"vergessen": "x"},
]


def test_nonsense_is_not_found(client: Client, projekte: Projekte) -> None:
    for data in NONSENSE:
        assert client.post("/merkliste/aendern/", data).status_code == 404


def test_a_foreign_address_is_no_way_back(client: Client, projekte: Projekte) -> None:
    data = {"merken": projekte["Chat"].pk, "zurueck": "//boese.example/"}
    assert client.post("/merkliste/aendern/", data)["Location"] == "/merkliste/"


def test_script_gets_the_number_back(client: Client, projekte: Projekte) -> None:
    assert remember(client, projekte["Chat"], Accept="application/json").json() == {"anzahl": 1}


def test_a_full_list_says_what_to_do(
    client: Client, projekte: Projekte, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wiki.markt.merkliste.merkliste.HOECHSTENS", 1)
    remember(client, projekte["Chat"])
    answer = remember(client, projekte["Bau"])
    assert answer.status_code == 400
    assert "nehmen Sie zuerst eines herunter" in answer.content.decode()


def test_shared_list_leaves_ones_own_alone(client: Client, projekte: Projekte) -> None:
    remember(client, projekte["Bau"])
    assert listed(client, "?p=chat&p=aerzte") == ["Chat", "Ärzte"]
    assert listed(client) == ["Bau"]


@pytest.mark.parametrize("path", ["/merkliste/", "/markt/vergleich/"])
def test_a_huge_shared_list_is_shown_as_far_as_it_goes_and_says_so(
    client: Client, projekte: Projekte, path: str
) -> None:
    query = "&".join(f"p=x{number}" for number in range(HOECHSTENS))
    answer = client.get(f"{path}?p=chat&{query}")
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "Chat</a>" in text
    assert "nennt noch 1 weiteres; gezeigt werden die ersten 50" in text


def test_list_as_text_names_title_kommune_and_address(client: Client, projekte: Projekte) -> None:
    answer = client.get("/merkliste/text/?p=aerzte")
    assert answer["Content-Type"].startswith("text/plain")
    assert "Ärzte\nMainz, im Betrieb\nhttp://testserver/projekte/aerzte/" in answer.content.decode()


# Calendars


def event(**fields: Any) -> Veranstaltung:
    page = Veranstaltung(slug="treffen", kurzfassung="Austausch; mit Kaffee, Tee", **fields)
    Veranstaltungsverzeichnis.objects.get().add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


@pytest.fixture
def treffen(projekte: Projekte) -> Veranstaltung:
    titel = "Treffen, Teil 1; Kommunen für die Digitalisierung im ländlichen Raum und anderswo"
    return event(title=titel, datum=date(2026, 3, 1), datum_bis=date(2026, 3, 2), ort="Mainz")


def test_calendar_can_be_read_again(client: Client, treffen: Veranstaltung) -> None:
    answer = client.get("/veranstaltungen/treffen/kalender.ics")
    (entry,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert str(entry["SUMMARY"]) == treffen.title
    assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (date(2026, 3, 1), date(2026, 3, 3))
    assert str(entry["URL"]) == "http://testserver/veranstaltungen/treffen/"
    assert str(entry["UID"]) == str(treffen.translation_key)


def test_calendar_lines_are_folded_and_escaped(client: Client, treffen: Veranstaltung) -> None:
    content = client.get("/veranstaltungen/kalender.ics").content
    assert max(map(len, content.split(b"\r\n"))) <= 75
    assert b"Austausch\\; mit Kaffee\\, Tee" in content.replace(b"\r\n ", b"")
    assert b"X-WR-TIMEZONE:Europe/Berlin" in content


def test_a_sign_that_calendars_do_not_know_is_left_out(client: Client, projekte: Projekte) -> None:
    event(title="Treffen\vin\x01 Mainz", datum=date(2026, 3, 1), ort="Mainz")
    content = client.get("/veranstaltungen/kalender.ics").content
    assert b"SUMMARY:Treffen in Mainz\r\n" in content


def test_no_such_event_no_calendar(client: Client, treffen: Veranstaltung) -> None:
    assert client.get("/veranstaltungen/nichts/kalender.ics").status_code == 404


def test_other_methods_are_refused(client: Client, projekte: Projekte) -> None:
    answers = [
        client.post("/markt/vergleich/"),
        client.get("/merkliste/aendern/"),
        client.put("/merkliste/"),
    ]
    assert {answer.status_code for answer in answers} == {405}
