"""Uploaded files: their text comes out, and nothing else."""

import codecs
from typing import Any

import pytest

from suche.vorhaben.exceptions import (
    ArchiveTooLarge,
    FileBroken,
    FileEmpty,
    FileEncrypted,
    KindUnknown,
    Macros,
    NoText,
    OldOrLocked,
    SketchRefused,
    TextTooLong,
    TooManyPages,
    XfaForm,
)
from suche.vorhaben.files import archives, pdf_files
from suche.vorhaben.files.pdf_files import paragraphs
from suche.vorhaben.files.reading import read_bytes
from suche.vorhaben.files.text_files import decode, text_blocks
from suche.vorhaben.schema import SKETCH_MAX_CHARS, Block
from tests import sketch_files as files

READABLE = {
    "PDF": files.pdf(),
    "DOCX": files.docx(),
    "ODT": files.odt(),
    "TXT": files.SKETCH.encode(),
}
HOSTILE: dict[str, tuple[bytes, type[SketchRefused]]] = {
    "nothing": (b"", FileEmpty),
    "null bytes only": (b"\0" * 5000, FileEmpty),
    "a program": (b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 20, KindUnknown),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, KindUnknown),
    "HTML": (b"\xef\xbb\xbf <!DOCTYPE html><script>alert(1)</script>", KindUnknown),
    "RTF": (rb"{\rtf1 Hallo}", KindUnknown),
    "old Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, OldOrLocked),
    "any archive": (files.archive({"brief.txt": "Hallo"}), KindUnknown),
    "half an archive": (files.docx()[:2000], FileBroken),
    "half a PDF": (files.pdf()[:300], FileBroken),
    "PDF in name only": (b"%PDF-1.7 Hallo, ich bin keine.", FileBroken),
    "locked PDF": (files.pdf(password="geheim"), FileEncrypted),
    "scan": (files.scan(), NoText),
    "bomb": (files.bomb(), ArchiveTooLarge),
    "macros in Word": (files.word(files.WORD, **{"word/vbaProject.bin": "x"}), Macros),
    "macros in OpenDocument": (files.odt(**{"Basic/Standard/Modul.xml": "x"}), Macros),
    "DOCM renamed": (
        files.word(files.WORD, **{"[Content_Types].xml": "…document.macroEnabled.main+xml"}),
        Macros,
    ),
    "locked OpenDocument": (
        files.odt(**{"META-INF/manifest.xml": "<manifest:encryption-data/>"}),
        FileEncrypted,
    ),
    "entities in Word": (files.word(files.ENTITIES + files.WORD.format("&b;")), FileBroken),
    "entities in OpenDocument": (
        files.odt(**{"content.xml": files.ENTITIES + files.ODF.format("&f;")}),
        FileBroken,
    ),
    "no XML": (files.word("<w:document"), FileBroken),
    "no text in it": (files.word(files.WORD.format("<w:p/>")), NoText),
}


@pytest.mark.parametrize(("kind", "data"), READABLE.items(), ids=READABLE)
def test_kind_and_text_come_from_the_content(kind: str, data: bytes) -> None:
    read = read_bytes(data)
    assert read.kind == kind
    assert " ".join(block.text for block in read.blocks) == files.SKETCH


@pytest.mark.parametrize(("data", "reason"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_file_is_refused_with_its_reason(data: bytes, reason: type[SketchRefused]) -> None:
    with pytest.raises(reason):
        read_bytes(data)


def test_what_was_filled_into_a_pdf_form_is_read() -> None:
    form = files.pdf_form(titel="Digitale Kita-Anmeldung", beschreibung=files.SKETCH)
    text = [block.text for block in read_bytes(form).blocks]
    assert {"Digitale Kita-Anmeldung", files.SKETCH} <= set(text)


def test_what_was_typed_onto_a_pdf_is_read() -> None:
    read = read_bytes(files.pdf_typed_onto(files.SKETCH))
    assert [block.text for block in read.blocks] == ["Vordruck", files.SKETCH]


FIELDS = {
    "label of a choice": ({"/FT": "/Ch", "/V": "k1", "/Opt": [["k1", "Kita"]]}, ["Kita"]),
    "several choices": ({"/FT": "/Ch", "/V": ["Kita", "Bau"]}, ["Kita", "Bau"]),
    "kind of the group": ({"/Parent": {"/FT": "/Tx"}, "/V": "Kita"}, ["Kita"]),
    "ticked box": ({"/FT": "/Btn", "/V": "/Ja", "/TU": "Open Source"}, ["Open Source"]),
    "box that is not ticked": ({"/FT": "/Btn", "/V": "/Off", "/TU": "Open Source"}, []),
    "password": ({"/FT": "/Tx", "/Ff": 1 << 13, "/V": "geheim"}, []),
}


@pytest.mark.parametrize(("field", "said"), FIELDS.values(), ids=FIELDS)
def test_fields_of_a_form(field: dict[str, Any], said: list[str]) -> None:
    assert pdf_files._values(field) == said


def test_empty_fields_of_a_pdf_form_say_nothing() -> None:
    form = files.pdf_form(titel="", beschreibung=files.SKETCH)
    assert [b.text for b in read_bytes(form).blocks] == ["Formular", files.SKETCH]


def test_empty_pdf_form_has_no_text() -> None:
    with pytest.raises(NoText):
        read_bytes(files.pdf_form(titel=""))


def test_form_for_other_programs_is_named() -> None:
    with pytest.raises(XfaForm, match="XFA"):
        read_bytes(files.pdf(files.XFA_PLACEHOLDER))


def test_headings_are_known_in_word_and_opendocument() -> None:
    word = read_bytes(files.docx("Text.", heading="Ziele"))
    opendocument = read_bytes(files.odt("<text:h>Ziele</text:h><text:p>Text.</text:p>"))
    assert word.blocks == opendocument.blocks == (Block("Ziele", heading=True), Block("Text."))


def test_deleted_text_and_comments_are_not_read() -> None:
    body = (
        "<w:p><w:r><w:t>bleibt</w:t></w:r><w:del><w:r><w:t>weg</w:t></w:r></w:del></w:p>"
        "<w:p><w:r><w:delText>weg</w:delText></w:r></w:p>"
    )
    assert read_bytes(files.word(files.WORD.format(body))).blocks == (Block("bleibt"),)


def test_text_between_the_parts_of_an_odt_paragraph_is_kept_in_order() -> None:
    body = "<text:p>Eins <text:span>zwei<text:tab/>drei</text:span> vier</text:p>"
    assert read_bytes(files.odt(body)).blocks == (Block("Eins zwei drei vier"),)


def test_a_text_box_is_read_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>Kasten</w:t></w:r></w:p></w:txbxContent>"
    body = (
        f'<w:p><w:r><x:AlternateContent xmlns:x="x"><x:Choice>{box}</x:Choice><x:Fallback>{box}'
        "</x:Fallback></x:AlternateContent></w:r></w:p>"
    )
    assert read_bytes(files.word(files.WORD.format(body))).blocks == (Block("Kasten"),)


def test_a_light_picture_is_no_bomb() -> None:
    picture = {"word/media/bild.bmp": "\xff" * (6 << 20)}
    assert read_bytes(
        files.word(files.WORD.format("<w:p><w:r><w:t>a</w:t></w:r></w:p>"), **picture)
    )


def test_a_pdf_that_may_only_not_be_printed_is_read() -> None:
    read = read_bytes(files.pdf(password="geheim", opens=True))
    assert " ".join(block.text for block in read.blocks) == files.SKETCH


@pytest.mark.parametrize("end", ["\n", "\r\n", " \r\n"])
def test_soft_hyphens_at_the_end_of_a_line_join_the_word(end: str) -> None:
    assert text_blocks(f"Die Ver\u00ad{end}waltung") == [Block("Die Verwaltung")]


def test_deeply_nested_file_does_not_end_the_reader() -> None:
    deep = "<text:span>" * 2_500 + "tief" + "</text:span>" * 2_500
    assert read_bytes(files.odt(f"<text:p>{deep}</text:p>")).blocks[0] == Block("tief")


def test_too_many_members_are_refused() -> None:
    many = {f"word/media/{n}.png": "x" for n in range(archives.MAX_MEMBERS)}
    with pytest.raises(ArchiveTooLarge):
        read_bytes(files.word(files.WORD, **many))


def test_long_pdf_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_files, "MAX_PAGES", 2)
    with pytest.raises(TooManyPages):
        read_bytes(files.pdf(pages=3))


def test_long_text_is_refused() -> None:
    with pytest.raises(TextTooLong):
        read_bytes(b"Wort " * (SKETCH_MAX_CHARS // 4))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_decoded(encoding: str) -> None:
    assert decode("Müllabfuhr für „Köln“".encode(encoding)) == "Müllabfuhr für „Köln“"


def test_broken_promise_of_an_encoding_is_refused() -> None:
    with pytest.raises(FileBroken):
        decode(codecs.BOM_UTF16_LE + b"\x00\xd8\x41")


def test_wrapped_lines_are_one_paragraph() -> None:
    long = "Diese Zeile ist so lang, dass sie sicher vom Programm umbrochen worden ist und"
    assert text_blocks(f"Titel\n\n{long}\nhier weitergeht.\n- Punkt") == [
        Block("Titel"),
        Block(f"{long} hier weitergeht."),
        Block("Punkt"),
    ]


SOFT = {
    "Nord\u00adSüd\u00adAchse in Mainz\u00adBingen.": "Nord-Süd-Achse in Mainz-Bingen.",
    "Ein\u00ad, Aus\u00ad und Fortbildung.": "Ein-, Aus- und Fortbildung.",
    "Die Kita\u00ad\nAnmeldung der Ver\u00ad\nwaltung.": "Die Kita-Anmeldung der Verwaltung.",
    "Am Montag, dem 13. Mai 2024, berät darüber der Haupt\u00ad\nund Finanzausschuss.": (
        "Am Montag, dem 13. Mai 2024, berät darüber der Haupt- und Finanzausschuss."
    ),
    "LoRaWAN\u00ad2 für 3 Orte.": "LoRaWAN-2 für 3 Orte.",
}


@pytest.mark.parametrize(("page", "text"), SOFT.items(), ids=SOFT.values())
def test_a_hyphen_that_a_pdf_draws_is_one_though_its_font_calls_it_soft(
    page: str, text: str
) -> None:
    assert paragraphs(page) == [text]


def test_lines_of_a_pdf_become_paragraphs_without_hyphens() -> None:
    page = (
        "Projekt\nDie Verwaltung führt eine App für die Mel-\ndung von Schäden ein, und zwar so.\n"
    )
    assert paragraphs(page) == [
        "Projekt",
        "Die Verwaltung führt eine App für die Meldung von Schäden ein, und zwar so.",
    ]


def test_what_no_database_takes_is_left_out() -> None:
    (block,) = read_bytes(("Bienen " * 200 + "auf dem D\0ach.").encode()).blocks
    assert block.text.endswith("auf dem Dach.")
