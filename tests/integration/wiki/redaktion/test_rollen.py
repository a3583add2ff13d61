"""Roles: an Autor sees and edits the pages of the own Kommune only, by whatever way."""

from dataclasses import dataclass
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core import mail
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import GroupPagePermission, Page, PageViewRestriction, WorkflowState

from tests.factories import publish_projekt
from tests.integration.conftest import KeepRows
from tests.integration.rollen import form_data, logged_in, person, two_kommunen
from wiki.blocks import TEXT_FEATURES
from wiki.models import Mitarbeit, Projektseite, Projektverzeichnis, Startseite, Thema
from wiki.models.mitarbeit import is_bound
from wiki.redaktion.rollen.rechte import editable_pages, page_policy
from wiki.redaktion.rollen.rollen import TreeMissing, setup_roles

pytestmark = pytest.mark.django_db
SECRET = "Zobel"  # in every page that is not Anna's


@dataclass(frozen=True)
class House:
    """Anna writes for the Kommune of `own`; `foreign` is public, `hidden` a draft of others."""

    anna: User
    rita: User
    client: Client
    own: Projektseite
    foreign: Projektseite
    hidden: Projektseite


@pytest.fixture(scope="module")
def kept_pages(kept: KeepRows, roles: None) -> list[int]:
    with kept():
        home, away = two_kommunen()
        own = publish_projekt("Lösung hier.", title="Eigener Fall", slug="eigen", kommunen=[home])
        foreign = publish_projekt(f"{SECRET} dort.", title="Fall woanders", kommunen=[away])
        hidden = publish_projekt(title=f"Entwurf {SECRET}", kommunen=[away])
        hidden.unpublish()
        person("anna", home)
        person("rita")
    return [own.pk, foreign.pk, hidden.pk]


@pytest.fixture
def house(kept_pages: list[int]) -> House:
    anna, rita = (User.objects.get(username=name) for name in ("anna", "rita"))
    pages = [Projektseite.objects.get(pk=pk) for pk in kept_pages]
    return House(anna, rita, logged_in(anna), *pages)


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


def test_lists_reports_and_choosers_show_no_page_of_others(house: House) -> None:
    parent = Projektverzeichnis.objects.get().pk
    shown = {}
    for address in [
        reverse("wagtailadmin_explore", args=[parent]),
        "/admin/",
        "/admin/pages/search/?q=Entwurf",
        f"/admin/choose-page/{parent}/?page_type=wiki.projektseite",
        "/admin/choose-page/search/?q=Entwurf&page_type=wiki.projektseite",
        f"/admin/choose-page/chosen-multiple/?id={house.hidden.pk}&id={house.own.pk}",
        "/admin/reports/gueltigkeit/",
        "/admin/reports/index/",
        "/admin/reports/site-history/",
        "/admin/reports/aging-pages/",
        "/admin/reports/locked/",
        "/admin/reports/workflow/",
        "/admin/pages/usage/wiki/projektseite/",
    ]:
        response = house.client.get(address)
        assert response.status_code in {200, 302, 403, 404}
        shown[address] = SECRET in response.content.decode()
    assert [address for address, leaks in shown.items() if leaks] == []


def test_the_own_page_stands_in_the_explorer(house: House) -> None:
    parent = Projektverzeichnis.objects.get().pk
    text = house.client.get(reverse("wagtailadmin_explore", args=[parent])).content.decode()
    assert "Eigener Fall" in text
    assert "Fall woanders" not in text


def test_others_public_pages_can_be_linked_to(house: House) -> None:
    parent = Projektverzeichnis.objects.get().pk
    address = f"/admin/choose-page/{parent}/?page_type=wiki.projektseite"
    assert "Fall woanders" in house.client.get(address).content.decode()


def edit(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def doors(page: Page) -> dict[str, str]:
    """Every address of the CMS that does something with one page."""
    revision = page.latest_revision_id
    addresses = {
        name: reverse(f"wagtailadmin_pages:{name}", args=[page.pk])
        for name in """edit delete unpublish copy move history usage lock unlock view_draft
        preview_on_edit set_privacy convert_alias workflow_history""".split()
    }
    addresses |= {
        "compare": reverse(
            "wagtailadmin_pages:revisions_compare", args=[page.pk, "earliest", revision]
        ),
        "revert": reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, revision]),
        "version": reverse("wagtailadmin_pages:revisions_view", args=[page.pk, revision]),
        "unschedule": reverse("wagtailadmin_pages:revisions_unschedule", args=[page.pk, revision]),
        "aktuell": reverse("projekt_aktuell", args=[page.pk]),
        "add below": f"/admin/pages/{page.pk}/add_subpage/",
    }
    return addresses | {
        f"bulk {action}": f"/admin/bulk/wagtailcore/page/{action}/?id={page.pk}"
        for action in ("delete", "move", "publish", "unpublish")
    }


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("which", ["foreign", "hidden"])
def test_no_door_of_another_page_opens(house: House, which: str, method: str) -> None:
    page: Projektseite = getattr(house, which)
    before = Projektseite.objects.values().get(pk=page.pk)
    opened = {}
    for name, address in doors(page).items():
        response = getattr(house.client, method)(address, form_data(title="Gekapert"))
        text = response.content.decode()
        if response.status_code == 200 and page.title in text.replace("&quot;", ""):
            opened[name] = response.status_code
    assert opened == {}
    assert Projektseite.objects.values().get(pk=page.pk) == before


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


def test_private_pages_of_others_cannot_be_chosen(house: House) -> None:
    PageViewRestriction.objects.create(
        page=house.foreign, restriction_type=PageViewRestriction.GROUPS
    )
    parent = Projektverzeichnis.objects.get().pk
    address = f"/admin/choose-page/{parent}/?page_type=wiki.projektseite"
    assert "Fall woanders" not in house.client.get(address).content.decode()


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


def fresh(user: User) -> User:
    """As the next request loads it."""
    return User.objects.get(pk=user.pk)


def doors_beside(house: House) -> dict[str, str]:
    """What is not a page's own address: things above it, beside it, and of the whole wiki."""
    foreign, start = house.foreign, house.foreign.get_parent().get_parent()
    parent = foreign.get_parent()
    thema, kommune = Thema.objects.first(), foreign.kommunen.get()
    above = {
        f"{name} {page.slug}": reverse(f"wagtailadmin_pages:{name}", args=[page.pk])
        for name in ("edit", "delete", "unpublish", "move", "copy", "set_privacy", "lock")
        for page in (parent, start)
    }
    return above | {
        "move there": reverse("wagtailadmin_pages:move_confirm", args=[foreign.pk, parent.pk]),
        "order": reverse("wagtailadmin_pages:set_page_position", args=[foreign.pk]),
        "add text": reverse("wagtailadmin_pages:add", args=["wiki", "textseite", start.pk]),
        "add case above": reverse(
            "wagtailadmin_pages:add", args=["wiki", "projektseite", start.pk]
        ),
        "thema": f"/admin/snippets/wiki/thema/edit/{thema.pk if thema else 0}/",
        "thema delete": f"/admin/snippets/wiki/thema/delete/{thema.pk if thema else 0}/",
        "kommune": f"/admin/snippets/wiki/kommune/edit/{kommune.pk}/",
        "kommune usage": f"/admin/snippets/wiki/kommune/usage/{kommune.pk}/",
        "synonyms": "/admin/snippets/suche/synonym/",
        "tips": "/admin/snippets/luecken/redaktionstipp/",
        "users": "/admin/users/",
        "groups": "/admin/groups/",
        "workflows": "/admin/workflows/list/",
        "sites": "/admin/sites/",
        "redirects": "/admin/redirects/",
        "collections": "/admin/collections/",
    }


def test_nothing_beside_the_own_pages_opens_either(house: House) -> None:
    opened = {}
    for name, address in doors_beside(house).items():
        for method in ("get", "post"):
            data = form_data(title="Gekapert") if method == "post" else {}
            response = getattr(house.client, method)(address, data)
            if response.status_code not in {302, 403, 404, 405}:
                opened[f"{method} {name}"] = response.status_code
    assert opened == {}
    assert not Page.objects.filter(title="Gekapert").exists()


def test_an_autor_decides_about_no_workflow(house: House) -> None:
    """Not of others' pages, not of the own one."""
    doors = ("workflow_action", "collect_workflow_action_data")
    for page in (house.own, house.foreign):
        state = page.get_workflow().start(page, house.rita)
        task = state.current_task_state.pk
        for door in doors:
            for action in ("approve", "reject"):
                address = reverse(f"wagtailadmin_pages:{door}", args=[page.pk, action, task])
                house.client.post(address, {"comment": "Ja"})
        cancel = reverse("wagtailadmin_pages:confirm_workflow_cancellation", args=[page.pk])
        house.client.post(cancel)
        preview = reverse("wagtailadmin_pages:workflow_preview", args=[page.pk, task])
        shown = house.client.get(preview)
        assert page is house.own or SECRET not in shown.content.decode()
        state.refresh_from_db()
        assert state.status == WorkflowState.STATUS_IN_PROGRESS


def test_who_else_is_editing_a_page_of_others_is_not_told(house: House) -> None:
    session = EditingSession.objects.create(
        user=house.rita, content_object=house.foreign, last_seen_at=timezone.now()
    )
    address = f"/admin/editing-sessions/ping/wagtailcore/page/{house.foreign.pk}/999/"
    response = house.client.post(address)
    assert (response.status_code, b"rita" in response.content) == (404, False)
    house.client.post(f"/admin/editing-sessions/release/{session.pk}/")
    assert EditingSession.objects.filter(pk=session.pk).exists()


def test_files_of_others_are_looked_at_only(house: House) -> None:
    image = get_image_model().objects.create(
        title="Plan", file=get_test_image_file(), uploaded_by_user=house.rita
    )
    document = get_document_model().objects.create(
        title="Beschluss", file=ContentFile(b"x", "a.txt"), uploaded_by_user=house.rita
    )
    addresses = [
        reverse("wagtailimages:edit", args=[image.pk]),
        reverse("wagtailimages:delete", args=[image.pk]),
        reverse("wagtailimages:edit_multiple", args=[image.pk]),
        reverse("wagtaildocs:edit", args=[document.pk]),
        reverse("wagtaildocs:delete", args=[document.pk]),
        f"/admin/bulk/wiki/bild/delete/?id={image.pk}",
        f"/admin/bulk/wiki/bild/add_tags/?id={image.pk}",
        f"/admin/bulk/wagtaildocs/document/delete/?id={document.pk}",
    ]
    for address in addresses:
        house.client.post(address, {"title": "Gekapert", "tags": "gekapert"})
    image.refresh_from_db()
    document.refresh_from_db()
    assert (image.title, document.title) == ("Plan", "Beschluss")
    assert not image.tags.exists()


def test_a_forged_choice_does_not_tell_the_title_of_a_hidden_page(house: House) -> None:
    data = form_data(house.own.kommunen.get(), slug="eigen", kurzfassung="")
    data |= {
        "verwandte-TOTAL_FORMS": "1",
        "verwandte-0-ziel": str(house.hidden.pk),
        "verwandte-0-ORDER": "1",
        "inhalt-count": "1",
        "inhalt-0-deleted": "",
        "inhalt-0-order": "0",
        "inhalt-0-type": "loesung",
        "inhalt-0-value-count": "1",
        "inhalt-0-value-0-deleted": "",
        "inhalt-0-value-0-order": "0",
        "inhalt-0-value-0-type": "projekt",
        "inhalt-0-value-0-value": str(house.hidden.pk),
    }
    response = house.client.post(edit(house.own), data | {"action-submit": "1"})
    assert response.status_code == 200
    assert SECRET not in response.content.decode()


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
