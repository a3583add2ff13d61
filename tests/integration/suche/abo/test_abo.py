"""Saved questions, who plans the same, answers of the network: from form to mail and out again."""

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from smtplib import SMTPException
from typing import Any
from unittest.mock import patch

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from wagtail.models import PageViewRestriction

from suche.abo import consent
from suche.abo.consent import forget, signed_link_of
from suche.abo.mail.mails import link
from suche.abo.mail.wochenmail import send_weekly
from suche.abo.models import Abonnement, Netzwerkantwort, Planung
from suche.abo.netzwerk import send_answers, tell_redaktion
from suche.abo.planungen import encode_stale, next_date, remind_of_end
from suche.abo.signed_links import ABMELDEN, BESTAETIGEN
from suche.abo.tasks import mail_confirmation
from suche.models import Netzwerkfrage
from tests.factories import KommuneFactory, publish_projekt
from tests.integration.conftest import IndexPages, ensure_ground
from tests.integration.seiten import BIENEN
from wiki.models import Projektseite
from wiki.models.projektseite import heute

from .sending import FRAGE, POSTFACH, confirmed, link_in_mail, opened, path, save, saved

EMPTY = "Wer hat einen digitalen Zwilling des Klärwerks?"


def announced(client: Client, **fields: Any) -> Any:
    KommuneFactory(slug="hier", name="Hierstadt")
    data = {
        "q": EMPTY,
        "kommune": "hier",
        "stelle": "Stadtwerke",
        "postfach": POSTFACH,
        "bemerkung": "Wir suchen Mitstreiter.",
        "einverstanden": "on",
        "zeit": opened(),
    }
    return client.post("/suche/planung/", data | fields)


def subscription() -> Abonnement:
    return confirmed(Abonnement.objects.create(frage=FRAGE, postfach=POSTFACH))


# Double opt-in


@pytest.mark.django_db
def test_only_the_button_behind_the_link_confirms(client: Client) -> None:
    abo = saved(client)
    mail_confirmation("frage", abo.kennung.hex)
    address = link_in_mail("bestaetigen")
    sent = mail.outbox[-1]
    assert FRAGE not in f"{sent.subject} {sent.body}"  # whose words they are nobody knows yet
    page = client.get(address).content.decode()
    assert FRAGE in page
    assert "Ja, bestätigen" in page
    assert Abonnement.objects.filter(bestaetigt_am=None).exists()
    client.post(address)
    first = Abonnement.objects.get().bestaetigt_am
    assert first
    assert client.post(address).status_code == 200  # replayed
    assert Abonnement.objects.get().bestaetigt_am == first


@pytest.mark.django_db
def test_mails_have_a_way_out_for_people_and_programs(client: Client) -> None:
    abo = saved(client)
    mail_confirmation("frage", abo.kennung.hex)
    headers = mail.outbox[-1].extra_headers
    address = link_in_mail("abmelden")
    assert headers["List-Unsubscribe"] == f"<http://testserver{address}>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    program = Client(enforce_csrf_checks=True)
    assert "Ja, abmelden" in program.get(address).content.decode()
    assert Abonnement.objects.exists()
    for _ in range(2):  # replayed
        assert program.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Abonnement.objects.exists()


@pytest.mark.django_db
def test_links_that_are_forged_late_or_gone_are_refused_in_german(client: Client) -> None:
    abo = saved(client)
    address = path(link(signed_link_of(abo), BESTAETIGEN))
    other_purpose = address.replace("bestaetigen", "abmelden")
    for wrong in (address[:-2] + "x/", other_purpose, "/suche/abo/bestaetigen/%00/"):
        response = client.post(wrong)
        assert response.status_code == 410
        assert "gilt nicht (mehr)" in response.content.decode()
    Abonnement.objects.update(angelegt_am=timezone.now() - timedelta(days=8))
    assert client.post(address).status_code == 410
    assert forget(heute()) == 1
    assert client.post(address).status_code == 410


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fields",
    [
        {"postfach": "a@stadt.de\nBcc: b@stadt.de"},
        {"postfach": "a@stadt.de\r\n.com"},
        {"postfach": "keine"},
        {"q": ""},
        {"q": "a" * 20_000},
        {"filter": "a" * 5_000},
        {"zeit": ""},
        {"zeit": "gefälscht:1:2"},
    ],
)
def test_bad_input_is_refused_and_nothing_kept(client: Client, fields: dict[str, str]) -> None:
    response = save(client, **fields)
    assert response.status_code == 400
    assert "Noch nicht abgeschickt" in response.content.decode()
    assert not Abonnement.objects.exists()


@pytest.mark.django_db
def test_a_filter_deleted_meanwhile_is_left_out_after_asking(client: Client) -> None:
    """The second press saves what the page now says."""
    answer = save(client, filter="thema=aufgeloest&status=betrieb")
    assert answer.status_code == 400
    assert "Noch nicht abgeschickt" in answer.content.decode()
    assert "Weggelassen: Thema „aufgeloest“" in answer.content.decode()
    assert not Abonnement.objects.exists()
    left = answer.context["form"]["filter"].value()
    assert saved(client, filter=left).filter == "status=betrieb"


@pytest.mark.django_db
def test_a_form_sent_faster_than_anybody_types_is_refused(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    assert "Das ging sehr schnell" in save(client).content.decode()


@pytest.mark.django_db
def test_a_program_that_fills_in_everything_is_not_heard(client: Client) -> None:
    assert save(client, webseite="https://spam.example").status_code == 302
    assert not Abonnement.objects.exists()


@pytest.mark.django_db
def test_nobody_can_fill_somebody_elses_mailbox(client: Client) -> None:
    answers = {save(client, q=f"Frage {n}")["Location"] for n in range(6)}
    assert save(client, q="Frage 0", postfach=POSTFACH.upper())["Location"] in answers
    assert len(answers) == 1  # whoever asks learns nothing of what is there
    assert Abonnement.objects.count() == consent.UNCONFIRMED_PER_ADDRESS


@pytest.mark.django_db
def test_a_pasted_sketch_is_kept_once(client: Client) -> None:
    sketch = " ".join(sha256(bytes([n])).hexdigest() for n in range(60))
    for _ in range(2):
        assert save(client, q=sketch).status_code == 302
    assert announced(client, q=sketch).status_code == 302
    assert (Abonnement.objects.get().frage, Planung.objects.get().frage) == (sketch, sketch)


@pytest.mark.django_db
def test_a_flood_of_one_sender_is_refused(client: Client, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "formular": "1/h/ip"}
    saved(client)
    assert save(client, postfach="b@stadt.de").status_code == 429


# The weekly mail


@pytest.fixture
def bienen(index: IndexPages) -> IndexPages:
    publish_projekt(BIENEN, title="Alte Bienen")
    index()
    return index


def restrict(page: Projektseite) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type="login")


@pytest.mark.real_model
def test_the_weekly_mail_tells_what_is_new_once(bienen: IndexPages) -> None:
    subscription()
    mail.outbox.clear()
    assert send_weekly() == 0  # nothing new
    publish_projekt(BIENEN, title="Neue Bienen")
    restrict(publish_projekt(BIENEN, title="Geheime Bienen"))
    bienen()
    assert [send_weekly(), send_weekly()] == [1, 0]
    body = str(mail.outbox[0].body)
    assert "Neue Bienen (im Betrieb)" in body
    assert "Alte Bienen" not in body
    assert "Geheime" not in body
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("where", ["title", "text"])
def test_a_question_of_one_word_is_told_of_pages_that_name_it(
    bienen: IndexPages, where: str
) -> None:
    confirmed(Abonnement.objects.create(frage="LoRaWAN", postfach=POSTFACH))
    mail.outbox.clear()
    said = {"title": ("Ein Text.", "LoRaWAN in Konz"), "text": ("Es gibt LoRaWAN.", "Ein Netz")}
    text, title = said[where]
    publish_projekt(text, title=title)
    publish_projekt("Davon steht hier nichts.", title="Etwas anderes")
    bienen()
    assert send_weekly() == 1
    assert title in str(mail.outbox[0].body)
    assert "Etwas anderes" not in str(mail.outbox[0].body)


@pytest.mark.real_model
def test_another_status_is_news(bienen: IndexPages) -> None:
    subscription()
    Projektseite.objects.update(status=Projektseite.Status.ABGEBROCHEN)
    assert send_weekly() == 1


def test_unconfirmed_questions_get_no_weekly_mail(bienen: IndexPages) -> None:
    Abonnement.objects.create(frage=FRAGE, postfach=POSTFACH, gemeldet={})
    assert send_weekly() == 0


@pytest.mark.real_model
def test_a_mail_that_failed_is_sent_the_next_time(bienen: IndexPages) -> None:
    subscription()
    Abonnement.objects.update(gemeldet={})
    with patch("suche.abo.mail.mails.EmailMessage.send", side_effect=SMTPException):
        assert send_weekly() == 0
    assert send_weekly() == 1


@pytest.mark.real_model
def test_a_filter_that_no_longer_exists_stops_nobody_else(bienen: IndexPages) -> None:
    subscription()
    Abonnement.objects.create(
        frage=FRAGE, filter="thema=weg", postfach="a@b.de", bestaetigt_am=timezone.now()
    )
    Abonnement.objects.update(gemeldet={})
    assert send_weekly() == 1


# The feed of a question


@pytest.mark.real_model
def test_a_question_has_a_feed_that_knows_when_nothing_changed(
    bienen: IndexPages, client: Client
) -> None:
    answer = client.get("/suche/feed/", {"q": FRAGE, "status": "betrieb"})
    text = answer.content.decode()
    assert "Alte Bienen" in text
    assert "status=betrieb" in text
    again = client.get(
        "/suche/feed/",
        {"q": FRAGE, "status": "betrieb"},
        headers={"If-None-Match": answer["ETag"]},
    )
    assert again.status_code == 304


def test_the_feed_of_a_word_holds_the_pages_that_name_it(
    bienen: IndexPages, client: Client
) -> None:
    publish_projekt("Ein Text.", title="LoRaWAN in Konz")
    bienen()
    text = client.get("/suche/feed/", {"q": "LoRaWAN"}).content.decode()
    assert "LoRaWAN in Konz" in text
    assert "Alte Bienen" not in text


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "?q=%00", "?q=Kita&thema=weg", "?q=" + "a" * 20_000])
def test_a_feed_of_nothing_is_refused_in_german(client: Client, query: str) -> None:
    response = client.get(f"/suche/feed/{query}")
    assert response.status_code == 400
    assert response["Content-Type"].startswith("text/plain")


# Who plans the same


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
    ensure_ground()
    assert announced(client, **fields).status_code == 400
    assert not Planung.objects.exists()


def test_a_private_project_takes_no_announcement(bienen: IndexPages, client: Client) -> None:
    page = Projektseite.objects.get()
    restrict(page)
    response = announced(client, q="", seite=str(page.pk))
    assert response.status_code == 400
    assert "Alte Bienen" not in response.content.decode()


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


# Answers of the network


@pytest.fixture
def asked(index: IndexPages, settings: Settings, client: Client) -> Callable[[], Netzwerkantwort]:
    settings.REDAKTION_POSTFACH = "redaktion@wiki.de"

    def ask() -> Netzwerkantwort:
        client.post("/suche/frage/", {"text": EMPTY, "kontakt": POSTFACH, "zeit": opened()})
        return Netzwerkantwort.objects.get()

    return ask


def answer_in_the_cms(admin: Client, antwort: Netzwerkantwort, page: Projektseite) -> Any:
    edit = f"/admin/snippets/suche/netzwerkfrage/edit/{antwort.pk}/"
    return admin.post(edit, {"beantwortet_durch": str(page.pk)})


def test_the_redaktion_gets_a_mail_with_the_way_to_the_question(asked: Any) -> None:
    tell_redaktion(asked().pk)
    assert mail.outbox[-1].to == ["redaktion@wiki.de"]
    assert EMPTY not in str(mail.outbox[-1].body) + str(mail.outbox[-1].subject)
    assert "/admin/snippets/suche/netzwerkfrage/edit/" in str(mail.outbox[-1].body)


def test_who_asked_gets_the_answer_once(asked: Any, admin_client: Client) -> None:
    antwort, page = confirmed(asked()), publish_projekt(title="Zwilling")
    assert answer_in_the_cms(admin_client, antwort, page).status_code == 302
    antwort.frage.refresh_from_db()
    assert antwort.frage.erledigt
    mail.outbox.clear()
    assert [send_answers(), send_answers()] == [1, 0]
    assert "Zwilling" in str(mail.outbox[0].body)
    assert mail.outbox[0].to == [POSTFACH]


def test_a_mailbox_that_did_not_confirm_gets_no_answer(asked: Any, admin_client: Client) -> None:
    answer_in_the_cms(admin_client, asked(), publish_projekt())
    assert send_answers() == 0


def test_only_a_public_page_can_answer(asked: Any, admin_client: Client) -> None:
    page = publish_projekt(title="Zwilling")
    restrict(page)
    response = answer_in_the_cms(admin_client, asked(), page)
    assert "nicht für alle lesbar" in response.content.decode()
    assert Netzwerkantwort.objects.get().seite is None


def test_a_page_that_became_private_is_named_when_it_is_public_again(asked: Any) -> None:
    antwort, page = confirmed(asked()), publish_projekt(title="Zwilling")
    Netzwerkantwort.objects.update(seite=page)
    Netzwerkfrage.objects.update(erledigt=True)
    page.unpublish()
    assert send_answers() == 0
    page.save_revision().publish()
    assert send_answers() == 1
    assert antwort.pk


def test_who_opts_out_leaves_only_the_question(asked: Any, client: Client) -> None:
    antwort = confirmed(asked())
    client.post(path(link(signed_link_of(antwort), ABMELDEN)))
    assert Netzwerkfrage.objects.get().kontakt == ""
    assert send_answers() == 0
