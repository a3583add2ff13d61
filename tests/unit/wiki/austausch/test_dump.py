"""Import: MediaWiki exports of several versions, read with flat memory; broken ones refused."""

import bz2
import gzip
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from wiki.austausch.exceptions import FileUnreadable
from wiki.austausch.read.wikitext import dump
from wiki.austausch.read.wikitext.dump import Wikiseite, is_article, read_dump

GIB = 1024**3


def page(title: str, text: str = "Text", extra: str = "") -> str:
    return (
        f"<page><title>{title}</title>{extra}<revision><timestamp>2020-01-01T00:00:00Z</timestamp>"
        f"<contributor><username>Geheim</username></contributor><text>{text}</text></revision></page>"
    )


def export(*pages: str, version: str = "0.11") -> bytes:
    namespace = f"http://www.mediawiki.org/xml/export-{version}/"
    return f'<mediawiki xmlns="{namespace}">{"".join(pages)}</mediawiki>'.encode()


def read(
    folder: Path, content: bytes, *, limit: int = GIB, history: bool = False
) -> list[Wikiseite]:
    path = folder / "export.xml"
    path.write_bytes(content)
    return list(read_dump(path, limit, history=history))


@pytest.mark.parametrize("version", ["0.3", "0.5", "0.10", "0.11"])
def test_versions_of_the_schema(tmp_path: Path, version: str) -> None:
    (found,) = read(tmp_path, export(page("Eins_a"), version=version))
    assert (found.nummer, found.titel, found.version.text) == (1, "Eins a", "Text")
    assert is_article(found)


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress])
def test_packed_exports(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    assert len(read(tmp_path, pack(export(page("A"), page("B"))))) == 2


def test_utf16_with_a_declaration(tmp_path: Path) -> None:
    text = '<?xml version="1.0" encoding="UTF-16"?>' + export(page("Äpfel")).decode()
    assert read(tmp_path, text.encode("utf-16"))[0].titel == "Äpfel"


@pytest.mark.parametrize(
    "other",
    [
        page("Diskussion:A", extra="<ns>1</ns>"),
        page("Vorlage:A"),  # old exports have no <ns>
        page("A", extra='<ns>0</ns><redirect title="B"/>'),
        page("A", "#WEITERLEITUNG [[B]]"),
        page("A", "#redirect:[[B#x]]"),
        page("A").replace("<text>", "<model>css</model><text>"),
    ],
)
def test_pages_that_are_no_articles(tmp_path: Path, other: str) -> None:
    (found,) = read(tmp_path, export(other))
    assert not is_article(found)


@pytest.mark.parametrize("text", ["", " \n "])
def test_a_page_without_text_is_no_article(tmp_path: Path, text: str) -> None:
    assert not is_article(read(tmp_path, export(page("A", text)))[0])


def test_a_version_whose_text_was_taken_away_counts_only(tmp_path: Path) -> None:
    hidden = (
        '<revision><timestamp>2023-01-01T00:00:00Z</timestamp><text deleted="deleted"/></revision>'
    )
    (found,) = read(tmp_path, export(page("A").replace("</page>", f"{hidden}</page>")))
    assert (found.version.text, found.verborgen) == ("Text", 1)


def test_of_a_long_history_the_newest_versions_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dump, "OLD_VERSIONS_MAX", 2)
    versions = "".join(
        f"<revision><timestamp>20{year}-01-01T00:00:00Z</timestamp><text>{year}</text></revision>"
        for year in (15, 19, 16, 18, 17)
    )
    (found,) = read(tmp_path, export(f"<page><title>A</title>{versions}</page>"), history=True)
    assert [version.text for version in (*found.aeltere, found.version)] == ["17", "18", "19"]
    assert found.zu_alt == 2


def test_other_slots_of_a_version_are_not_its_text(tmp_path: Path) -> None:
    slot = "<content><role>mediainfo</role><text>{}</text></content></revision>"
    (found,) = read(tmp_path, export(page("A").replace("</revision>", slot)))
    assert found.version.text == "Text"


def test_blank_lines_before_the_beginning_are_passed_over(tmp_path: Path) -> None:
    content = b"\n\n <?xml version='1.0'?>" + export(page("A"))
    assert len(read(tmp_path, content)) == 1


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "gross.xml"
    with path.open("wb") as file:
        file.write(b"<mediawiki>")
        file.truncate(2 * GIB)
    with pytest.raises(FileUnreadable, match="größer als 1024 MB"):
        next(read_dump(path, GIB))


def test_a_namespace_with_a_key_that_is_no_number_does_no_harm(tmp_path: Path) -> None:
    content = export(page("A")).replace(b"<page>", b'<namespace key="x">Q</namespace><page>')
    assert is_article(read(tmp_path, content)[0])


def test_target_of_a_redirect(tmp_path: Path) -> None:
    (found,) = read(tmp_path, export(page("A", "#WEITERLEITUNG [[B]]", extra="<redirect/>")))
    assert found.weiterleitung == "B"


def test_newest_version_wins_and_history_is_optional(tmp_path: Path) -> None:
    versions = "".join(
        f"<revision><timestamp>20{year}-01-01T00:00:00Z</timestamp><text>{year}</text></revision>"
        for year in (21, 23, 22)
    )
    content = export(f"<page><title>A</title>{versions}</page>")
    assert read(tmp_path, content)[0].version.text == "23"
    assert read(tmp_path, content)[0].aeltere == ()
    older = read(tmp_path, content, history=True)[0].aeltere
    assert [version.text for version in older] == ["21", "22"]


BOMB = b'<!DOCTYPE m [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + export(page("A", "&b;"))
REFUSED = {
    "empty": (b"", "leer"),
    "HTML": (b"<html><body>x</body></html>", "HTML-Seite"),
    "HTML, not well-formed": (b"<!DOCTYPE html><html><br></html>", "DTD"),
    "other XML": (b"<rss></rss>", "anderes XML"),
    "wrong tag": (export(page("A")).replace(b"</title>", b"</x>"), "nicht richtig geschlossen"),
    "cut off": (export(page("A"))[:-30], "XML bricht ab"),
    "cp1252": ("<mediawiki><page><title>Ä</title></page></mediawiki>".encode("cp1252"), "UTF-8"),
    "null characters": (export(page("A\x00")), "nicht erlaubt ist .Zeile 1, Zeichen"),
    "entities": (BOMB, "DTD oder eigene Entitäten"),
    "external entity": (
        b'<!DOCTYPE m [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + export(page("&a;")),
        "DTD oder eigene Entitäten",
    ),
    "no XML": (b"Titel;Stadt\na;b", "kein XML"),
    "zip": (b"PK\x03\x04", "vorher auspacken"),
    "7z": (b"7z\xbc\xaf\x27\x1c", "vorher auspacken"),
    "cut off gz": (gzip.compress(export(page("A" * 5000)))[:-20], "abgeschnitten"),
    "unknown encoding": (b'<?xml version="1.0" encoding="x-klingon"?><mediawiki/>', "Zeichensatz"),
}


@pytest.mark.parametrize(("content", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_export_is_refused_in_german(
    tmp_path: Path, content: bytes, message: str
) -> None:
    with pytest.raises(FileUnreadable, match=message):
        read(tmp_path, content)


def test_too_large_a_file_is_refused_while_it_is_read(tmp_path: Path) -> None:
    packed = gzip.compress(export(*(page(f"A{n}", "a" * 10_000) for n in range(300))))
    with pytest.raises(FileUnreadable, match="größer als 1 MB"):
        read(tmp_path, packed, limit=1024**2)


def test_memory_stays_flat_however_long_the_file_is(tmp_path: Path) -> None:
    path = tmp_path / "gross.xml"
    with path.open("w") as file:
        file.write("<mediawiki>")
        for number in range(3_000):
            file.write(page(f"Seite {number}", "Wort " * 2_000))
        file.write("</mediawiki>")
    assert path.stat().st_size > 30_000_000
    tracemalloc.start()
    try:
        assert sum(1 for _ in read_dump(path, GIB)) == 3_000
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()
