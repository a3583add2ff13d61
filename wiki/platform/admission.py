"""So many requests at a time are answered, so many wait, and all others are asked to come back.

Without this everybody waits under load, the health check too, and a supervisor restarts a process
that is only busy.
"""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation

from wiki.sprache.choosing import wanted_language
from wiki.texte import gettext as _
from wiki.texte import noop

from .turns import Turns

ACTIVE = 8  # requests that are answered at a time: more only share the same processor
WAITING = 16  # requests that wait; gunicorn has threads for both, and some more to refuse with
PATIENCE_S = 15.0
RETRY_AFTER_S = 10
ALWAYS = ("/health/", "/metrics")
FULL = noop("Gerade sind sehr viele Anfragen unterwegs. Bitte versuchen Sie es gleich noch einmal.")

View = Callable[[HttpRequest], HttpResponse]


class AdmissionMiddleware:
    """Answers 503 with Retry-After when too many wait already, or when it takes too long."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.active = Turns(ACTIVE)
        self.waiting = Turns(WAITING)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(ALWAYS):
            return self.get_response(request)
        if not self._admitted():
            return _full(request)
        try:
            return self.get_response(request)
        finally:
            self.active.give_back()

    def _admitted(self) -> bool:
        if self.active.take_free():
            return True
        if not self.waiting.take_free():
            return False
        try:
            return self.active.take(PATIENCE_S)
        finally:
            self.waiting.give_back()


def in_turn(places: int) -> Callable[[View], View]:
    """Decorates a view that takes the processor: so many of its requests are answered at a time,
    and the others wait for their turn. All at once would take longer in sum, and each of them as
    long as all."""
    turns = Turns(places)

    def decorate(view: View) -> View:
        @wraps(view)
        def wait_and_answer(request: HttpRequest) -> HttpResponse:
            if not turns.take(PATIENCE_S):
                return _full(request)
            try:
                return view(request)
            finally:
                turns.give_back()

        return wait_and_answer

    return decorate


def _full(request: HttpRequest) -> HttpResponse:
    headers = {"Retry-After": str(RETRY_AFTER_S), "Cache-Control": "no-store"}
    if request.accepts("text/html"):
        with translation.override(wanted_language(request)):
            page = render(request, "503_andrang.html", {"satz": _(FULL)}, status=503)
        for name, value in headers.items():
            page[name] = value
        return page
    problem = {"type": "about:blank", "title": FULL, "status": 503}
    return JsonResponse(
        problem, status=503, headers=headers, content_type="application/problem+json"
    )
