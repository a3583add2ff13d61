"""Who plans the same: from the form to the answers that tell of it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from suche.abo.consent import forget, signed_link_of
from suche.abo.mail.mails import link
from suche.abo.models import Planung
from suche.abo.planungen import encode_stale, next_date, remind_of_end
from suche.abo.signed_links import ABMELDEN
from tests.integration.conftest import IndexPages
from wiki.models import Projektseite
from wiki.models.projektseite import heute

from .sending import EMPTY, FRAGE, announced, confirmed, link_in_mail, path, restrict


@pytest.mark.real_model
def test_a_plan_is_shown_to_who_asks_the_same_once_confirmed(
    bienen: IndexPages, client: Client
) -> None:
    assert announced(client, q="Bienenstöcke auf städtischen Dächern").status_code == 302
    page = f"/suche/?q={FRAGE}"
    assert "planen Ähnliches" not in client.get(page).content.decode()
    planung = confirmed(Planung.objects.get())
    text = client.get(page).content.decode()
    assert "Diese Kommunen planen Ähnliches" in text
    assert "Hierstadt</a>, Stadtwerke: Wir suchen Mitstreiter." in text
    assert "Hierstadt</a>, Stadtwerke" not in client.get("/suche/?q=Hundesteuer").content.decode()
    client.post(path(link(signed_link_of(planung), ABMELDEN)))
    assert "planen Ähnliches" not in client.get(page).content.decode()


@pytest.mark.real_model
def test_a_plan_on_a_project_is_shown_on_its_page(bienen: IndexPages, client: Client) -> None:
    page = Projektseite.objects.get()
    announced(client, q="", seite=str(page.pk))
    confirmed(Planung.objects.get())
    for address in (page.url, f"/suche/?q={FRAGE}"):
        assert "Hierstadt</a>, Stadtwerke" in client.get(address).content.decode()


def test_after_another_generation_took_over_plans_are_compared_anew(
    bienen: IndexPages, client: Client
) -> None:
    announced(client, q=FRAGE)
    confirmed(Planung.objects.get())
    Planung.objects.update(modell="alt@0", treffer=[], vektor=None)
    assert "planen Ähnliches" not in client.get(f"/suche/?q={FRAGE}").content.decode()
    assert [encode_stale(), encode_stale()] == [1, 0]
    assert "planen Ähnliches" in client.get(f"/suche/?q={FRAGE}").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fields",
    [
        {"einverstanden": ""},
        {"kommune": "weg"},
        {"bemerkung": "Mehr auf www.werbung.example"},
        {"stelle": "x" * 200},
        {"postfach": "a@b.de\nBcc: c@d.de"},
        {"seite": "999999999999"},
        {"q": ""},
    ],
)
def test_a_bad_announcement_is_refused(client: Client, fields: dict[str, str]) -> None:
    assert announced(client, **fields).status_code == 400
    assert not Planung.objects.exists()


def test_a_private_project_takes_no_announcement(bienen: IndexPages, client: Client) -> None:
    page = Projektseite.objects.get()
    restrict(page)
    response = announced(client, q="", seite=str(page.pk))
    assert response.status_code == 400
    assert "Alte Bienen" not in response.content.decode()


def the_confirmed_one(client: Client) -> Planung:
    announced(client)
    Planung.objects.update(bestaetigt_am=timezone.now())
    return Planung.objects.get()


@pytest.mark.django_db
def test_a_plan_is_reminded_of_again_when_an_editor_has_put_off_its_end(client: Client) -> None:
    planung = the_confirmed_one(client)
    end = planung.gilt_bis
    assert remind_of_end(end) == 1
    planung.refresh_from_db()
    planung.gilt_bis = end + timedelta(days=400)
    planung.save()
    assert [remind_of_end(end), remind_of_end(planung.gilt_bis)] == [0, 1]


@pytest.mark.django_db
def test_a_plan_that_is_over_gets_no_reminder(client: Client) -> None:
    planung = the_confirmed_one(client)
    assert remind_of_end(planung.gilt_bis + timedelta(days=1)) == 0


@pytest.mark.django_db
def test_a_plan_runs_out_after_one_reminder_unless_extended(client: Client) -> None:
    announced(client)
    planung = Planung.objects.get()
    Planung.objects.update(bestaetigt_am=timezone.now())
    end = planung.gilt_bis
    assert [remind_of_end(end - timedelta(days=30)) for _ in range(2)] == [1, 0]
    assert EMPTY in str(mail.outbox[-1].body)
    Planung.objects.update(gilt_bis=heute() + timedelta(days=3))
    assert client.post(link_in_mail("verlaengern")).status_code == 200
    planung.refresh_from_db()
    assert planung.gilt_bis == next_date(heute())
    assert forget(planung.gilt_bis + timedelta(days=1)) == 1
