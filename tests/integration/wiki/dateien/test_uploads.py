"""Uploads in the CMS: what they hold is looked at, and what an Autor uploads waits for approval."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, GroupCollectionPermission

from tests.clamd import EICAR
from tests.factories import publish_projekt
from tests.integration.rollen import logged_in, person
from tests.scanner_process import scanner_running
from wiki.dateien.exceptions import ContentDiffers
from wiki.redaktion.rollen.eingang import EINGANG, waiting_files
from wiki.redaktion.rollen.rollen import setup_roles
from wiki.visibility import anonymous_request, visible_documents

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]
Document = get_document_model()
PDF = b"%PDF-1.7 Akte"


@pytest.fixture(scope="module")
def scanner() -> Iterator[str]:
    with scanner_running() as address:
        yield address


def upload(client: Client, data: bytes, name: str = "akte.pdf") -> str:
    """Uploads a document as the form of the CMS does; what the page says then."""
    answer = client.post(
        reverse("wagtaildocs:add_multiple"),
        {"title": "Akte", "files[]": SimpleUploadedFile(name, data)},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    return answer.content.decode("unicode-escape", errors="ignore")


def test_a_document_that_is_none_is_refused() -> None:
    said = upload(logged_in(person("rita")), b"only words")
    assert "passt nicht zu ihrer Endung" in said
    assert "Dateiendung" not in said  # that of no file is not allowed, Wagtail says
    assert not Document.objects.exists()


def test_the_chooser_asks_too() -> None:
    form = {
        "document-chooser-upload-title": "Akte",
        "document-chooser-upload-file": SimpleUploadedFile("akte.pdf", b"only words"),
    }
    said = logged_in(person("rita")).post(reverse("wagtaildocs_chooser:create"), form)
    assert "passt nicht zu ihrer Endung" in said.content.decode("unicode-escape")
    assert not Document.objects.exists()


@pytest.mark.parametrize("committed", [True, False])
def test_a_file_that_came_without_a_form_is_looked_at(committed: bool) -> None:
    document = Document(title="Akte")
    document.file = ContentFile(b"only words", name="akte.pdf")
    if committed:
        document.file.save("akte.pdf", ContentFile(b"only words"), save=False)
    with pytest.raises(ContentDiffers):
        document.save()
    assert not Document.objects.exists()


def test_a_virus_is_refused(scanner: str, settings: Settings) -> None:
    settings.VIRENSCANNER = scanner
    client = logged_in(person("rita"))
    assert "Schadsoftware" in upload(client, EICAR, "akte.txt")
    assert not Document.objects.exists()
    assert '"success": true' in upload(client, PDF)


def test_without_the_scanner_nothing_is_taken(settings: Settings) -> None:
    settings.VIRENSCANNER = "unix:/nowhere/clamd.ctl"
    assert "nicht auf Viren geprüft" in upload(logged_in(person("rita")), PDF)
    assert not Document.objects.exists()


def test_a_picture_is_scanned(settings: Settings) -> None:
    settings.VIRENSCANNER = "unix:/nowhere/clamd.ctl"
    picture = SimpleUploadedFile("bild.png", get_test_image_file().file.getvalue())
    answer = logged_in(person("rita")).post(
        reverse("wagtailimages:add_multiple"),
        {"title": "Bild", "files[]": picture},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    assert "nicht auf Viren geprüft" in answer.content.decode("unicode-escape", errors="ignore")


def test_a_sketch_is_scanned(settings: Settings) -> None:
    settings.VIRENSCANNER = "unix:/nowhere/clamd.ctl"
    sketch = SimpleUploadedFile("skizze.txt", b"Eine Ampel am Freibad")
    answer = Client().post(reverse("vorhaben"), {"datei": sketch})
    assert answer.status_code == 503
    assert "nicht auf Viren geprüft" in answer.content.decode()


def test_an_import_is_scanned(settings: Settings) -> None:
    settings.VIRENSCANNER = "unix:/nowhere/clamd.ctl"
    table = SimpleUploadedFile("liste.csv", b"Titel;Kurzfassung\nA;B\n")
    answer = logged_in(person("rita")).post(reverse("austausch_importe"), {"datei": table})
    assert "nicht auf Viren geprüft" in answer.content.decode()


def of_anna() -> int:
    """A document that the Autorin has uploaded."""
    upload(logged_in(person("anna")), PDF)
    document = Document.objects.get()
    assert document.collection.name == EINGANG
    return int(document.pk)


def status(client: Client, address: str) -> int:
    """Reads a file to its end: then it is closed."""
    answer = client.get(address)
    list(getattr(answer, "streaming_content", ()))
    return answer.status_code


def seen(user: object = None) -> bool:
    request = anonymous_request()
    if user:
        request = HttpRequest()
        request.user = user  # type: ignore[assignment]
    return visible_documents(Document.objects.all(), request).exists()


def test_what_an_autor_uploads_waits_for_approval() -> None:
    of_anna()
    address = Document.objects.get().url
    assert not seen()
    assert Client().get(address).status_code == 302  # to the login
    assert status(logged_in(person("rita")), address) == 200


def test_only_the_own_files_that_wait_are_seen_by_an_autor() -> None:
    pk = of_anna()
    document = Document.objects.get()
    owner = document.uploaded_by_user
    assert status(logged_in(owner), document.url) == 200
    other = type(owner).objects.create(username="arno")
    other.groups.set(owner.groups.all())
    client = logged_in(other)
    assert not seen(other)
    assert status(client, document.url) == 404
    assert "Akte" not in client.get(reverse("wagtaildocs_chooser:choose")).content.decode()
    assert client.get(reverse("wagtaildocs:edit", args=[pk])).status_code != 200


def test_publishing_a_page_approves_its_files() -> None:
    of_anna()
    image = get_image_model()(title="Bild", collection=Collection.objects.get(name=EINGANG))
    image.file.save("bild.png", get_test_image_file(), save=False)
    image.save()
    document = Document.objects.get()
    link = f'<p>Siehe <a linktype="document" id="{document.pk}">Akte</a></p>'
    blocks = [("text", link), ("bild", {"bild": image, "unterschrift": ""})]
    publish_projekt(title="Fall", inhalt=[("loesung", blocks)])
    assert seen()
    image.refresh_from_db()
    assert image.collection.is_root()


def test_the_files_of_a_scheduled_page_wait_with_it() -> None:
    of_anna()
    link = f'<p>Siehe <a linktype="document" id="{Document.objects.get().pk}">Akte</a></p>'
    page = publish_projekt(title="Fall")
    page.unpublish()
    page.inhalt = [("loesung", [("text", link)])]
    page.go_live_at = timezone.now() + timedelta(days=7)
    page.save_revision().publish()
    assert not seen()
    page.go_live_at = None
    page.save_revision().publish()
    assert seen()


def test_an_autor_does_not_replace_what_is_approved() -> None:
    pk = of_anna()
    before = Document.objects.get().filename
    Document.objects.update(collection=Collection.get_first_root_node())
    owner = Document.objects.get().uploaded_by_user
    changed = {"title": "Akte", "file": SimpleUploadedFile("neu.pdf", b"%PDF-1.7 neu")}
    logged_in(owner).post(reverse("wagtaildocs:edit", args=[pk]), changed)
    assert Document.objects.get().filename == before


def test_the_redaktion_is_told_what_waits() -> None:
    of_anna()
    rita = person("rita")
    assert [title for _, _, title in waiting_files(rita)] == ["Akte"]
    assert "Datei, noch nicht freigegeben" in logged_in(rita).get("/admin/").content.decode()


def test_an_older_right_to_upload_past_the_inbox_is_taken_away() -> None:
    rights = GroupCollectionPermission.objects.filter(group__name="Autor")
    uploads = rights.filter(permission__codename__startswith="add_")
    uploads.update(collection=Collection.get_first_root_node())
    setup_roles()
    root = rights.filter(collection=Collection.get_first_root_node())
    assert {right.permission.codename for right in root} == {"choose_image", "choose_document"}
