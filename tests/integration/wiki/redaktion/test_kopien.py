"""A copy of a page (an alias) has no versions: what is done with it happens to its source."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.models import Page

from tests.factories import publish_projekt
from tests.integration.rollen import logged_in, person
from wiki.gueltigkeit.angaben import save_draft
from wiki.gueltigkeit.bericht import reported_pages
from wiki.gueltigkeit.erinnerungen import due_reminders
from wiki.mitmachen.textvorschlag import take_over, texts_of
from wiki.models import Projektseite, Projektverzeichnis, Rueckmeldung
from wiki.models.projektseite import heute

pytestmark = pytest.mark.django_db
ARTICLE = [("loesung", [("text", "<p>Alt.</p>")])]


@pytest.fixture
def rita(roles: None) -> Client:
    return logged_in(person("rita"))


@pytest.fixture
def source(roles: None) -> Projektseite:
    fields: dict[str, Any] = {"gueltig_bis": heute(), "kontakt_postfach": "amt@stadt.de"}
    return publish_projekt(title="Ampel", slug="ampel", inhalt=ARTICLE, **fields)


@pytest.fixture
def copy(source: Projektseite) -> Projektseite:
    action = CreatePageAliasAction(source, parent=source.get_parent(), update_slug="kopie")
    return now(action.execute(skip_permission_checks=True))


def now(page: Page) -> Projektseite:
    return Projektseite.objects.get(pk=page.pk)


def draft(page: Page) -> Any:
    return now(page).get_latest_revision_as_object()


def bulk(client: Client, action: str, *pages: Page, **data: Any) -> None:
    where = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    chosen = "&".join(f"id={page.pk}" for page in pages)
    assert client.post(f"{where}?{chosen}&next=/admin/", data).status_code == 302


def asked(page: Page, **fields: Any) -> Rueckmeldung:
    return Rueckmeldung.objects.create(seite=page, text="Was?", marke="x", **fields)


def test_the_mailbox_is_reminded_once(source: Projektseite, copy: Projektseite) -> None:
    assert [due.seite for due in due_reminders(heute())] == [source]
    assert list(reported_pages(person("lea"))) == [source]


def test_confirming_the_copy_confirms_its_source(
    rita: Client, source: Projektseite, copy: Projektseite
) -> None:
    assert rita.post(reverse("projekt_aktuell", args=[copy.pk])).status_code == 302
    assert now(source).gueltig_bis == now(copy).gueltig_bis
    assert not now(source).abgelaufen
    assert now(source).geprueft_am == heute()


def test_many_change_each_once(rita: Client, source: Projektseite, copy: Projektseite) -> None:
    bulk(rita, "angaben", source, copy, kontakt_stelle="Bauamt", aendern="1")
    assert (now(source).kontakt_stelle, now(copy).kontakt_stelle) == ("Bauamt", "Bauamt")


@pytest.mark.parametrize("below", [True, False])
def test_the_copy_comes_online_with_its_source(
    rita: Client, source: Projektseite, copy: Projektseite, below: bool
) -> None:
    source.unpublish()
    above = Projektverzeichnis.objects.get()
    if below:
        bulk(rita, "publish", above, include_descendants="on")
    else:
        bulk(rita, "publish", source, copy)
    assert (now(source).live, now(copy).live) == (True, True)


def test_a_question_is_answered_in_the_source(
    rita: Client, source: Projektseite, copy: Projektseite
) -> None:
    row = asked(copy, art="frage", darf_in_artikel=True)
    where = reverse(Rueckmeldung.snippet_viewset.get_url_name("edit"), args=[row.pk])  # type: ignore[attr-defined]
    said = {"antwort": "Das.", "frage_im_artikel": "Was denn?", "im_artikel": "on"}
    assert rita.post(where, said).status_code == 302
    assert "Was denn?" in Client().get(source.url).content.decode()


def test_proposals_and_answers_become_a_draft_of_the_source(
    source: Projektseite, copy: Projektseite
) -> None:
    (text,) = texts_of(copy)
    words = {"baustein": text.baustein, "vorlage": text.text, "vorschlag": "Neu."}
    take_over(asked(copy, art="fehler", **words), None)
    save_draft(copy.pk, "", "Bauamt", said_by="")
    assert (draft(source).sections()[0].text, draft(source).kontakt_stelle) == ("Neu.", "Bauamt")


def test_readers_write_about_the_source(source: Projektseite, copy: Projektseite) -> None:
    text = Client().get(reverse("rueckmeldung", args=[copy.pk])).content.decode()
    assert reverse("rueckmeldung", args=[source.pk]) in text


@pytest.mark.parametrize("address", ["/markt/feed/", "/aenderungen/"])
def test_what_is_new_is_listed_once(source: Projektseite, copy: Projektseite, address: str) -> None:
    text = Client().get(address).content.decode()
    assert (source.url in text, copy.url in text) == (True, False)


def test_nobody_stores_a_page_while_it_is_changed(source: Projektseite) -> None:
    with CaptureQueriesContext(connection) as done:
        save_draft(source.pk, "", "Bauamt", said_by="")
    held = [query["sql"] for query in done if "FOR UPDATE" in query["sql"]]
    assert ['FROM "wagtailcore_page"' in sql for sql in held] == [True]
