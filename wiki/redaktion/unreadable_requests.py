"""Requests to the CMS that Wagtail cannot read, and to accounts that allauth cannot: a word where a
number stands, half of a form.

None of its own pages sends them. It looks at most of what it is sent, and answers the rest with an
error of the server (500): that is said to be what it is, a request that cannot be read.
"""

import logging
import traceback
from collections.abc import Callable
from types import FrameType

from django.core.exceptions import FieldDoesNotExist, FieldError, ValidationError
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch

from wiki.sprache.views import bad_request

logger = logging.getLogger(__name__)
OF_OTHERS = ("admin/", "konto/")
OWN = ("wiki", "einbettung", "suche")
WRAPPERS = ("wiki.redaktion.inline_scripts",)  # only replaces what Wagtail's own fields draw
# What reading a value ends with that is none.
UNREADABLE = (
    *(ValueError, TypeError, LookupError, AttributeError, ArithmeticError),
    *(DataError, FieldDoesNotExist, FieldError, NoReverseMatch, ValidationError),
)


class UnreadableRequestsMiddleware:
    """Answers 400 where Wagtail alone stumbles over a request to the CMS; what goes through code of
    the wiki stays an error of the wiki. The log keeps the traceback, should it be Wagtail's error
    after all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or not match.route.startswith(OF_OTHERS) or not is_of_wagtail(error):
            return None
        logger.warning("Eine Anfrage lässt sich nicht lesen: %s", match.route, exc_info=error)
        return bad_request(request, error)


def is_of_wagtail(error: Exception) -> bool:
    """Whether no code of the wiki took part in what could not be read."""
    frames = (frame for frame, _ in traceback.walk_tb(error.__traceback__))
    return isinstance(error, UNREADABLE) and not any(map(_is_own, frames))


def _is_own(frame: FrameType) -> bool:
    module: str = frame.f_globals.get("__name__", "")
    return module not in WRAPPERS and module.split(".")[0] in OWN
