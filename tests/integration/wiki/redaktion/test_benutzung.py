"""A Kommune or a Thema in use cannot be deleted; their lists and forms bear odd requests."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from tests.factories import publish_projekt
from tests.integration.rollen import logged_in, person, two_kommunen
from wiki.models import Kommune, Mitarbeit, Projektseite, Sammelaenderung, Thema

pytestmark = pytest.mark.django_db


@pytest.fixture
def rita(roles: None) -> Client:
    return logged_in(person("rita"))


def delete(client: Client, named: Kommune | Thema) -> str:
    address = reverse(named.snippet_viewset.get_url_name("delete"), args=[named.pk])
    return client.post(address, follow=True).content.decode()


def test_a_thema_of_a_page_stays_and_the_number_is_true(rita: Client) -> None:
    thema = Thema.objects.create(name="Zobelzucht", slug="zobelzucht")
    page = publish_projekt(themen=[thema])
    assert f"Zobelzucht (1 {Projektseite._meta.verbose_name})" in delete(rita, thema)
    assert list(Page.objects.get(pk=page.pk).specific.themen.all()) == [thema]


def test_a_draft_counts(rita: Client) -> None:
    thema = Thema.objects.create(name="Zobelzucht", slug="zobelzucht")
    page = publish_projekt()
    page.themen = [thema]
    page.save_revision()
    assert "wird noch benutzt" in delete(rita, thema)


def test_an_author_keeps_the_right_to_write(rita: Client) -> None:
    kommune, _ = two_kommunen()
    person("anna", kommune)
    assert "Mitarbeit" in delete(rita, kommune)
    assert Mitarbeit.objects.filter(kommune=kommune).exists()


def test_many_at_once_are_refused(rita: Client) -> None:
    thema = Thema.objects.create(name="Zobelzucht", slug="zobelzucht")
    publish_projekt(themen=[thema])
    address = reverse("wagtail_bulk_action", args=["wiki", "thema", "delete"])
    rita.post(f"{address}?id={thema.pk}")
    assert Thema.objects.filter(pk=thema.pk).exists()


def test_what_nobody_uses_is_deleted(rita: Client) -> None:
    thema = Thema.objects.create(name="Zobelzucht", slug="zobelzucht")
    delete(rita, thema)
    assert not Thema.objects.filter(pk=thema.pk).exists()


@pytest.mark.parametrize("query", ["", "&land=Rheinland-Pfalz", "&ordering=-name"])
def test_lists_can_be_searched_filtered_and_sorted_at_once(rita: Client, query: str) -> None:
    home, _ = two_kommunen()
    Thema.objects.create(name="Heimat", slug="heimat")
    for named in (home, Thema):
        address = reverse(named.snippet_viewset.get_url_name("list"))
        assert "Heim" in rita.get(f"{address}?q=heim{query}").content.decode()


@pytest.mark.parametrize("back", ["0", "[1,2]"])
def test_an_odd_way_back_is_no_error(rita: Client, back: str) -> None:
    done = {"art": Sammelaenderung.Art.values[0], "zurueckgenommen_am": timezone.now()}
    change = Sammelaenderung.objects.create(text="Nichts", **done)
    address = reverse("aenderung_rueckgaengig", args=[change.pk])
    answer = rita.post(address, {"next": back})
    assert (answer.status_code, answer["Location"]) == (302, back)


def test_a_form_that_was_cut_off_is_no_error_of_the_wiki(rita: Client) -> None:
    page = publish_projekt()
    rita.raise_request_exception = False
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    answer = rita.post(address, {"title": "Halb"})
    assert answer.status_code == 400
    assert "unvollständig" in answer.content.decode()


def test_a_link_without_an_address_is_asked_for_again(rita: Client) -> None:
    assert rita.post(reverse("wagtailadmin_choose_page_external_link")).status_code == 200


def test_a_tag_is_completed_whatever_is_typed(rita: Client) -> None:
    assert rita.get("/admin/tag-autocomplete/?term=a%00b").json() == []
