"""People with roles, and the form of a Projektseite as a browser sends it."""

from typing import Any

from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from tests.factories import KommuneFactory
from wiki.models import Kommune, Mitarbeit, Projektseite, Thema
from wiki.models.mitarbeit import AUTOR, LEITUNG, REDAKTION

ROLES = {"anna": AUTOR, "rita": REDAKTION, "lea": LEITUNG}


def person(name: str, *kommunen: Kommune) -> User:
    """Somebody with the role that the name stands for; run `setup_roles` before."""
    user = User.objects.create(username=name, email=f"{name}@stadt.example")
    user.groups.add(Group.objects.get(name=ROLES[name]))
    for kommune in kommunen:
        Mitarbeit.objects.create(benutzer=user, kommune=kommune)
    return User.objects.get(pk=user.pk)


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def form_data(kommune: Kommune | None = None, **fields: Any) -> dict[str, Any]:
    """What the editor sends; without rows and sections unless `fields` bring them."""
    thema = Thema.objects.first()
    data: dict[str, Any] = {
        "title": "Ampel am Freibad",
        "slug": "ampel-am-freibad",
        "kurzfassung": "Eine Ampel zeigt im Netz, wie voll das Freibad gerade ist.",
        "kommunen": [kommune.pk] if kommune else [],
        "themen": [thema.pk] if thema else [],
        "status": Projektseite.Status.BETRIEB,
        "inhalt-count": "0",
    }
    for formset in ("quellen", "verwandte", "nachnutzungen", "comments"):
        data |= {f"{formset}-TOTAL_FORMS": "0", f"{formset}-INITIAL_FORMS": "0"}
    return data | fields


def two_kommunen() -> tuple[Kommune, Kommune]:
    """The own one, and somebody else's."""
    return (
        KommuneFactory(name="Heimstadt", slug="heimstadt"),
        KommuneFactory(name="Fremdstadt", slug="fremdstadt"),
    )


def edit(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def fresh(user: User) -> User:
    """As the next request loads it."""
    return User.objects.get(pk=user.pk)
