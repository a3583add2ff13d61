"""Shows the pages behind "noch aktuell": for the holder of the mailbox, and in the CMS."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from wiki.exceptions import WikiError
from wiki.models import Projektseite
from wiki.models.projektseite import heute
from wiki.visibility import anonymous_request, visible_to

from .angaben import TwoQuestionsForm, keep_answer, read_asking_link
from .bestaetigung import ReminderLinkInvalid, confirm, is_confirmed, next_date, read_link

TEMPLATE = "wiki/gueltigkeit/noch_aktuell.html"
QUESTIONS = "wiki/gueltigkeit/zwei_fragen.html"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def still_valid(request: HttpRequest, marke: str) -> HttpResponse:
    """`/noch-aktuell/<marke>/`: GET asks, POST confirms. A link that is used twice changes
    nothing."""
    try:
        page_id, gueltig_bis = read_link(marke)
        page = _public_page(page_id)
        if is_confirmed(page, gueltig_bis):
            return render(request, TEMPLATE, {"seite": page, "stand": "schon"})
        if request.method != "POST":
            context = {"seite": page, "stand": "frage", "bis": next_date(heute())}
            return render(request, TEMPLATE, context)
        published = confirm(page.pk)
    except WikiError as error:
        return render(request, TEMPLATE, {"stand": "fehler", "fehler": str(error)}, status=400)
    page.refresh_from_db()
    return render(request, TEMPLATE, {"seite": page, "stand": "danke" if published else "wartet"})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def two_questions(request: HttpRequest, marke: str) -> HttpResponse:
    """`/angaben/<marke>/`: what it cost and who is responsible; a link is good for one answer."""
    try:
        page_id, to_mailbox = read_asking_link(marke)
        page = _public_page(page_id)
        form = TwoQuestionsForm(page, request.POST if request.method == "POST" else None)
        if form.is_bound and not form.from_a_program and form.is_valid():
            keep_answer(form, marke, to_mailbox)
    except WikiError as error:
        status = 400 if isinstance(error, ReminderLinkInvalid) else 410
        return render(request, QUESTIONS, {"fehler": str(error)}, status=status)
    if form.is_bound and (form.from_a_program or form.is_valid()):
        return redirect("rueckmeldung_danke")
    status = 400 if form.is_bound else 200
    return render(request, QUESTIONS, {"form": form, "seite": page, "marke": marke}, status=status)


@require_http_methods(["GET", "POST"])
def confirm_in_cms(request: HttpRequest, page_id: int) -> HttpResponse:
    """Confirms a page for an editor who may change it. Only the dates are published."""
    page = get_object_or_404(Projektseite.objects.live(), pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    if request.method != "POST":
        context = {"page": page, "bis": next_date(heute())}
        return render(request, "wiki/gueltigkeit/bestaetigen.html", context)
    try:
        published = confirm(page.pk, request.user)
    except WikiError as error:
        messages.error(request, str(error))
        return redirect("wagtailadmin_pages:edit", page.pk)
    messages.success(request, PUBLISHED if published else WAITING)
    return redirect("wagtailadmin_pages:edit", page.pk)


PUBLISHED = "Danke. Die Gültigkeit ist verlängert."
WAITING = "Danke. Die neue Frist gilt, sobald die Änderung freigegeben ist, die gerade wartet."


def _public_page(page_id: int) -> Projektseite:
    """Returns the page if everybody may read it, because the holder of a mailbox is not logged in.
    Raises ReminderLinkInvalid otherwise."""
    page = visible_to(Projektseite.objects.filter(pk=page_id), anonymous_request()).first()
    if page is None:
        raise ReminderLinkInvalid
    return page
