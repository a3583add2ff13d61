"""Lists what was published lately with other words or facts."""

from datetime import timedelta

from django.http import HttpRequest
from wagtail.models import Page
from wagtail.query import PageQuerySet

from wiki.models import Projektseite, Textseite, Veranstaltung
from wiki.models.projektseite import heute
from wiki.visibility import visible_to

TAGE = 30


def recent_changes(request: HttpRequest) -> "PageQuerySet[Page]":
    """Returns the visible pages whose text or facts have changed in the last TAGE days, newest
    first. Who changed them is not told."""
    since = (heute() - timedelta(days=TAGE)).isoformat()
    pages = Page.objects.type(Projektseite, Veranstaltung, Textseite).filter(alias_of=None)
    return (
        visible_to(pages.filter(seitenstand__geaendert__gte=since), request)
        .select_related("seitenstand")
        .order_by("-seitenstand__geaendert", "-last_published_at", "-pk")
    )
