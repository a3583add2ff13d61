"""The HTML of a text block: what may stand in it, and its words. Pure."""

import re
from html import unescape

import nh3

ALLOWED_TAGS = {"p", "h3", "b", "i", "ul", "ol", "li", "a", "br"}
SCHEMES = frozenset(["http", "https", "mailto"])


def sanitised(html: str, schemes: frozenset[str] = SCHEMES) -> str:
    """Only the allowed tags, and links of the given schemes."""
    return nh3.clean(
        html,
        tags=ALLOWED_TAGS,
        attributes={"a": {"href"}},
        url_schemes=set(schemes),
        link_rel=None,
    ).replace("<br>", "<br/>")


def plain(html: str) -> str:
    """Text without tags."""
    return unescape(re.sub(r"<[^>]+>", "", html))
