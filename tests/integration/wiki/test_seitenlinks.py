"""Links to the pages that every visitor needs follow these pages when editors move them."""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.template import engines
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page, PageViewRestriction

from tests.factories import create_tree
from wiki.models import Projektverzeichnis, Startseite, Textseite
from wiki.seitenlinks import seiten_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def start(db: None) -> Startseite:
    Locale.objects.get_or_create(language_code="de")
    if not Page.objects.exists():
        Page.add_root(title="Root", slug="root")
    return create_tree()


def rendered(template: str) -> str:
    found = engines["django"].from_string("{% load wiki_tags %}" + template)
    return found.render(request=RequestFactory().get("/"))


def rename(slug: str) -> None:
    page = Projektverzeichnis.objects.get()
    page.slug = slug
    page.save_revision().publish()


def test_link_follows_a_page_that_was_renamed(start: Startseite) -> None:
    rename("markt-der-projekte")
    text = rendered('{% seitenlink "Projektverzeichnis" "ansicht=karte" %}Karte{% endseitenlink %}')
    assert text == '<a href="/markt-der-projekte/?ansicht=karte">Karte</a>'


def test_words_stay_when_the_page_is_gone(start: Startseite) -> None:
    Projektverzeichnis.objects.get().unpublish()
    text = rendered('{% seitenlink "Projektverzeichnis" %}Alle <b>Fälle</b>{% endseitenlink %}')
    assert text == "Alle <b>Fälle</b>"


def test_menu_follows_a_page_that_was_renamed(start: Startseite, client: Client) -> None:
    rename("faelle")
    html = client.get("/suche/").content.decode()
    assert 'href="/faelle/"' in html
    assert 'href="/projekte/"' not in html


def test_menu_leaves_out_what_does_not_exist(start: Startseite, client: Client) -> None:
    assert "Impressum" not in client.get("/").content.decode()
    start.add_child(instance=Textseite(title="Pflichtangaben", slug="impressum", text="<p>Wir</p>"))
    assert 'href="/impressum/"' in client.get("/").content.decode()


def test_breadcrumbs_leave_out_what_does_not_exist(start: Startseite) -> None:
    text = rendered(
        '{% seiten_url "Themenverzeichnis" as oben %}{% include "includes/seite/_brotkrumen.html" '
        'with oben="Themen" oben_ziel=oben titel="Kita" %}'
    )
    assert "Kita" in text
    assert "Themen" not in text


def test_feed_links_to_the_markt_wherever_it_is(start: Startseite, client: Client) -> None:
    rename("faelle")
    assert 'href="http://testserver/faelle/"' in client.get("/markt/feed/").content.decode()


def test_a_request_asks_once_for_all_links(start: Startseite) -> None:
    request = RequestFactory().get("/")
    seiten_url(request, "Projektverzeichnis")  # fills Wagtail's caches
    request = RequestFactory().get("/")
    with CaptureQueriesContext(connection) as queries:
        for typ in ("Projektverzeichnis", "Themenverzeichnis", "Veranstaltungsverzeichnis"):
            seiten_url(request, typ)
    assert len(queries) == 2  # whether pages have changed, and which the visitor may read


def test_a_private_page_is_linked_only_for_those_who_may_read_it(start: Startseite) -> None:
    page = Projektverzeichnis.objects.get()
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    request = RequestFactory().get("/")
    assert seiten_url(request, "Projektverzeichnis") == ""
    request = RequestFactory().get("/")
    request.user = get_user_model().objects.create_user("anna")
    assert seiten_url(request, "Projektverzeichnis") == "/projekte/"
