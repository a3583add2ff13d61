"""Accounts: without a role, with a picture, and which roles there are."""

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.test import Client

from tests.integration.rollen import logged_in, person
from wiki.redaktion.rollen.rollen import OF_WAGTAIL, setup_roles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles", "start")]


@pytest.fixture
def nobody() -> Client:
    return logged_in(User.objects.create_user("neuling"))


@pytest.mark.parametrize("address", ["/admin/", "/admin/pages/", "/admin/angemeldet/"])
def test_whoever_has_no_role_is_told_so_and_not_sent_in_circles(
    nobody: Client, address: str
) -> None:
    response = nobody.get(address)
    assert response.status_code == 403
    assert "Ihr Konto hat noch keine Rolle" in response.content.decode()
    assert "Abmelden" in response.content.decode()


def test_whoever_gives_no_role_is_told_so() -> None:
    lea = logged_in(person("lea"))
    account = {"username": "neu", "email": "neu@stadt.example", "first_name": "N", "last_name": "E"}
    secret = {"password1": "Rathaus-Probe-2025", "password2": "Rathaus-Probe-2025"}
    page = lea.post("/admin/users/new/", account | secret, follow=True).content.decode()
    assert User.objects.filter(username="neu").exists()
    assert "„neu“ hat noch keine Rolle" in page
    user = User.objects.get(username="neu")
    role = {"groups": [Group.objects.get(name="Autor").pk], "is_active": "on"}
    page = lea.post(f"/admin/users/edit/{user.pk}/", account | role, follow=True).content.decode()
    assert user.groups.exists()
    assert "hat noch keine Rolle" not in page


def test_only_administrators_are_offered_the_box_for_administrators() -> None:
    offered = logged_in(person("lea")).get("/admin/users/new/").content.decode()
    box = offered.split('name="is_superuser"')[1].split(">")[0]
    assert "disabled" in box
    assert "Das vergeben nur Administratoren." in offered
    chief = User.objects.create_superuser("chef", "chef@stadt.example")
    box = logged_in(chief).get("/admin/users/new/").content.decode().split('name="is_superuser"')[1]
    assert "disabled" not in box.split(">")[0]


def test_wagtails_own_groups_are_no_roles_unless_somebody_is_in_them() -> None:
    for name in OF_WAGTAIL:
        Group.objects.get_or_create(name=name)
    Group.objects.get(name="Editors").user_set.add(User.objects.create_user("alt"))
    setup_roles()
    assert set(Group.objects.filter(name__in=OF_WAGTAIL).values_list("name", flat=True)) == {
        "Editors"
    }


def test_a_picture_of_an_account_is_for_those_who_work_there(client: Client) -> None:
    folder = Path(settings.MEDIA_ROOT) / "avatar_images"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "rita.png").write_bytes(b"\x89PNG")
    address = "/media/avatar_images/rita.png"
    assert client.get(address).status_code == 404
    shown = logged_in(person("rita")).get(address)
    assert shown.getvalue() == b"\x89PNG"
    shown.close()
