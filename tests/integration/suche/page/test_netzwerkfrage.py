"""When there is no answer: Themen nearby, and a question to the network."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings
from wagtail.models import PageViewRestriction

from suche.models import Netzwerkfrage
from suche.page import form_protection, netzwerkfrage
from suche.rank import narrowing
from tests.factories import KommuneFactory, ThemaFactory, publish_projekt
from tests.integration.conftest import IndexPages
from tests.integration.seiten import BIENEN
from wiki.platform.forms import protection

ADDRESS = "/suche/frage/"
FRAGE = {"text": "Wer hat einen digitalen Zwilling des Klärwerks?"}


@pytest.fixture
def no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is near enough."""
    monkeypatch.setattr(narrowing, "levels", lambda *_: {})


@pytest.fixture
def bienen(index: IndexPages) -> None:
    publish_projekt(BIENEN, themen=[ThemaFactory(name="Imkerei", slug="imkerei")])
    closed = publish_projekt(BIENEN, themen=[ThemaFactory(name="Geheimes", slug="geheimes")])
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    index()


@pytest.fixture(autouse=True)
def forms_are_old(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if people had typed for a while."""
    if "at_once" not in request.node.name:
        monkeypatch.setattr(protection, "is_young", lambda *_: False)


def send(client: Client, **fields: Any) -> Any:
    return client.post(ADDRESS, FRAGE | {"zeit": form_protection.Schutz().frische_zeit} | fields)


def stored(client: Client, **fields: Any) -> Netzwerkfrage:
    response = send(client, **fields)
    assert (response.status_code, response["Location"]) == (302, "/suche/frage/danke/")
    return Netzwerkfrage.objects.get()


def refused(client: Client, **fields: Any) -> str:
    response = send(client, **fields)
    assert response.status_code == 400
    assert Netzwerkfrage.objects.count() == 0
    return str(response.content.decode())


@pytest.mark.usefixtures("bienen", "no_answer")
def test_an_empty_answer_offers_nearest_themen_and_the_form(client: Client) -> None:
    text = client.get("/suche/?q=Wespennester").content.decode()
    assert "Dazu gibt es noch nichts" in text
    assert '<a href="/thema/imkerei/">Imkerei</a>' in text
    assert f'action="{ADDRESS}"' in text
    assert ">Wespennester</textarea>" in text


@pytest.mark.usefixtures("bienen", "no_answer")
def test_themen_of_private_pages_are_not_offered(client: Client) -> None:
    response = client.get("/suche/?q=Wespennester")
    assert [(t.name, t.anzahl) for t in response.context["themen"]] == [("Imkerei", 1)]
    assert "/thema/geheimes/" not in response.content.decode()


@pytest.mark.real_model
@pytest.mark.usefixtures("bienen")
def test_an_answer_links_to_the_form(client: Client) -> None:
    text = client.get("/suche/?q=Bienenstöcke").content.decode()
    assert "Nichts Passendes dabei?" in text
    assert f'href="{ADDRESS}?q=Bienenst%C3%B6cke"' in text


@pytest.mark.real_model
@pytest.mark.usefixtures("bienen")
def test_reading_sets_no_cookie(client: Client) -> None:
    assert not client.get("/suche/?q=Bienenstöcke").cookies


@pytest.mark.django_db
def test_the_form_takes_the_question_over(client: Client) -> None:
    assert "Klärwerk</textarea>" in client.get(ADDRESS, {"q": "Klärwerk"}).content.decode()


@pytest.mark.django_db
def test_a_question_is_stored_with_what_was_typed(client: Client) -> None:
    kommune = KommuneFactory(slug="hier")
    frage = stored(client, bemerkung="Eilt.", kontakt="digitales@stadt.example", kommune="hier")
    assert (frage.text, frage.bemerkung) == (FRAGE["text"], "Eilt.")
    assert (frage.kontakt, frage.kommune) == ("digitales@stadt.example", kommune)
    assert frage.erledigt is False


@pytest.mark.django_db
def test_a_question_alone_is_enough(client: Client) -> None:
    assert stored(client).kontakt == ""


@pytest.mark.django_db
def test_nothing_is_kept_of_who_asked(client: Client) -> None:
    client.force_login(User.objects.create(username="frieda"))
    stored(client)
    fields = {field.name for field in Netzwerkfrage._meta.get_fields()}
    said = {"text", "bemerkung", "kontakt", "kommune", "gemeinde"}
    assert fields == {"id", "gestellt_am", "erledigt", *said}


@pytest.mark.django_db
def test_success_is_a_page_of_its_own(client: Client) -> None:
    page = client.get(send(client)["Location"])
    assert "Danke, Ihre Frage ist angekommen" in page.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["", "  \n ", "???", "🐝", "\0"])
def test_a_question_without_a_word_is_refused(client: Client, text: str) -> None:
    assert "Bitte schreiben Sie Ihre Frage in Worten." in refused(client, text=text)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["text", "bemerkung"])
def test_10000_characters_are_refused_in_german(client: Client, name: str) -> None:
    assert "Das sind zu viele Zeichen (10000)" in refused(client, **{name: "a" * 10_000})


@pytest.mark.django_db
@pytest.mark.parametrize(
    "kontakt",
    [
        "frieda",
        "a@b",
        "a@stadt.example\nBcc: b@stadt.example",
        "a@stadt.example\r\nb@stadt.example",
        "a@stadt.example, b@stadt.example",
        "<a@stadt.example>",
        "a" * 10_000 + "@stadt.example",
    ],
)
def test_what_is_no_address_is_refused_and_kept_in_the_form(client: Client, kontakt: str) -> None:
    text = refused(client, kontakt=kontakt)
    assert 'id="id_kontakt_error"' in text
    assert FRAGE["text"] in text


@pytest.mark.django_db
@pytest.mark.parametrize("kommune", ["gibt-es-nicht", "\0", "' OR 1=1 --"])
def test_an_unknown_kommune_is_refused(client: Client, kommune: str) -> None:
    assert "id_kommune_error" in refused(client, kommune=kommune)


@pytest.mark.django_db
def test_a_program_that_fills_in_everything_is_not_heard(client: Client) -> None:
    response = send(client, webseite="https://spam.example")
    assert response.status_code == 302
    assert not Netzwerkfrage.objects.exists()


@pytest.mark.django_db
def test_what_is_sent_at_once_is_refused_and_kept_in_the_form(client: Client) -> None:
    text = refused(client)
    assert "Das ging sehr schnell." in text
    assert FRAGE["text"] in text


@pytest.mark.django_db
@pytest.mark.parametrize("zeit", ["", "offen", "offen:1xW4qT:H_yInJZszjXIbpN9Qavvx6jokBCew3LnrS9V"])
def test_a_form_that_nobody_opened_is_refused(client: Client, zeit: str) -> None:
    assert "Das Formular war lange offen." in refused(client, zeit=zeit)


@pytest.mark.django_db
def test_what_is_sent_twice_is_stored_once(client: Client) -> None:
    frage = stored(client)
    assert stored(client) == frage
    assert send(client, bemerkung="Eilt.").status_code == 302
    assert Netzwerkfrage.objects.count() == 2


@pytest.mark.django_db
def test_no_flood_of_questions_reaches_the_redaktion(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(netzwerkfrage, "MAILS_PER_DAY", 1)
    stored(client)
    mails = ProcrastinateJob.objects.filter(task_name="suche.abo.tasks.mail_question")
    before = mails.count()
    assert send(client, text="Noch eine Frage").status_code == 302
    assert Netzwerkfrage.objects.count() == 2  # it stands in the CMS
    assert mails.count() == before


@pytest.mark.django_db
def test_one_sender_may_not_ask_without_end(client: Client, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "formular": "1/h/ip"}
    stored(client)
    response = send(client, text="Noch eine Frage")
    assert response.status_code == 429
    assert "in einer Stunde wieder" in " ".join(response.content.decode().split())
    other = Client(REMOTE_ADDR="192.0.2.7")
    assert send(other, text="Noch eine Frage").status_code == 302
    assert Netzwerkfrage.objects.count() == 2


@pytest.mark.django_db
def test_html_is_escaped(client: Client) -> None:
    text = refused(client, text="</textarea><script>", kontakt='"><b>')
    assert "<script>" not in text.replace("<script src=", "")
    assert '"><b>' not in text


@pytest.mark.django_db
def test_a_forged_form_is_refused_in_german() -> None:
    response = Client(enforce_csrf_checks=True).post(ADDRESS, FRAGE)
    assert response.status_code == 403
    assert "Das Formular ist abgelaufen" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_the_form_knows_get_and_post_only(client: Client, method: str) -> None:
    assert getattr(client, method)(ADDRESS).status_code == 405


@pytest.mark.django_db
def test_editors_see_the_questions_and_mark_them_done(admin_client: Client) -> None:
    frage = Netzwerkfrage.objects.create(**FRAGE)
    listed = admin_client.get("/admin/snippets/suche/netzwerkfrage/")
    assert "Klärwerks" in listed.content.decode()
    edit = f"/admin/snippets/suche/netzwerkfrage/edit/{frage.pk}/"
    assert FRAGE["text"] in admin_client.get(edit).content.decode()
    assert admin_client.post(edit, {"erledigt": "on", "text": "anders"}).status_code == 302
    frage.refresh_from_db()
    assert (frage.erledigt, frage.text) == (True, FRAGE["text"])


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["synonym", "eigenname"])
def test_editors_have_a_form_for_words(admin_client: Client, name: str) -> None:
    assert admin_client.get(f"/admin/snippets/suche/{name}/").status_code == 200
    form = admin_client.get(f"/admin/snippets/suche/{name}/add/").content.decode()
    assert "zum Beispiel" in form


@pytest.mark.django_db
def test_nobody_adds_a_question_in_the_cms(admin_client: Client) -> None:
    response = admin_client.get("/admin/snippets/suche/netzwerkfrage/add/")
    assert response.status_code in {302, 403, 404}


@pytest.mark.django_db
def test_a_form_is_good_for_one_text(client: Client) -> None:
    opened = form_protection.Schutz().frische_zeit
    assert send(client, zeit=opened).status_code == 302
    assert send(client, zeit=opened).status_code == 302  # a second click
    again = send(client, zeit=opened, text="Ganz etwas anderes?")
    assert again.status_code == 400
    assert "schon abgeschickt" in again.content.decode()
    assert Netzwerkfrage.objects.count() == 1
