"""Atom feeds: new projects of all, of one Thema, of one Kommune. Only what anybody may read."""

from datetime import datetime, time
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.contrib.syndication.views import Feed
from django.db.models import F, Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from wagtail.query import PageQuerySet

from wiki.models import Kommune, Projektseite, Startseite, Thema
from wiki.models.quelle import first_day
from wiki.seitenlinks import seiten_url
from wiki.visibility import anonymous_request, each_once, visible_to
from wiki.web.structured_data import LICENCE

from .atom import ContentFeed

EINTRAEGE = 30
NEWEST_FIRST = (
    F("seitenstand__neu_seit").desc(nulls_last=True),
    F("first_published_at").desc(nulls_last=True),
    "-pk",
)


class Projektfeed(Feed):
    """The newest of all projects."""

    feed_type = ContentFeed
    title: Any = "Digitale Städte: neue Projekte"
    subtitle: Any = "Was Kommunen digital umsetzen und was sie dabei gelernt haben."
    author_name = "Digitale Städte"
    feed_copyright = f"Texte: {LICENCE}"

    def link(self, obj: Any) -> str:
        return seiten_url(None, "Projektverzeichnis") or "/"

    def items(self, obj: Any) -> list[Projektseite]:
        pages = visible_to(each_once(self.chosen(obj)), anonymous_request())
        newest = pages.order_by(*NEWEST_FIRST)[:EINTRAEGE]
        return list(newest.select_related("seitenstand").prefetch_related("themen", "kommunen"))

    def chosen(self, obj: Any) -> "PageQuerySet[Projektseite]":
        return Projektseite.objects.all()

    def feed_url(self, obj: Any) -> str:
        return reverse("feed")

    def feed_guid(self, obj: Any) -> str:
        """Stays the same when the wiki gets another address: readers know a feed by it."""
        home = Startseite.objects.values_list("translation_key", flat=True).first() or NAMESPACE_URL
        return uuid5(home, self.feed_url(obj)).urn

    def item_title(self, item: Projektseite) -> str:
        return item.title

    def item_description(self, item: Projektseite) -> str:
        return item.kurzfassung

    def item_link(self, item: Projektseite) -> str:
        return item.get_url() or "/"

    def item_extra_kwargs(self, item: Any) -> dict[str, str]:
        return {"content": content_of(item)}

    def item_guid(self, item: Projektseite) -> str:
        """Stays the same when the page moves or the wiki gets another address."""
        return f"urn:uuid:{item.translation_key}"

    def item_pubdate(self, item: Projektseite) -> datetime | None:
        return _moment(item, "neu_seit") or item.first_published_at

    def item_updateddate(self, item: Projektseite) -> datetime | None:
        return _moment(item, "geaendert") or item.last_published_at

    def item_categories(self, item: Projektseite) -> list[str]:
        return [thema.name for thema in item.themen.all()]


class Themenfeed(Projektfeed):
    """Those of a Thema; of an Oberthema also those of its Themen."""

    def get_object(self, request: HttpRequest, slug: str) -> Thema:
        return get_object_or_404(Thema, slug=slug)

    def title(self, obj: Thema) -> str:
        return f"Digitale Städte: neue Projekte zu {obj.name}"

    def subtitle(self, obj: Thema) -> str:
        return obj.beschreibung

    def link(self, obj: Thema) -> str:
        return obj.get_absolute_url()

    def feed_url(self, obj: Thema) -> str:
        return reverse("feed_thema", args=[obj.slug])

    def chosen(self, obj: Thema) -> "PageQuerySet[Projektseite]":
        below = Q(themen=obj) | Q(themen__oberthema=obj)
        return Projektseite.objects.filter(below).distinct()


class Kommunenfeed(Projektfeed):
    """Those of a Kommune."""

    def get_object(self, request: HttpRequest, slug: str) -> Kommune:
        return get_object_or_404(Kommune.objects.exclude(typ=Kommune.Typ.LAND), slug=slug)

    def title(self, obj: Kommune) -> str:
        return f"Digitale Städte: neue Projekte aus {obj.name}"

    def subtitle(self, obj: Kommune) -> str:
        return f"Digitale Projekte, an denen {obj.name} beteiligt ist."

    def link(self, obj: Kommune) -> str:
        return obj.get_absolute_url()

    def feed_url(self, obj: Kommune) -> str:
        return reverse("feed_kommune", args=[obj.slug])

    def chosen(self, obj: Kommune) -> "PageQuerySet[Projektseite]":
        return Projektseite.objects.filter(kommunen=obj)


def content_of(page: Any) -> str:
    """Returns lead and facts as HTML; of a page that is no project only the lead."""
    lead = format_html("<p>{}</p>", getattr(page, "kurzfassung", ""))
    if not isinstance(page, Projektseite):
        return lead
    facts = {
        "Kommune": ", ".join(kommune.name for kommune in page.kommunen.all()),
        "Status": page.get_status_display(),
        "Laufzeit": page.laufzeit,
        "Thema": ", ".join(thema.name for thema in page.themen.all()),
    }
    known = [(name, value) for name, value in facts.items() if value]
    return lead + format_html("<ul>{}</ul>", format_html_join("", "<li>{}: {}</li>", known))


def _moment(page: Any, name: str) -> datetime | None:
    """The beginning of the day that the Seitenstand names."""
    day = first_day(getattr(getattr(page, "seitenstand", None), name, ""))
    return timezone.make_aware(datetime.combine(day, time.min)) if day else None
