"""Lets "Löschen" of the CMS put pages into the bin, one or many, also for programs."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from wagtail import hooks
from wagtail.actions.delete_page import DeletePageAction
from wagtail.admin import messages
from wagtail.admin.api.actions.delete import DeletePageAPIAction
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.pages.bulk_actions import DeleteBulkAction
from wagtail.models import Page

from wiki.exceptions import WikiError
from wiki.models import Papierkorb, Papierkorbeintrag, Sammelaenderung
from wiki.redaktion.ruecknahme.protocol import Art, UndoImpossible, undone_by, write_down
from wiki.redaktion.ruecknahme.views import offer_undo

from .bin import DAYS, LiesThere, PlaceGone, is_in_bin, put_back, throw_away
from .rights import may_put_back

TEMPLATE = "wiki/redaktion/papierkorb/"


@transaction.atomic
def throw_pages_away(pages: Iterable[Page], user: Any) -> Sammelaenderung:
    """Puts pages into the bin, all or none, and returns the change with which this can be undone.
    Raises DeletionForbidden, or LiesThere when all of them lie there already."""
    titles = {page.pk: page.specific_deferred.get_admin_display_title() for page in pages}
    entries = [entry for pk in titles if (entry := throw_away(pk, user))]
    if not entries:
        raise LiesThere
    if len(entries) == 1:
        text = f"„{titles[entries[0].seite_id]}“ liegt jetzt {DAYS} Tage lang im Papierkorb."
    else:
        text = f"{len(entries)} Seiten liegen jetzt {DAYS} Tage lang im Papierkorb."
    daten = {"seiten": [entry.seite_id for entry in entries]}
    return write_down(Art.PAPIERKORB, text, daten, user)


@undone_by(Art.PAPIERKORB)
def put_pages_back(daten: dict[str, Any], user: Any) -> str:
    """Undoes `throw_pages_away`. Pages that somebody has put back or deleted for good meanwhile are
    passed over."""
    entries = Papierkorbeintrag.objects.filter(seite__in=daten["seiten"])
    allowed = [entry for entry in entries.order_by("seite__depth") if may_put_back(entry, user)]
    if not allowed:
        raise UndoImpossible
    try:
        for entry in allowed:
            put_back(entry, user)
    except PlaceGone as error:
        raise UndoImpossible(str(error)) from error
    left = len(daten["seiten"]) - len(allowed)
    return f"{left} davon nicht." if left else ""


@hooks.register("before_delete_page")
def into_the_bin(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Takes over from Wagtail's deletion of a page: asks, and puts the page into the bin. Returns
    None for a page that lies in the bin already; Wagtail then deletes it for good."""
    if isinstance(page.specific, Papierkorb):
        messages.error(request, "Der Papierkorb lässt sich nicht löschen.")
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    if is_in_bin(page):
        return None
    if request.method != "POST":
        return _asked(request, page)
    above = page.get_parent().pk
    try:
        change = throw_pages_away([page], request.user)
    except WikiError as error:
        messages.error(request, str(error))
        return redirect("wagtailadmin_pages:edit", page.pk)
    back = get_valid_next_url_from_request(request) or ""
    offer_undo(request, change)
    return HttpResponseRedirect(back) if back else redirect("wagtailadmin_explore", above)


def _asked(request: HttpRequest, page: Page) -> HttpResponse:
    context = {
        "page": page,
        "unterseiten": page.get_descendant_count(),
        "tage": DAYS,
        "next": get_valid_next_url_from_request(request),
    }
    return render(request, f"{TEMPLATE}loeschen.html", context)


@hooks.register("register_bulk_action", order=100)
class PapierkorbBulkAction(DeleteBulkAction):
    """Takes the place of Wagtail's deletion of many pages at once."""

    template_name = f"{TEMPLATE}viele_loeschen.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "type_to_confirm_before_delete": False,
            "is_protected": False,
            "tage": DAYS,
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        """Skips Wagtail's demand to type the name of the site, because this can be undone."""
        form = self.get_form()
        answer: HttpResponse = self.form_valid(form) if form.is_valid() else self.form_invalid(form)
        return answer

    def prepare_action(self, pages: Any, without_access: Any) -> HttpResponse | None:
        try:
            change = throw_pages_away(pages, self.request.user)
        except WikiError as error:
            messages.error(self.request, str(error))
        else:
            offer_undo(self.request, change)
        return HttpResponseRedirect(self.next_url)


class ThrowAwayAction(DeletePageAction):
    """What programs do when they delete a page."""

    def _delete_page(self, page: Page, *args: Any, **kwargs: Any) -> None:
        throw_pages_away([page], self.user)


class PapierkorbAPIAction(DeletePageAPIAction):
    def _action_from_data(self, instance: Page, data: Any) -> ThrowAwayAction:
        return ThrowAwayAction(page=instance, user=self.request.user)


@hooks.register("register_actions")
def register_action(registry: Any) -> None:
    registry.register(Page, ThrowAwayAction)
