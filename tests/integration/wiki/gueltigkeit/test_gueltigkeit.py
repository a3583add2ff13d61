"""Freshness: reminders, one click "noch aktuell", what is said of expired pages."""

import re
from datetime import date, timedelta
from smtplib import SMTPException
from typing import Any
from unittest.mock import patch

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings
from wagtail.models import PageViewRestriction

from suche.rank.bonus import demoted
from tests.factories import publish_projekt
from tests.integration.rollen import logged_in, person, two_kommunen
from wiki.gueltigkeit.bestaetigung import confirm, signed_link
from wiki.gueltigkeit.erinnerungen import send_reminders
from wiki.models import Erinnerung, Projektseite, Startseite, Textseite
from wiki.models.projektseite import heute
from wiki.redaktion.live_change import ChangeScheduled
from wiki.redaktion.rollen.rollen import setup_roles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tree")]
TODAY = date(2026, 11, 25)
REDAKTION = "redaktion@wiki-der-staedte.de"
POSTFACH = "digitales@heimstadt.de"


@pytest.fixture(autouse=True)
def redaktion(settings: Settings) -> None:
    settings.REDAKTION_POSTFACH = REDAKTION


def case(days: int = 0, **fields: Any) -> Projektseite:
    """A case that is valid until `days` after TODAY."""
    fields = {"title": "Ampel", "kontakt_postfach": POSTFACH} | fields
    return publish_projekt(gueltig_bis=TODAY + timedelta(days=days), **fields)


def sent_to() -> list[str]:
    return [message.to[0] for message in mail.outbox]


def link_in_mail() -> str:
    body = str(mail.outbox[-1].body)
    match = re.search(r"http://testserver(/noch-aktuell/\S+)", body)
    assert match, body
    return match[1]


def test_the_mailbox_is_reminded_once_per_step() -> None:
    case(20)
    assert [send_reminders(TODAY) for _ in range(2)] == [1, 0]
    assert send_reminders(TODAY + timedelta(days=20)) == 1
    assert send_reminders(TODAY + timedelta(days=50)) == 1
    assert sent_to() == [POSTFACH] * 3


def test_in_the_end_the_redaktion_is_asked() -> None:
    case(-60)
    send_reminders(TODAY)
    assert sent_to() == [REDAKTION]


def test_made_up_mailboxes_are_not_written_to() -> None:
    case(0, kontakt_postfach="digitales@heimstadt.example")
    send_reminders(TODAY)
    assert sent_to() == [REDAKTION]


def test_without_any_mailbox_nothing_is_sent_and_nothing_ticked_off(
    settings: Settings,
) -> None:
    settings.REDAKTION_POSTFACH = ""
    case(0, kontakt_postfach="")
    assert send_reminders(TODAY) == 0
    assert not Erinnerung.objects.exists()


def test_several_pages_of_a_mailbox_are_one_mail() -> None:
    case(0, title="Ampel am Bad")
    case(0, title="Sensor im Baum")
    assert send_reminders(TODAY) == 1
    assert "Ampel am Bad" in mail.outbox[0].body
    assert "Sensor im Baum" in mail.outbox[0].body


def test_private_and_unpublished_pages_are_named_in_no_mail() -> None:
    PageViewRestriction.objects.create(page=case(0), restriction_type=PageViewRestriction.LOGIN)
    case(0, title="Weg").unpublish()
    assert send_reminders(TODAY) == 0


def test_what_could_not_be_sent_is_sent_the_next_time() -> None:
    case(0)
    with patch("django.core.mail.EmailMessage.send", side_effect=SMTPException("voll")):
        assert send_reminders(TODAY) == 0
    assert send_reminders(TODAY) == 1


def test_the_link_asks_and_the_button_confirms(client: Client) -> None:
    page = case(0)
    send_reminders(TODAY)
    link = link_in_mail()
    assert "Ja, noch aktuell" in client.get(link).content.decode()
    page.refresh_from_db()
    assert page.gueltig_bis == TODAY
    client.post(link)
    page.refresh_from_db()
    assert (page.geprueft_am, page.gueltig_bis) == (heute(), heute() + timedelta(days=365))
    assert page.live_revision_id == page.latest_revision_id


def test_a_second_click_changes_nothing(client: Client) -> None:
    page = case(0)
    link = f"/noch-aktuell/{signed_link(page)}/"
    client.post(link)
    revisions = page.revisions.count()
    assert "schon erledigt" in client.post(link).content.decode()
    assert page.revisions.count() == revisions


@pytest.mark.parametrize("marke", ["x", "WzEsIiJd:1:abc", "%00", "1" * 2000])
def test_a_forged_link_is_refused_in_german(client: Client, marke: str) -> None:
    response = client.get(f"/noch-aktuell/{marke}/")
    assert response.status_code == 400
    assert "Dieser Verweis gilt nicht" in response.content.decode()


@pytest.mark.parametrize("kind", ["noch-aktuell", "angaben"])
def test_a_link_that_leads_no_further_says_how_to_reach_the_redaktion(
    client: Client, kind: str
) -> None:
    Startseite.objects.get().add_child(
        instance=Textseite(title="Impressum", slug="impressum", text="<p>Rathaus</p>")
    )
    said = client.get(f"/{kind}/x/").content.decode()
    assert "Fehler melden" in said
    assert '<a href="/projekte/">im Markt der Projekte</a>' in said
    assert '<a href="/impressum/">Impressum</a>' in said


def test_a_link_to_a_page_that_became_private_tells_nothing(client: Client) -> None:
    page = case(0)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    response = client.get(f"/noch-aktuell/{signed_link(page)}/")
    assert response.status_code == 400
    assert page.title not in response.content.decode()


def test_a_draft_stays_a_draft(client: Client) -> None:
    page = case(0)
    page.title = "Angefangen"
    page.save_revision()
    client.post(f"/noch-aktuell/{signed_link(page)}/")
    page.refresh_from_db()
    assert (page.title, page.has_unpublished_changes) == ("Ampel", True)
    draft = page.get_latest_revision_as_object()
    assert (draft.title, draft.gueltig_bis) == ("Angefangen", page.gueltig_bis)


def test_what_waits_for_approval_gets_the_dates_and_is_not_published() -> None:
    setup_roles()
    page = case(0)
    page.title = "Vorgeschlagen"
    page.save_revision()
    rita = person("rita")
    page.get_workflow().start(page, person("anna"))
    assert confirm(page.pk) is False
    page.refresh_from_db()
    assert (page.title, page.gueltig_bis) == ("Ampel", TODAY)
    page.current_workflow_task_state.approve(user=rita)
    page.refresh_from_db()
    assert (page.title, page.geprueft_am) == ("Vorgeschlagen", heute())


def test_a_scheduled_change_is_not_dropped() -> None:
    page = case(0)
    page.go_live_at = "2030-01-01T00:00:00Z"
    page.save_revision(approved_go_live_at="2030-01-01T00:00:00Z")
    with pytest.raises(ChangeScheduled):
        confirm(page.pk)


def test_an_autor_confirms_the_own_page_only() -> None:
    setup_roles()
    home, away = two_kommunen()
    own, foreign = case(0, kommunen=[home]), case(0, title="Fremd", kommunen=[away])
    client = logged_in(person("anna", home))
    for page in (own, foreign):
        client.post(f"/admin/projekt/{page.pk}/aktuell/")
        page.refresh_from_db()
    assert (own.geprueft_am, foreign.geprueft_am) == (heute(), None)
    exported = client.get("/admin/reports/gueltigkeit/?export=csv")
    assert exported.headers["Content-Type"].startswith("text/csv")
    text = exported.getvalue().decode()
    assert (own.title in text, foreign.title in text) == (True, False)


def test_expired_pages_say_so(client: Client) -> None:
    old = publish_projekt(gueltig_bis=heute() - timedelta(days=1), status_jahr=2021)
    new = publish_projekt(gueltig_bis=heute(), status_jahr=2021)
    badge = "Stand 2021, Gültigkeit abgelaufen"
    assert badge in client.get(old.url).content.decode()
    assert badge not in client.get(new.url).content.decode()


def test_expired_pages_lose_a_little_in_the_search() -> None:
    old, new = case(-1), case(0)
    assert demoted([old.pk, new.pk], TODAY) == {old.pk: -0.03}
