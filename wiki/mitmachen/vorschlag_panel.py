"""A proposed text in the CMS: the difference in the form, and the page that makes a draft of it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.panels import Panel
from wagtail.models import Page

from wiki.exceptions import WikiError
from wiki.models import Rueckmeldung

from .rueckmeldung import readable_feedback
from .textvorschlag import take_over
from .version_diff import compare_words

TAKEN_OVER = "Der Vorschlag steht jetzt im Entwurf. Veröffentlicht ist noch nichts."


class VorschlagPanel(Panel):
    """What somebody would like to read differently, word by word."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "wiki/mitmachen/vorschlag_panel.html"

        def is_shown(self) -> bool:
            return bool(self.instance.vorschlag)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | proposal_context(self.instance)


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    address = "rueckmeldung/<int:pk>/uebernehmen/"
    return [path(address, take_over_proposal, name="vorschlag_uebernehmen")]


def proposal_context(proposed: Rueckmeldung) -> dict[str, Any]:
    return {
        "vorschlag": proposed,
        "stuecke": compare_words(proposed.vorlage, proposed.vorschlag),
    }


@require_http_methods(["GET", "POST"])
def take_over_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows the difference; the button makes a draft of it."""
    proposed = get_object_or_404(readable_feedback(request.user).exclude(vorschlag=""), pk=pk)
    page = proposed.seite.specific
    if not _may_edit(page, request.user):
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "wiki/mitmachen/vorschlag.html", proposal_context(proposed))
    try:
        take_over(proposed, request.user)
    except WikiError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, TAKEN_OVER)
    return redirect("wagtailadmin_pages:edit", page.pk)


def _may_edit(page: Page, user: Any) -> bool:
    lock = page.get_lock()
    return page.permissions_for_user(user).can_edit() and not (lock and lock.for_user(user))
