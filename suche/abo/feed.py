"""`/suche/feed/?q=...`: the answer to a question as an Atom feed, newest page first."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import conditional_page, require_safe
from wagtail.models import Page

from suche.abo.mail.wochenmail import hits
from suche.exceptions import QuestionInvalid
from suche.understand.question import typed_question
from wiki.fakten.filters import SEARCH_FILTERS, Weggelassen
from wiki.fakten.left_out import without
from wiki.fakten.selection import read_filters
from wiki.markt.feeds.feeds import EINTRAEGE, NEWEST_FIRST, Projektfeed
from wiki.visibility import anonymous_request, visible_to

from .forms import asked_filters


@dataclass(frozen=True)
class Gefragt:
    """A question with filters as in an address; `weggelassen`: those that there are not (any more),
    which the feed says, since its reader never comes past the page that would."""

    frage: str
    filter: str
    weggelassen: tuple[Weggelassen, ...] = ()

    @property
    def query(self) -> str:
        return "&".join(filter(None, [urlencode({"q": self.frage}), self.filter]))


class Fragefeed(Projektfeed):
    """The pages that fit a question, as anybody may see them."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Gefragt:
        frage = typed_question(request.GET.get("q", ""))
        asked = asked_filters(request)
        weggelassen = read_filters(asked, SEARCH_FILTERS).weggelassen
        return Gefragt(frage, without(asked, weggelassen).urlencode(), weggelassen)

    def title(self, obj: Gefragt) -> str:
        return f"Digitale Städte: {obj.frage[:120]}"

    def subtitle(self, obj: Gefragt) -> str:
        said = "Seiten, die zu dieser Frage passen, die neueste zuerst."
        if not obj.weggelassen:
            return said
        missing = ", ".join(map(str, obj.weggelassen))
        return f"{said} Weggelassen, weil es das nicht (mehr) gibt: {missing}."

    def link(self, obj: Gefragt) -> str:
        return f"{reverse('suche')}?{obj.query}"

    def feed_url(self, obj: Gefragt) -> str:
        return f"{reverse('abo_feed')}?{obj.query}"

    def items(self, obj: Gefragt) -> list[Any]:
        pages = Page.objects.filter(pk__in=hits(obj.frage, obj.filter) or [])
        newest = visible_to(pages, anonymous_request()).order_by(*NEWEST_FIRST)
        return list(newest[:EINTRAEGE].specific())

    def item_description(self, item: Any) -> str:
        return str(getattr(item, "kurzfassung", ""))

    def item_categories(self, item: Any) -> list[str]:
        return super().item_categories(item) if hasattr(item, "themen") else []


_feed = Fragefeed()


@require_safe
@conditional_page
def feed(request: HttpRequest) -> HttpResponse:
    """Answers 200 or 304; 400 in plain German for a question that cannot be read."""
    try:
        return _feed(request)
    except QuestionInvalid as error:
        return HttpResponseBadRequest(str(error), content_type="text/plain; charset=utf-8")
