"""A reader proposes a text; the Redaktion sees the difference and makes a draft of it."""

from typing import Any

import pytest
from django.test import Client

from tests.factories import KommuneFactory, publish_projekt
from tests.integration.conftest import KeepRows
from tests.integration.rollen import logged_in, person
from tests.integration.wiki.mitmachen.forms import opened
from wiki.models import Projektseite, Rueckmeldung

pytestmark = pytest.mark.django_db
HTML = "<p>Das <b>Rathaus</b> hat zwei Schränke.</p><p>Sie kosten zehn Euro.</p>"
BEFORE = "Das Rathaus hat zwei Schränke.\n\nSie kosten zehn Euro."
AFTER = BEFORE.replace("zehn", "zwölf")


@pytest.fixture(scope="module")
def kept_page(kept: KeepRows, roles: None) -> int:
    with kept():
        page = publish_projekt(title="Schrank", kommunen=[KommuneFactory()])
        page.inhalt = [("text", [("text", HTML)])]
        page.save_revision().publish()
    return int(page.pk)


@pytest.fixture
def page(kept_page: int) -> Projektseite:
    return Projektseite.objects.get(pk=kept_page)


def block_of(page: Projektseite) -> str:
    return str(page.inhalt[0].value[0].id)


def propose(client: Client, page: Projektseite, text: str = AFTER, **fields: str) -> Any:
    data = {
        "art": "fehler",
        "text": "Der Preis ist gestiegen.",
        "baustein": block_of(page),
        "vorschlag": text.replace("\n", "\r\n"),
        "zeit": opened(page),
    }
    return client.post(f"/rueckmeldung/{page.pk}/", data | fields)


def take_over(editor: Client, proposed: Rueckmeldung) -> Any:
    return editor.post(f"/admin/rueckmeldung/{proposed.pk}/uebernehmen/", follow=True)


def draft_of(page: Projektseite) -> str:
    draft = Projektseite.objects.get(pk=page.pk).get_latest_revision_as_object()
    return str(draft.inhalt[0].value[0].value.source)


def test_the_form_shows_the_text_as_it_stands(client: Client, page: Projektseite) -> None:
    form = client.get(f"/rueckmeldung/{page.pk}/?art=fehler").content.decode()
    assert f"text={block_of(page)}" in form
    asked = client.get(f"/rueckmeldung/{page.pk}/", {"art": "fehler", "text": block_of(page)})
    assert "Sie kosten zehn Euro." in asked.content.decode()


def test_a_proposal_becomes_a_draft_that_keeps_its_markup(
    client: Client, page: Projektseite
) -> None:
    propose(client, page)
    rita, proposed = logged_in(person("rita")), Rueckmeldung.objects.get()
    form = rita.get(f"/admin/snippets/wiki/rueckmeldung/edit/{proposed.pk}/").content.decode()
    assert "<del>zehn</del><ins>zwölf</ins>" in form
    take_over(rita, proposed)
    assert (
        draft_of(page)
        == "<p>Das <b>Rathaus</b> hat zwei Schränke.</p><p>Sie kosten zwölf Euro.</p>"
    )
    assert "zehn Euro" in client.get(page.url).content.decode()


def test_an_unchanged_text_is_no_proposal(client: Client, page: Projektseite) -> None:
    propose(client, page, BEFORE)
    kept = Rueckmeldung.objects.get()
    assert (kept.text, kept.vorschlag, kept.baustein) == ("Der Preis ist gestiegen.", "", "")


def test_a_text_that_is_gone_is_said_so(client: Client, page: Projektseite) -> None:
    response = propose(client, page, baustein="weg")
    assert (response.status_code, "steht nicht mehr" in response.content.decode()) == (400, True)


def test_what_was_changed_meanwhile_is_not_written_over(client: Client, page: Projektseite) -> None:
    propose(client, page)
    page.inhalt[0].value[0] = ("text", "<p>Ganz neu.</p>", block_of(page))
    page.save_revision()
    answer = take_over(logged_in(person("rita")), Rueckmeldung.objects.get())
    assert "inzwischen geändert" in answer.content.decode()
    assert draft_of(page) == "<p>Ganz neu.</p>"


def test_markup_of_a_reader_stays_text(client: Client, page: Projektseite) -> None:
    propose(client, page, "<script>alert(1)</script>")
    take_over(logged_in(person("rita")), Rueckmeldung.objects.get())
    assert draft_of(page) == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"


def test_an_autor_of_another_kommune_takes_nothing_over(client: Client, page: Projektseite) -> None:
    propose(client, page)
    anna = logged_in(person("anna", KommuneFactory()))
    assert take_over(anna, Rueckmeldung.objects.get()).status_code == 404
    assert draft_of(page) == HTML
