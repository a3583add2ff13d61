"""The Redaktion sees what has changed, section by section, with remarks, and decides there."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from wagtail.models import Comment

from tests.factories import publish_projekt
from tests.integration.rollen import logged_in, person
from wiki.models import Projektseite


@pytest.fixture
def submitted(anna: User) -> Projektseite:
    """A published page, changed and handed in by its author."""
    kommunen = [anna.mitarbeit.get().kommune]
    page: Projektseite = publish_projekt(
        title="Ampel",
        slug="ampel",
        kommunen=kommunen,
        kurzfassung="Alt.",
        inhalt=[
            ("ausgangslage", [("text", "<p>Papier im Amt.</p>")]),
            ("loesung", [("text", "<p>Ein Portal.</p>")]),
        ],
    )
    page.kurzfassung = "Neu."
    sections = [(child.block_type, child.value, child.id) for child in page.inhalt]
    page.inhalt = [(kind, value) for kind, value, _ in sections]
    for child, (_, _, ident) in zip(page.inhalt, sections, strict=True):
        child.id = ident
    page.inhalt[0].value[0].value.source = "<p>Kreide im Amt.</p>"
    page.inhalt.append(("ergebnis", [("text", "<p>Weniger Wege.</p>")]))
    page.save_revision(user=anna)
    page.get_workflow().start(page, anna)
    return page


def address(page: Projektseite) -> str:
    return reverse("projekt_pruefen", args=[page.pk])


def test_each_section_shows_what_has_changed(submitted: Projektseite) -> None:
    answer = logged_in(person("rita")).get(address(submitted))
    places = [(place.name, place.art) for place in answer.context["stellen"]]
    assert places == [
        ("Kurzfassung", "geändert"),
        ("Ausgangslage", "geändert"),
        ("Ergebnis und Wirkung", "neu"),
    ]
    page = answer.content.decode()
    assert '<span class="deletion">Papier' in page
    assert '<span class="addition">Kreide' in page
    assert answer.context["gleich"] == ["Lösung"]


def test_remarks_stand_beside_their_section(submitted: Projektseite, anna: User) -> None:
    place = f"inhalt.{submitted.inhalt[0].id}.x"
    Comment.objects.create(page=submitted, user=anna, text="Stimmt das?", contentpath=place)
    Comment.objects.create(page=submitted, user=anna, text="Und hier?", contentpath="partner")
    context = logged_in(person("rita")).get(address(submitted)).context
    assert [c.text for c in context["stellen"][1].bemerkungen] == ["Stimmt das?"]
    assert [c.text for c in context["weitere"]] == ["Und hier?"]


@pytest.mark.parametrize(("action", "live"), [("approve", "Neu."), ("reject", "Alt.")])
def test_the_decision_is_made_there(submitted: Projektseite, action: str, live: str) -> None:
    rita = logged_in(person("rita"))
    target = rita.get(address(submitted)).context[action]
    rita.post(target, {"comment": "Bitte kürzer."})
    assert Projektseite.objects.get(pk=submitted.pk).kurzfassung == live


def test_who_does_not_decide_is_sent_to_the_form(submitted: Projektseite, anna: User) -> None:
    answer = logged_in(anna).get(address(submitted))
    assert answer.headers["Location"] == reverse("wagtailadmin_pages:edit", args=[submitted.pk])


def test_the_first_page_of_the_cms_leads_there(submitted: Projektseite) -> None:
    assert address(submitted) in logged_in(person("rita")).get("/admin/").content.decode()
