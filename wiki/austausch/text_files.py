"""Text files of unknown encoding: UTF-8 with or without BOM, UTF-16, or Windows' cp1252. Pure."""

import codecs
from pathlib import Path

from .exceptions import FileUnreadable

PIECE = 1 << 20
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def detect_encoding(path: Path) -> str:
    """The name of the encoding, as Python knows it; the file is read in pieces.

    cp1252 fits almost everything: it is what is left when UTF-8 does not fit."""
    with path.open("rb") as file:
        start = file.read(4096)
        for bom, encoding in BOMS:
            if start.startswith(bom):
                return encoding
        if not start:
            raise FileUnreadable("Sie ist leer.")
        if encoding := _utf16_without_bom(start):
            return encoding
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while piece := file.read(PIECE):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def _utf16_without_bom(start: bytes) -> str:
    """German text in UTF-16 has a zero in (nearly) every second byte."""
    half = len(start) // 2
    if half < 2:
        return ""
    if start[1::2].count(0) > 0.7 * half and start[0::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if start[0::2].count(0) > 0.7 * half and start[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return ""
