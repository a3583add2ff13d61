"""`/sitemap.xml`: all that anybody may read, for search engines. Lists of more than 10,000
addresses are parts of an index."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Count, Exists, Max, OuterRef, Q
from wagtail.models import Page

from wiki.models import Kommune, Projektseite, Thema
from wiki.visibility import anonymous_request, each_once, visible_to

PER_PART = 10_000


class PublicSitemap(Sitemap):
    """Addresses under the wiki's public name, whatever the request called it."""

    limit = PER_PART

    def get_protocol(self, protocol: str | None = None) -> str:
        return settings.WAGTAILADMIN_BASE_URL.partition("://")[0]

    def get_domain(self, site: Any = None) -> str:
        return settings.WAGTAILADMIN_BASE_URL.partition("://")[2]


class Seiten(PublicSitemap):
    def items(self) -> Any:
        pages = each_once(Page.objects.filter(depth__gt=1))
        return visible_to(pages, anonymous_request()).order_by("path")

    def location(self, item: Page) -> str:
        return item.url or "/"

    def lastmod(self, item: Page) -> datetime | None:
        return item.last_published_at

    def get_latest_lastmod(self) -> datetime | None:
        """Returns the latest day of all pages; None if one of them has no known day. Django would
        read every page for that."""
        days = Max("last_published_at"), Count("pk", filter=Q(last_published_at=None))
        found = self.items().order_by().aggregate(latest=days[0], unknown=days[1])
        latest: datetime | None = found["latest"]
        return None if found["unknown"] else latest


class _WithProjekte(PublicSitemap):
    """Snippets that a project names which anybody may read."""

    chosen: Q
    model: type[Kommune] | type[Thema]

    def items(self) -> Any:
        pages = visible_to(Projektseite.objects.filter(self.chosen), anonymous_request())
        return self.model._default_manager.filter(Exists(pages.order_by())).order_by("pk")


class Kommunen(_WithProjekte):
    model = Kommune
    chosen = Q(kommunen=OuterRef("pk")) & ~Q(kommunen__typ=Kommune.Typ.LAND)


class Themen(_WithProjekte):
    model = Thema
    chosen = Q(themen=OuterRef("pk")) | Q(themen__oberthema=OuterRef("pk"))


SITEMAPS = {"seiten": Seiten, "kommunen": Kommunen, "themen": Themen}
