"""Takes the links to hidden pages and documents out of a text: the address of a page is often its
title in other letters."""

import re

from django.http import HttpRequest
from wagtail.documents import get_document_model
from wagtail.models import Page
from wagtail.rich_text.rewriters import extract_attrs

from .documents import visible_documents
from .pages import visible_to

LINK = re.compile(r"<a(\b[^>]*)>(.*?)</a>", re.DOTALL)

Target = tuple[str, int]  # kind of link, id


def without_hidden_links(html: str, request: HttpRequest) -> str:
    """Returns `html` as Wagtail stores it, with only the words of links to what this visitor may
    not see."""
    targets = targets_in(html)
    if not targets:
        return html
    hidden = targets - _visible(targets, request)
    return LINK.sub(lambda m: m[2] if _target_of(m[1]) in hidden else m[0], html)


def targets_in(html: str) -> set[Target]:
    """Returns the pages and documents that a text links to. `html` as Wagtail stores it."""
    return {target for attrs, _ in LINK.findall(html) if (target := _target_of(attrs))}


def _target_of(attrs: str) -> Target | None:
    found = extract_attrs(attrs)
    kind, number = found.get("linktype", ""), found.get("id", "")
    if kind not in ("page", "document"):
        return None
    try:
        return kind, int(number)  # as the database reads it: ` 7` is 7
    except ValueError:
        return None


def _visible(targets: set[Target], request: HttpRequest) -> set[Target]:
    pages = {number for kind, number in targets if kind == "page"}
    files = {number for kind, number in targets if kind == "document"}
    seen: set[Target] = set()
    if pages:
        readable = visible_to(Page.objects.filter(pk__in=pages), request)
        seen |= {("page", pk) for pk in readable.values_list("pk", flat=True)}
    if files:
        document = get_document_model()
        readable = visible_documents(document.objects.filter(pk__in=files), request)
        seen |= {("document", pk) for pk in readable.values_list("pk", flat=True)}
    return seen
