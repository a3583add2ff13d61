"""Template helpers of the wiki."""

from django import template
from django.http import HttpRequest
from wagtail.models import Page

from wiki.visibility import visible_to

register = template.Library()


@register.filter
def euro(amount: int | None) -> str:
    """12500 -> `12.500 €`; empty when unknown."""
    return "" if amount is None else f"{amount:,} €".replace(",", ".")


@register.filter
def sichtbar_fuer(page: Page | None, request: HttpRequest) -> bool:
    """Whether this visitor may read `page`; for links from one article to another."""
    if page is None:
        return False
    return visible_to(Page.objects.filter(pk=page.pk), request).exists()
