"""Reads wikitext into sections of an article, fact boxes and sources, and lists what was left out.
Pure.

The parser is mwparserfromhell. No template is run: a fact box is read, and everything else that a
wiki would have to compute is named in `offen`.
"""

import re
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import mwparserfromhell
from mwparserfromhell.nodes import Heading

from wiki.austausch.draft.clean_html import LINK_SCHEMES, sanitised
from wiki.austausch.draft.headings import heading_key
from wiki.austausch.draft.lines import blocks_of
from wiki.austausch.draft.sections import merge_sections, section_of

from .nodes import node_text
from .preparing import chunks, quotes_closed, shielded
from .reading import ArticleReading, ReadArticle, WikiLookup, plain_words, short
from .source_headings import SOURCE_HEADINGS
from .templates import take_functions
from .wikitables import take_tables

TIME_S = 60.0  # for one page, by the clock
CHUNK_MAX_CHARS = 400_000  # of one element; the parser cannot be interrupted within it
WIKITEXT_MAX_CHARS = 2 * 1024 * 1024  # characters; MediaWiki itself allows no more
OPEN_AT_ONCE_MAX = (
    200  # brackets or elements open at once; the parser would try every way to close them
)
NOT_IN_WIKITEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")  # \x02 to \x04 are marks of `lines`
MAGIC_WORD = re.compile(r"__[A-ZÄÖÜ_]{3,40}?__|~{3,5}")
BRACKET = re.compile(r"(\{\{|\[\[)|(\}\}|\]\])|<(/?)(\w+)[^<>]*?(/?)>")
NEVER_CLOSED = frozenset("br hr li p dt dd td th tr img".split())
OPEN_TEMPLATE = re.compile(r"\{\{[^\W\d_][^{}|\n]{1,60}\|[^{}]{0,100}")
Content = tuple[tuple[str, Any], ...]


def read_article(text: str, lookup: WikiLookup, titel: str = "") -> ReadArticle:
    """Reads an article. Raises ValueError, with a German text, if it is too long, too deeply
    nested, or takes longer than TIME_S."""
    if len(text) > WIKITEXT_MAX_CHARS:
        raise ValueError("Der Text der Seite ist länger als 2 MB.")
    reading = ArticleReading(lookup, node_text, _Parser(time.monotonic() + TIME_S).parse)
    text = shielded(_without_controls(text, reading), titel, reading)
    text = take_functions(MAGIC_WORD.sub("", text), reading)
    if _deepest(text) > OPEN_AT_ONCE_MAX:
        raise ValueError(
            f"Im Text sind über {OPEN_AT_ONCE_MAX} Klammern oder Elemente zugleich offen."
        )
    for heading, nodes in _split(reading.parse(text, reading), reading):
        _take_section(heading, nodes, reading)
    _name_open_templates(reading)
    result = reading.result
    return replace(
        result,
        abschnitte=list(merge_sections(result.abschnitte)),
        offen=list(dict.fromkeys(result.offen)),
    )


def _name_open_templates(reading: ArticleReading) -> None:
    """Names a template that never ends: MediaWiki shows its source, and so does the draft."""
    for section in reading.result.abschnitte:
        for kind, value in section.inhalt:
            for match in OPEN_TEMPLATE.finditer(plain_words(value) if kind == "text" else ""):
                reading.left_out(f"Vorlage ohne Ende, sie steht als Text da: {short(match[0])}")


def _without_controls(text: str, reading: ArticleReading) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text, count = NOT_IN_WIKITEXT.subn("", text)
    if count:
        reading.left_out(f"Steuerzeichen: {count}")
    return text


class _Parser:
    """Parses piece by piece, so that time grows with the length of the text and an end can be
    set."""

    def __init__(self, end: float) -> None:
        self._end = end

    def parse(self, text: str, reading: ArticleReading) -> list[Any]:
        nodes: list[Any] = []
        for chunk in chunks(quotes_closed(take_tables(text, reading)), reading):
            if len(chunk) > CHUNK_MAX_CHARS or time.monotonic() > self._end:
                raise ValueError("Die Seite zu lesen dauert zu lange; bitte teilen.")
            nodes += mwparserfromhell.parse(chunk, skip_style_tags=True).nodes
        return nodes


def _deepest(text: str) -> int:
    """Counts how many brackets or elements of one kind are open at once, whether they are closed
    later or not."""
    left: dict[str, int] = {}
    deepest = 0
    for opened, closed, end_tag, name, alone in BRACKET.findall(text):
        kind = {"{{": "}}", "[[": "]]"}.get(opened, closed or name.lower())
        if alone or kind in NEVER_CLOSED:
            continue
        step = -1 if closed or end_tag else 1
        left[kind] = max(left.get(kind, 0) + step, 0)
        deepest = max(deepest, left[kind])
    return deepest


def _split(nodes: Sequence[Any], reading: ArticleReading) -> list[tuple[str, list[Any]]]:
    """Splits an article into sections (heading, nodes). Sections begin at the highest level of
    heading that occurs, below the title's."""
    levels = [node.level for node in nodes if isinstance(node, Heading)]
    top = max(min(levels), 2) if levels else 2
    parts: list[tuple[str, list[Any]]] = [("", [])]
    for node in nodes:
        if isinstance(node, Heading) and node.level <= top:
            heading = plain_words(reading.inside(node.title))
            parts.append((" ".join(heading.split()), []))
        else:
            parts[-1][1].append(node)
    return parts


def _take_section(heading: str, nodes: Sequence[Any], reading: ArticleReading) -> None:
    reading.blocks = []
    found = blocks_of(reading.inline(nodes), reading.blocks)
    content: Content = tuple(
        (kind, sanitised(value, LINK_SCHEMES | {"wiki"}) if kind == "text" else value)
        for kind, value in found
    )
    content = tuple(pair for pair in content if pair[1])
    if heading_key(heading) in SOURCE_HEADINGS:
        content = _take_sources(content, reading)
    if not content:
        return
    if not heading:
        reading.result.einleitung = next((str(v) for k, v in content if k == "text"), "")
    reading.result.abschnitte.append(section_of(heading, content))


def _take_sources(content: Content, reading: ArticleReading) -> Content:
    """Keeps the list items of a section of sources as sources. What is no list stays a section."""
    rest = []
    for kind, value in content:
        items = re.findall(r"<li>(.*?)</li>", value) if kind == "text" else []
        if not items:
            rest.append((kind, value))
        for item in items:
            reading.add_source(item)
    return tuple(rest)


__all__ = ["ReadArticle", "WikiLookup", "read_article"]
