"""Answers to the scripts of the editor: side panel, session; and the pictures of accounts."""

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django.views.static import serve

from wiki.redaktion.form.form_state import FormStateInvalid, posted_state, wrong_entries
from wiki.redaktion.form.guete import guete_of
from wiki.redaktion.rollen.rechte import EDITING, page_policy


def require_author(request: HttpRequest) -> None:
    """Raises PermissionDenied for users who write no pages."""
    if not page_policy().user_has_any_permission(request.user, EDITING):
        raise PermissionDenied


@require_POST
def guete(request: HttpRequest) -> HttpResponse:
    """Answers the sent form with what is missing in it. Nothing is stored."""
    require_author(request)
    try:
        state = posted_state(request.POST)
    except FormStateInvalid as error:
        return HttpResponse(str(error), status=400, content_type="text/plain; charset=utf-8")
    context = {"guete": guete_of(state), "falsch": wrong_entries(request.POST)}
    return render(request, "wiki/redaktion/guete.html", context)


@require_safe
@never_cache
def logged_in(request: HttpRequest) -> HttpResponse:
    """Answers an open editor (static/js/sitzung.js) with a fresh CSRF token if its author is still
    logged in. Opened in a window of its own, it asks to log in and then says that this worked."""
    may_enter = request.user.has_perm("wagtailadmin.access_admin")
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        return JsonResponse({"token": get_token(request) if may_enter else None})
    if not may_enter:
        return redirect_to_login(request.get_full_path())
    return render(request, "wiki/redaktion/angemeldet.html")


@require_safe
def profile_picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """The picture of an account, for those who work in the CMS: it shows a person."""
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise Http404
    return serve(request, path, document_root=str(settings.MEDIA_ROOT / "avatar_images"))
