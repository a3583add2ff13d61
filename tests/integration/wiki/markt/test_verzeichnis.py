"""The list of Kommunen, the page of one, and that of a Thema: what they say of their projects."""

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import KommuneFactory, ThemaFactory, publish_projekt
from wiki.models import Kommunenverzeichnis, Nachnutzung, Startseite, Themenverzeichnis

pytestmark = pytest.mark.django_db

PLACE = {"typ": "Stadt", "land": "Hessen", "lon": 8.0}


@pytest.fixture
def kommunen(client: Client, tree: bool) -> Client:
    """Two small towns and a city; the first has two projects, one of which was taken over."""
    start = Startseite.objects.get()
    start.add_child(instance=Kommunenverzeichnis(title="Kommunen", slug="kommunen"))
    zorn = KommuneFactory(name="Zorn", slug="zorn", einwohner=900, lat=50.0, **PLACE)
    aerzen = KommuneFactory(name="Ärzen", slug="aerzen", einwohner=800, lat=50.1, **PLACE)
    stadt = KommuneFactory(name="Burg", slug="burg", einwohner=90_000, lat=50.0, **PLACE)
    projekt = publish_projekt(title="Alt", slug="alt", kommunen=[zorn], status="beendet")
    publish_projekt(title="Neu", slug="neu", kommunen=[zorn, aerzen, stadt], status="betrieb")
    Nachnutzung.objects.create(projekt=projekt, kommune=aerzen)
    return client


@pytest.fixture
def themen(client: Client, tree: bool) -> Client:
    """Two Themen below an Oberthema, and one alone; one of them has a project."""
    start = Startseite.objects.get()
    start.add_child(instance=Themenverzeichnis(title="Themen", slug="themen"))
    leben = ThemaFactory(name="Leben")
    kita = ThemaFactory(name="Kita", oberthema=leben)
    ThemaFactory(name="Bäder", oberthema=leben, beschreibung="Wer schwimmt wo?")
    ThemaFactory(name="Äpfel")
    publish_projekt(themen=[kita])
    return client


def names(client: Client, **query: str) -> list[str]:
    context = client.get("/kommunen/", query).context
    if "seite" in context:
        return [kommune.name for kommune in context["seite"]]
    return [kommune.name for _, found in context["laender"] for kommune in found]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["Ärzen", "Burg", "Zorn"]),
        ({"sortierung": "gibtsnicht"}, ["Ärzen", "Burg", "Zorn"]),
        ({"sortierung": "einwohner"}, ["Burg", "Zorn", "Ärzen"]),
        ({"sortierung": "projekte"}, ["Zorn", "Ärzen", "Burg"]),
        ({"wort": "aerz"}, ["Ärzen"]),
        ({"wort": "nirgends"}, []),
    ],
)
def test_kommunen_are_searched_and_sorted(
    kommunen: Client, query: dict[str, str], expected: list[str]
) -> None:
    assert names(kommunen, **query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"sortierung": "a-z"}, ["Äpfel", "Bäder", "Kita"]),
        ({"sortierung": "projekte"}, ["Kita", "Äpfel", "Bäder"]),
        ({"sortierung": "a-z", "wort": "baed"}, ["Bäder"]),
        ({"sortierung": "a-z", "wort": "schwimm"}, ["Bäder"]),
        ({"sortierung": "a-z", "wort": "leben"}, ["Bäder", "Kita"]),
        ({"sortierung": "a-z", "wort": "nirgends"}, []),
    ],
)
def test_themen_are_searched_and_sorted(
    themen: Client, query: dict[str, str], expected: list[str]
) -> None:
    assert [thema.name for thema in themen.get("/themen/", query).context["themen"]] == expected


def test_themen_stand_below_what_they_belong_to(themen: Client) -> None:
    tree = themen.get("/themen/?wort=kita").context["baum"]
    assert [(ober.name, [one.name for one in below]) for ober, below in tree] == [
        ("Leben", ["Kita"])
    ]


def test_a_kommune_tells_what_it_does_and_who_is_like_it(kommunen: Client) -> None:
    context = kommunen.get("/kommune/zorn/").context
    groups = [(g.titel, [p.title for p in g.projekte]) for g in context["gruppen"]]
    assert groups == [("Im Betrieb", ["Neu"]), ("Beendet", ["Alt"])]
    assert [one.kommune.name for one in context["nachbarn"]] == ["Ärzen"]
    assert [one.kommune.name for one in context["nachgenutzt"]] == ["Ärzen"]


@pytest.fixture
def kita(client: Client, tree: bool) -> Client:
    """A Thema with three projects: two run, two use the same product, one tells of a pitfall."""
    thema, mainz = ThemaFactory(name="Kita", slug="kita"), KommuneFactory(name="Mainz")
    for titel, status in (("Eins", "betrieb"), ("Zwei", "betrieb"), ("Drei", "idee")):
        page = publish_projekt(title=titel, kommunen=[mainz], themen=[thema], status=status)
        page.produkte.add("Little Bird") if titel != "Drei" else page.produkte.add("WLAN")
        if titel == "Zwei":
            page.inhalt = [("stolpersteine", [("text", "<p>Die Vergabe dauerte.</p>")])]
        page.save_revision().publish()
    return client


def test_a_thema_tells_what_is_typical_of_its_projects(kita: Client) -> None:
    context = kita.get("/thema/kita/").context
    assert context["stufen"] == [("betrieb", "im Betrieb", 2), ("idee", "Idee", 1)]
    assert context["produkte"] == [("Little Bird", 2)]
    assert [(kommune.name, number) for kommune, number in context["erfahrene"]] == [("Mainz", 2)]
    assert [(s.projekt.title, s.text) for s in context["stolpersteine"]] == [
        ("Zwei", "Die Vergabe dauerte.")
    ]
    assert not context["nennt_kosten"]


def test_a_thema_says_what_was_said_long_ago_and_names_the_current_first(
    client: Client, tree: bool
) -> None:
    thema, year = ThemaFactory(name="Kita", slug="kita"), timezone.localdate().year
    for place, stand in (("Aalen", None), ("Bonn", year - 4), ("Celle", year - 3)):
        kommune = KommuneFactory(name=place)
        publish_projekt(status="betrieb", status_jahr=stand, kommunen=[kommune], themen=[thema])
    publish_projekt(status="beendet", status_jahr=year - 9, themen=[thema])
    answer = client.get("/thema/kita/")
    assert "Bei 2 Projekten ist das über drei Jahre her" in answer.content.decode()
    assert [k.name for k, _ in answer.context["erfahrene"]] == ["Celle", "Aalen", "Bonn"]
