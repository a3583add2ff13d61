""" "Gibt es das schon?": similar cases for a draft, and the own Kommune as Nachnutzer."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from wagtail.models import Page, PageViewRestriction, WorkflowState

from einbettung.models import Dokument
from suche.models import Netzwerkfrage
from tests.factories import publish_projekt
from tests.integration.conftest import KeepRows, Model
from tests.integration.rollen import logged_in, person, two_kommunen
from tests.integration.seiten import BIENEN, FREIBAD
from wiki.models import Nachnutzung, Projektseite

DRAFT = {"title": "Bienen auf dem Dach", "kurzfassung": BIENEN}


@pytest.fixture(scope="module")
def kept_cases(kept: KeepRows, roles: None, fake_model: Model) -> dict[str, int]:
    """Anna writes for Heimstadt. There are two public cases and a private one that is nearest to
    the draft, indexed."""
    with kept():
        fake_model.projektion.save()
        home, away = two_kommunen()
        person("anna", home)
        found = {
            "bienen": publish_projekt(BIENEN, title="Bienenstöcke Rathausdach", kommunen=[away]),
            "freibad": publish_projekt(FREIBAD, title="Freibad-Ampel", kommunen=[home]),
            "geheim": publish_projekt(BIENEN, title="Bienen auf dem Dach", kommunen=[away]),
        }
        PageViewRestriction.objects.create(
            page=found["geheim"], restriction_type=PageViewRestriction.GROUPS
        )
        fake_model.index()
    return {name: int(page.pk) for name, page in found.items()}


@pytest.fixture
def anna(kept_cases: dict[str, int], kept_index: None) -> Client:
    return logged_in(User.objects.get(username="anna"))


@pytest.fixture
def cases(kept_cases: dict[str, int], anna: Client) -> dict[str, Projektseite]:
    return {name: Projektseite.objects.get(pk=pk) for name, pk in kept_cases.items()}


def asked(client: Client, **fields: str) -> Any:
    return client.post("/admin/projekt/doppelt/", DRAFT | fields)


@pytest.mark.real_model
@pytest.mark.usefixtures("cases")
def test_the_twin_is_named_and_private_cases_are_not_hinted_at(anna: Client) -> None:
    text = asked(anna).content.decode()
    assert "Bienenstöcke Rathausdach" in text
    assert "Fremdstadt · im Betrieb ·" in text
    assert "Freibad-Ampel" not in text
    assert 'data-zahl="1"' in text
    assert "Bienen auf dem Dach" not in text


def test_the_page_being_written_is_not_its_own_twin(
    anna: Client, cases: dict[str, Projektseite]
) -> None:
    text = asked(anna, seite=str(cases["bienen"].pk)).content.decode()
    assert 'data-zahl="0"' in text


@pytest.mark.parametrize(
    "fields", [{"title": "", "kurzfassung": ""}, {"title": "???", "kurzfassung": "\0"}]
)
def test_too_little_text_is_answered_with_silence(anna: Client, fields: dict[str, str]) -> None:
    response = asked(anna, **fields)
    assert response.status_code == 200
    assert 'data-zahl="0"' in response.content.decode()


@pytest.mark.usefixtures("cases")
def test_nothing_of_a_draft_is_kept(anna: Client) -> None:
    before = Dokument.objects.count(), Page.objects.count(), Netzwerkfrage.objects.count()
    asked(anna)
    assert (Dokument.objects.count(), Page.objects.count(), Netzwerkfrage.objects.count()) == before


@pytest.mark.parametrize("count", ["999999999", "x", "-1"])
def test_a_forged_form_is_refused_at_once(anna: Client, count: str) -> None:
    for address in ("doppelt", "guete"):
        response = anna.post(f"/admin/projekt/{address}/", DRAFT | {"inhalt-count": count})
        assert response.status_code == 400


def test_a_huge_text_is_no_error(anna: Client) -> None:
    assert asked(anna, kurzfassung="Biene " * 50_000).status_code == 200


def test_only_who_writes_pages_is_answered(anna: Client) -> None:
    stranger = logged_in(User.objects.create(username="fremd"))
    for address in ("doppelt", "guete", "nachgenutzt"):
        for client in (Client(), stranger):
            assert client.post(f"/admin/projekt/{address}/", DRAFT).status_code in {302, 403}
        assert anna.get(f"/admin/projekt/{address}/").status_code == 405


def reuse(client: Client, page: Projektseite, kommune: Any) -> Any:
    data = {"fall": str(page.pk), "nachnutzer": str(kommune.pk)}
    return client.post("/admin/projekt/nachgenutzt/", data)


def test_the_own_kommune_is_proposed_and_not_published(
    anna: Client, cases: dict[str, Projektseite]
) -> None:
    page, home = cases["bienen"], cases["freibad"].kommunen.get()
    response = reuse(anna, page, home)
    assert "zur Freigabe an die Redaktion geschickt" in response.content.decode()
    assert not Nachnutzung.objects.exists()
    draft = Projektseite.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert [row.kommune for row in draft.nachnutzungen.all()] == [home]
    assert WorkflowState.objects.get().object_id == str(page.pk)
    again = reuse(anna, page, home)
    assert (again.status_code, again.content.decode()) == (409, "Diese Kommune steht dort schon.")


def test_a_draft_of_others_is_not_lost(anna: Client, cases: dict[str, Projektseite]) -> None:
    page = cases["bienen"]
    page.kurzfassung = "Angefangen von anderen."
    page.save_revision()
    reuse(anna, page, cases["freibad"].kommunen.get())
    draft = Projektseite.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert draft.kurzfassung == "Angefangen von anderen."
    assert not WorkflowState.objects.exists()  # those who write hand it in when it is finished


def test_foreign_kommunen_and_private_cases_are_refused(
    anna: Client, cases: dict[str, Projektseite]
) -> None:
    home, away = cases["freibad"].kommunen.get(), cases["bienen"].kommunen.get()
    assert reuse(anna, cases["bienen"], away).status_code == 409
    assert "gibt es nicht" in reuse(anna, cases["geheim"], home).content.decode()
    assert anna.post("/admin/projekt/nachgenutzt/", {"fall": "x"}).status_code == 409
    assert not WorkflowState.objects.exists()


@pytest.mark.parametrize("text", ["", "Ganz anderes. " * 40])
def test_a_case_of_the_same_title_stays_while_the_text_grows(
    anna: Client, cases: dict[str, Projektseite], text: str
) -> None:
    title = "Rathausdach-Bienenstöcke"
    answer = asked(anna, title=title, kurzfassung=text).content.decode()
    assert "Bienenstöcke Rathausdach" in answer
    assert "gleicher Titel" in answer


def test_drafts_are_named_to_those_who_may_edit_them(
    anna: Client, cases: dict[str, Projektseite]
) -> None:
    for page in (cases["freibad"], cases["geheim"]):  # of the own Kommune, and of another
        page.unpublish()
    answer = asked(anna, title="Freibad Ampel", kurzfassung="").content.decode()
    assert f"/admin/pages/{cases['freibad'].pk}/edit/" in answer
    assert "Entwurf" in answer
    foreign = asked(anna, title="Bienen auf dem Dach", kurzfassung="").content.decode()
    assert f"/admin/pages/{cases['geheim'].pk}/" not in foreign
