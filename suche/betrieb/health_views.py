"""For load balancers and monitoring: is the process there, and can it work? Without login."""

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .health import check_all, summarise


@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """Says that the process answers. It asks nothing else, because a restart would not bring a
    database back."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Answers with every check; 503 when visitors would see errors."""
    states = check_all()
    zustand = summarise(states)
    return JsonResponse(
        {"zustand": zustand, "pruefungen": [asdict(state) for state in states]},
        status=503 if zustand == "nicht bereit" else 200,
        json_dumps_params={"ensure_ascii": False},
    )
