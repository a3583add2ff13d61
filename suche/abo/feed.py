"""`/suche/feed/?q=...`: the answer to a question as an Atom feed, newest page first."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import conditional_page, require_safe
from wagtail.models import Page

from suche.abo.mail.wochenmail import hits
from suche.exceptions import QuestionInvalid
from suche.understand.question import parse_question
from wiki.fakten.exceptions import FilterUnknown
from wiki.fakten.filters import SEARCH_FILTERS
from wiki.fakten.selection import parse_filters
from wiki.markt.feeds.feeds import EINTRAEGE, NEWEST_FIRST, Projektfeed
from wiki.visibility import anonymous_request, visible_to

from .forms import asked_filters


class Fragefeed(Projektfeed):
    """Its object is (question, filters as in an address)."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> tuple[str, str]:
        parse_filters(request.GET, SEARCH_FILTERS)
        return parse_question(request.GET.get("q", "")).text, asked_filters(request).urlencode()

    def title(self, obj: tuple[str, str]) -> str:
        return f"Digitale Städte: {obj[0][:120]}"

    def subtitle(self, obj: tuple[str, str]) -> str:
        return "Seiten, die zu dieser Frage passen, die neueste zuerst."

    def link(self, obj: tuple[str, str]) -> str:
        return f"{reverse('suche')}?{_query(obj)}"

    def feed_url(self, obj: tuple[str, str]) -> str:
        return f"{reverse('abo_feed')}?{_query(obj)}"

    def items(self, obj: tuple[str, str]) -> list[Any]:
        pages = Page.objects.filter(pk__in=hits(*obj) or [])
        newest = visible_to(pages, anonymous_request()).order_by(*NEWEST_FIRST)
        return list(newest[:EINTRAEGE].specific())

    def item_description(self, item: Any) -> str:
        return str(getattr(item, "kurzfassung", ""))

    def item_categories(self, item: Any) -> list[str]:
        return super().item_categories(item) if hasattr(item, "themen") else []


def _query(obj: tuple[str, str]) -> str:
    return "&".join(filter(None, [urlencode({"q": obj[0]}), obj[1]]))


_feed = Fragefeed()


@require_safe
@conditional_page
def feed(request: HttpRequest) -> HttpResponse:
    """Answers 200 or 304; 400 in plain German when question or filters are wrong."""
    try:
        return _feed(request)
    except (QuestionInvalid, FilterUnknown) as error:
        return HttpResponseBadRequest(str(error), content_type="text/plain; charset=utf-8")
