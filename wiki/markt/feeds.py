"""Atom feeds: new projects of all, of one Thema, of one Kommune. Only what anybody may read."""

from datetime import datetime, time
from typing import Any

from django.contrib.syndication.views import Feed
from django.db.models import F, Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from wagtail.query import PageQuerySet

from wiki.models import Kommune, Projektseite, Thema
from wiki.models.quelle import first_day
from wiki.seitenlinks import seiten_url
from wiki.visibility import anonymous_request, visible_to

EINTRAEGE = 30
NEWEST_FIRST = (
    F("seitenstand__neu_seit").desc(nulls_last=True),
    F("first_published_at").desc(nulls_last=True),
    "-pk",
)


class Projektfeed(Feed):
    """The newest of all projects."""

    feed_type = Atom1Feed
    title: Any = "Digitale Städte: neue Projekte"
    subtitle: Any = "Was Kommunen digital umsetzen und was sie dabei gelernt haben."
    author_name = "Digitale Städte"

    def link(self, obj: Any) -> str:
        return seiten_url(None, "Projektverzeichnis") or "/"

    def items(self, obj: Any) -> list[Projektseite]:
        pages = visible_to(self.chosen(obj), anonymous_request())
        newest = pages.order_by(*NEWEST_FIRST)[:EINTRAEGE]
        return list(newest.select_related("seitenstand").prefetch_related("themen"))

    def chosen(self, obj: Any) -> "PageQuerySet[Projektseite]":
        return Projektseite.objects.all()

    def feed_url(self, obj: Any) -> str:
        return reverse("feed")

    def item_title(self, item: Projektseite) -> str:
        return item.title

    def item_description(self, item: Projektseite) -> str:
        return item.kurzfassung

    def item_link(self, item: Projektseite) -> str:
        return item.get_url() or "/"

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


def _moment(page: Any, name: str) -> datetime | None:
    """The beginning of the day that the Seitenstand names."""
    day = first_day(getattr(getattr(page, "seitenstand", None), name, ""))
    return timezone.make_aware(datetime.combine(day, time.min)) if day else None
