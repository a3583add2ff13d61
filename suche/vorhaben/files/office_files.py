"""The text of DOCX and ODT files, as the import of reports reads it. Pure. Only the main text is
read: no macros, no linked or embedded objects, no headers; XML with a document type (where entity
bombs live) is refused."""

import zipfile
from collections.abc import Callable, Iterator

from suche.vorhaben.exceptions import FileBroken, FileEncrypted, Macros
from suche.vorhaben.schema import Block
from wiki.austausch.read.office.docx import read_docx
from wiki.austausch.read.office.odt import read_odt
from wiki.austausch.read.office.package import OfficeBroken, Parts
from wiki.austausch.read.office.pieces import Baustein, Gelesen
from wiki.austausch.read.office.writer import words_of

from .archives import read_member


def docx_blocks(archive: zipfile.ZipFile) -> list[Block]:
    if b"macroenabled" in read_member(archive, "[Content_Types].xml").lower():
        raise Macros
    return _blocks(read_docx, archive)


def odt_blocks(archive: zipfile.ZipFile) -> list[Block]:
    if b"encryption-data" in read_member(archive, "META-INF/manifest.xml"):
        raise FileEncrypted
    return _blocks(read_odt, archive)


def _blocks(read: Callable[[Parts], Gelesen], archive: zipfile.ZipFile) -> list[Block]:
    names = set(archive.namelist())
    try:
        found = read(lambda name: read_member(archive, name) if name in names else None)
    except OfficeBroken as error:
        raise FileBroken from error
    blocks = (block for piece in found.bausteine for block in _of_piece(piece))
    return [block for block in blocks if block.text]


def _of_piece(piece: Baustein) -> Iterator[Block]:
    """Each cell of a table is a block of its own."""
    if piece.kind == "table":
        for inner in piece.inner:
            yield from _of_piece(inner)
    else:
        yield Block(" ".join(words_of(piece).split()), piece.kind == "heading")
