"""What authors see of Wagtail: menus, buttons, mails, images, and being logged out."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.blocks import StructBlockValidationError
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from tests.factories import publish_projekt
from tests.integration.rollen import fresh, logged_in, person
from wiki.blocks import OHNE_BESCHREIBUNG, BeschriebenesBild
from wiki.models import Projektseite, Projektverzeichnis, Startseite, Textseite

ASKS = {"X-Requested-With": "XMLHttpRequest"}
CREDIT = {"urheber": "Erika Muster", "lizenz": "cc0-1.0", "quelle": "Stadtarchiv"}


@pytest.fixture
def own(anna: User) -> Projektseite:
    kommune = anna.mitarbeit.get().kommune
    return publish_projekt(title="Eigener Fall", slug="eigen", kommunen=[kommune])


@pytest.mark.django_db
def test_an_open_editor_learns_that_its_author_is_logged_out() -> None:
    assert Client().get("/admin/angemeldet/", headers=ASKS).json() == {"token": None}
    assert Client().get("/admin/angemeldet/").headers["Location"].startswith("/konto/login/")


def test_an_open_editor_gets_a_token_that_counts(anna: User, own: Projektseite) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(anna)
    token = client.get("/admin/angemeldet/", headers=ASKS).json()["token"]
    address = reverse("projekt_guete")
    assert client.post(address, {"title": "Ampel"}).status_code == 403
    assert client.post(address, {"csrfmiddlewaretoken": token}).status_code == 200


def test_the_help_is_ours(anna: User, start: Startseite) -> None:
    start.add_child(
        instance=Textseite(title="So schreiben Sie einen Fall", slug="schreiben", text="<p>So.</p>")
    )
    menus = logged_in(anna).get("/admin/").content.decode()
    assert "So schreiben Sie einen Fall" in menus
    assert "guide.wagtail.org/en-latest/releases" not in menus
    assert "releases/new-in-wagtail" not in menus


def test_one_draft_is_called_one_and_the_cms_bears_our_sign(anna: User) -> None:
    parent = Projektverzeichnis.objects.get()
    parent.add_child(instance=Projektseite(title="Halb", slug="halb", live=False, owner=anna))
    page = logged_in(anna).get("/admin/").content.decode()
    assert "1</span> Entwurf, noch nicht eingereicht" in page
    assert "img/zeichen.svg" in page.partition("data-wagtail-sidebar-branding-logo")[2][:200]
    assert "- Digitale Städte</title>" in " ".join(page.split())


@pytest.mark.parametrize("name", ["anna", "rita", "lea"])
@pytest.mark.parametrize("address", ["gibt-es-nicht/", "pages/999999/edit/"])
def test_what_the_cms_does_not_have_is_missing_and_not_forbidden(
    anna: User, name: str, address: str
) -> None:
    user = anna if name == "anna" else person(name)
    answer = logged_in(user).get(f"/admin/{address}")
    assert answer.status_code == 404
    assert "Das gibt es in der Redaktion nicht (mehr)" in answer.content.decode()
    assert f'href="{reverse("papierkorb")}"' in answer.content.decode()


def test_before_a_page_is_taken_offline_one_learns_what_that_means(own: Projektseite) -> None:
    where = reverse("wagtailadmin_pages:unpublish", args=[own.pk])
    page = logged_in(person("rita")).get(where).content.decode()
    assert "Sie bleibt als Entwurf stehen" in page
    assert "Benutzt an 0" not in page


def edit(page: Projektseite) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def decide(client: Client, page: Projektseite, action: str, comment: str) -> None:
    task = page.current_workflow_task_state.pk
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, task])
    client.post(address, {"comment": comment})


def test_what_is_to_be_changed_is_said_wherever_the_author_looks(
    anna: User, own: Projektseite
) -> None:
    client, rita = logged_in(anna), logged_in(person("rita"))
    assert "Bei der Redaktion einreichen" in client.get(edit(own)).content.decode()
    own.get_workflow().start(own, anna)
    offered = rita.get(edit(own)).content.decode()
    assert 'data-workflow-action-name="approve"' in offered
    assert 'name="action-publish"' not in offered
    decide(rita, own, "reject", "Was hat es <gekostet>?")
    for address in ("/admin/", edit(own)):
        assert "„Was hat es &lt;gekostet&gt;?“" in client.get(address).content.decode()
    assert "Erneut bei der Redaktion einreichen" in client.get(edit(own)).content.decode()
    letter = mail.outbox[-1]
    assert (letter.to, letter.subject) == (
        ["anna@stadt.example"],
        "Bitte noch etwas ändern: Eigener Fall",
    )
    assert "Was hat es <gekostet>?" in letter.body


def test_who_writes_no_more_for_a_kommune_reads_no_more_remarks(
    anna: User, own: Projektseite
) -> None:
    own.get_workflow().start(own, anna)
    task = Projektseite.objects.get(pk=own.pk).current_workflow_task_state
    task.reject(user=person("rita"), comment="Bitte kürzer.")
    anna.mitarbeit.all().delete()
    assert "Bitte kürzer." not in logged_in(fresh(anna)).get("/admin/").content.decode()


def test_an_approval_tells_the_author_where_to_read_it(
    anna: User, own: Projektseite, settings: Any
) -> None:
    own.get_workflow().start(own, anna)
    assert mail.outbox == []  # nobody approves yet
    decide(logged_in(person("rita")), own, "approve", "")
    assert f"{settings.WAGTAILADMIN_BASE_URL}/projekte/eigen/" in mail.outbox[-1].body
    assert "Dazu schreibt sie" not in mail.outbox[-1].body


def test_an_approval_tells_the_author_what_was_remarked(anna: User, own: Projektseite) -> None:
    own.get_workflow().start(own, anna)
    decide(logged_in(person("rita")), own, "approve", "Danke, sehr <gut>.")
    assert "Dazu schreibt sie: Danke, sehr <gut>." in mail.outbox[-1].body


def test_an_approval_tells_the_author_when_it_will_be_read(anna: User, own: Projektseite) -> None:
    own.unpublish()
    own.go_live_at = datetime(2090, 3, 1, 7, tzinfo=UTC)
    own.save_revision()
    own.get_workflow().start(own, anna)
    decide(logged_in(person("rita")), own, "approve", "")
    assert "Der Text erscheint am 1. März 2090, 08:00 Uhr." in mail.outbox[-1].body
    assert "Zu lesen unter" not in mail.outbox[-1].body


def test_no_image_is_uploaded_without_a_description(anna: User) -> None:
    client, picture = logged_in(anna), get_test_image_file().file.getvalue()
    for described in ("", "Plan des Rathauses"):
        file = SimpleUploadedFile("plan.png", picture, "image/png")
        data = {"title": "Plan", "description": described, "file": file, **CREDIT}
        client.post(reverse("wagtailimages:add"), data)
    assert get_image_model().objects.get().description == "Plan des Rathauses"


@pytest.mark.django_db
@pytest.mark.parametrize(("text", "decorative"), [("Ein Plan", False), ("", True)])
def test_an_image_in_an_article_is_described_or_decoration(text: str, decorative: bool) -> None:
    image = get_image_model().objects.create(title="Plan", file=get_test_image_file())
    image.contextual_alt_text, image.decorative = text, decorative
    assert BeschriebenesBild().clean(image) is image
    image.contextual_alt_text, image.decorative = "", False
    with pytest.raises(StructBlockValidationError) as refused:
        BeschriebenesBild().clean(image)
    assert OHNE_BESCHREIBUNG in str(refused.value.block_errors["alt_text"])
