"""Shows "Was ist zu tun" on the first page of the CMS: what waits for this user.

Other rooms add to it with Wagtail's hook `wiki_aufgaben`: a function of the request that returns an
`Aufgabe`, or None when there is nothing to do or the user may not do it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import RecentEditsPanel

from wiki.models import Projektverzeichnis

HOOK = "wiki_aufgaben"
ENTRIES_SHOWN = 5  # entries of one Aufgabe; the rest is behind its link


@dataclass(frozen=True)
class Eintrag:
    """One thing to do: a title, the address where it is done, and a remark."""

    titel: str
    url: str
    bemerkung: str = ""


@dataclass(frozen=True)
class Aufgabe:
    """A kind of thing to do. `anzahl` may be larger than the number of `eintraege` shown; `url`
    leads to all of them. Tasks are shown by `ordnung`. `einzahl` is the title behind a 1, where
    that is another."""

    titel: str
    anzahl: int
    eintraege: Sequence[Eintrag] = ()
    url: str = ""
    ordnung: int = 100
    einzahl: str = ""

    @property
    def name(self) -> str:
        return self.einzahl if self.einzahl and self.anzahl == 1 else self.titel

    @property
    def weitere(self) -> int:
        return self.anzahl - len(self.eintraege)


Frage = Callable[[HttpRequest], Aufgabe | None]


def tasks_for(request: HttpRequest) -> list[Aufgabe]:
    """Returns all tasks of this user that have something to do, in order."""
    asked: list[Frage] = hooks.get_hooks(HOOK)
    found = (frage(request) for frage in asked)
    return sorted(
        (aufgabe for aufgabe in found if aufgabe and aufgabe.anzahl), key=lambda a: a.ordnung
    )


def new_case_address(request: HttpRequest) -> str:
    """Returns where this user starts a new case; empty for users who may not."""
    parent = Projektverzeichnis.objects.live().first()
    if parent is None or not request.user.is_authenticated:
        return ""
    if not parent.permissions_for_user(request.user).can_add_subpage():
        return ""
    return reverse("wagtailadmin_pages:add", args=["wiki", "projektseite", parent.pk])


class AufgabenPanel(Component):
    """Shows the tasks, above Wagtail's own panels."""

    name = "wiki_aufgaben"
    template_name = "wiki/redaktion/aufgaben.html"
    order = 50

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        request = parent_context["request"]
        return {"aufgaben": tasks_for(request), "neu": new_case_address(request)}


class OwnEditsPanel(RecentEditsPanel):
    """Wagtail's list of the pages that a user changed last, without those that they may not change
    any more: a draft of others, a page in the bin."""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        user = parent_context["request"].user
        context["last_edits"] = [
            (when, page)
            for when, page in context["last_edits"]
            if page.permissions_for_user(user).can_edit()
        ]
        return context
