""" "Was ist zu tun": what waits for this user, on the first page of the CMS.

Other packages add to it with Wagtail's hook `wiki_aufgaben`: a function of the request that gives
back an `Aufgabe`, or None when there is nothing to do or the user may not do it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.ui.components import Component

from wiki.models import Projektverzeichnis

HOOK = "wiki_aufgaben"
ENTRIES_SHOWN = 5  # entries of one Aufgabe; the rest is behind its link


@dataclass(frozen=True)
class Eintrag:
    """One thing to do: a title, where to do it, and a remark."""

    titel: str
    url: str
    bemerkung: str = ""


@dataclass(frozen=True)
class Aufgabe:
    """`anzahl` may be more than the `eintraege` that are shown; `url` leads to all of them."""

    titel: str
    anzahl: int
    eintraege: Sequence[Eintrag] = ()
    url: str = ""
    ordnung: int = 100

    @property
    def weitere(self) -> int:
        return self.anzahl - len(self.eintraege)


Frage = Callable[[HttpRequest], Aufgabe | None]


def tasks_for(request: HttpRequest) -> list[Aufgabe]:
    """All that waits for this user, in order."""
    asked: list[Frage] = hooks.get_hooks(HOOK)
    found = (frage(request) for frage in asked)
    return sorted(
        (aufgabe for aufgabe in found if aufgabe and aufgabe.anzahl), key=lambda a: a.ordnung
    )


def new_case_address(request: HttpRequest) -> str:
    """Where this user starts a new case; empty for who may not."""
    parent = Projektverzeichnis.objects.live().first()
    if parent is None or not request.user.is_authenticated:
        return ""
    if not parent.permissions_for_user(request.user).can_add_subpage():
        return ""
    return reverse("wagtailadmin_pages:add", args=["wiki", "projektseite", parent.pk])


class AufgabenPanel(Component):
    """Shown above Wagtail's own panels."""

    name = "wiki_aufgaben"
    template_name = "wiki/redaktion/aufgaben.html"
    order = 50

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        request = parent_context["request"]
        return {"aufgaben": tasks_for(request), "neu": new_case_address(request)}
