"""No way of the CMS leads an Autor to what is not theirs."""

import json
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Page, PageViewRestriction, WorkflowState

from tests.integration.rollen import edit, form_data
from wiki.models import Projektseite, Projektverzeichnis, Thema
from wiki.redaktion.form.project_form import _named_in
from wiki.redaktion.rollen.eingang import EINGANG
from wiki.redaktion.rollen.hidden_page_guard import without_hidden

from .conftest import SECRET, House

pytestmark = pytest.mark.django_db


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


@pytest.mark.parametrize("address", ["wagtailadmin_explore", "wagtailadmin_explore_results"])
def test_the_explorer_leads_to_a_page_and_lets_it_be_ticked(house: House, address: str) -> None:
    text = house.client.get(reverse(address, args=[house.own.get_parent().pk])).content.decode()
    assert f'<a href="{edit(house.own)}"' in text
    assert f'data-object-id="{house.own.pk}"' in text


def test_the_own_page_stands_in_the_explorer(house: House) -> None:
    parent = Projektverzeichnis.objects.get().pk
    text = house.client.get(reverse("wagtailadmin_explore", args=[parent])).content.decode()
    assert "Eigener Fall" in text
    assert "Fall woanders" not in text


def test_others_public_pages_can_be_linked_to(house: House) -> None:
    parent = Projektverzeichnis.objects.get().pk
    address = f"/admin/choose-page/{parent}/?page_type=wiki.projektseite"
    assert "Fall woanders" in house.client.get(address).content.decode()


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


def test_private_pages_of_others_cannot_be_chosen(house: House) -> None:
    PageViewRestriction.objects.create(
        page=house.foreign, restriction_type=PageViewRestriction.GROUPS
    )
    parent = Projektverzeichnis.objects.get().pk
    address = f"/admin/choose-page/{parent}/?page_type=wiki.projektseite"
    assert "Fall woanders" not in house.client.get(address).content.decode()


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


# The form of a page whose content is one section with one block; what the block holds comes beside.
ONE_BLOCK = {
    "inhalt-count": "1",
    "inhalt-0-deleted": "",
    "inhalt-0-order": "0",
    "inhalt-0-type": "loesung",
    "inhalt-0-value-count": "1",
    "inhalt-0-value-0-deleted": "",
    "inhalt-0-value-0-order": "0",
}


def test_a_forged_choice_does_not_tell_the_title_of_a_hidden_page(house: House) -> None:
    data = form_data(house.own.kommunen.get(), slug="eigen", kurzfassung="")
    data |= ONE_BLOCK | {
        "verwandte-TOTAL_FORMS": "1",
        "verwandte-0-ziel": str(house.hidden.pk),
        "verwandte-0-ORDER": "1",
        "inhalt-0-value-0-type": "projekt",
        "inhalt-0-value-0-value": str(house.hidden.pk),
    }
    response = house.client.post(edit(house.own), data | {"action-submit": "1"})
    assert response.status_code == 200
    assert SECRET not in response.content.decode()


def linking(kind: str, number: object) -> str:
    """A text with a link, as the editor sends it."""
    entity = {"type": kind, "mutability": "MUTABLE", "data": {"id": number}}
    block = {"key": "a", "text": "Siehe dort", "type": "unstyled", "depth": 0}
    ranges = [{"offset": 0, "length": 5, "key": 0}]
    block |= {"inlineStyleRanges": [], "entityRanges": ranges}
    return json.dumps({"blocks": [block], "entityMap": {"0": entity}})


def hidden_file(model: Any, content: Any) -> Any:
    """A file of somebody else that waits for approval."""
    row = model(title="Zobelakte", collection=Collection.objects.get(name=EINGANG))
    row.file.save(content.name, content, save=False)
    row.save()
    return row


def forged(house: House, kind: str) -> dict[str, str]:
    """The fields of a block that names what Anna may not know."""
    page, pdf = house.hidden.pk, ContentFile(b"%PDF-1.7", name="zobel.pdf")
    if kind == "bild":
        image = hidden_file(get_image_model(), get_test_image_file("zobel.png"))
        return {"type": "bild", "value-bild-image": str(image.pk), "value-unterschrift": "x"}
    document = hidden_file(get_document_model(), pdf).pk
    values = {
        "link": ("text", linking("LINK", page)),
        "link with a blank": ("text", linking("LINK", f" {page}")),
        "link in other letters": (
            "text",
            linking("LINK", page).replace("entityMap", "entity\\u004dap"),
        ),
        "link to a file": ("text", linking("DOCUMENT", document)),
        "projekt with a blank": ("projekt", f" {page}"),
        "dokument": ("dokument", str(document)),
    }
    return {"type": values[kind][0], "value": values[kind][1]}


KINDS = """link, link with a blank, link in other letters, link to a file, projekt with a blank,
dokument, bild"""


@pytest.mark.parametrize("kind", [" ".join(kind.split()) for kind in KINDS.split(",")])
def test_a_forged_block_tells_nothing_of_what_is_hidden(house: House, kind: str) -> None:
    hidden = Page.objects.get(pk=house.hidden.pk)
    hidden.slug = "zobelbau"
    hidden.save()
    data = form_data(house.own.kommunen.get(), slug="eigen") | ONE_BLOCK
    data |= {f"inhalt-0-value-0-{name}": value for name, value in forged(house, kind).items()}
    answer = house.client.post(edit(house.own), data, headers={"Accept": "application/json"})
    assert answer.json()["success"]
    assert "zobel" not in house.client.get(edit(house.own)).content.decode().lower()


def test_what_the_page_links_to_already_stays(house: House) -> None:
    link = f'<p><a linktype="page" id="{house.hidden.pk}">Siehe</a> dort</p>'
    house.own.inhalt = [("loesung", [("text", link)])]
    kept = set(_named_in(house.own))
    data = QueryDict(mutable=True)
    data["text"] = linking("LINK", house.hidden.pk)
    assert without_hidden(data, house.anna, kept)["text"] == data["text"]
    assert '"id"' not in without_hidden(data, house.anna, ())["text"]


def test_the_last_changes_name_no_draft_of_others(house: House) -> None:
    """Who entered the own town below a case of others has changed it, and may read it no further
    than it is public."""
    house.hidden.save_revision(user=house.anna, log_action="wagtail.edit")
    house.own.save_revision(user=house.anna, log_action="wagtail.edit")
    last = house.client.get("/admin/").content.decode().split("Ihre letzten Änderungen")[1]
    assert house.own.title in last
    assert house.hidden.title not in last
