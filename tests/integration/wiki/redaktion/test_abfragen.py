"""The pages of the CMS ask the database as often for many projects as for a few."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import WorkflowState

from tests.factories import KommuneFactory, ThemaFactory, publish_projekt
from tests.integration.rollen import logged_in, person
from wiki.models import (
    Kommune,
    Nachnutzung,
    Projektquelle,
    Projektseite,
    Projektverzeichnis,
    Thema,
)
from wiki.redaktion.papierkorb.bin import throw_away
from wiki.redaktion.projekte.drafts import newest_versions

pytestmark = pytest.mark.django_db
PAGES = ("/admin/", "/admin/projektliste/")
FEW, MORE = 6, 12  # more than the first page of the CMS shows of a kind


@pytest.fixture
def anna(roles: None) -> User:
    ThemaFactory()
    return person("anna", KommuneFactory(name="Heimstadt", slug="heimstadt"))


def draft(owner: User, number: int) -> Projektseite:
    """Never online, and about as much in it as in one of the real ones."""
    kommune, thema = owner.mitarbeit.get().kommune, Thema.objects.first()
    page = Projektseite(title=f"Entwurf {number}", slug=f"entwurf-{number}", live=False)
    page.kurzfassung = "Noch nicht fertig."
    page.owner, page.kommunen, page.themen, page.status = owner, [kommune], [thema], "idee"
    page.quellen = [Projektquelle(bezeichnung="Ratsvorlage")]
    page.nachnutzungen = [Nachnutzung(kommune=kommune)]
    page.produkte.add("LoRaWAN")
    Projektverzeichnis.objects.get().add_child(instance=page)
    page.save_revision(user=owner)
    return page


def online(owner: User, number: int) -> None:
    publish_projekt("Text.", kommunen=[owner.mitarbeit.get().kommune], owner=owner)


def waiting(owner: User, number: int) -> None:
    page = draft(owner, number)
    page.get_workflow().start(page, owner)


def sent_back(owner: User, number: int) -> None:
    waiting(owner, number)
    state = WorkflowState.objects.latest("pk")
    state.current_task_state.specific.reject(comment="Bitte kürzer.")


def queries_of(client: Client) -> dict[str, int]:
    """How often each of PAGES asks the database."""
    counted = {}
    for address in PAGES:
        client.get(address)  # what a process keeps
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        counted[address] = len(asked)
    return counted


@pytest.mark.parametrize("made", [online, draft, waiting, sent_back])
@pytest.mark.parametrize("name", ["anna", "rita"])
def test_more_projects_are_no_more_queries(
    anna: User, made: Callable[[User, int], Any], name: str
) -> None:
    client = logged_in(anna if name == "anna" else person("rita"))
    for number in range(FEW):
        made(anna, number)
    few = queries_of(client)
    for number in range(FEW, MORE):
        made(anna, number)
    assert queries_of(client) == few


LISTS = ("papierkorb", "kommunen", "themen", "merkliste.docx", "merkliste.xlsx")


def fill(number: int) -> None:
    """A project in the wiki with rows of every kind, and one in the bin."""
    kreis, above = KommuneFactory(typ=Kommune.Typ.LANDKREIS), ThemaFactory()
    kommune, thema = KommuneFactory(kreis=kreis), ThemaFactory(oberthema=above)
    page = publish_projekt(kommunen=[kommune], themen=[thema])
    page.nachnutzungen = [Nachnutzung(kommune=kreis)]
    page.quellen = [Projektquelle(bezeichnung="Ratsvorlage")]
    page.produkte.add(f"Produkt {number}")
    page.save_revision().publish()
    throw_away(publish_projekt(kommunen=[kommune], themen=[thema]).pk, None)


def address_of(name: str) -> str:
    if name.startswith("merkliste"):
        numbers = Projektseite.objects.live().values_list("pk", flat=True)
        return f"/merkliste/{name}?" + "&".join(f"nr={pk}" for pk in numbers)
    models: dict[str, Any] = {"kommunen": Kommune, "themen": Thema}
    viewset = models[name].snippet_viewset if name in models else None
    return reverse(viewset.get_url_name("list") if viewset else name)


@pytest.mark.parametrize("name", LISTS)
def test_longer_lists_are_no_more_queries(roles: None, name: str) -> None:
    client, counted = logged_in(person("rita")), []
    for numbers in (range(2), range(2, 6)):
        for number in numbers:
            fill(number)
        address = address_of(name)
        client.get(address)  # what a process keeps
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_the_newest_versions_are_those_of_wagtail(anna: User) -> None:
    page = draft(anna, 1)
    gone, there = ThemaFactory(), KommuneFactory()
    page.kommunen, page.themen = [there], [gone, *page.themen.all()]
    page.save_revision()
    gone.delete()
    page = Projektseite.objects.get(pk=page.pk)
    found, wanted = newest_versions([page])[page.pk], page.get_latest_revision_as_object()
    for name in ("kommunen", "themen", "produkt_tags", "nachnutzungen", "quellen"):
        rows, theirs = ([str(row) for row in getattr(p, name).all()] for p in (found, wanted))
        assert rows == theirs
