"""Lists what was published lately with other words or facts."""

from datetime import timedelta

from django.http import HttpRequest
from wagtail.models import Page
from wagtail.query import PageQuerySet

from wiki.models import Projektseite, Textseite, Veranstaltung
from wiki.models.projektseite import heute
from wiki.visibility import each_once, visible_to

TAGE = 30


def recent_changes(request: HttpRequest) -> "PageQuerySet[Page]":
    """Returns the visible pages whose text or facts have changed in the last TAGE days, newest
    first. Who changed them is not told."""
    since = (heute() - timedelta(days=TAGE)).isoformat()
    pages = each_once(Page.objects.type(Projektseite, Veranstaltung, Textseite))
    return (
        visible_to(pages.filter(seitenstand__geaendert__gte=since), request)
        .select_related("seitenstand")
        .order_by("-seitenstand__geaendert", "-last_published_at", "-pk")
    )
