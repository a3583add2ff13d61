"""Whether the content of a file is of the kind that its ending says. Pure.

Not whether the file is sound: that is up to whoever reads it. An ending that is not listed here is
refused; which endings may be uploaded where, the forms say.
"""

import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import IO

from . import marks
from .exceptions import ContentDiffers, MacrosInside

HEAD = 4096  # bytes that are enough to know a kind by
BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")  # of UTF-16, in which every second byte is zero
NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
OTHER_KINDS = (marks.PDF, marks.ZIP, marks.RTF, marks.PROGRAM, marks.OLE)
MARKUP = re.compile(rb"\s*<(!doctype|\?xml|\?php|html|head|body|script|svg|iframe)\b", re.I)

Parts = frozenset[str]


def _text(head: bytes) -> bool:
    if head.startswith(BYTE_ORDER_MARKS):
        return True
    bare = head.removeprefix(marks.UTF_8)
    return not (NO_TEXT.search(bare) or bare.startswith(OTHER_KINDS) or MARKUP.match(bare))


def _starts_with(*beginnings: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(beginnings)


def _xml(head: bytes) -> bool:
    return head.removeprefix(marks.UTF_8).lstrip().startswith(b"<")


def _box(*brands: bytes) -> Callable[[bytes], bool]:
    return lambda head: head[4:8] == b"ftyp" and head[8:12] in brands


def _has_folder(name: str) -> Callable[[Parts], bool]:
    """Recognises an Office file by the folder of its main part. The part itself may have any
    name."""
    return lambda parts: "[Content_Types].xml" in parts and any(p.startswith(name) for p in parts)


# By the first bytes.
HEADS: Mapping[str, Callable[[bytes], bool]] = {
    **dict.fromkeys(("csv", "tsv", "txt", "md", "markdown"), _text),
    "pdf": lambda head: marks.PDF in head[: marks.PDF_WITHIN],
    **dict.fromkeys(("jpg", "jpeg"), _starts_with(marks.JPEG)),
    "png": _starts_with(marks.PNG),
    "gif": _starts_with(*marks.GIF),
    "webp": lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP",
    "avif": _box(b"avif", b"avis"),
    "zip": _starts_with(marks.ZIP),
    "xml": _xml,
    "gz": _starts_with(marks.GZIP),
    "bz2": _starts_with(marks.BZIP2),
}

# By what lies inside of an archive.
PARTS: Mapping[str, Callable[[Parts], bool]] = {
    "docx": _has_folder("word/"),
    **dict.fromkeys(("xlsx", "xlsm"), _has_folder("xl/")),
    "pptx": _has_folder("ppt/"),
    **dict.fromkeys(("odt", "ods"), lambda parts: {"mimetype", "content.xml"} <= parts),
}
MIMETYPES = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
}
MACROS = ("vbaProject.bin", "Basic/", "Scripts/")
MAY_HOLD_MACROS = ("xlsm", "ods")  # of imports, which read cells and keep nothing else


def check_content(file: IO[bytes], name: str) -> None:
    """Raises ContentDiffers or MacrosInside. Leaves `file` at its beginning."""
    ending = PurePath(name.lower()).suffix.removeprefix(".")
    file.seek(0)
    try:
        if ending in PARTS:
            _check_archive(file, ending)
        elif ending not in HEADS or not HEADS[ending](file.read(HEAD)):
            raise ContentDiffers
    finally:
        file.seek(0)


def _check_archive(file: IO[bytes], ending: str) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            parts = frozenset(archive.namelist())
            fits = PARTS[ending](parts) and _names_itself(archive, ending)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise ContentDiffers from error
    if not fits:
        raise ContentDiffers
    if ending not in MAY_HOLD_MACROS and any(macro in part for part in parts for macro in MACROS):
        raise MacrosInside


def _names_itself(archive: zipfile.ZipFile, ending: str) -> bool:
    if ending not in MIMETYPES:
        return True
    with archive.open("mimetype") as file:
        return file.read(100).strip() == MIMETYPES[ending]
