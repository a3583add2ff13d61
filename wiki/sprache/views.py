"""The switch between the languages, and the pages of errors, which belong to no view."""

from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.multipartparser import MultiPartParserError
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import defaults
from django.views.csrf import csrf_failure
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from wiki.platform.forms.same_origin import is_from_here

from .choosing import COOKIE, LANGUAGES, speak

ONE_YEAR_S = 365 * 24 * 60 * 60


@csrf_exempt  # no cookie for mere reading: is_from_here looks at the origin instead
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """`/sprache/`: keeps `sprache` in a cookie and leads back to the address `weiter`."""
    chosen = request.POST.get("sprache", "")
    if chosen not in LANGUAGES or not is_from_here(request):
        raise Http404("Unbekannte Sprache")
    response = HttpResponseRedirect(_back(request), status=303)
    response.set_cookie(
        *(COOKIE, chosen, ONE_YEAR_S), secure=request.is_secure(), httponly=True, samesite="Lax"
    )
    return response


def _back(request: HttpRequest) -> str:
    target = request.POST.get("weiter", "")
    here = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
    return target if here else "/"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for a request that Django cannot read. It looks at neither form nor host: reading
    them would fail once more."""
    speak(request)
    return HttpResponse(render_to_string("400.html"), status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(defaults.page_not_found, request, exception)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(defaults.permission_denied, request, exception)


def _page(page: Any, request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's page; it looks into the form that was sent, which may not be readable."""
    speak(request)
    try:
        response: HttpResponse = page(request, exception)
    except (BadRequest, MultiPartParserError) as error:
        return bad_request(request, error)
    return response


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    speak(request)
    return csrf_failure(request, reason)
