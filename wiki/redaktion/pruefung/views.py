"""Shows a text that waits for approval: what has changed, remarks, and the two decisions."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.admin import messages
from wagtail.models import Comment

from wiki.models import Projektseite
from wiki.redaktion.rueckgabe import decides_on
from wiki.redaktion.vollstaendig import version_stamp

from .differences import Unterschied, differences, unchanged

NOT_WAITING = "Dieser Text wartet nicht (mehr) auf Ihre Freigabe."


@dataclass(frozen=True)
class Stelle:
    """A place of the page that differs, or has remarks, or both."""

    name: str
    art: str
    unterschied: Unterschied | None
    bemerkungen: tuple[Comment, ...]


@require_safe
def review(request: HttpRequest, page_id: int) -> HttpResponse:
    page = get_object_or_404(Projektseite, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    if not decides_on(page, request.user):
        messages.warning(request, NOT_WAITING)
        return redirect(edit)
    task = page.current_workflow_task_state
    now = page.get_latest_revision_as_object()  # what Wagtail publishes, not what was handed in
    context = _context(request, page, now) | {"bearbeiten": edit, "von": task.workflow_state}
    context["fassung"] = version_stamp(page)
    for action in ("approve", "reject"):
        ends = [page.pk, action, task.pk]
        context[action] = reverse("wagtailadmin_pages:workflow_action", args=ends)
    return render(request, "wiki/redaktion/pruefung/pruefen.html", context)


def _context(request: HttpRequest, page: Projektseite, now: Any) -> dict[str, Any]:
    before = page if page.live else None
    panel = page.get_edit_handler().get_bound_panel(instance=page, request=request, form=None)
    found = differences(before, now, panel.get_comparison())
    remarks = list(
        page.wagtail_admin_comments.filter(resolved_at=None).select_related("user").order_by("pk")
    )
    places = _places(found, remarks)
    seen = {comment.pk for place in places for comment in place.bemerkungen}
    return {
        "page": page,
        "neu": now,
        "stellen": places,
        "weitere": [comment for comment in remarks if comment.pk not in seen],
        "gleich": unchanged(before, now),
        "header_title": "Prüfen",
        "page_title": f"Prüfen: {now.title}",
        "header_icon": "clipboard-list",
    }


def _places(found: Iterable[Unterschied], remarks: Iterable[Comment]) -> list[Stelle]:
    remarks = list(remarks)
    return [
        Stelle(one.name, one.art, one, tuple(c for c in remarks if _is_about(c, one.stelle)))
        for one in found
    ]


def _is_about(comment: Comment, stelle: str) -> bool:
    path: str = comment.contentpath
    return path == stelle or path.startswith(f"{stelle}.")
