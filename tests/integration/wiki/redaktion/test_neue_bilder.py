"""Pictures dropped or pasted into a text are asked about, and taken in one by one."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file

from tests.integration.rollen import logged_in, person
from wiki.models import Bild
from wiki.redaktion.bildbericht import INCOMPLETE

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the file of a rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
CREDIT = {"urheber": "Erika Muster", "lizenz": "cc-by-4.0", "quelle": "Stadtarchiv"}
WHOLE = CREDIT | {"title": "Bücherei", "description": "Ein Regal"}


@pytest.fixture
def anna(roles: None) -> User:
    return person("anna")


def sent(user: User, fields: dict[str, str], content: bytes | None = None) -> Any:
    content = content or get_test_image_file().file.getvalue()
    file = SimpleUploadedFile("bücherei.png", content, "image/png")
    data = {f"neues-bild-{name}": value for name, value in fields.items()}
    return logged_in(user).post(reverse("projekt_bilder"), data | {"neues-bild-file": file})


def test_a_picture_comes_back_as_the_chooser_would_say_it(anna: User) -> None:
    said = sent(anna, WHOLE).json()
    bild = Bild.objects.get()
    assert bild.uploaded_by_user == anna
    assert not Bild.objects.filter(INCOMPLETE).exists()
    assert (said["bild"]["id"], said["beschreibung"]) == (str(bild.pk), "Ein Regal")
    assert said["bild"]["preview"]["url"]


@pytest.mark.parametrize("missing", WHOLE)
def test_what_is_missing_is_said_by_field(anna: User, missing: str) -> None:
    answer = sent(anna, WHOLE | {missing: ""})
    assert (answer.status_code, list(answer.json()["fehler"])) == (400, [missing])
    assert not Bild.objects.exists()


def test_people_who_are_to_be_seen_have_agreed(anna: User) -> None:
    assert list(sent(anna, WHOLE | {"personen": "on"}).json()["fehler"]) == ["einwilligung"]
    assert sent(anna, WHOLE | {"personen": "on", "einwilligung": "Akte 7"}).status_code == 200


def test_half_a_picture_is_refused(anna: User) -> None:
    answer = sent(anna, WHOLE, get_test_image_file().file.getvalue()[:-40])
    assert list(answer.json()["fehler"]) == ["file"]


def test_the_same_picture_is_not_kept_twice(anna: User) -> None:
    first, second = (sent(anna, WHOLE).json() for _ in range(2))
    assert (second["gab_es"], second["bild"]["id"]) == (True, first["bild"]["id"])
    assert Bild.objects.count() == 1


def test_the_questions_are_those_of_every_picture(anna: User) -> None:
    page = logged_in(anna).get(reverse("projekt_bilder")).content.decode()
    asked = ("description", "urheber", "lizenz", "quelle", "personen", "einwilligung")
    assert all(f'data-bildfeld="{name}"' in page for name in asked)


def test_who_may_add_no_picture_is_refused(anna: User) -> None:
    anna.groups.clear()
    assert sent(User.objects.get(pk=anna.pk), WHOLE).status_code in (302, 403)
    assert not Bild.objects.exists()
