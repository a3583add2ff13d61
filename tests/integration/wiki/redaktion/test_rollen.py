"""Roles: an Autor sees and edits the pages of the own Kommune only, by whatever way."""

import logging
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import GroupPagePermission, Page, WorkflowState

from tests.integration.rollen import edit, form_data, fresh, logged_in, person
from wiki.blocks import TEXT_FEATURES
from wiki.models import Mitarbeit, Projektseite, Projektverzeichnis, Startseite
from wiki.models.mitarbeit import is_bound
from wiki.redaktion.rollen.rechte import editable_pages, page_policy
from wiki.redaktion.rollen.rollen import TreeMissing, setup_roles

from .conftest import House

pytestmark = pytest.mark.django_db


def test_roles_need_a_tree() -> None:
    for home in Startseite.objects.all():
        home.delete()
    with pytest.raises(TreeMissing):
        setup_roles()


def test_setting_up_twice_changes_nothing(house: House) -> None:
    before = GroupPagePermission.objects.count(), Group.objects.count()
    call_command("setup_rollen", stdout=StringIO())
    assert (GroupPagePermission.objects.count(), Group.objects.count()) == before


def test_an_autor_is_bound_and_the_redaktion_is_not(house: House) -> None:
    assert is_bound(house.anna)
    assert not is_bound(house.rita)


def test_who_is_autor_and_redaktion_is_not_bound(house: House) -> None:
    house.anna.groups.add(Group.objects.get(name="Redaktion"))
    assert not is_bound(User.objects.get(pk=house.anna.pk))


def test_an_autor_may_edit_the_own_page_only(house: House) -> None:
    assert [page.pk for page in editable_pages(house.anna)] == [house.own.pk]


def test_the_policy_says_the_same_of_single_pages(house: House) -> None:
    policy = page_policy()
    may = [
        policy.user_has_any_permission_for_instance(house.anna, {"change", "add"}, page)
        for page in (house.own, house.foreign, house.hidden)
    ]
    assert may == [True, False, False]


def test_owning_a_published_page_of_others_gives_no_right(house: House) -> None:
    Page.objects.filter(pk=house.foreign.pk).update(owner=house.anna)
    page = Page.objects.get(pk=house.foreign.pk)  # not the Projektseite: Wagtail must look deeper
    assert not page.permissions_for_user(User.objects.get(pk=house.anna.pk)).can_edit()


def test_without_mitarbeit_nothing_is_editable(house: House) -> None:
    Mitarbeit.objects.all().delete()
    assert not editable_pages(User.objects.get(pk=house.anna.pk)).exists()
    assert logged_in(house.anna).get(edit(house.own)).status_code == 302


def test_an_autor_may_not_publish_or_delete_the_own_page(house: House) -> None:
    rights = house.own.permissions_for_user(house.anna)
    assert rights.can_edit()
    assert not any([rights.can_publish(), rights.can_unpublish(), rights.can_delete()])


def test_an_empty_title_is_a_draft_that_waits(house: House) -> None:
    """Only a title is needed to save; the Kommune comes with the form."""
    parent = Projektverzeichnis.objects.get().pk
    address = reverse("wagtailadmin_pages:add", args=["wiki", "projektseite", parent])
    form = house.client.get(address).context["form"]
    assert [kommune.name for kommune in form.initial["kommunen"]] == ["Heimstadt"]
    data = form_data(kurzfassung="", themen=[], status="")
    assert house.client.post(address, data).status_code == 302
    page = Projektseite.objects.get(slug=data["slug"])
    assert not page.live
    assert page in Projektseite.objects.filter(pk__in=editable_pages(fresh(house.anna)))


def test_a_title_that_others_have_used_is_no_error(house: House) -> None:
    parent = Projektverzeichnis.objects.get().pk
    address = reverse("wagtailadmin_pages:add", args=["wiki", "projektseite", parent])
    data = form_data(house.own.kommunen.get(), slug="eigen")
    assert house.client.post(address, data).status_code == 302
    assert Projektseite.objects.filter(slug="eigen-2").exists()


def test_a_case_for_others_alone_is_refused(house: House) -> None:
    parent = Projektverzeichnis.objects.get().pk
    address = reverse("wagtailadmin_pages:add", args=["wiki", "projektseite", parent])
    response = house.client.post(address, form_data(house.foreign.kommunen.get()))
    assert "Bitte wählen Sie auch Ihre eigene Kommune aus" in response.content.decode()
    assert not Projektseite.objects.filter(slug="ampel-am-freibad").exists()


def einschaetzung(html: str) -> dict[str, str]:
    """An article with nothing else, as the editor sends it."""
    draft = ContentstateConverter(TEXT_FEATURES).from_database_format(html)
    return {
        "inhalt-count": "1",
        "inhalt-0-deleted": "",
        "inhalt-0-order": "0",
        "inhalt-0-type": "einschaetzung",
        "inhalt-0-value-stand": "2026-11-28",
        "inhalt-0-value-inhalt-count": "1",
        "inhalt-0-value-inhalt-0-deleted": "",
        "inhalt-0-value-inhalt-0-order": "0",
        "inhalt-0-value-inhalt-0-type": "text",
        "inhalt-0-value-inhalt-0-value": draft,
    }


def test_an_autor_does_not_speak_for_the_redaktion(house: House) -> None:
    data = form_data(house.own.kommunen.get(), slug="eigen") | einschaetzung(
        "<p>Wir sind toll.</p>"
    )
    errors = house.client.post(edit(house.own), data).context["form"].errors.as_data()
    assert "Die Einschätzung schreibt die Redaktion" in str(errors["inhalt"][0].non_block_errors)


def test_the_redaktion_writes_an_einschaetzung(house: House) -> None:
    data = form_data(house.own.kommunen.get(), slug="eigen") | einschaetzung("<p>Gut gemacht.</p>")
    logged_in(house.rita).post(edit(house.own), data)
    house.own.refresh_from_db()
    (section,) = house.own.get_latest_revision_as_object().sections()
    assert (section.name, section.text) == ("Einschätzung der Redaktion", "Gut gemacht.")


def test_an_autor_proposes_and_the_redaktion_publishes(house: House) -> None:
    parent = Projektverzeichnis.objects.get().pk
    address = reverse("wagtailadmin_pages:add", args=["wiki", "projektseite", parent])
    data = form_data(house.own.kommunen.get())
    house.client.post(address, data | {"action-submit": "1"})
    page = Projektseite.objects.get(slug=data["slug"])
    assert (page.live, WorkflowState.objects.get().status) == (False, "in_progress")
    assert [message.to for message in mail.outbox] == [["rita@stadt.example"]]
    rita = logged_in(house.rita)
    assert "Ampel am Freibad" in rita.get("/admin/").content.decode()
    task = page.current_workflow_task_state
    rita.post(
        reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk]),
        {"comment": "Danke!"},
    )
    page.refresh_from_db()
    assert page.live


def test_an_autor_cannot_publish_by_a_forged_button(house: House) -> None:
    data = form_data(house.own.kommunen.get(), slug="eigen", title="Ungeprüft")
    house.client.post(edit(house.own), data | {"action-publish": "1"})
    house.own.refresh_from_db()
    assert house.own.title == "Eigener Fall"


@pytest.mark.parametrize("name", ["rita", "anna"])
def test_only_the_leitung_says_who_writes_for_whom(house: House, name: str) -> None:
    client = logged_in(getattr(house, name))
    assert client.get("/admin/mitarbeit/").status_code == 403


def test_the_leitung_says_who_writes_for_whom(house: House) -> None:
    client = logged_in(person("lea"))
    assert "Heimstadt" in client.get("/admin/mitarbeit/").content.decode()
    away = house.foreign.kommunen.get()
    client.post("/admin/mitarbeit/new/", {"benutzer": house.anna.pk, "kommune": away.pk})
    pages: Any = editable_pages(fresh(house.anna))
    assert {page.pk for page in pages} == {house.own.pk, house.foreign.pk, house.hidden.pk}


def test_accounts_that_are_closed_or_deleted_at_once_are_in_the_log(
    house: House, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger("wiki"), "propagate", True)
    client, anna = logged_in(person("lea")), house.anna.pk
    closing = {"mark_as_active": "False"}
    client.post(f"/admin/bulk/auth/user/set_active_state/?id={anna}", closing)
    assert not fresh(house.anna).is_active
    User.objects.filter(pk=anna).delete()
    said = {r.getMessage() for r in caplog.records if r.name == "wiki.sicherheit"}
    assert said >= {f"Konto offen: Konto {anna}, False", f"Konto gelöscht: Konto {anna}"}


def test_the_leitung_makes_no_administrator_and_changes_none(house: House) -> None:
    boss = User.objects.create_superuser("chef", "chef@stadt.example", "ein-langes-wort-7")
    client = logged_in(person("lea"))
    data = {"username": "chef", "email": "x@stadt.example", "is_active": "on"}
    fields = {"first_name": "A", "last_name": "B", "password1": "", "password2": ""}
    client.post(f"/admin/users/edit/{boss.pk}/", data | fields)
    anna = {"username": "anna", "email": "x@stadt.example", "is_superuser": "on"}
    client.post(f"/admin/users/edit/{house.anna.pk}/", anna | fields)
    client.post(f"/admin/bulk/auth/user/set_active_state/?id={boss.pk}", {"mark_as_active": ""})
    boss.refresh_from_db()
    assert (boss.email, boss.is_active) == ("chef@stadt.example", True)
    assert not fresh(house.anna).is_superuser
    del anna["is_superuser"]
    client.post(f"/admin/users/edit/{house.anna.pk}/", anna | fields)
    assert fresh(house.anna).email == "x@stadt.example"
