"""Takes page ids out of a sent form that its sender may not know.

Somebody could forge a form with any page ids: the CMS would show it again with the titles of those
pages, drafts of others among them.
"""

import re
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, QueryDict
from wagtail.models import Page

from .rechte import choosable_pages

RELATED_FIELD = re.compile(r"verwandte-\d+-ziel")
CHOSEN = "projekt"  # the kind of block that holds a page


def without_hidden_pages(data: QueryDict, user: Any, kept: set[int]) -> QueryDict:
    """Empties the fields that name pages which `user` may neither read nor edit.

    `kept` are page ids that stand in the stored page already.
    """
    chosen = {name: int(value) for name, value in _chosen(data).items()}
    request = HttpRequest()
    request.user = user
    pages = Page.objects.filter(pk__in=chosen.values())
    allowed = kept | set(choosable_pages(pages, request).values_list("pk", flat=True))
    hidden = [name for name, pk in chosen.items() if pk not in allowed]
    if not hidden:
        return data
    cleaned = data.copy()
    for name in hidden:
        cleaned[name] = ""
    return cleaned


def _chosen(data: Mapping[str, str]) -> dict[str, str]:
    names = [name for name in data if RELATED_FIELD.fullmatch(name)]
    names += [
        f"{name.removesuffix('-type')}-value"
        for name in data
        if name.endswith("-type") and data[name] == CHOSEN
    ]
    return {n: data[n] for n in names if data.get(n, "").isdecimal() and len(data[n]) < 10}
