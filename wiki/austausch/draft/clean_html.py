"""Cleans the HTML of a text block, and takes the words out of it. Pure."""

import re
from html import unescape

import nh3

ALLOWED_TAGS = {"p", "h3", "b", "i", "ul", "ol", "li", "a", "br"}
LINK_SCHEMES = frozenset(["http", "https", "mailto"])


def sanitised(html: str, schemes: frozenset[str] = LINK_SCHEMES) -> str:
    """Keeps only ALLOWED_TAGS, and links with one of the `schemes`."""
    return nh3.clean(
        html,
        tags=ALLOWED_TAGS,
        attributes={"a": {"href"}},
        url_schemes=set(schemes),
        link_rel=None,
    ).replace("<br>", "<br/>")


def plain(html: str) -> str:
    """Takes the tags away: `<b>A</b> &amp; B` -> `A & B`."""
    return unescape(re.sub(r"<[^>]+>", "", html))
