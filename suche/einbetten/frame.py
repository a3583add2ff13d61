"""What all frames have in common: who may show them, and that nobody is known in them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from wiki.platform.middleware import SITE_POLICY
from wiki.visibility import anonymous_request

View = Callable[..., HttpResponse]
ITSELF = "frame-ancestors 'self'"


def frame(view: View) -> View:
    """Makes a view for frames of a view. It is called with an anonymous request for the same
    address, and may be framed by the sites that the operator names."""

    @wraps(view)
    def framed(request: HttpRequest, **named: Any) -> HttpResponse:
        nobody = anonymous_request()
        nobody.GET, nobody.META, nobody.path = request.GET, _of_server(request), request.path
        response = view(nobody, **named)
        response["Content-Security-Policy"] = policy()
        return response

    return require_safe(xframe_options_exempt(cache_control(no_cache=True)(framed)))


def policy() -> str:
    """Returns the Content-Security-Policy of all pages, with the sites that may frame this one."""
    return SITE_POLICY.replace(ITSELF, " ".join([ITSELF, *settings.EINBETTEN]))


def _of_server(request: HttpRequest) -> dict[str, Any]:
    """Returns what addresses are built from, without the headers of the visitor."""
    return {name: value for name, value in request.META.items() if name.startswith("SERVER_")}
