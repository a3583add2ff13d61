"""A Kommune or a Thema in use cannot be deleted."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from tests.factories import create_tree, publish_projekt
from tests.integration.conftest import ensure_ground
from tests.integration.rollen import logged_in, person, two_kommunen
from wiki.models import Kommune, Mitarbeit, Projektseite, Thema
from wiki.redaktion.rollen.rollen import setup_roles

pytestmark = pytest.mark.django_db


@pytest.fixture
def rita() -> Client:
    ensure_ground()
    create_tree()
    setup_roles()
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
