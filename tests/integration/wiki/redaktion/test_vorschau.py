"""What the CMS shows of a page before it is online."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import publish_projekt
from tests.integration.rollen import logged_in, person
from wiki.models import Projektseite, Veranstaltung
from wiki.models.seiten import Veranstaltungsverzeichnis

pytestmark = pytest.mark.django_db


@pytest.fixture
def rita(roles: None) -> Client:
    return logged_in(person("rita"))


@pytest.fixture
def shown() -> Projektseite:
    return publish_projekt(title="Ampel am Freibad")


def form_of(projekt: Projektseite) -> dict[str, Any]:
    fields = {"title": "Treffen", "slug": "neu", "kurzfassung": "x", "datum": "2026-01-01"}
    rows = {"quellen-TOTAL_FORMS": "0", "quellen-INITIAL_FORMS": "0"}
    blocks = {"programm-count": "0", "inhalt-count": "0"}
    return fields | rows | blocks | {"ort": "Trier", "projekte": [projekt.pk]}


def meeting(projekt: Projektseite) -> Veranstaltung:
    page = Veranstaltung(
        title="Treffen", slug="t", kurzfassung="x", datum="2026-01-01", ort="Trier", live=False
    )
    page.projekte = [projekt]
    Veranstaltungsverzeichnis.objects.get().add_child(instance=page)
    page.save_revision()
    return page


def test_the_draft_of_a_meeting_shows_its_projects(rita: Client, shown: Projektseite) -> None:
    where = reverse("wagtailadmin_pages:view_draft", args=[meeting(shown).pk])
    assert shown.title in rita.get(where).content.decode()


def test_a_meeting_is_shown_while_somebody_writes(rita: Client, shown: Projektseite) -> None:
    above = Veranstaltungsverzeichnis.objects.get().pk
    new = reverse("wagtailadmin_pages:preview_on_add", args=["wiki", "veranstaltung", above])
    old = reverse("wagtailadmin_pages:preview_on_edit", args=[meeting(shown).pk])
    for where in (new, old):
        assert rita.post(where, form_of(shown)).json()["is_valid"]
        assert shown.title in rita.get(where).content.decode()
