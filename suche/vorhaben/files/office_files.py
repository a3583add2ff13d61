"""The text of DOCX and ODT files. Pure. Only the main text is read: no macros, no linked or
embedded objects, no headers; XML with a document type (where entity bombs live) is refused."""

import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from suche.vorhaben.exceptions import FileBroken, FileEncrypted, Macros
from suche.vorhaben.schema import Block

from .archives import read_member

DOCX = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
ODT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
HEADING_STYLES = (
    "heading",
    "berschrift",
    "title",
    "titel",
)  # "Überschrift1" is "berschrift1" in Word
BREAKS = {f"{DOCX}tab": " ", f"{DOCX}br": " ", f"{DOCX}noBreakHyphen": "-"}
GONE = {
    f"{DOCX}del",
    f"{ODT}tracked-changes",
    f"{OFFICE}annotation",
    f"{ODT}note",
}


def docx_blocks(archive: zipfile.ZipFile) -> list[Block]:
    if b"macroenabled" in read_member(archive, "[Content_Types].xml").lower():
        raise Macros
    root = _parse(read_member(archive, "word/document.xml"))
    paragraphs = (_docx_paragraph(p) for p in root.iter(f"{DOCX}p"))
    return [block for block in paragraphs if block.text]


def odt_blocks(archive: zipfile.ZipFile) -> list[Block]:
    if b"encryption-data" in read_member(archive, "META-INF/manifest.xml"):
        raise FileEncrypted
    body = _parse(read_member(archive, "content.xml")).find(f"{OFFICE}body")
    if body is None:
        raise FileBroken
    wanted = {f"{ODT}p": False, f"{ODT}h": True}
    found = (Block(_odt_text(e), wanted[e.tag]) for e in _kept(body) if e.tag in wanted)
    return [block for block in found if block.text]


def _parse(xml: bytes) -> Element:
    try:
        root: Element = fromstring(xml, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise FileBroken from error
    return root


def _docx_paragraph(paragraph: Element) -> Block:
    style = paragraph.find(f"{DOCX}pPr/{DOCX}pStyle")
    name = (style.get(f"{DOCX}val", "") if style is not None else "").lower()
    parts = (
        (e.text or "") if e.tag == f"{DOCX}t" else BREAKS.get(e.tag, "") for e in _kept(paragraph)
    )
    return Block(" ".join("".join(parts).split()), name.startswith(HEADING_STYLES))


def _kept(element: Element) -> Iterator[Element]:
    """The element and all below it in reading order, without deleted text, notes and comments; with
    a stack of its own, because a hostile file may be nested deeply."""
    waiting = [element]
    while waiting:
        current = waiting.pop()
        if current.tag not in GONE:
            yield current
            waiting.extend(reversed(current))


def _odt_text(paragraph: Element) -> str:
    """Text and tails: between its parts stands text as well. Tabs and line breaks part words."""
    parts: list[str] = []
    waiting: list[Element | str] = [paragraph]
    while waiting:
        current = waiting.pop()
        if isinstance(current, str):
            parts.append(current)
            continue
        if current.tag in {f"{ODT}s", f"{ODT}tab", f"{ODT}line-break"}:
            parts.append(" ")
        if current.tag in GONE:
            continue
        for child in reversed(current):
            waiting += [child.tail or "", child]
        parts.append(current.text or "")
    return " ".join("".join(parts).split())
