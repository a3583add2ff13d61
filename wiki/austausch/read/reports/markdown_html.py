"""Reads HTML that stands in a Markdown file: headings, tables and pictures of it, and its words.
Pure."""

import re
from collections.abc import Iterator
from typing import Any

from wiki.austausch.draft.clean_html import HTML_TAGS, plain, sanitised
from wiki.austausch.draft.html_words import words_of
from wiki.austausch.read.office.pieces import Baustein

TAG = re.compile(r"</?([a-z][\w-]*)", re.I)
HEADING = re.compile(r"<h([1-6])\b[^>]*>(.*?)</h\1\s*>", re.I | re.DOTALL)
TABLE = re.compile(r"<table\b.*?(?:</table\s*>|\Z)", re.I | re.DOTALL)
ROW = re.compile(r"<tr\b[^>]*>(.*?)(?=</?(?:tr|table)\b|\Z)", re.I | re.DOTALL)
CELL = re.compile(r"<t[hd]\b[^>]*>(.*?)(?=</?(?:t[hdr]|table)\b|\Z)", re.I | re.DOTALL)
IMAGE = re.compile(r"<img\b[^>]*>", re.I)
SOURCE = re.compile(r"""\bsrc\s*=\s*["']?([^"'\s>]+)""", re.I)
SAID = re.compile(r"""\balt\s*=\s*(?:"([^"]*)"|'[^']*')""", re.I)
PIECE = re.compile(f"{HEADING.pattern}|(?P<table>{TABLE.pattern})", re.I | re.DOTALL)
BLOCK_END = re.compile(r"</(?:div|summary|figcaption|dt|dd|section|p|center)\s*>", re.I)


def keep_placeholders(tokens: list[Any]) -> None:
    """Makes text of what only looks like a tag: `<Name der Kommune>`."""
    for token in [inner for block in tokens for inner in (block, *(block.children or ()))]:
        match = TAG.match(token.content) if token.type in ("html_inline", "html_block") else None
        if match and match[1].lower() not in HTML_TAGS:
            token.type = "text" if token.type == "html_inline" else "code_block"


def images_in(html: str) -> Iterator[tuple[str, str]]:
    """Yields (file, what is to be seen) of each picture."""
    for image in IMAGE.findall(html):
        source, said = SOURCE.search(image), SAID.search(image)
        yield source[1] if source else "", (said[1] or "").strip() if said else ""


def html_pieces(html: str) -> Iterator[Baustein]:
    """Yields the headings, tables and texts of a block of HTML."""
    end = 0
    for match in PIECE.finditer(html):
        yield from _text(html[end : match.start()])
        end = match.end()
        if match["table"]:
            yield from _table(match["table"])
        else:
            yield Baustein("heading", " ".join(plain(match[2]).split()), int(match[1]))
    yield from _text(html[end:])


def _text(html: str) -> Iterator[Baustein]:
    html = re.sub(r"</?p>", "", sanitised(BLOCK_END.sub("\n\n", html)))
    for part in re.split(r"\n\s*\n", html):
        if plain(part).strip():
            is_list = re.match(r"\s*<(?:ul|ol)\b", part)
            yield Baustein("text", part.strip() if is_list else f"<p>{part.strip()}</p>")


def _table(html: str) -> Iterator[Baustein]:
    rows = [[words_of(cell) for cell in CELL.findall(row)] for row in ROW.findall(html)]
    width = max(map(len, rows), default=0)
    filled = tuple(tuple(row + [""] * (width - len(row))) for row in rows if any(row))
    if filled:
        yield Baustein("table", filled)
    else:
        yield from _text(plain(html))
