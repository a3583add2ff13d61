"""Pictures come with their credit, and those without are reported."""

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection

from tests.integration.rollen import logged_in, person
from wiki.models import Bild

pytestmark = pytest.mark.django_db
CREDIT = {"urheber": "Erika Muster", "lizenz": "cc-by-4.0", "quelle": "Stadtarchiv"}


@pytest.fixture
def rita(roles: None) -> User:
    return person("rita")


@pytest.mark.parametrize("missing", CREDIT)
def test_no_picture_is_uploaded_without_its_credit(rita: User, missing: str) -> None:
    client, content = logged_in(rita), get_test_image_file().file.getvalue()
    for credit in (CREDIT | {missing: ""}, CREDIT):
        file = SimpleUploadedFile("plan.png", content, "image/png")
        data = {"title": "Plan", "description": "Ein Plan", "file": file, **credit}
        data["collection"] = Collection.get_first_root_node().pk
        client.post(reverse("wagtailimages:add"), data)
    assert Bild.objects.get().nachweis == "Erika Muster, CC BY 4.0, Quelle: Stadtarchiv"


def test_half_a_picture_is_refused_in_german(rita: User) -> None:
    file = SimpleUploadedFile("plan.png", get_test_image_file().file.getvalue()[:-40], "image/png")
    data = {"title": "Plan", "description": "Ein Plan", "file": file, **CREDIT}
    said = logged_in(rita).post(reverse("wagtailimages:add"), data).content.decode()
    assert "lässt sich nicht öffnen" in said
    assert not Bild.objects.exists()


def test_a_picture_without_credit_is_reported_first_and_waits_to_be_done(rita: User) -> None:
    client = logged_in(rita)
    Bild.objects.create(title="Alt", file=get_test_image_file())
    Bild.objects.create(title="Aaa", file=get_test_image_file(), **CREDIT)
    report = client.get(reverse("bildbericht")).context["object_list"]
    assert [(b.title, b.nachweisstand) for b in report] == [
        ("Alt", "fehlt"),
        ("Aaa", "vollständig"),
    ]
    assert "Bild ohne vollständigen Nachweis" in client.get("/admin/").content.decode()


def test_who_may_only_add_pictures_sees_no_report_of_others(rita: User) -> None:
    Bild.objects.create(title="Alt", file=get_test_image_file(), uploaded_by_user=rita)
    answer = logged_in(person("anna")).get(reverse("bildbericht"))
    assert "Alt" not in [image.title for image in (answer.context or {}).get("object_list", [])]


def test_a_picture_of_people_needs_their_consent(rita: User) -> None:
    client, content = logged_in(rita), get_test_image_file().file.getvalue()
    for said in ("", "schriftlich am 3.5.2026"):
        file = SimpleUploadedFile("amt.png", content, "image/png")
        data = {"title": "Amt", "description": "Das Team", "file": file, **CREDIT}
        data |= {"personen": "on", "einwilligung": said}
        data["collection"] = Collection.get_first_root_node().pk
        client.post(reverse("wagtailimages:add"), data)
    bild = Bild.objects.get()
    assert bild.einwilligung == "schriftlich am 3.5.2026"
    assert _first_state(client) == "vollständig"
    Bild.objects.update(einwilligung="")
    assert _first_state(client) == "fehlt"


def _first_state(client: Client) -> str:
    return str(client.get(reverse("bildbericht")).context["object_list"][0].nachweisstand)
