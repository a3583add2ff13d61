"""The list of projects, changing many at once, and what is missing."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from tests.factories import KommuneFactory, ThemaFactory, publish_projekt
from tests.integration.rollen import logged_in, person, two_kommunen
from wiki.models import Projektquelle, Projektseite, Sammelaenderung
from wiki.models.projektseite import heute

pytestmark = pytest.mark.django_db
MAILBOX = "digital@stadt.example"


@pytest.fixture
def rita(roles: None) -> Client:
    return logged_in(person("rita"))


def listed(client: Client, **query: Any) -> str:
    return client.get(reverse("projektliste:index"), query).content.decode()


def now(page: Page) -> Projektseite:
    return Projektseite.objects.get(pk=page.pk)


def draft(page: Page) -> Projektseite:
    found: Projektseite = now(page).get_latest_revision_as_object()
    return found


def change(client: Client, *pages: Page, **data: Any) -> str:
    where = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "angaben"])
    chosen = "&".join(f"id={page.pk}" for page in pages)
    back = reverse("projektliste:index")
    return client.post(f"{where}?{chosen}&next={back}", data, follow=True).content.decode()


def take_back(client: Client) -> str:
    done = Sammelaenderung.objects.first()
    assert done is not None
    where = reverse("aenderung_rueckgaengig", args=[done.pk])
    return client.post(where, follow=True).content.decode()


def test_the_list_shows_kommune_thema_status_quality_and_validity(rita: Client) -> None:
    kommune, thema = KommuneFactory(name="Ampelstadt"), ThemaFactory(name="Freibäder")
    publish_projekt(title="Ampel", kommunen=[kommune], themen=[thema], gueltig_bis=heute())
    text = listed(rita)
    shown = ("Ampelstadt", "Freibäder", "\u00a0%", heute().strftime("%d.%m.%Y"))
    assert all(said in text.partition("<tbody>")[2] for said in shown)


def test_the_list_is_filtered_by_thema_also_of_drafts(rita: Client) -> None:
    thema = ThemaFactory(name="Freibäder")
    publish_projekt(title="Ampel", themen=[thema])
    later = publish_projekt(title="Bank")
    later.unpublish()
    later.themen = [thema]
    later.save_revision()
    publish_projekt(title="Chatbot")
    text = listed(rita, thema=thema.pk)
    assert "Ampel" in text
    assert "Bank" in text
    assert "Chatbot" not in text


def test_the_list_is_filtered_by_what_is_missing(rita: Client) -> None:
    publish_projekt(title="Ampel", kosten_einmalig=0, kontakt_postfach=MAILBOX)
    full = publish_projekt(title="Bank")
    full.quellen = [Projektquelle(bezeichnung="Ratsvorlage")]
    full.save_revision().publish()
    assert "Ampel" not in listed(rita, fehlt="kosten")
    assert "Ampel" not in listed(rita, fehlt="kontakt")
    assert "Bank" not in listed(rita, fehlt="quellen")
    assert "Bank" in listed(rita, fehlt=["kosten", "kontakt", "bild"])


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("guete", "gut", False),
        ("guete", "lueckenhaft", True),
        ("gueltig", "bald", True),
        ("gueltig", "abgelaufen", False),
        ("status", "betrieb", True),
        ("status", "beendet", False),
        ("online", "entwurf", False),
        ("q", "Amp", True),
        ("q", "Bank", False),
    ],
)
def test_each_filter_takes_and_leaves(rita: Client, name: str, value: str, shown: bool) -> None:
    publish_projekt(title="Ampel am Bad", gueltig_bis=heute() + timedelta(days=5))
    assert ("Ampel am Bad" in listed(rita, **{name: value})) == shown


def test_an_author_sees_the_own_projects_only(rita: Client) -> None:
    own, other = two_kommunen()
    publish_projekt(title="Eigenes", kommunen=[own])
    publish_projekt(title="Fremdes", kommunen=[other])
    text = listed(logged_in(person("anna", own)))
    assert "Eigenes" in text
    assert "Fremdes" not in text


def test_a_change_of_many_is_shown_first(rita: Client) -> None:
    page, thema = publish_projekt(title="Ampel"), ThemaFactory(name="Freibäder")
    text = change(rita, page, thema_dazu=thema.pk, kontakt_postfach=MAILBOX)
    assert "Freibäder" in text
    assert "In einer Seite ändern" in text
    assert thema not in now(page).themen.all()


def test_many_change_online_and_in_their_drafts(rita: Client) -> None:
    old, new = ThemaFactory(), ThemaFactory()
    pages = [publish_projekt(themen=[old]), publish_projekt(themen=[old])]
    pages[0].kurzfassung = "Noch ein Entwurf."
    pages[0].save_revision()
    day = heute() + timedelta(days=100)
    change(
        rita,
        *pages,
        thema_weg=old.pk,
        thema_dazu=new.pk,
        gueltig_bis=day.isoformat(),
        aendern="1",
    )
    assert [list(now(page).themen.all()) for page in pages] == [[new], [new]]
    assert now(pages[0]).gueltig_bis == day
    assert now(pages[0]).kurzfassung == "Eine Stadt probiert etwas aus."
    assert draft(pages[0]).kurzfassung == "Noch ein Entwurf."
    assert list(draft(pages[0]).themen.all()) == [new]


def test_a_change_of_many_is_undone_but_for_what_changed_since(rita: Client) -> None:
    page = publish_projekt(kontakt_stelle="Amt 10")
    change(rita, page, kontakt_stelle="Stabsstelle", kontakt_postfach=MAILBOX, aendern="1")
    page = now(page)
    page.kontakt_postfach = "neu@stadt.example"
    page.save_revision().publish()
    assert "Zurückgenommen" in take_back(rita)
    assert now(page).kontakt_stelle == "Amt 10"
    assert now(page).kontakt_postfach == "neu@stadt.example"


def with_draft(**fields: Any) -> Projektseite:
    """A published page with a draft that says something else."""
    page = publish_projekt(kontakt_stelle="Amt 10")
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision()
    return now(page)


def test_a_draft_gets_its_own_values_back(rita: Client) -> None:
    one, other, new = ThemaFactory(), ThemaFactory(), ThemaFactory()
    page = with_draft(themen=[one, other], kontakt_stelle="Amt 20")
    live = set(page.themen.all())
    change(rita, page, thema_dazu=new.pk, kontakt_stelle="Stabsstelle", aendern="1")
    assert new in draft(page).themen.all()
    take_back(rita)
    assert (set(now(page).themen.all()), now(page).kontakt_stelle) == (live, "Amt 10")
    assert (set(draft(page).themen.all()), draft(page).kontakt_stelle) == ({one, other}, "Amt 20")


def test_a_draft_keeps_what_it_had_already(rita: Client) -> None:
    new = ThemaFactory()
    page = with_draft(themen=[new])
    change(rita, page, thema_dazu=new.pk, aendern="1")
    take_back(rita)
    assert (list(draft(page).themen.all()), new in now(page).themen.all()) == ([new], False)


def test_a_list_changed_since_loses_only_what_was_added(rita: Client) -> None:
    old, added, later = ThemaFactory(), ThemaFactory(), ThemaFactory()
    page = publish_projekt(themen=[old])
    change(rita, page, thema_weg=old.pk, thema_dazu=added.pk, aendern="1")
    page = now(page)
    page.themen.add(later)
    page.save_revision().publish()
    take_back(rita)
    assert set(now(page).themen.all()) == {old, later}


def test_a_change_written_down_by_an_older_version_is_undone(rita: Client) -> None:
    page = publish_projekt(kontakt_stelle="Amt 10")
    change(rita, page, kontakt_stelle="Stabsstelle", aendern="1")
    done = Sammelaenderung.objects.get()
    done.daten = {"seiten": [{"pk": page.pk} | done.daten["seiten"][0]["fassungen"][0]]}
    done.save()
    take_back(rita)
    assert now(page).kontakt_stelle == "Amt 10"


def test_what_waits_for_approval_says_so(rita: Client) -> None:
    page = publish_projekt(kontakt_stelle="Amt 10")
    page.kurzfassung = "Zur Freigabe."
    page.save_revision()
    page.get_workflow().start(page, person("anna", page.kommunen.get()))
    text = change(rita, page, kontakt_stelle="Amt 11", aendern="1")
    assert "1 davon wartet damit auf Freigabe" in text
    assert now(page).kontakt_stelle == "Amt 10"
    assert draft(page).kontakt_stelle == "Amt 11"


@pytest.mark.parametrize("online", [True, False])
def test_what_is_scheduled_is_left_out_and_named(rita: Client, online: bool) -> None:
    page = publish_projekt(title="Ampel")
    if not online:
        page.unpublish()
    page.go_live_at = timezone.now() + timedelta(days=7)
    page.save_revision().publish()
    text = change(rita, page, kontakt_stelle="Bauamt", aendern="1")
    assert "denn für sie ist eine Änderung geplant: Ampel" in text
    assert draft(page).kontakt_stelle == ""


def test_the_last_thema_stays(rita: Client) -> None:
    thema = ThemaFactory()
    page = publish_projekt(themen=[thema])
    change(rita, page, thema_weg=thema.pk, aendern="1")
    assert list(now(page).themen.all()) == [thema]


def test_an_author_changes_nothing_of_what_is_online(rita: Client) -> None:
    own, _ = two_kommunen()
    page = publish_projekt(kommunen=[own], kontakt_stelle="Amt 10")
    change(logged_in(person("anna", own)), page, kontakt_stelle="Amt 11", aendern="1")
    assert now(page).kontakt_stelle == "Amt 10"


def test_the_report_counts_what_is_missing_in_the_whole_wiki(rita: Client) -> None:
    publish_projekt(kosten_einmalig=100)
    publish_projekt()
    text = " ".join(rita.get(reverse("was_fehlt")).content.decode().split())
    assert "In 2 veröffentlichten Projekten" in text
    assert "Kosten</a></td> <td>1</td> <td>50 %" in text
