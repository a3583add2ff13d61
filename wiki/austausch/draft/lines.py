"""Turns lines of marked-up text into blocks of a section. Pure.

Control characters say what a line is: \\x02 stands before each list mark, \\x04 before a heading,
and BLOCK_MARK around the number of a table or image.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

ReadBlock = tuple[str, Any]
BLOCK_MARK = "\x03"
LIST = re.compile(r"(?:\x02[*#:;])+")
LIST_MAX_DEPTH = 4
TAG_OF_MARK = {"*": "ul", "#": "ol"}


@dataclass
class _Writer:
    """Collects the blocks. `html` holds the parts of the text block that is being written,
    `paragraph` the lines of its last paragraph, `open` the tags of the lists that are not closed
    yet."""

    blocks: list[ReadBlock] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    paragraph: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)

    def end_paragraph(self) -> None:
        text = " ".join(self.paragraph).strip()
        self.paragraph = []
        text = re.sub(r"^(?:<br/>|\s)+|(?:<br/>|\s)+$", "", text)
        if text:
            self.html.append(f"<p>{text}</p>")

    def close_lists(self, depth: int = 0) -> None:
        while len(self.open) > depth:
            self.html.append(f"</li></{self.open.pop()}>")

    def end_text(self) -> None:
        self.end_paragraph()
        self.close_lists()
        if self.html:
            self.blocks.append(("text", "".join(self.html)))
        self.html = []


def blocks_of(text: str, placed: Sequence[ReadBlock]) -> list[ReadBlock]:
    """Returns the text blocks, and between them the `placed` blocks where the text has their
    numbers."""
    writer = _Writer()
    for line in text.split("\n"):
        stripped = line.strip()
        if match := re.fullmatch(f"{BLOCK_MARK}(\\d+){BLOCK_MARK}", stripped):
            writer.end_text()
            writer.blocks.append(placed[int(match[1])])
        elif stripped.startswith("\x04"):
            writer.end_paragraph()
            writer.close_lists()
            writer.html.append(f"<h3>{_clean(stripped)}</h3>")
        elif marks := LIST.match(stripped):
            _list_line(writer, marks[0].replace("\x02", ""), _clean(stripped[marks.end() :]))
        elif not stripped:
            writer.end_paragraph()
            writer.close_lists()
        else:
            writer.close_lists()
            writer.paragraph.append(_clean(stripped))
    writer.end_text()
    return writer.blocks


def _list_line(writer: _Writer, marks: str, text: str) -> None:
    """Writes an item at the depth of its marks: `**` is a list in a list. Indented lines (`:`) and
    terms (`;`) become paragraphs."""
    writer.end_paragraph()
    wanted = [TAG_OF_MARK[mark] for mark in marks if mark in TAG_OF_MARK][:LIST_MAX_DEPTH]
    if not wanted:
        writer.close_lists()
        if text:
            writer.html.append(f"<p><b>{text}</b></p>" if marks[0] == ";" else f"<p>{text}</p>")
        return
    if not text:
        return
    same = 0
    for have, want in zip(writer.open, wanted, strict=False):
        if have != want:
            break
        same += 1
    if same == len(wanted):
        writer.close_lists(same)
        writer.html.append(f"</li><li>{text}")
        return
    writer.close_lists(same)
    for tag in wanted[same:]:
        writer.html.append(f"<{tag}><li>")
        writer.open.append(tag)
    writer.html.append(text)


def _clean(text: str) -> str:
    """Takes the control characters out of a line. A mark in its middle (`; term : definition`) is
    only punctuation."""
    text = re.sub("\x02([*#:;])", r"\1", text)
    return re.sub(r"[\x00-\x08\x0b-\x1f]", "", text).strip()
