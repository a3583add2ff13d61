"""Saved questions: the weekly mail, and the feed."""

import re
from smtplib import SMTPException
from unittest.mock import patch

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from suche.abo.mail.wochenmail import send_weekly
from suche.abo.models import Abonnement
from tests.factories import publish_projekt
from tests.integration.conftest import IndexPages
from tests.integration.seiten import BIENEN
from wiki.models import Projektseite

from .sending import FRAGE, POSTFACH, confirmed, restrict


def subscription() -> Abonnement:
    return confirmed(Abonnement.objects.create(frage=FRAGE, postfach=POSTFACH))


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
    assert send_weekly() == 2


@pytest.mark.django_db
def test_a_question_whose_filter_is_gone_ends_with_a_mail(client: Client) -> None:
    Abonnement.objects.create(
        frage=FRAGE,
        filter="status=betrieb&thema=weg",
        postfach=POSTFACH,
        bestaetigt_am=timezone.now(),
    )
    assert [send_weekly(), send_weekly()] == [1, 0]
    sent = str(mail.outbox[-1].body)
    assert "Thema „weg“" in sent
    form = re.search(r"http://testserver(/suche/abo/\S+)", sent)
    assert form
    assert 'value="status=betrieb"' in client.get(form[1]).content.decode()
    assert not Abonnement.objects.exists()


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
@pytest.mark.parametrize("query", ["", "?q=%00", "?q=" + "a" * 20_000])
def test_a_feed_of_nothing_is_refused_in_german(client: Client, query: str) -> None:
    response = client.get(f"/suche/feed/{query}")
    assert response.status_code == 400
    assert response["Content-Type"].startswith("text/plain")


def test_a_feed_goes_on_without_a_filter_that_is_gone_and_says_so(
    bienen: IndexPages, client: Client
) -> None:
    publish_projekt("Ein Text.", title="LoRaWAN in Konz")
    bienen()
    asked = {"q": "LoRaWAN", "thema": "weg", "status": "betrieb"}
    text = client.get("/suche/feed/", asked).content.decode()
    assert "LoRaWAN in Konz" in text
    assert "Weggelassen, weil es das nicht (mehr) gibt: Thema „weg“." in text
    assert "status=betrieb" in text
    assert "thema=weg" not in text
