"""The visitor's own Kommune. A cookie holds its key (see `orte`); the wiki stores nothing else
about visitors. `suche.gemeinden.heimat` sets and removes it."""

import re

from django.http import HttpRequest

from wiki.fakten.facts import Ort
from wiki.fakten.selection import MAX_WERT

from .orte import ort_with

COOKIE = "heimat"
KOMMUNE_SLUG = re.compile(r"[-a-zA-Z0-9_]+")


def heimat_of(request: HttpRequest) -> Ort | None:
    """Returns the municipality that the visitor has set, if it exists. Asks the database only with
    the cookie, two queries a request: every list of a page wants to know."""
    key = request.COOKIES.get(COOKIE, "")
    if not KOMMUNE_SLUG.fullmatch(key) or len(key) > MAX_WERT:
        return None
    if not hasattr(request, "_heimat"):
        request._heimat = ort_with(key)  # type: ignore[attr-defined]
    found: Ort | None = request._heimat  # type: ignore[attr-defined]
    return found
