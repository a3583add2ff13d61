"""A file holds what its ending says, or is refused."""

import io
import zipfile

import pytest

from wiki.dateien.content import check_content
from wiki.dateien.exceptions import ContentDiffers, MacrosInside

TYPES = "[Content_Types].xml"


def archive(*names: str, mimetype: str = "") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as written:
        for name in names:
            written.writestr(name, mimetype if name == "mimetype" else "<x/>")
    return file.getvalue()


DOCX = archive(TYPES, "word/document.xml")
XLSX = archive(TYPES, "xl/workbook.xml")
ODT = archive("mimetype", "content.xml", mimetype="application/vnd.oasis.opendocument.text")
PNG = b"\x89PNG\r\n\x1a\n rest"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", b"%PDF-1.7 ..."),
        ("a.PDF", b"\n%PDF-1.4"),
        ("a.docx", DOCX),
        ("a.xlsx", XLSX),
        ("a.odt", ODT),
        ("a.txt", "Straße, 3 < 4, MZ wie Mainz".encode()),
        ("a.txt", "Straße".encode("cp1252")),
        ("a.csv", b"\xef\xbb\xbfTitel;Stand\n=1;x"),
        ("a.csv", "Titel;Stand".encode("utf-16")),
        ("a.png", PNG),
        ("a.jpeg", b"\xff\xd8\xff\xe0"),
        ("a.webp", b"RIFF1234WEBPVP8 "),
        ("a.zip", archive("x.md")),
        ("a.xml", b"<mediawiki>"),
    ],
)
def test_what_fits_is_taken(name: str, data: bytes) -> None:
    file = io.BytesIO(data)
    check_content(file, name)
    assert file.tell() == 0


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("text.pdf", b"just words"),
        ("archive.pdf", DOCX),
        ("sheet.docx", XLSX),
        ("pdf.docx", b"%PDF-1.7"),
        ("torn.docx", DOCX[: len(DOCX) // 2]),
        ("other.odt", archive("mimetype", "content.xml", mimetype="application/zip")),
        ("page.txt", b"  <!DOCTYPE html><script>alert(1)</script>"),
        ("picture.txt", b"<svg onload=alert(1)>"),
        ("program.csv", b"MZ\x90\x00\x03\x00"),
        ("pdf.txt", b"%PDF-1.7"),
        ("letter.txt", b"{\\rtf1"),
        ("gif.png", b"GIF89a"),
        ("page.jpg", b"<html>"),
        ("program.exe", b"MZ"),
        ("no ending", b"words"),
        ("empty.pdf", b""),
    ],
)
def test_what_does_not_fit_is_refused(name: str, data: bytes) -> None:
    with pytest.raises(ContentDiffers):
        check_content(io.BytesIO(data), name)


@pytest.mark.parametrize("part", ["word/vbaProject.bin", "Basic/Standard/Module1.xml"])
def test_macros_are_refused(part: str) -> None:
    with pytest.raises(MacrosInside):
        check_content(io.BytesIO(archive(TYPES, "word/document.xml", part)), "a.docx")
