"""What stands in the head of a page for machines: one address, a picture, data, other forms."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from wagtail.models import Page

from wiki.models import Kommune, Projektseite, Thema
from wiki.platform.addresses import absolute
from wiki.visibility import anonymous_request, visible_to

from .markdown_pages import ENDING, WITH_TWIN
from .structured_data import data_of

# Inside a script, a text must not be able to end it.
UNSAFE = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


@dataclass(frozen=True)
class Kopf:
    """`adresse` is the one under which a search engine keeps the page, whatever was asked for;
    `daten` are JSON-LD. `bild`, `markdown` and `oembed` are empty where there is none."""

    adresse: str
    titel: str
    art: str  # of Open Graph
    bild: str
    markdown: str
    oembed: str
    daten: list[str]


def head_of(context: dict[str, Any], request: HttpRequest | None) -> Kopf | None:
    """The head of the page, Kommune or Thema that is being shown; none for forms and answers, and
    none for a page that has no address yet, or whose password this visitor is asked for."""
    subject = _subject(context)
    subject = _source(subject) if _may_be_read(subject, request) else None
    path = _path(subject, request)
    if subject is None or not path:
        return None
    has_twin = not isinstance(subject, Page) or isinstance(subject, WITH_TWIN)
    is_project = isinstance(subject, Projektseite)
    return Kopf(
        adresse=absolute(path),
        titel=str(getattr(subject, "title", "") or subject),
        art="article" if is_project else "website",
        bild=absolute(reverse("vorschaubild", args=[subject.pk])) if is_project else "",
        markdown=f"{path}{ENDING}" if has_twin else "",
        oembed=_oembed(path) if is_project or isinstance(subject, Kommune) else "",
        daten=[json.dumps(data, ensure_ascii=False).translate(UNSAFE) for data in data_of(subject)],
    )


def _oembed(path: str) -> str:
    return absolute(f"{reverse('oembed')}?{urlencode({'url': absolute(path)})}")


def _subject(context: dict[str, Any]) -> Any:
    for name, kind in (("page", Page), ("kommune", Kommune), ("thema", Thema)):
        found = context.get(name)
        if isinstance(found, kind) and isinstance(found, Model) and found.pk:
            return found
    return None


def _source(subject: Any) -> Any:
    """Of an alias the page that it repeats: search engines keep that one alone."""
    source = getattr(subject, "alias_of", None)
    return source.specific if source else subject


def _may_be_read(subject: Any, request: HttpRequest | None) -> bool:
    if not isinstance(subject, Page):
        return True
    visitor = request or anonymous_request()
    return visible_to(Page.objects.filter(pk=subject.pk), visitor).exists()


def _path(subject: Any, request: HttpRequest | None) -> str:
    if subject is None:
        return ""
    if isinstance(subject, Page):
        return str(subject.get_url(request) or "")
    return str(subject.get_absolute_url())
