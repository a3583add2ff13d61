"""What has been kept long enough is gone after the night; what has not, stays."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from suche.abo.consent import forget as forget_questions
from suche.models import Netzwerkfrage
from wiki.aufbewahrung.fristen import (
    CMS_PROTOKOLL,
    FRISTEN,
    IMPORT,
    NETZWERK_POSTFACH,
    NETZWERKFRAGE,
    RUECKMELDUNG,
    SITZUNG,
)
from wiki.austausch.models import Importlauf
from wiki.models import Rueckmeldung, Startseite, Textseite
from wiki.models.projektseite import heute
from wiki.redaktion.forgetting import forget

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tree")]


def aged(row: Any, name: str, days: int) -> None:
    """As if `row` had come `days` ago."""
    then = timezone.now() - timedelta(days=days, minutes=1)
    type(row)._default_manager.filter(pk=row.pk).update(**{name: then})


def left(rows: Any) -> int:
    forget(timezone.now())
    forget_questions(heute())
    return int(rows.count())


@pytest.mark.parametrize(("days", "stay"), [(RUECKMELDUNG.tage - 1, 1), (RUECKMELDUNG.tage, 0)])
def test_what_readers_wrote(days: int, stay: int) -> None:
    page = Page.objects.last()
    row = Rueckmeldung.objects.create(seite=page, art="fehler", text="x", erledigt=True, marke="m")
    aged(row, "eingegangen_am", days)
    assert left(Rueckmeldung.objects) == stay


def test_what_is_not_done_or_stands_in_the_article_stays() -> None:
    page = Page.objects.last()
    for number, fields in enumerate(({"erledigt": False}, {"erledigt": True, "im_artikel": True})):
        row = Rueckmeldung.objects.create(
            seite=page, art="frage", text="x", marke=str(number), **fields
        )
        aged(row, "eingegangen_am", RUECKMELDUNG.tage + 1)
    assert left(Rueckmeldung.objects) == 2


def test_of_a_question_to_the_network_first_the_mailbox_goes() -> None:
    row = Netzwerkfrage.objects.create(text="Wer?", kontakt="a@b.example", erledigt=True)
    aged(row, "gestellt_am", NETZWERK_POSTFACH.tage)
    assert left(Netzwerkfrage.objects.exclude(kontakt="")) == 0
    assert left(Netzwerkfrage.objects) == 1
    aged(row, "gestellt_am", NETZWERKFRAGE.tage)
    assert left(Netzwerkfrage.objects) == 0


def test_an_open_question_keeps_its_mailbox() -> None:
    row = Netzwerkfrage.objects.create(text="Wer?", kontakt="a@b.example")
    aged(row, "gestellt_am", NETZWERKFRAGE.tage + 1)
    assert left(Netzwerkfrage.objects.exclude(kontakt="")) == 1


def test_the_log_of_the_cms_sessions_and_imports() -> None:
    user = User.objects.create(username="anna")
    log = PageLogEntry.objects.log_action(Page.objects.last(), "wagtail.edit", user=user)
    aged(log, "timestamp", CMS_PROTOKOLL.tage)
    session = UserSession.objects.create(user=user, ip="127.0.0.1", session_key="x", user_agent="y")
    aged(session, "last_seen_at", SITZUNG.tage)
    lauf = Importlauf.objects.create(art="tabelle", stand=Importlauf.Stand.FERTIG, von=user)
    aged(lauf, "angelegt_am", IMPORT.tage)
    waiting = Importlauf.objects.create(art="tabelle", stand=Importlauf.Stand.GEPRUEFT, von=user)
    aged(waiting, "angelegt_am", IMPORT.tage)
    assert left(PageLogEntry.objects.filter(pk=log.pk)) == 0
    assert not UserSession.objects.exists()
    assert [row.pk for row in Importlauf.objects.all()] == [waiting.pk]


def test_the_page_on_privacy_tells_what_is_kept() -> None:
    Startseite.objects.get().add_child(
        instance=Textseite(title="Datenschutz", slug="datenschutz", text="<p>Text</p>")
    )
    page = Client().get("/datenschutz/").content.decode()
    for frist in FRISTEN:
        assert frist.art in page
        assert frist.dauer in page
