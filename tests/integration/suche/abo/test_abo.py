"""Saved questions: the form, and what its links confirm."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from suche.abo import consent
from suche.abo.consent import forget, signed_link_of
from suche.abo.mail.mails import link
from suche.abo.models import Abonnement, Planung
from suche.abo.signed_links import BESTAETIGEN
from suche.abo.tasks import mail_confirmation
from wiki.models.projektseite import heute

from .sending import FRAGE, POSTFACH, announced, link_in_mail, path, save, saved


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
def test_a_question_is_repeated_as_it_was_typed(client: Client) -> None:
    entry = saved(client, q="Kita-Anmeldung für alle Kitas")
    page = client.get(path(link(signed_link_of(entry), BESTAETIGEN))).content.decode()
    assert "„Kita-Anmeldung für alle Kitas“" in page
    feed = client.get("/suche/feed/", {"q": "Kita-Anmeldung"}).content.decode()
    assert "Digitale Städte: Kita-Anmeldung" in feed


@pytest.mark.django_db
def test_filters_tell_two_questions_of_the_same_words_apart(client: Client) -> None:
    entry = saved(client, filter="status=betrieb")
    for kind in ("bestaetigen", "abmelden"):
        mail_confirmation("frage", entry.kennung.hex)
        assert f"„{FRAGE}“ (nur: im Betrieb)" in client.get(link_in_mail(kind)).content.decode()


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
