"""The site of a request, where there is only one: Wagtail asks the database for it each time."""

from django.http import HttpRequest
from wagtail.models import Page, Site

from wiki.platform.table_cache import TableCache


def know_site(request: HttpRequest) -> None:
    """Tells Wagtail the site before it asks, in the place where it keeps its answer. With several
    sites, or none that answers for all addresses, Wagtail decides."""
    sites = _sites.get()
    if len(sites) == 1 and sites[0].is_default_site:
        request._wagtail_site = sites[0]  # type: ignore[attr-defined]


_sites = TableCache(lambda: list(Site.objects.select_related("root_page")), Site, Page)
