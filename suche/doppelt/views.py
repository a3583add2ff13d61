"""Addresses in the CMS behind the side panel "Gibt es das schon?"."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from wiki.exceptions import WikiError
from wiki.redaktion.form.form_state import FormStateInvalid, posted_stream, texts
from wiki.redaktion.views import require_author

from .nachnutzung import choosable_kommunen, propose_reuse
from .similar_drafts import draft_text, similar_cases


@require_POST
def doppelt(request: HttpRequest) -> HttpResponse:
    """POST: the form as it stands. Answers with similar cases as a piece of HTML."""
    require_author(request)
    data = request.POST
    try:
        ausgangslage = texts(posted_stream(data)).get("ausgangslage", "")
    except FormStateInvalid as error:
        return _plain(str(error), 400)
    titel, kurzfassung = data.get("title", ""), data.get("kurzfassung", "")
    page = _number(data.get("seite", ""))
    context = {
        "vorhandene": similar_cases(titel, kurzfassung, ausgangslage, request, page),
        "kommunen": choosable_kommunen(request.user),
        "wenig": not draft_text(titel, kurzfassung, ausgangslage),
    }
    return render(request, "suche/doppelt/vorhanden.html", context)


@require_POST
def nachgenutzt(request: HttpRequest) -> HttpResponse:
    """POST: proposes the own Kommune for "Nachgenutzt von" of an existing case; answers with a
    sentence."""
    require_author(request)
    page_id, kommune_id = (_number(request.POST.get(n, "")) for n in ("fall", "nachnutzer"))
    try:
        return _plain(propose_reuse(page_id or 0, kommune_id or 0, request))
    except WikiError as error:
        return _plain(str(error), 409)


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _plain(text: str, status: int = 200) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
