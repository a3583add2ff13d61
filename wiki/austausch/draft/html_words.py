"""Reads the HTML that programs write into the cells of a list: its words, lists and links. Pure."""

import re
from collections.abc import Iterator
from html import unescape

from .clean_html import HTML_TAGS
from .paragraphs import to_text

_NAMES = "|".join(sorted(HTML_TAGS))
TAG = re.compile(rf"</?(?:{_NAMES})(?:\s[^<>]*)?/?>", re.I)
ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8}\d?);", re.I)
UNSEEN = re.compile(r"<!--.*?(?:-->|\Z)|<style\b.*?(?:</style\s*>|\Z)", re.I | re.DOTALL)
BLOCK = re.compile(r"<(?:p|br|li|div|h[1-6]|tr)\b", re.I)
BLOCK_END = re.compile(r"</(?:div|tr|dd|dt|table|blockquote)\s*>", re.I)
OF_LINES = re.compile(r"</?(?:p|br|li|ul|ol|h[1-6])\b", re.I)
CELL_END = re.compile(r"</t[dh]\s*>(?=\s*<t[dh]\b)", re.I)
OUTWARD = re.compile(r"https?://|mailto:|tel:", re.I)
LABEL = r"[^<]*(?:<(?!/?a\b)[^<]*)*"
LINK = re.compile(rf"""<a\s[^<>]*?\bhref\s*=\s*["']?([^"'\s<>]+)[^<>]*>({LABEL})</a\s*>""", re.I)


def words_of(html: str, *, as_sources: bool = False) -> str:
    """`<p>Gut &amp; <a href="https://a.de">mehr</a></p>` -> `Gut & mehr (https://a.de)`; as sources
    `mehr | https://a.de`, each in a line of its own."""
    html = UNSEEN.sub("", html)
    if not BLOCK.search(html):
        html = html.replace("\n", "<br>")
    html = LINK.sub(lambda link: _link(link[1], link[2], as_sources), html)
    html = CELL_END.sub("; ", BLOCK_END.sub("</p>", html))
    return to_text("".join(_known_tags(html)))


def with_addresses(html: str) -> str:
    """Writes the address of each link behind its words: `mehr (https://a.de)`."""
    return LINK.sub(lambda link: _link(link[1], link[2], False), html)


def with_letters(text: str) -> str:
    """`M&auml;ngel &amp; Karte` -> `Mängel & Karte`. What only looks like an entity stays."""
    return ENTITY.sub(lambda entity: unescape(entity[0]), text)


def _known_tags(html: str) -> Iterator[str]:
    """Keeps the tags that make lines. What only looks like a tag is text: `<Name>`, `<5 Tage`."""
    end = 0
    for tag in TAG.finditer(html):
        yield html[end : tag.start()].replace("<", "&lt;")
        yield tag[0] if OF_LINES.match(tag[0]) else ""
        end = tag.end()
    yield html[end:].replace("<", "&lt;")


def _link(target: str, said: str, as_sources: bool) -> str:
    label = " ".join(TAG.sub("", said).split())
    address = target.removeprefix("mailto:")
    if address in label or not OUTWARD.match(target):
        return label
    if as_sources:
        return f"{label} | {address}<br>" if label else f"{address}<br>"
    return f"{label} ({address})" if label else address
