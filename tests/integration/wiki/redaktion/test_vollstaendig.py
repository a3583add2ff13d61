"""Nothing goes online that lacks what the form asks for, whatever button is pressed."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from tests.factories import publish_projekt
from tests.integration.rollen import logged_in, person
from wiki.models import Projektseite, Projektverzeichnis, Sammelaenderung

pytestmark = pytest.mark.django_db


@pytest.fixture
def rita(roles: None) -> Client:
    return logged_in(person("rita"))


def draft(title: str, **fields: object) -> Projektseite:
    """A draft as an import leaves it."""
    page = publish_projekt(title=title)
    page.unpublish()
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision(clean=False)
    return page


def publish(client: Client, *pages: Page, **data: str) -> str:
    where = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    chosen = "&".join(f"id={page.pk}" for page in pages)
    back = reverse("projektliste:index")
    return client.post(f"{where}?{chosen}&next={back}", data, follow=True).content.decode()


def online() -> list[str]:
    return list(Projektseite.objects.live().values_list("title", flat=True))


@pytest.mark.parametrize(
    ("field", "empty", "label"),
    [
        ("status", "", "Status"),
        ("kurzfassung", "", "Kurzfassung"),
        ("kommunen", [], "Kommunen"),
        ("themen", [], "Themen"),
    ],
)
def test_many_are_published_only_if_each_is_complete(
    rita: Client, field: str, empty: object, label: str
) -> None:
    text = publish(rita, draft("Ampel"), draft("Bank", **{field: empty}))
    assert f"„Bank“ ({label})" in text
    assert "Ampel“ (" not in text
    assert (online(), Sammelaenderung.objects.count()) == ([], 0)


def test_what_waits_for_approval_is_not_published_past_it(rita: Client) -> None:
    page = publish_projekt(title="Ampel", slug="ampel")
    page.unpublish()
    page.get_workflow().start(page, person("anna"))
    text = publish(rita, page, draft("Bank"))
    assert "Das wartet auf Freigabe" in text
    assert "„Ampel“." in text
    page.refresh_from_db()
    assert (online(), page.workflow_in_progress) == ([], True)


def test_a_wrong_value_is_named_too(rita: Client) -> None:
    text = publish(rita, draft("Ampel", laufzeit_von=2024, laufzeit_bis=2020))
    assert ("„Ampel“ (Laufzeit bis (Jahr))" in text, online()) == (True, [])


@pytest.mark.parametrize(
    "block",
    [("zitat", {"text": "", "quelle": ""}), ("bild", {"bild": None}), ("dokument", None)],
)
def test_an_unfinished_block_is_named(rita: Client, block: tuple[str, object]) -> None:
    text = publish(rita, draft("Ampel", inhalt=[("loesung", [block])]))
    assert ("„Ampel“ (Abschnitte)" in text, online()) == (True, [])


def test_pages_below_are_looked_at_only_if_they_go_online_too(rita: Client) -> None:
    draft("Bank", status="")
    above = Projektverzeichnis.objects.get()
    assert "„Bank“ (Status)" in publish(rita, above, include_descendants="on")
    assert "„Bank“ (Status)" not in publish(rita, above)


def test_complete_drafts_go_online(rita: Client) -> None:
    publish(rita, draft("Ampel"), draft("Bank"))
    assert sorted(online()) == ["Ampel", "Bank"]


@pytest.mark.parametrize(("field", "label"), [("status", "Status"), ("themen", "Themen")])
def test_approval_asks_for_the_same(rita: Client, field: str, label: str) -> None:
    page = draft("Bank", **{field: [] if field == "themen" else ""})
    page.get_workflow().start(page, None)
    task = page.current_workflow_task_state
    where = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk])
    assert f"„Bank“ ({label})" in rita.post(where, follow=True).content.decode()
    assert online() == []
    reject = where.replace("approve", "reject")
    rita.post(reject, {"comment": "Bitte ergänzen."})
    assert Page.objects.get(pk=page.pk).specific.current_workflow_state.status == "needs_changes"


@pytest.mark.parametrize(("field", "label"), [("status", "Status"), ("themen", "Themen")])
def test_programs_publish_only_what_is_complete(rita: Client, field: str, label: str) -> None:
    page = draft("Bank", **{field: [] if field == "themen" else ""})
    where = reverse("wagtailadmin_api:pages:action", args=[page.pk, "publish"])
    answer = rita.post(where, content_type="application/json")
    assert (answer.status_code, f"„Bank“ ({label})" in answer.json()["message"]) == (400, True)
    assert online() == []
    page = draft("Ampel")
    where = reverse("wagtailadmin_api:pages:action", args=[page.pk, "publish"])
    assert rita.post(where, content_type="application/json").status_code == 200
    assert online() == ["Ampel"]
