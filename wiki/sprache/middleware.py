"""Answers in German, or in English where a view is translated; tells caches that pages differ."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from .choosing import ALWAYS_GERMAN, GERMAN, speak
from .pages import is_translated_view


class SpracheMiddleware:
    """Pages of Wagtail are known later: `wiki.wagtail_hooks` speaks for them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(GERMAN):
            response = self.get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if is_page and not request.path.startswith(ALWAYS_GERMAN):
            patch_vary_headers(response, ["Accept-Language", "Cookie"])
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        if is_translated_view(request.resolver_match):
            speak(request)
