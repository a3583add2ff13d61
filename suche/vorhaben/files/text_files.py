"""Text files: UTF-8, UTF-16 with a byte order mark, else Windows-1252. Pure."""

import codecs

from suche.vorhaben.exceptions import FileBroken, KindUnknown
from suche.vorhaben.schema import Block

from .lines import plain_line, whole_words

UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
ALLOWED = "\t\n\r\f\u0085"
MAX_ODD = 0.005  # share of control characters; more of them are no text


def decode(data: bytes) -> str:
    """Decodes a text file. Raises FileBroken where a mark promises what does not follow,
    KindUnknown for what is no text."""
    try:
        if data.startswith(UTF16):
            return checked(data.decode("utf-16"))
        return checked(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        if data.startswith((*UTF16, codecs.BOM_UTF8)):
            raise FileBroken from error
    return checked(data.decode("cp1252", "replace"))


def checked(text: str) -> str:
    odd = sum((c < " " and c not in ALLOWED) or c == "\ufffd" for c in text)
    if odd > MAX_ODD * len(text):
        raise KindUnknown
    return text


def text_blocks(text: str) -> list[Block]:
    """A line of its own is a paragraph; lines of about the same length are one that was wrapped."""
    lines = [plain_line(line) for line in whole_words(text).splitlines()]
    found: list[list[str]] = []  # the lines of each paragraph
    wrapped = False
    for line in lines:
        if wrapped and found and line:
            found[-1].append(line)
        elif line:
            found.append([line])
        wrapped = 60 <= len(line) <= 100 and not line.endswith((".", "!", "?", ":"))
    return [Block(" ".join(paragraph)) for paragraph in found]
