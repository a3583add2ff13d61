"""Questions of readers with their answers: part of the article when asker and Redaktion agree."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from docx import Document as DocxDocument

from einbettung.text.extraction import extract
from tests.factories import publish_projekt
from tests.integration.conftest import KeepRows
from tests.integration.rollen import logged_in, person
from tests.integration.wiki.mitmachen.forms import opened
from wiki.mitmachen.rueckmeldung import forget_addresses
from wiki.models import Projektseite, Rueckmeldung

pytestmark = pytest.mark.django_db
FRAGE, ANTWORT = "Braucht man dafür WLAN?", "Nein. Die Schränke funken selbst.\n\nAuch im Keller."


@pytest.fixture(scope="module")
def kept_page(kept: KeepRows, roles: None) -> int:
    with kept():
        return int(publish_projekt(title="Abholschrank").pk)


@pytest.fixture
def page(kept_page: int) -> Projektseite:
    return Projektseite.objects.get(pk=kept_page)


@pytest.fixture
def rita(page: Projektseite) -> Client:
    return logged_in(person("rita"))


def ask(client: Client, page: Projektseite, **fields: str) -> Rueckmeldung:
    data = {"art": "frage", "text": FRAGE, "darf_in_artikel": "on", "zeit": opened(page)}
    assert client.post(f"/rueckmeldung/{page.pk}/", data | fields).status_code == 302
    return Rueckmeldung.objects.get(seite=page)


def decide(editor: Client, asked: Rueckmeldung, **fields: str) -> Any:
    return editor.post(
        f"/admin/snippets/wiki/rueckmeldung/edit/{asked.pk}/", {"antwort": ANTWORT} | fields
    )


def show(editor: Client, asked: Rueckmeldung, **fields: str) -> Any:
    return decide(editor, asked, im_artikel="on", **fields)


def fresh(page: Projektseite) -> Projektseite:
    return Projektseite.objects.get(pk=page.pk)


def asked_in(page: Projektseite) -> list[tuple[str, str]]:
    return [(part.name, part.text) for part in fresh(page).sections() if part.is_frage]


def test_the_form_asks_for_consent_and_it_is_kept(client: Client, page: Projektseite) -> None:
    form = client.get(f"/rueckmeldung/{page.pk}/?art=frage").content.decode()
    assert "dürfen im Artikel stehen" in form
    assert ask(client, page).darf_in_artikel
    assert (
        "dürfen im Artikel"
        not in client.get(f"/rueckmeldung/{page.pk}/?art=fehler").content.decode()
    )


def test_a_question_becomes_part_of_the_article(
    client: Client, page: Projektseite, rita: Client
) -> None:
    asked = ask(client, page, kontakt="erika.mustermann@stadt.de")
    show(rita, asked)
    assert asked_in(page) == [(FRAGE, " ".join(ANTWORT.split()))]
    text = client.get(page.url).content.decode()
    assert text.index("Fragen und Antworten") < text.index(FRAGE) < text.index("Auch im Keller")
    assert "mustermann" not in text


def test_the_search_reads_it_under_the_question(
    client: Client, page: Projektseite, rita: Client
) -> None:
    show(rita, ask(client, page))
    passages = {part.name: part.anchor for part in extract(fresh(page)).sections}
    assert passages[FRAGE] == "braucht-man-dafuer-wlan"


def test_it_is_in_the_files_of_the_page(client: Client, page: Projektseite, rita: Client) -> None:
    show(rita, ask(client, page))
    docx = DocxDocument(BytesIO(client.get(f"/export/{page.pk}.docx").content))
    said = [paragraph.text for paragraph in docx.paragraphs]
    (heading,) = (text for text in said if text.startswith(FRAGE))
    assert said[said.index(heading) + 1] == "Nein. Die Schränke funken selbst."


def test_the_redaktion_words_the_question(client: Client, page: Projektseite, rita: Client) -> None:
    asked = ask(client, page, text="Guten Tag, " + "ich frage mich. " * 20)
    assert "höchstens 200 Zeichen" in show(rita, asked).content.decode()
    show(rita, asked, frage_im_artikel=FRAGE)
    assert [name for name, _ in asked_in(page)] == [FRAGE]


def test_a_corrected_answer_takes_the_place_of_the_old_one(
    client: Client, page: Projektseite, rita: Client
) -> None:
    asked = ask(client, page)
    show(rita, asked)
    show(rita, asked, antwort="Doch.")
    assert asked_in(page) == [(FRAGE, "Doch.")]


def test_it_is_withdrawn_again(client: Client, page: Projektseite, rita: Client) -> None:
    asked = ask(client, page)
    show(rita, asked)
    decide(rita, asked)
    assert asked_in(page) == []
    assert FRAGE not in client.get(page.url).content.decode()


@pytest.mark.parametrize(
    ("asked_with", "decided_with", "reason"),
    [
        ({"darf_in_artikel": ""}, {}, "hat dem nicht zugestimmt"),
        ({"art": "fehler"}, {}, "Nur Fragen zum Artikel"),
        ({}, {"antwort": " "}, "Ohne Antwort"),
    ],
)
def test_without_consent_or_answer_it_stays_out(
    client: Client,
    page: Projektseite,
    rita: Client,
    asked_with: dict[str, str],
    decided_with: dict[str, str],
    reason: str,
) -> None:
    response = show(rita, ask(client, page, **asked_with), **decided_with)
    assert reason in response.content.decode()
    assert asked_in(page) == []


def test_an_autor_does_not_decide_but_may_tick_off(
    client: Client, page: Projektseite, rita: Client
) -> None:
    anna = logged_in(person("anna", page.kommunen.get()))
    asked = ask(client, page)
    assert "entscheidet die Redaktion" in show(anna, asked).content.decode()
    show(rita, asked)
    show(anna, asked, erledigt="on")
    asked.refresh_from_db()
    assert (asked.erledigt, len(asked_in(page))) == (True, 1)


def test_a_draft_stays_a_draft_and_gets_the_question(
    client: Client, page: Projektseite, rita: Client
) -> None:
    page.kurzfassung = "Angefangen."
    page.save_revision()
    show(rita, ask(client, page))
    assert fresh(page).kurzfassung != "Angefangen."
    draft = fresh(page).get_latest_revision_as_object()
    assert (draft.kurzfassung, [part.name for part in draft.sections()][-1]) == (
        "Angefangen.",
        FRAGE,
    )


def test_addresses_of_what_is_done_are_forgotten(client: Client, page: Projektseite) -> None:
    asked = ask(client, page, kontakt="fragt@stadt.de")
    later = timezone.now() + timedelta(days=91)
    assert forget_addresses(later) == 0
    Rueckmeldung.objects.update(erledigt=True)
    assert [forget_addresses(now) for now in (timezone.now(), later)] == [0, 1]
    asked.refresh_from_db()
    assert (asked.kontakt, asked.text) == ("", FRAGE)
