"""What uses a Kommune, a Thema or a product can be moved to another, in every version of a page,
and back."""

from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob
from taggit.models import Tag
from wagtail.models import Page, Revision

from einbettung.models import Dokument
from suche.abo.models import Abonnement
from tests.factories import KommuneFactory, publish_projekt
from tests.integration.rollen import logged_in, person, two_kommunen
from wiki.austausch.models import Wertzuordnung
from wiki.models import Kommune, Mitarbeit, Nachnutzung, Projektseite, Sammelaenderung, Thema
from wiki.redaktion.papierkorb.bin import throw_away

pytestmark = pytest.mark.django_db


@pytest.fixture
def rita(roles: None) -> Client:
    return logged_in(person("rita"))


@pytest.fixture
def themen(rita: Client) -> tuple[Thema, Thema]:
    return (
        Thema.objects.create(name="Zobelzucht", slug="zobelzucht"),
        Thema.objects.create(name="Pelztiere", slug="pelztiere"),
    )


def address(named: Any, view: str = "umhaengen") -> str:
    return reverse(named.snippet_viewset.get_url_name(view), args=[named.pk])


def move(client: Client, source: Any, target: Any, button: str) -> HttpResponse:
    data = {"ziel": target.pk, button: "1"}
    return client.post(address(source), data, follow=True)  # type: ignore[return-value]


def take_back(client: Client) -> str:
    change = Sammelaenderung.objects.first()
    assert change is not None
    where = reverse("aenderung_rueckgaengig", args=[change.pk])
    return client.post(where, follow=True).content.decode()


def published(page: Page) -> Projektseite:
    return Projektseite.objects.get(pk=page.pk)


def draft(page: Page) -> Projektseite:
    found: Projektseite = published(page).get_latest_revision_as_object()
    return found


def test_the_usage_of_a_thema_lists_its_pages_and_drafts(
    rita: Client, themen: tuple[Thema, Thema]
) -> None:
    publish_projekt(title="Zobel im Zoo", themen=[themen[0]])
    page = publish_projekt(title="Nerz im Netz")
    page.themen = [themen[0]]
    page.save_revision()
    text = rita.get(address(themen[0], "usage")).content.decode()
    assert "Zobel im Zoo" in text
    assert "Nerz im Netz" in text
    assert "2-mal benutzt" in rita.get(address(themen[0], "edit")).content.decode()


def test_what_only_the_bin_uses_says_so_and_goes_along(
    rita: Client, themen: tuple[Thema, Thema]
) -> None:
    page = publish_projekt(title="Zobel im Zoo", themen=[themen[0]])
    entry = throw_away(page.pk, None)
    assert entry
    text = rita.get(address(themen[0], "usage")).content.decode()
    assert "Zobel im Zoo (im Papierkorb)" in text
    move(rita, *themen, "aufloesen")
    rita.post(reverse("papierkorb_zurueck", args=[entry.pk]))
    assert published(page).live
    assert list(published(page).themen.all()) == [themen[1]]


def test_a_refused_deletion_leads_to_where_it_can_be_moved(
    rita: Client, themen: tuple[Thema, Thema]
) -> None:
    publish_projekt(title="Zobel im Zoo", themen=[themen[0]])
    response = rita.post(address(themen[0], "delete"))
    assert response["Location"] == address(themen[0])
    text = rita.get(address(themen[0]), {"ziel": themen[1].pk}).content.decode()
    assert "1 Projektseite" in text
    assert "Zobel im Zoo" in text
    assert published(Page.objects.get(title="Zobel im Zoo")).themen.get() == themen[0]


def test_live_pages_drafts_and_old_versions_move(rita: Client, themen: tuple[Thema, Thema]) -> None:
    page = publish_projekt(themen=[themen[0]])
    page.kurzfassung = "Neu, noch nicht veröffentlicht."
    page.save_revision()
    move(rita, *themen, "umhaengen")
    assert list(published(page).themen.all()) == [themen[1]]
    assert published(page).live_revision.as_object().themen.get() == themen[1]
    assert draft(page).kurzfassung == "Neu, noch nicht veröffentlicht."
    assert draft(page).themen.get() == themen[1]
    assert Thema.objects.filter(pk=themen[0].pk).exists()


def test_what_was_moved_moves_back(rita: Client, themen: tuple[Thema, Thema]) -> None:
    first, second = themen
    alone, both = publish_projekt(themen=[first]), publish_projekt(themen=[first, second])
    old = publish_projekt(themen=[second])
    move(rita, first, second, "umhaengen")
    alone = published(alone)
    alone.kurzfassung = "Nach dem Umhängen geschrieben."
    alone.save_revision()
    assert "Zurückgenommen" in take_back(rita)
    assert list(published(alone).themen.all()) == [first]
    assert list(draft(alone).themen.all()) == [first]
    assert set(published(both).themen.all()) == set(draft(both).themen.all()) == {first, second}
    assert list(published(old).themen.all()) == [second]


def test_a_merged_thema_is_gone_and_its_addresses_lead_on(
    rita: Client, themen: tuple[Thema, Thema]
) -> None:
    move(rita, *themen, "aufloesen")
    assert not Thema.objects.filter(slug="zobelzucht").exists()
    assert Client().get("/thema/zobelzucht/")["Location"] == "/thema/pelztiere/"
    assert Client().get("/thema/zobelzucht/feed/")["Location"] == "/thema/pelztiere/feed/"
    take_back(rita)
    assert Client().get("/thema/zobelzucht/").status_code == 200
    assert Thema.objects.get(slug="zobelzucht").pk == themen[0].pk


def test_the_addresses_of_a_renamed_thema_lead_on_and_back(
    rita: Client, themen: tuple[Thema, Thema]
) -> None:
    thema = themen[0]
    for slug in ("zobel", "zobelzucht", "zobel"):
        form = {"name": thema.name, "slug": slug, "oberthema": "", "zeichen": ""}
        rita.post(address(thema, "edit"), form)
    assert Client().get("/thema/zobelzucht/")["Location"] == "/thema/zobel/"
    assert Client().get("/thema/zobel/").status_code == 200
    assert Client().get("/projekte/?thema=zobelzucht").status_code == 200


def test_filters_by_a_merged_thema_go_on_working(rita: Client, themen: tuple[Thema, Thema]) -> None:
    publish_projekt(title="Zobel im Zoo", themen=[themen[0]])
    move(rita, *themen, "aufloesen")
    response = Client().get("/projekte/?thema=zobelzucht")
    assert response.status_code == 200
    assert "Zobel im Zoo" in response.content.decode()
    assert "Thema „erfunden“" in Client().get("/projekte/?thema=erfunden").content.decode()


def test_a_merge_goes_along_with_saved_questions_and_words_of_lists(
    rita: Client, themen: tuple[Thema, Thema]
) -> None:
    saved = Abonnement.objects.create(
        postfach="amt@stadt.example", frage="Zobel", filter="thema=zobelzucht&status=betrieb"
    )
    word = Wertzuordnung.objects.create(feld="themen", wort="Zobel", ziel="zobelzucht")
    move(rita, *themen, "aufloesen")
    saved.refresh_from_db()
    word.refresh_from_db()
    assert (saved.filter, word.ziel) == ("thema=pelztiere&status=betrieb", "pelztiere")
    take_back(rita)
    saved.refresh_from_db()
    assert saved.filter == "thema=zobelzucht&status=betrieb"


def test_rights_and_reuses_move_with_a_kommune(rita: Client) -> None:
    source, target = two_kommunen()
    anna = person("anna", source)
    page = publish_projekt(kommunen=[source])
    page.nachnutzungen = [Nachnutzung(kommune=source, jahr=2024)]
    page.save_revision().publish()
    lea = logged_in(person("lea"))
    move(lea, source, target, "aufloesen")
    assert anna.mitarbeit.get().kommune == target
    assert published(page).nachnutzungen.get().kommune == target
    assert draft(page).nachnutzungen.get().kommune == target
    take_back(lea)
    assert anna.mitarbeit.get().kommune == Kommune.objects.get(slug=source.slug)


def test_the_redaktion_hands_out_no_rights(rita: Client) -> None:
    source, target = two_kommunen()
    person("anna", source)
    assert "kann nur die Leitung" in move(rita, source, target, "aufloesen").content.decode()
    assert Mitarbeit.objects.get().kommune == source


def test_a_right_that_the_target_has_too_is_there_once(rita: Client) -> None:
    source, target = two_kommunen()
    anna = person("anna", source, target)
    lea = logged_in(person("lea"))
    move(lea, source, target, "aufloesen")
    assert anna.mitarbeit.get().kommune == target
    take_back(lea)
    assert anna.mitarbeit.count() == 2


def test_what_belongs_to_something_deleted_since_comes_back_without_it(rita: Client) -> None:
    one, other = two_kommunen()
    one.kreis = KommuneFactory(name="Zobelkreis", slug="zobelkreis", typ=Kommune.Typ.LANDKREIS)
    one.save()
    anna, lea = person("anna", one, other), logged_in(person("lea"))
    move(lea, one, other, "aufloesen")
    one.kreis.delete()
    anna.delete()
    assert "Zurückgenommen" in take_back(lea)
    connection.check_constraints()
    assert Kommune.objects.get(pk=one.pk).kreis is None


def test_a_right_given_again_since_is_there_once(rita: Client) -> None:
    one, other = two_kommunen()
    anna, lea = person("anna", one), logged_in(person("lea"))
    move(lea, one, other, "umhaengen")
    Mitarbeit.objects.create(benutzer=anna, kommune=one)
    assert "Zurückgenommen" in take_back(lea)
    assert [row.kommune for row in Mitarbeit.objects.all()] == [one]


def test_products_are_merged(rita: Client) -> None:
    pages = publish_projekt(), publish_projekt()
    pages[0].produkte.add("OpenData")
    pages[1].produkte.add("OpenData", "Open Data")
    for page in pages:
        page.save_revision().publish()
    source, target = Tag.objects.get(name="Open Data"), Tag.objects.get(name="OpenData")
    move(rita, source, target, "aufloesen")
    assert [tag.name for tag in draft(pages[1]).produkte.all()] == ["OpenData"]
    assert [tag.name for tag in published(pages[1]).produkte.all()] == ["OpenData"]
    take_back(rita)
    assert {tag.name for tag in published(pages[1]).produkte.all()} == {"OpenData", "Open Data"}


def test_the_index_follows(rita: Client, themen: tuple[Thema, Thema]) -> None:
    page = publish_projekt(themen=[themen[0]])
    ProcrastinateJob.objects.all().delete()
    move(rita, *themen, "aufloesen")
    jobs = ProcrastinateJob.objects.filter(task_name="einbettung.tasks.index_page")
    assert [job.args["page_id"] for job in jobs] == [page.pk]
    assert Dokument.objects.count() == 0


def test_a_thema_with_themen_below_it_moves_below_no_third_level(
    rita: Client, themen: tuple[Thema, Thema]
) -> None:
    first, second = themen
    Thema.objects.create(name="Iltis", slug="iltis", oberthema=first)
    second.oberthema = Thema.objects.create(name="Tiere", slug="tiere")
    second.save()
    assert "hat Unterthemen" in move(rita, first, second, "aufloesen").content.decode()
    assert Thema.objects.get(slug="iltis").oberthema == first


def test_a_thema_becomes_part_of_one_below_it(rita: Client, themen: tuple[Thema, Thema]) -> None:
    first, second = themen
    second.oberthema = first
    second.save()
    third = Thema.objects.create(name="Iltis", slug="iltis", oberthema=first)
    move(rita, first, second, "aufloesen")
    above = dict(Thema.objects.values_list("slug", "oberthema__slug"))
    assert not above[second.slug]
    assert above[third.slug] == second.slug


def test_versions_of_other_pages_stay_as_they_are(
    rita: Client, themen: tuple[Thema, Thema]
) -> None:
    page = publish_projekt(themen=[themen[1]])
    before = Revision.objects.get(pk=page.latest_revision_id).content
    move(rita, *themen, "umhaengen")
    assert Revision.objects.get(pk=page.latest_revision_id).content == before


def test_an_author_moves_nothing(rita: Client, themen: tuple[Thema, Thema]) -> None:
    kommune, _ = two_kommunen()
    anna = logged_in(person("anna", kommune))
    assert anna.post(address(themen[0]), {"ziel": themen[1].pk}).status_code == 403
