"""Addresses in the CMS that the editor's side panels ask."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from .entwurf import EntwurfInvalid, posted_draft
from .guete import rate
from .rechte import EDITING, page_policy


def require_author(request: HttpRequest) -> None:
    """PermissionDenied for whoever writes no pages."""
    if not page_policy().user_has_any_permission(request.user, EDITING):
        raise PermissionDenied


@require_POST
def guete(request: HttpRequest) -> HttpResponse:
    """The form as it stands -> what is missing. Nothing is stored."""
    require_author(request)
    try:
        entwurf = posted_draft(request.POST)
    except EntwurfInvalid as error:
        return HttpResponse(str(error), status=400, content_type="text/plain; charset=utf-8")
    return render(request, "wiki/redaktion/guete.html", {"guete": rate(entwurf)})
