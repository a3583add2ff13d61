"""Opens the file of a MediaWiki export (plain, gz or bz2), reads it in pieces and within limits,
and says in German what is wrong with it. No Django."""

import bz2
import gzip
from pathlib import Path
from typing import IO, cast
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import errors

from wiki.austausch.exceptions import FileUnreadable
from wiki.austausch.read.text_files import check_file, detect_encoding
from wiki.dateien import marks

DUMP_PAGE_MAX_BYTES = 64 * 1024 * 1024  # bytes between two versions of a page
OTHER_ARCHIVES = (*marks.ANY_ZIP, b"7z", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd", b"Rar!")
TOO_LARGE = (
    "Sie ist ausgepackt größer als {mb} MB (WIKI_IMPORT_MAX_MB). Bitte in Teilen ausgeben lassen."
)
PROBLEMS = {
    errors.XML_ERROR_NO_ELEMENTS: "Das XML bricht ab; vermutlich ist die Datei unvollständig",
    errors.XML_ERROR_UNCLOSED_TOKEN: "Das XML bricht ab; vermutlich ist die Datei unvollständig",
    errors.XML_ERROR_TAG_MISMATCH: "Ein Element ist nicht richtig geschlossen",
    errors.XML_ERROR_INVALID_TOKEN: "Dort steht ein Zeichen, das in XML nicht erlaubt ist",
    errors.XML_ERROR_BAD_CHAR_REF: "Dort steht ein Zeichen, das in XML nicht erlaubt ist",
    errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT: "Hinter dem Ende des Exports steht noch etwas",
    errors.XML_ERROR_UNDEFINED_ENTITY: "Dort steht eine Entität, die es in XML nicht gibt",
    errors.XML_ERROR_INCORRECT_ENCODING: "Die Angabe des Zeichensatzes stimmt nicht",
}


class Limited:
    """A file that raises FileUnreadable when it holds more than `limit` bytes, or one page more
    than DUMP_PAGE_MAX_BYTES.

    Blank lines at its beginning are passed over: XML forbids them and some wikis write them.
    """

    def __init__(self, file: IO[bytes], limit: int) -> None:
        self._file, self._limit = file, limit
        self._read, self.since_page = 0, 0

    def read(self, size: int = -1) -> bytes:
        piece = self._next(size)
        while self._read == 0 and piece and not piece.lstrip():
            piece = self._next(size)
        piece = piece if self._read else piece.lstrip()
        self._read += len(piece)
        self.since_page += len(piece)
        if self._read > self._limit:
            raise FileUnreadable(TOO_LARGE.format(mb=self._limit // 1024**2))
        if self.since_page > DUMP_PAGE_MAX_BYTES:
            raise FileUnreadable("Eine Seite darin ist größer als 64 MB.")
        return piece

    def _next(self, size: int) -> bytes:
        try:
            return self._file.read(size)
        except (EOFError, OSError, ValueError) as error:
            raise FileUnreadable("Das Archiv ist beschädigt oder abgeschnitten.") from error


def open_dump_file(path: Path, limit: int) -> IO[bytes]:
    """Opens the file; what is packed is unpacked while it is read."""
    start = check_file(path)
    if start.startswith(marks.GZIP):
        return cast(IO[bytes], gzip.open(path))
    if start.startswith(marks.BZIP2):
        return cast(IO[bytes], bz2.open(path))
    if start.startswith(OTHER_ARCHIVES):
        raise FileUnreadable("Gelesen werden XML, gz und bz2. Bitte die Datei vorher auspacken.")
    if not start.strip(b"\x00\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<"):
        raise FileUnreadable("Das ist kein XML und kein Export eines MediaWiki.")
    if path.stat().st_size > limit:
        raise FileUnreadable(TOO_LARGE.format(mb=limit // 1024**2))
    return path.open("rb")


def xml_problem(path: Path, error: ParseError) -> str:
    """Says in German what is wrong with the XML, and in which line."""
    line, column = getattr(error, "position", (0, 0))
    reason = errors.messages.get(getattr(error, "code", 0), "")
    if reason == errors.XML_ERROR_INVALID_TOKEN and detect_encoding(path) == "cp1252":
        return f"Zeile {line}: Die Zeichen sind nicht in UTF-8, wie es bei XML sein muss."
    problem = PROBLEMS.get(reason, f"Das XML ist nicht in Ordnung ({reason or error})")
    return f"{problem} (Zeile {line}, Zeichen {column + 1})."
