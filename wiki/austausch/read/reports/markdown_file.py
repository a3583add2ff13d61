"""Reads a case report in Markdown, piece by piece in reading order. Pure."""

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt

from wiki.austausch.draft.clean_html import plain, sanitised
from wiki.austausch.exceptions import FileUnreadable
from wiki.austausch.read.text_files import detect_encoding

from .case_pieces import Baustein, Fallbericht


def markdown_pieces(path: Path, case: Fallbericht) -> Iterator[Baustein]:
    """Yields the pieces, and names images in `case.offen`. Raises FileUnreadable for what is no
    text."""
    encoding = detect_encoding(path)
    try:
        text = path.read_text(encoding=encoding)
    except UnicodeDecodeError as error:
        raise FileUnreadable("Ihr Zeichensatz passt nicht; bitte als UTF-8 speichern.") from error
    if "\x00" in text:
        raise FileUnreadable("Sie ist keine Textdatei.")
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table")
    tokens = parser.parse(text)
    number = 0
    while number < len(tokens):
        end = _end_of(tokens, number)
        yield from _piece(parser, tokens[number : end + 1], case)
        number = end + 1


def _end_of(tokens: list[Any], start: int) -> int:
    """Finds the token that closes the block which token `start` opens, and returns its number."""
    depth = 0
    for number in range(start, len(tokens)):
        depth += tokens[number].nesting
        if depth <= 0:
            return number
    return len(tokens) - 1


def _piece(parser: MarkdownIt, tokens: list[Any], case: Fallbericht) -> Iterator[Baustein]:
    kind = tokens[0].type
    if kind == "heading_open":
        text = plain(parser.renderer.render(tokens[1:-1], parser.options, {})).strip()
        yield Baustein("heading", text, int(tokens[0].tag[1]))
    elif kind == "table_open":
        yield Baustein("table", _table(tokens))
    elif kind in ("fence", "code_block"):
        lines = tokens[0].content.rstrip("\n").split("\n")
        yield Baustein(
            "text", f"<p>{'<br/>'.join(escape(line, quote=False) for line in lines)}</p>"
        )
    elif html := _html(parser, tokens, case):
        yield Baustein("text", html)


def _html(parser: MarkdownIt, tokens: list[Any], case: Fallbericht) -> str:
    """Renders a block as HTML. Its images are only named in `case.offen`: Markdown holds no image
    files."""
    inline = (child for token in tokens for child in token.children or ())
    case.offen += [
        f"Bild {child.attrs.get('src', '')}" for child in inline if child.type == "image"
    ]
    html = parser.renderer.render(tokens, parser.options, {})
    html = html.replace("<strong>", "<b>").replace("</strong>", "</b>")
    html = html.replace("<em>", "<i>").replace("</em>", "</i>")
    return re.sub(r"<p>\s*</p>", "", sanitised(html)).strip()


def _table(tokens: list[Any]) -> tuple[tuple[str, ...], ...]:
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(token.content.replace("**", ""))
    width = max(map(len, rows))
    return tuple(tuple(row + [""] * (width - len(row))) for row in rows if any(row))
