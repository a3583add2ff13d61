"""Deleted pages lie in the bin: out of everybody's reach, and put back as they were."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageLogEntry, Site

from tests.factories import publish_projekt
from tests.integration.conftest import KeepRows
from tests.integration.rollen import logged_in, person, two_kommunen
from wiki.models import (
    Papierkorb,
    Papierkorbeintrag,
    Projektseite,
    Projektverzeichnis,
    Sammelaenderung,
)
from wiki.redaktion.papierkorb.bin import empty
from wiki.redaktion.rollen.rechte import page_policy
from wiki.visibility import visible_to

pytestmark = pytest.mark.django_db
TITLE = "Ampel am Freibad"


@pytest.fixture
def rita(roles: None) -> Client:
    return logged_in(person("rita"))


@pytest.fixture(scope="module")
def kept_page(kept: KeepRows, roles: None) -> int:
    with kept():
        return int(publish_projekt(title=TITLE, slug="ampel", kommunen=[two_kommunen()[0]]).pk)


@pytest.fixture
def page(kept_page: int) -> Projektseite:
    return Projektseite.objects.get(pk=kept_page)


def delete(client: Client, page: Page) -> str:
    where = reverse("wagtailadmin_pages:delete", args=[page.pk])
    return client.post(where, follow=True).content.decode()


def bulk(client: Client, action: str, *pages: Page, **data: Any) -> str:
    where = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    chosen = "&".join(f"id={page.pk}" for page in pages)
    parent = pages[0].get_parent().pk
    back = reverse("wagtailadmin_explore", args=[parent])
    response = client.post(f"{where}?{chosen}&next={back}", data, follow=True)
    return response.content.decode()


def take_back(client: Client) -> str:
    change = Sammelaenderung.objects.first()
    assert change is not None
    where = reverse("aenderung_rueckgaengig", args=[change.pk])
    return client.post(where, follow=True).content.decode()


def restore(client: Client, page: Page) -> None:
    entry = Papierkorbeintrag.objects.get(seite=page.pk)
    where = reverse("papierkorb_zurueck", args=[entry.pk])
    client.post(where)


def now(page: Page) -> Projektseite:
    return Projektseite.objects.get(pk=page.pk)


def test_deleting_asks_and_says_that_it_can_be_undone(rita: Client, page: Projektseite) -> None:
    where = reverse("wagtailadmin_pages:delete", args=[page.pk])
    text = rita.get(where).content.decode()
    assert "30 Tage" in text
    assert "In den Papierkorb" in text
    assert now(page).live


def test_a_deleted_page_is_out_of_reach(rita: Client, page: Projektseite) -> None:
    address = page.url
    assert "Rückgängig" in delete(rita, page)
    assert Client().get(address).status_code == 404
    assert rita.get(address).status_code == 404
    assert rita.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code in (302, 403)
    assert TITLE not in rita.get(f"/admin/pages/{page.get_parent().pk}/").content.decode()
    assert not Redirect.objects.exists()


def test_nobody_finds_it_even_if_it_came_online(rita: Client, page: Projektseite) -> None:
    delete(rita, page)
    now(page).get_latest_revision().publish()
    request = RequestFactory().get("/")
    request.user = person("lea")
    assert not visible_to(Page.objects.filter(pk=page.pk), request).exists()


def test_a_page_is_put_back_with_its_draft_and_history(rita: Client, page: Projektseite) -> None:
    page.kurzfassung = "Noch ein Entwurf."
    page.save_revision()
    before, published = page.revisions.count(), now(page).last_published_at
    address = page.url
    delete(rita, page)
    assert "Zurückgenommen" in take_back(rita)
    back = now(page)
    assert (back.slug, back.url, back.live) == ("ampel", address, True)
    assert back.kurzfassung == "Eine Stadt probiert etwas aus."
    assert back.get_latest_revision_as_object().kurzfassung == "Noch ein Entwurf."
    assert back.has_unpublished_changes
    assert back.last_published_at == published
    assert page.revisions.count() == before
    assert Client().get(address).status_code == 200
    assert not Papierkorbeintrag.objects.exists()


def test_history_names_what_happened(rita: Client, page: Projektseite) -> None:
    delete(rita, page)
    restore(rita, page)
    actions = set(PageLogEntry.objects.filter(page=page.pk).values_list("action", flat=True))
    assert {"wiki.papierkorb", "wiki.wiederhergestellt"} <= actions
    history = rita.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
    assert "Aus dem Papierkorb geholt" in history


def test_a_taken_address_gets_a_number(rita: Client, page: Projektseite) -> None:
    delete(rita, page)
    publish_projekt(title="Die neue", slug="ampel")
    restore(rita, page)
    assert now(page).slug == "ampel-1"
    assert Client().get(now(page).url).status_code == 200


def test_two_pages_of_one_address_lie_in_the_bin(rita: Client, page: Projektseite) -> None:
    delete(rita, page)
    second = publish_projekt(title="Die neue", slug="ampel")
    delete(rita, second)
    assert Papierkorbeintrag.objects.count() == 2


def test_pages_below_go_along_and_come_back(rita: Client, page: Projektseite) -> None:
    place = Projektverzeichnis.objects.get()
    draft = publish_projekt(title="Ein Entwurf", slug="entwurf")
    draft.unpublish()
    delete(rita, place)
    assert not Page.objects.live().filter(pk__in=[page.pk, place.pk]).exists()
    take_back(rita)
    assert now(page).live
    assert not now(draft).live
    assert Client().get(page.url).status_code == 200


def test_a_page_whose_place_is_in_the_bin_waits_for_it(rita: Client, page: Projektseite) -> None:
    delete(rita, page)
    delete(rita, Projektverzeichnis.objects.get())
    restore(rita, page)
    assert Papierkorbeintrag.objects.filter(seite=page.pk).exists()


def test_an_alias_goes_and_comes_with_its_source(rita: Client, page: Projektseite) -> None:
    alias = page.create_alias(parent=page.get_parent(), update_slug="ampel-2")
    delete(rita, page)
    assert not now(alias).live
    restore(rita, page)
    assert now(alias).live
    assert now(alias).slug == "ampel-2"


def test_an_alias_is_put_back_as_alias(rita: Client, page: Projektseite) -> None:
    alias = page.create_alias(parent=page.get_parent(), update_slug="ampel-2")
    delete(rita, alias)
    assert now(page).live
    restore(rita, alias)
    assert now(alias).live
    assert now(alias).alias_of_id == page.pk


def test_the_home_page_stays(rita: Client) -> None:
    home = Site.objects.get(is_default_site=True).root_page
    assert "trägt das Wiki" in delete(rita, home)
    assert Page.objects.get(pk=home.pk).live


@pytest.mark.parametrize("listing", ["papierkorb", "sammelaenderungen"])
def test_the_buttons_of_a_list_have_a_token(rita: Client, page: Projektseite, listing: str) -> None:
    delete(rita, page)
    table = rita.get(reverse(listing)).content.decode().partition("<tbody>")[2]
    assert "csrfmiddlewaretoken" in table.partition("</tbody>")[0]


def test_many_pages_are_thrown_away_and_put_back_at_once(rita: Client, page: Projektseite) -> None:
    second = publish_projekt(title="Bank am Bach", slug="bank")
    assert "2 Seiten liegen jetzt 30 Tage lang im Papierkorb" in bulk(rita, "delete", page, second)
    assert Papierkorbeintrag.objects.count() == 2
    take_back(rita)
    assert now(page).live
    assert now(second).live


def test_approval_ends_in_the_bin(rita: Client, page: Projektseite) -> None:
    page.kurzfassung = "Zur Freigabe."
    page.save_revision()
    page.get_workflow().start(page, person("anna", page.kommunen.get()))
    delete(rita, page)
    assert now(page).current_workflow_state is None


def test_a_schedule_rests_in_the_bin(rita: Client, page: Projektseite) -> None:
    page.go_live_at = timezone.now() + timedelta(hours=1)
    revision = page.save_revision()
    revision.publish()
    delete(rita, page)
    assert not page.revisions.filter(approved_go_live_at__isnull=False).exists()
    restore(rita, page)
    revision.refresh_from_db()
    assert revision.approved_go_live_at == page.go_live_at


def test_an_author_gets_back_only_own_drafts(rita: Client, page: Projektseite) -> None:
    anna = person("anna", page.kommunen.get())
    client = logged_in(anna)
    draft = publish_projekt(title="Mein Entwurf", slug="mein", kommunen=[page.kommunen.get()])
    Projektseite.objects.filter(pk=draft.pk).update(
        owner=anna, live=False, first_published_at=None, live_revision=None
    )
    delete(client, draft)
    assert "Mein Entwurf" in client.get(reverse("papierkorb")).content.decode()
    assert "Mein Entwurf" not in client.get(reverse("wagtailadmin_home")).content.decode()
    delete(rita, page)
    assert TITLE not in client.get(reverse("papierkorb")).content.decode()
    restore(client, page)
    restore(client, draft)
    assert Papierkorbeintrag.objects.get().seite_id == page.pk
    assert page_policy().instances_user_has_permission_for(anna, "change").filter(pk=draft.pk)


def test_after_thirty_days_it_is_gone(rita: Client, page: Projektseite) -> None:
    delete(rita, page)
    assert empty(timezone.now() + timedelta(days=29)) == 0
    assert empty(timezone.now() + timedelta(days=31)) == 1
    assert not Page.objects.filter(pk=page.pk).exists()


def test_the_last_day_is_that_of_germany(rita: Client, page: Projektseite) -> None:
    delete(rita, page)
    late = datetime(2026, 5, 1, 23, 30, tzinfo=UTC)  # in Germany the second of May
    Papierkorbeintrag.objects.update(geloescht_am=late)
    text = rita.get(reverse("papierkorb")).content.decode()
    assert ("01.06.2026" in text, "31.05.2026" in text) == (True, False)


def test_what_lies_in_the_bin_is_deleted_for_good_by_who_may(
    rita: Client, page: Projektseite
) -> None:
    delete(rita, page)
    entry = Papierkorbeintrag.objects.get()
    rita.post(reverse("papierkorb_loeschen", args=[entry.pk]))
    assert not Page.objects.filter(pk=page.pk).exists()
    assert Papierkorb.objects.count() == 1


def test_pages_come_back_without_what_was_deleted_for_good(
    rita: Client, page: Projektseite
) -> None:
    above, gone = page.get_parent(), publish_projekt(title="Bank", slug="bank")
    delete(rita, above)
    Page.objects.get(pk=gone.pk).delete()
    restore(rita, above)
    assert now(page).live
    assert not Page.objects.filter(pk=gone.pk).exists()


def test_a_copy_comes_back_though_its_source_is_gone(rita: Client, page: Projektseite) -> None:
    action = CreatePageAliasAction(page, parent=page.get_parent(), update_slug="kopie")
    copy = action.execute(skip_permission_checks=True)
    delete(rita, copy)
    now(page).delete()
    restore(rita, copy)
    assert (now(copy).live, now(copy).title) == (True, TITLE)


def test_programs_throw_pages_away_too(rita: Client, page: Projektseite) -> None:
    where = reverse("wagtailadmin_api:pages:action", args=[page.pk, "delete"])
    assert rita.post(where, content_type="application/json").status_code == 204
    assert Papierkorbeintrag.objects.get().seite_id == page.pk


@pytest.mark.parametrize("action", ["publish", "unpublish"])
def test_publishing_many_is_undone(rita: Client, page: Projektseite, action: str) -> None:
    offline = publish_projekt(title="Bank am Bach", slug="bank")
    offline.unpublish()
    page.kurzfassung = "Noch ein Entwurf."
    page.save_revision()
    assert "Rückgängig" in bulk(rita, action, page, offline)
    assert now(page).live == (action == "publish")
    take_back(rita)
    assert now(page).live
    assert not now(offline).live
    assert now(page).kurzfassung == "Eine Stadt probiert etwas aus."
    assert now(page).get_latest_revision_as_object().kurzfassung == "Noch ein Entwurf."


def test_an_undo_leaves_what_was_done_since(rita: Client, page: Projektseite) -> None:
    bulk(rita, "unpublish", page)
    page = now(page)
    page.kurzfassung = "Ganz neu."
    page.save_revision().publish()
    assert "nicht mehr zurücknehmen" in take_back(rita)
    assert now(page).kurzfassung == "Ganz neu."


def test_moving_many_is_undone(rita: Client, page: Projektseite) -> None:
    place = page.get_parent()
    archive = Projektverzeichnis(title="Archiv", slug="archiv")
    place.get_parent().add_child(instance=archive)
    bulk(rita, "move", page, chooser=archive.pk)
    assert now(page).get_parent().pk == archive.pk
    take_back(rita)
    assert now(page).get_parent().pk == place.pk


def test_whoever_waits_for_an_approval_is_told_that_it_was_deleted(
    rita: Client, page: Projektseite, django_capture_on_commit_callbacks: Any
) -> None:
    anna = person("anna", page.kommunen.get())
    User.objects.filter(pk=anna.pk).update(email="anna@stadt.de")
    page.title = "Ampel <neu>"
    page.save_revision()
    page.get_workflow().start(page, anna)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        delete(rita, page)
    (letter,) = [one for one in mail.outbox if one.subject.startswith("Gelöscht")]
    assert (letter.to, letter.subject) == (["anna@stadt.de"], "Gelöscht: Ampel <neu>")
    assert "hat „Ampel <neu>“ gelöscht" in letter.body


def test_who_writes_no_more_for_a_kommune_is_told_nothing_of_its_texts(
    rita: Client, page: Projektseite, django_capture_on_commit_callbacks: Any
) -> None:
    anna = person("anna", page.kommunen.get())
    User.objects.filter(pk=anna.pk).update(email="anna@stadt.de")
    page.get_workflow().start(page, anna)
    anna.mitarbeit.all().delete()
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        delete(rita, page)
    assert not [one for one in mail.outbox if one.subject.startswith("Gelöscht")]


def test_whoever_deletes_an_own_text_gets_no_mail(
    page: Projektseite, django_capture_on_commit_callbacks: Any
) -> None:
    lea = person("lea")
    page.get_workflow().start(page, lea)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        delete(logged_in(lea), page)
    assert Papierkorbeintrag.objects.filter(seite=page).exists()
    assert not [one for one in mail.outbox if one.subject.startswith("Gelöscht")]
