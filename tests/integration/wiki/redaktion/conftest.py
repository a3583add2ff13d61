"""An Autor, the Redaktion and their pages."""

from dataclasses import dataclass

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.factories import publish_projekt
from tests.integration.conftest import KeepRows
from tests.integration.rollen import logged_in, person, two_kommunen
from wiki.models import Projektseite, Startseite

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


@pytest.fixture(scope="module")
def kept_anna(kept: KeepRows, roles: None) -> None:
    """Anna writes for Heimstadt; there is no page yet."""
    with kept():
        person("anna", two_kommunen()[0])


@pytest.fixture
def anna(kept_anna: None, start: Startseite) -> User:
    return User.objects.get(username="anna")


@pytest.fixture
def house(kept_pages: list[int]) -> House:
    anna, rita = (User.objects.get(username=name) for name in ("anna", "rita"))
    pages = [Projektseite.objects.get(pk=pk) for pk in kept_pages]
    return House(anna, rita, logged_in(anna), *pages)
