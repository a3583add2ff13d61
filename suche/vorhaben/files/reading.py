"""An uploaded file -> its text. What kind it is, its content says, not its name. Pure.

`python -I -c ...` runs `main` in a process of its own: see suche.vorhaben.files.reader_process."""

import json
import re
import resource
import sys
from dataclasses import asdict, replace

from suche.vorhaben import exceptions
from suche.vorhaben.exceptions import (
    FileEmpty,
    KindUnknown,
    NoText,
    OldOrLocked,
    SketchRefused,
    TextTooLong,
)
from suche.vorhaben.schema import SKETCH_MAX_CHARS, Block, FileText
from wiki.dateien import marks

from .archives import open_archive, read_member
from .office_files import docx_blocks, odt_blocks
from .text_files import decode, text_blocks

BEGINNING = "beginning"
MEMORY = 768 * 1024 * 1024  # bytes of address space; Python with pypdf needs about 100 MB
CPU_SECONDS = 10
MARKUP = (b"<", marks.RTF)  # HTML, XML, RTF: text for programs
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
ODT_TYPE = b"application/vnd.oasis.opendocument.text"


def read_bytes(data: bytes, *, beginning: bool = False) -> FileText:
    """Reads the text of a file. Raises SketchRefused with the reason when it is not read.
    `beginning`: a file that is too long is read as far as it goes, instead of being refused."""
    if not data.strip(b"\0\t\r\n "):
        raise FileEmpty
    text = _storable(_read(data, beginning))
    if not beginning and sum(len(block.text) for block in text.blocks) > SKETCH_MAX_CHARS:
        raise TextTooLong
    if not any(block.text for block in text.blocks):
        raise NoText
    return text


def _storable(text: FileText) -> FileText:
    """Returns the text without characters that no database takes; files may hold them between the
    letters."""
    blocks = (replace(block, text=UNSTORABLE.sub("", block.text)) for block in text.blocks)
    return replace(text, blocks=tuple(blocks))


def _read(data: bytes, beginning: bool) -> FileText:
    if data.startswith(marks.ZIP):
        return _read_archive(data)
    if data.startswith(marks.OLE):
        raise OldOrLocked
    if marks.PDF in data[: marks.PDF_WITHIN]:
        from .pdf_files import pdf_blocks  # only here: it takes 0.1 s that commands do not need

        blocks, pages = pdf_blocks(data, beginning=beginning)
        return FileText("PDF", tuple(blocks), pages)
    if data[: marks.PDF_WITHIN].lstrip(marks.UTF_8 + b" \t\r\n").startswith(MARKUP):
        raise KindUnknown
    return FileText("TXT", tuple(text_blocks(decode(data))))


def _read_archive(data: bytes) -> FileText:
    archive = open_archive(data)
    names = set(archive.namelist())
    if "word/document.xml" in names and "[Content_Types].xml" in names:
        return FileText("DOCX", tuple(docx_blocks(archive)))
    is_odf = {"mimetype", "content.xml", "META-INF/manifest.xml"} <= names
    if is_odf and read_member(archive, "mimetype").strip() == ODT_TYPE:
        return FileText("ODT", tuple(odt_blocks(archive)))
    raise KindUnknown


def main() -> None:
    """Standard input: the file. Standard output: JSON, the text or the name of what was raised.
    A further word on the command line, BEGINNING: see `read_bytes`."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it writes no file
    data = sys.stdin.buffer.read()
    try:
        answer: dict[str, object] = {
            "text": asdict(read_bytes(data, beginning=BEGINNING in sys.argv))
        }
    except SketchRefused as error:
        answer = {"refused": type(error).__name__}
    sys.stdout.write(json.dumps(answer))


def text_from_json(answer: str) -> FileText:
    """Turns what `main` wrote into a FileText, or raises the error that was raised there."""
    said = json.loads(answer)
    if "refused" in said:
        raise getattr(exceptions, said["refused"])
    text = said["text"]
    return FileText(text["kind"], tuple(Block(**block) for block in text["blocks"]), text["pages"])
