"""Turns each node of the wikitext parser into marked-up text. Pure."""

from html import escape
from typing import Any

from mwparserfromhell.nodes import (
    Argument,
    Comment,
    ExternalLink,
    Heading,
    HTMLEntity,
    Tag,
    Template,
    Text,
    Wikilink,
)

from .links import anchor_text, external_link_text, gallery_text, wikilink_text
from .reading import PLACED_MARK, ArticleReading, places_in, short
from .tables import table_text
from .templates import template_text

CONTENT_TAGS = frozenset(
    "span div p center small big font u s del ins sub sup code tt kbd var samp abbr cite q dfn "
    "mark blockquote bdi bdo section noinclude onlyinclude time data li".split()
)
PARAGRAPH_TAGS = frozenset(["p", "div", "blockquote", "center"])
VERBATIM_TAGS = frozenset(["pre", "syntaxhighlight", "source", "poem"])
HEADING_TAGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
INLINE_TAGS = {"b": "b", "strong": "b", "i": "i", "em": "i"}
SILENT_TAGS = frozenset(["includeonly", "hr", "templatestyles"])
MARK_OF_LIST = {"ul": "*", "ol": "#"}


def node_text(node: Any, reading: ArticleReading) -> str:
    if isinstance(node, Text):
        return reading.shown(escape(str(node.value), quote=False))
    if isinstance(node, HTMLEntity):
        return escape(_entity(node), quote=False)
    if isinstance(node, Heading):
        return _heading(reading.inside(node.title))
    if isinstance(node, Wikilink):
        return wikilink_text(node, reading)
    if isinstance(node, ExternalLink):
        return external_link_text(node, reading)
    if isinstance(node, Template):
        return template_text(node, reading)
    if isinstance(node, Tag):
        return _tag(node, reading)
    if isinstance(node, Comment):
        return ""
    if isinstance(node, Argument):
        if node.default is not None:
            return reading.inside(node.default)
        return reading.left_out(f"Platzhalter {{{{{{{node.name}}}}}}}")
    return reading.left_out(f"Unbekanntes: {short(str(node))}")


def _tag(tag: Tag, reading: ArticleReading) -> str:
    name = str(tag.tag).strip().lower()
    if tag.wiki_markup in ("*", "#", ":", ";"):
        return f"\x02{tag.wiki_markup}"
    if name in INLINE_TAGS:
        return f"<{INLINE_TAGS[name]}>{reading.inside(tag.contents)}</{INLINE_TAGS[name]}>"
    if name == "nowiki":
        return escape(str(tag.contents or ""), quote=False)
    if name in TAG_READERS:
        return TAG_READERS[name](tag, reading)
    if name in CONTENT_TAGS:
        inside = reading.inside(tag.contents)
        return f"\n\n{inside}\n\n" if name in PARAGRAPH_TAGS else inside
    if name not in SILENT_TAGS:
        said = str(tag.contents or "") or str(tag)
        reading.left_out(f"Element <{name}>: {short(said)}")
    return "\n\n" if name == "hr" else ""


def _footnote(tag: Tag, reading: ArticleReading) -> str:
    if tag.contents is not None:
        reading.add_source(reading.inside(tag.contents))
    return ""


def _footnotes(tag: Tag, reading: ArticleReading) -> str:
    """Reads the notes that the list at the end may define; the list itself leaves no text."""
    reading.inside(tag.contents)
    return ""


def _verbatim(tag: Tag, reading: ArticleReading) -> str:
    """Keeps the line breaks of a text such as `<pre>`."""
    lines = str(tag.contents or "").strip("\n").split("\n")
    return "\n\n" + "<br/>".join(escape(line, quote=False) for line in lines) + "\n\n"


def _heading(text: str) -> str:
    return f"\n\x04{' '.join(text.split())}\n"


def _html_heading(tag: Tag, reading: ArticleReading) -> str:
    return _heading(reading.inside(tag.contents))


def _html_list(tag: Tag, reading: ArticleReading) -> str:
    lines = "".join(f"{line}\n" for line in _items(tag, "", reading))
    return lines if tag.has("data-weiter") else f"\n{lines}"


def _items(tag: Tag, marks: str, reading: ArticleReading) -> list[str]:
    """Writes a line for each item of an HTML list, with the marks of all lists around it: an item
    of a list in a list gets `**`."""
    marks += f"\x02{MARK_OF_LIST[str(tag.tag).strip().lower()]}"
    lines: list[str] = []
    for item in _children(tag, ("li",)):
        inner = _children(item, tuple(MARK_OF_LIST))
        said = reading.inline(node for node in item.contents.nodes if node not in inner)
        words = PLACED_MARK.sub(" ", said)
        if words.strip() or not inner:
            lines.append(f"{marks} {' '.join(words.split())}")
        lines += [places] if (places := places_in(said)) else []
        for below in inner:
            lines += _items(below, marks, reading)
    return lines


def _children(tag: Tag, names: tuple[str, ...]) -> list[Tag]:
    nodes = tag.contents.nodes if tag.contents is not None else []
    return [
        n for n in nodes if isinstance(n, Tag) and str(n.tag).lower() in names and not n.wiki_markup
    ]


def _definitions(tag: Tag, reading: ArticleReading) -> str:
    """Writes a definition list as paragraphs: bold terms, each followed by its meaning."""
    text = ""
    for part in _children(tag, ("dt", "dd")):
        said = " ".join(reading.inside(part.contents).split())
        text += f"\n\n<b>{said}</b>" if str(part.tag).lower() == "dt" else f"\n\n{said}"
    return f"{text}\n\n"


TAG_READERS = {
    "ref": _footnote,
    "references": _footnotes,
    "table": table_text,
    "ul": _html_list,
    "ol": _html_list,
    "dl": _definitions,
    "gallery": gallery_text,
    "a": anchor_text,
    "br": lambda _tag, _reading: "<br/>",
    **dict.fromkeys(VERBATIM_TAGS, _verbatim),
    **dict.fromkeys(HEADING_TAGS, _html_heading),
}


def _entity(node: HTMLEntity) -> str:
    try:
        text = node.normalize()
    except (ValueError, OverflowError):
        return str(node)
    return text if text.isprintable() or text.isspace() else ""
