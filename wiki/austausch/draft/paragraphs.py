"""Turns plain text into the HTML of a text block, and back. Pure."""

import re
from collections.abc import Iterable, Sequence
from html import escape, unescape

HEADING_LINE = re.compile(r"^##\s+(.+)$")
LIKE_HEADING = re.compile(r"^(\\*##\s)", re.MULTILINE)  # in a text, with a backslash before it
BULLET = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+")


def to_html(text: str) -> str:
    """Writes a paragraph for each part between blank lines, and a list for a part whose lines all
    begin with a dash or bullet."""
    return "".join(_paragraph(part) for part in split_paragraphs(text))


def split_paragraphs(text: str) -> list[str]:
    parts = re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    return [part.strip() for part in parts if part.strip()]


def _paragraph(text: str) -> str:
    lines = text.split("\n")
    if len(lines) > 1 and all(BULLET.match(line) for line in lines):
        items = "".join(f"<li>{escape(BULLET.sub('', line), quote=False)}</li>" for line in lines)
        return f"<ul>{items}</ul>"
    return "<p>" + "<br/>".join(escape(line.strip(), quote=False) for line in lines) + "</p>"


def free_sections(text: str) -> Sequence[tuple[str, str]]:
    """Splits a cell at lines `## Heading` into (heading, text) pairs. Text before the first such
    line gets the heading "Weitere Angaben"."""
    found: list[tuple[str, list[str]]] = [("Weitere Angaben", [])]
    for line in text.splitlines():
        if match := HEADING_LINE.match(line):
            found.append((match[1].strip(), []))
        else:
            found[-1][1].append(re.sub(r"^\\(\\*##\s)", r"\1", line))
    return [(name, "\n".join(lines).strip()) for name, lines in found if "".join(lines).strip()]


def free_cell(sections: Iterable[tuple[str, str]]) -> str:
    """Writes sections as the cell that `free_sections` reads."""
    return "\n\n".join(
        f"## {heading}\n\n" + LIKE_HEADING.sub(r"\\\1", text) for heading, text in sections
    )


def to_text(html: str) -> str:
    """Writes the paragraphs and list items of a text block as the plain text that `to_html`
    reads."""
    html = re.sub(r"\s*\n\s*", " ", html)
    html = re.sub(r"<br\s*/?>", "\n", html)
    html = re.sub(r"(?:</li>\s*</(?:ul|ol)>\s*)+</li>", "</li>", html)  # of a list in an item
    html = re.sub(r"\s*<(?:ul|ol)[^>]*>\s*", "\n", html)
    html = re.sub(r"<li[^>]*>", "- ", html)
    html = re.sub(r"</li>(?=\s*</(?:ul|ol)>)", "", html)
    html = re.sub(r"</li>", "\n", html)
    html = re.sub(r"</(?:p|ul|ol|h[1-6])>", "\n\n", html)
    return "\n\n".join(split_paragraphs(unescape(re.sub(r"<[^>]+>", "", html))))
