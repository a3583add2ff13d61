"""Lists what was published lately."""

from datetime import timedelta

from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page
from wagtail.query import PageQuerySet

from wiki.models import Projektseite, Textseite, Veranstaltung
from wiki.visibility import visible_to

TAGE = 30


def recent_changes(request: HttpRequest) -> "PageQuerySet[Page]":
    """Returns the visible pages that were published in the last TAGE days, newest first. Who
    changed them is not told."""
    since = timezone.now() - timedelta(days=TAGE)
    pages = Page.objects.type(Projektseite, Veranstaltung, Textseite)
    return (
        visible_to(pages.filter(last_published_at__gte=since), request)
        .annotate(erstmals=F("first_published_at"))
        .order_by("-last_published_at", "-pk")
    )
