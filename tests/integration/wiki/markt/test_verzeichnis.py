"""The list of Kommunen, the page of one, and that of a Thema: what they say of their projects."""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests.factories import KommuneFactory, ThemaFactory, publish_projekt
from wiki.gemeinden.heimat import COOKIE
from wiki.markt.verzeichnis import kommunen as kommunenverzeichnis
from wiki.models import (
    Gemeinde,
    Kommunenverzeichnis,
    Nachnutzung,
    Projektseite,
    Startseite,
    Themenverzeichnis,
)

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


def test_projects_are_counted_once_for_all_who_see_the_same(kommunen: Client) -> None:
    names(kommunen)
    with CaptureQueriesContext(connection) as queries:
        names(Client())
    assert not any("wiki_projektseite_kommunen" in query["sql"] for query in queries)
    PageViewRestriction.objects.create(
        page=Projektseite.objects.get(slug="neu"), restriction_type="login"
    )
    assert names(kommunen) == ["Zorn"]
    reader = Client()
    reader.force_login(get_user_model().objects.create(username="leser"))
    assert names(reader) == ["Ärzen", "Burg", "Zorn"]
    assert names(kommunen) == ["Zorn"]


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


def test_too_many_kommunen_come_page_by_page(
    kommunen: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kommunenverzeichnis, "ON_ONE_PAGE", 2)
    context = kommunen.get("/kommunen/").context
    assert [kommune.name for kommune in context["seite"]] == ["Ärzen", "Burg", "Zorn"]
    assert "land" not in dict(context["sortierungen"])
    assert "laender" in kommunen.get("/kommunen/", {"wort": "aerz"}).context


@pytest.mark.parametrize(
    ("sortierung", "expected"),
    [("entfernung", ["Zorn", "Burg", "Ärzen"]), ("aehnlich", ["Zorn", "Ärzen", "Burg"])],
)
def test_kommunen_are_seen_from_the_own_one(
    kommunen: Client, sortierung: str, expected: list[str]
) -> None:
    assert names(kommunen, sortierung=sortierung) == ["Ärzen", "Burg", "Zorn"]  # not offered
    kommunen.cookies[COOKIE] = "zorn"
    assert names(kommunen, sortierung=sortierung) == expected
    page = kommunen.get("/kommunen/", {"sortierung": sortierung}).content.decode()
    assert "11 km, im selben Land, ähnlich groß" in page


def test_who_cannot_be_compared_comes_last(kommunen: Client) -> None:
    publish_projekt(kommunen=[KommuneFactory(name="Aach", slug="aach")])
    kommunen.cookies[COOKIE] = "zorn"
    assert names(kommunen, sortierung="aehnlich")[-1] == "Aach"


@pytest.fixture
def kreis(client: Client, tree: bool) -> Client:
    """A Kreis without projects, an association in it with one, in which a town has three: one of
    them both have, one is closed."""
    start = Startseite.objects.get()
    start.add_child(instance=Kommunenverzeichnis(title="Kommunen", slug="kommunen"))
    kreis = KommuneFactory(name="Kusel", slug="kreis-kusel", typ="Landkreis", ags="07336")
    KommuneFactory(name="Leer", slug="leer", typ="Landkreis", ags="03457")
    vg = KommuneFactory(name="VG", slug="vg", typ="Verbandsgemeinde", kreis=kreis)
    vg.regionalschluessel = "073365011"
    vg.save()
    Gemeinde.objects.create(schluessel="073365011002", ags="07336002", name="Altenglan", art="")
    ort = KommuneFactory(name="Altenglan", slug="altenglan", ags="07336002")
    publish_projekt(title="Eins", kommunen=[ort])
    publish_projekt(title="Zwei", kommunen=[ort, vg])
    closed = publish_projekt(title="Drei", kommunen=[ort])
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    return client


@pytest.mark.parametrize(
    ("slug", "members", "number"),
    [
        ("kreis-kusel", [("Altenglan", 2), ("VG", 1)], 2),
        ("vg", [("Altenglan", 2)], 1),
        ("leer", [], 0),
        ("altenglan", [], 0),
    ],
)
def test_an_obergebiet_counts_the_projects_inside_it(
    kreis: Client, slug: str, members: list[tuple[str, int]], number: int
) -> None:
    inneres = kreis.get(f"/kommune/{slug}/").context["inneres"]
    assert [(ort.name, ort.anzahl) for ort in inneres.kommunen] == members
    assert inneres.anzahl == number


def test_the_list_names_an_obergebiet_for_what_is_inside_it(kreis: Client) -> None:
    answer = kreis.get("/kommunen/?sortierung=a-z")
    assert [(k.name, k.anzahl, k.innen) for k in answer.context["seite"]] == [
        ("Altenglan", 2, 0),
        ("Kusel", 0, 2),
        ("VG", 1, 1),
    ]
    said = " ".join(answer.content.decode().split())
    assert "2 Kommunen mit Projekten, dazu 1 Kreis oder Verband" in said


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
