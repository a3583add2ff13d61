"""Cleans the HTML of a text block, and takes the words out of it. Pure."""

import re
from html import unescape

import nh3

ALLOWED_TAGS = {"p", "h3", "b", "i", "ul", "ol", "li", "a", "br"}
LINK_SCHEMES = frozenset(["http", "https", "mailto"])
# What Wagtail's editor stores, links and pictures by number included.
STORED_TAGS = ALLOWED_TAGS | set("h2 h4 h5 strong em s sup sub code blockquote hr embed".split())
STORED_ATTRIBUTES = {
    "*": {"data-block-key"},
    "a": {"href", "linktype", "id"},
    "embed": {"embedtype", "id", "alt", "format", "url"},
}
# What a program means as HTML; `<Name der Kommune>` is what somebody left to be filled in.
HTML_TAGS = frozenset(
    "a abbr address article aside b big blockquote br button caption center cite code col colgroup "
    "dd del details dfn div dl dt em figcaption figure font footer form h1 h2 h3 h4 h5 h6 header "
    "hr i img input ins kbd label li main mark nav ol p pre q s samp section "
    "select small source span strike strong sub summary sup svg table tbody td tfoot th "
    "thead time tr tt u ul var video wbr".split()
)
VOID = re.compile(r"<((?:br|hr|embed)\b[^>]*)>")


def sanitised(html: str, schemes: frozenset[str] = LINK_SCHEMES) -> str:
    """Keeps only ALLOWED_TAGS, and links with one of the `schemes`."""
    return nh3.clean(
        html,
        tags=ALLOWED_TAGS,
        attributes={"a": {"href"}},
        url_schemes=set(schemes),
        link_rel=None,
    ).replace("<br>", "<br/>")


def sanitised_stored(html: str) -> str:
    """Keeps of a rich text, as Wagtail stores it, what its editor can write. What the editor has
    written stays to the letter."""
    clean = nh3.clean(
        html,
        tags=STORED_TAGS,
        attributes=STORED_ATTRIBUTES,
        url_schemes={*LINK_SCHEMES, "tel"},
        link_rel=None,
    )
    clean = VOID.sub(r"<\1/>", clean)
    return clean if "&nbsp;" in html else clean.replace("&nbsp;", "\u00a0")


def plain(html: str) -> str:
    """Takes the tags away: `<b>A</b> &amp; B` -> `A & B`."""
    return unescape(re.sub(r"<[^>]+>", "", html))
