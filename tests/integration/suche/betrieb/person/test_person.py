"""All that is kept of a person is said, and erased."""

import json
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from wagtail.models import Comment, PageLogEntry, Revision

from suche.abo.models import Abonnement
from suche.models import Netzwerkfrage
from tests.factories import publish_projekt
from tests.integration.conftest import KeepRows
from wiki.models import Projektseite, Rueckmeldung

pytestmark = pytest.mark.django_db
MAILBOX, NAME = "max.muster@stadt.example", "Jörg Mustermann"


@pytest.fixture(scope="module")
def kept_page(kept: KeepRows, tree: bool) -> int:
    """Its first version names somebody, the present one does not; all else is of one mailbox."""
    with kept():
        user = User.objects.create(username="max", email=MAILBOX.upper())
        found = publish_projekt(f"Gebaut von {NAME}.", title="Fall")
        found.inhalt = [("loesung", [("text", "<p>Gebaut.</p>")])]
        found.save_revision(user=user).publish()
        PageLogEntry.objects.log_action(found, "wagtail.edit", user=user)
        Comment.objects.create(page=found, user=user, text="Hallo", contentpath="title")
        Abonnement.objects.create(postfach=MAILBOX, frage="Wer hat Drohnen?")
        Netzwerkfrage.objects.create(text="Wer plant?", kontakt=MAILBOX)
        Rueckmeldung.objects.create(seite=found, art="fehler", text="x", kontakt=MAILBOX, marke="m")
    return int(found.pk)


@pytest.fixture
def page(kept_page: int) -> Projektseite:
    return Projektseite.objects.get(pk=kept_page)


def person(*arguments: str) -> str:
    out = StringIO()
    call_command("person", *arguments, stdout=out)
    return out.getvalue()


def test_everything_is_said(page: Projektseite) -> None:
    said = json.loads(person("auskunft", MAILBOX))
    text = json.dumps(said, ensure_ascii=False)
    assert said["konten"][0]["Benutzername"] == "max"
    for expected in ("Drohnen", "Wer plant?", "Hallo", "wagtailcore.PageLogEntry.user"):
        assert expected in text


def test_no_secret_is_said(page: Projektseite) -> None:
    user = User.objects.get(username="max")
    user.set_password("Geheimes Wort")
    user.save()
    text = person("auskunft", MAILBOX)
    assert user.password not in text
    assert str(Abonnement.objects.get().kennung) not in text


def test_without_being_told_to_nothing_is_erased(page: Projektseite) -> None:
    assert "Nichts davon ist geschehen" in person("loeschen", MAILBOX)
    assert Abonnement.objects.exists()
    assert User.objects.filter(username="max").exists()


def test_everything_of_a_mailbox_is_erased(page: Projektseite) -> None:
    person("loeschen", MAILBOX, "--ausfuehren")
    assert not Abonnement.objects.exists()
    assert not User.objects.filter(username="max").exists()
    assert not Comment.objects.exists()
    assert Netzwerkfrage.objects.get().kontakt == Rueckmeldung.objects.get().kontakt == ""
    assert not PageLogEntry.objects.exclude(user_id=None).exists()
    said = json.loads(person("auskunft", MAILBOX))
    assert not any(said[part] for part in ("konten", "eintraege", "vom_konto"))


def test_a_name_goes_from_older_versions(page: Projektseite) -> None:
    person("loeschen", NAME, "--ausfuehren")
    stored = "".join(json.dumps(r.content) for r in Revision.objects.all())
    assert "Mustermann" not in stored
    first = Revision.objects.order_by("pk").first()
    assert first is not None
    assert "Gebaut von [entfernt]." in str(first.as_object().inhalt)


def test_a_longer_word_with_the_name_in_it_stays(page: Projektseite) -> None:
    other = publish_projekt("<p>Haus in der Maximilianstraße, von Maximilian.</p>", title="Haus")
    other.inhalt = [("loesung", [("text", "<p>Gebaut.</p>")])]
    other.save_revision().publish()
    person("loeschen", "Maximilian", "--ausfuehren")
    oldest = Revision.objects.for_instance(other).order_by("pk").first()
    assert oldest is not None
    text = str(oldest.as_object().inhalt)
    assert "Maximilianstraße, von [entfernt]." in text


def test_a_page_that_still_names_somebody_is_told(page: Projektseite) -> None:
    publish_projekt(f"Von {NAME}.", title="Noch einer")
    assert "Noch einer" in person("loeschen", NAME, "--ausfuehren")
    assert NAME in str(Projektseite.objects.get(title="Noch einer").inhalt)


def test_a_word_too_short_is_refused() -> None:
    with pytest.raises(CommandError):
        person("loeschen", "Ede")
