"""Import: case reports in a folder."""

from pathlib import Path

import pytest

from wiki.austausch.exceptions import FileUnreadable
from wiki.austausch.read.reports.case_files import read_case, report_files


def case(folder: Path, content: bytes | str, name: str = "fall.md") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_markdown(tmp_path: Path) -> None:
    found = read_case(
        case(
            tmp_path,
            "---\nx: y\n---\n# Kita\n\nKommune: Trier\nStatus: Idee\n\nVorweg.\n\n## Lösung\n\n"
            "**a** <script>\n\n```\nb <c>\n```\n\n| J | K |\n|---|---|\n| 1 | 2 |\n",
        )
    )
    assert (found.titel, found.fakten) == ("Kita", {"Kommune": "Trier", "Status": "Idee"})
    solution = [
        ("text", "<p><b>a</b> &lt;script&gt;</p><p>b &lt;c&gt;</p>"),
        ("tabelle", (("J", "K"), ("1", "2"))),
    ]
    assert found.abschnitte == [("", [("text", "<p>Vorweg.</p>")]), ("Lösung", solution)]


def test_images_are_named(tmp_path: Path) -> None:
    found = read_case(case(tmp_path, "# Kita\n\n![Haus](haus.png)\n"))
    assert (found.offen, found.abschnitte) == (["Bild haus.png"], [])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    assert read_case(case(tmp_path, "# Ämter\n\nText".encode(encoding))).titel == "Ämter"


def test_without_a_heading_the_file_gives_the_title(tmp_path: Path) -> None:
    assert read_case(case(tmp_path, "Nur Text.", "kita_neu.md")).titel == "kita neu"


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"", "a.md"), (bytes(range(32)) * 50, "a.md"), (b"x", "a.docx"), (b"PK\x03\x04", "a.docx")],
)
def test_what_is_no_report_is_refused(tmp_path: Path, content: bytes, name: str) -> None:
    with pytest.raises(FileUnreadable):
        read_case(case(tmp_path, content, name))


def test_links_and_left_overs_are_not_read(tmp_path: Path) -> None:
    report = case(tmp_path, "# A")
    case(tmp_path, "x", "~$fall.docx")
    (tmp_path / "verweis.md").symlink_to("/etc/hostname")
    assert report_files(tmp_path) == [report]
