"""Import and sketches: the text of Word and OpenDocument files, in every form they store it."""

import re

import pytest

from tests.sketch_files import ODF, WORD
from wiki.austausch.read.office.docx import read_docx
from wiki.austausch.read.office.odt import read_odt
from wiki.austausch.read.office.pieces import Baustein, Gelesen
from wiki.austausch.read.office.writer import words_of

NAMESPACES = (
    'xmlns:wp="wp" xmlns:a="a" xmlns:mc="mc" xmlns:v="v" xmlns:m="m" xmlns:r="r" xmlns:wps="wps" '
)
RELATIONS = (
    '<Relationships><Relationship Id="r1" Type="x/hyperlink" Target="https://a.example/" '
    'TargetMode="External"/><Relationship Id="r2" Type="x/footnotes" Target="footnotes.xml"/>'
    '<Relationship Id="r3" Type="x/endnotes" Target="endnotes.xml"/></Relationships>'
)
NOTE = '<w:{0}s xmlns:w="w"><w:{0} w:id="2"><w:p><w:r><w:t>Akte</w:t></w:r></w:p></w:{0}></w:{0}s>'


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def paragraph(*inside: str) -> str:
    return f"<w:p>{''.join(inside)}</w:p>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(run(text))}</w:tc>"


def control(inside: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def docx(body: str, **parts: str) -> Gelesen:
    document = WORD.format(body).replace("<w:document ", f"<w:document {NAMESPACES}")
    members = {
        "word/document.xml": document,
        "word/_rels/document.xml.rels": RELATIONS,
        "word/footnotes.xml": NOTE.format("footnote"),
        "word/endnotes.xml": NOTE.format("endnote"),
        **{f"word/{name}.xml": xml for name, xml in parts.items()},
    }
    return read_docx(lambda name: members[name].encode() if name in members else None)


def words(read: Gelesen) -> list[str]:
    return [words_of(piece) for piece in read.bausteine]


BOX = f"<w:txbxContent>{paragraph(run('Kasten'))}</w:txbxContent>"
FORMS = {
    "control around a paragraph": (control(paragraph(run("a"))), ["a"]),
    "control in a line": (paragraph(run("a "), control(run("b")), run(" c")), ["a b c"]),
    "control in a control": (control(control(paragraph(run("a")))), ["a"]),
    "what Word asks to fill in": (control(paragraph(run("Klicken")), "<w:showingPlcHdr/>"), []),
    "insertion": (paragraph(run("von "), f"<w:ins>{run('45')}</w:ins>"), ["von 45"]),
    "inserted paragraph": (f"<w:ins>{paragraph(run('neu'))}</w:ins>", ["neu"]),
    "deletion": (
        paragraph("<w:del><w:r><w:delText>60</w:delText></w:r></w:del>", run("a")),
        ["a"],
    ),
    "move": (
        f"<w:moveFrom>{paragraph(run('da'))}</w:moveFrom><w:moveTo>{paragraph(run('da'))}</w:moveTo>",
        ["da"],
    ),
    "deleted end of a paragraph": (
        paragraph("<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>", run("Ein ")) + paragraph(run("Satz")),
        ["Ein Satz"],
    ),
    "text box": (
        paragraph(
            run("davor"),
            f"<w:r><mc:AlternateContent><mc:Choice><wps:txbx>{BOX}</wps:txbx></mc:Choice>"
            f"<mc:Fallback><v:textbox>{BOX}</v:textbox></mc:Fallback></mc:AlternateContent></w:r>",
        ),
        ["davor", "Kasten"],
    ),
    "text box of an old program": (
        paragraph(f"<w:r><w:pict><v:textbox>{BOX}</v:textbox></w:pict></w:r>"),
        ["Kasten"],
    ),
    "smart tag": (
        paragraph(run("Ort: "), f"<w:smartTag>{run('Trier')}</w:smartTag>"),
        ["Ort: Trier"],
    ),
    "custom XML": (paragraph(f"<w:customXml>{run('Trier')}</w:customXml>"), ["Trier"]),
    "simple field": (
        paragraph(f'<w:fldSimple w:instr="DATE">{run("1.1.")}</w:fldSimple>'),
        ["1.1."],
    ),
    "field with a code": (
        paragraph(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            "<w:r><w:instrText>PAGE</w:instrText></w:r>"
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
            run("7"),
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            run(" von 9"),
        ),
        ["7 von 9"],
    ),
    "formula": (paragraph("<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>"), ["x+1"]),
    "tabs and hyphens": (
        paragraph("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t></w:r>"),
        ["a b-c"],
    ),
    "footnote": (
        paragraph(run("Satz"), '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        ["Satz [1]", "Akte"],
    ),
    "endnote": (
        paragraph(run("Satz"), '<w:r><w:endnoteReference w:id="2"/></w:r>'),
        ["Satz [1]", "Akte"],
    ),
    "table in a table": (
        f"<w:tbl><w:tr>{cell('links')}<w:tc><w:tbl><w:tr>{cell('innen')}</w:tr></w:tbl></w:tc>"
        "</w:tr></w:tbl>",
        ["links; innen"],
    ),
    "table that is only a frame": (f"<w:tbl><w:tr>{cell('a')}</w:tr></w:tbl>", ["a"]),
}


@pytest.mark.parametrize(("body", "wanted"), FORMS.values(), ids=FORMS)
def test_word_stores_text_in_many_forms(body: str, wanted: list[str]) -> None:
    assert words(docx(body)) == wanted


def test_strict_ooxml_reads_alike() -> None:
    strict = WORD.format(paragraph(run("a"))).replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert words(read_docx({"word/document.xml": strict.encode()}.get)) == ["a"]


def test_cells_in_controls_and_merged_cells_keep_their_place() -> None:
    wide, first, below = (
        '<w:gridSpan w:val="2"/>',
        '<w:vMerge w:val="restart"/>',
        "<w:vMerge/>",
    )
    rows = (
        f"<w:tr>{cell('Phase', wide)}{cell('Kosten')}</w:tr>"
        f"<w:tr>{cell('Pilot')}{control(cell('1'))}{cell('100', first)}</w:tr>"
        + control(f"<w:tr>{cell('Rollout')}{cell('2')}{cell('', below)}</w:tr>")
    )
    (table,) = docx(f"<w:tbl>{rows}</w:tbl>").bausteine
    assert table.value == (
        ("Phase", "Phase", "Kosten"),
        ("Pilot", "1", "100"),
        ("Rollout", "2", "100"),
    )


@pytest.mark.parametrize(
    "link",
    [
        f'<w:hyperlink r:id="r1">{run("dort")}</w:hyperlink>',
        '<w:fldSimple w:instr="HYPERLINK &quot;https://a.example/&quot;">'
        f"{run('dort')}</w:fldSimple>",
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK '
        '"https://a.example/" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run("dort")}<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    ],
)
def test_links_are_kept(link: str) -> None:
    (piece,) = docx(paragraph(link)).bausteine
    assert piece.value == '<p><a href="https://a.example/">dort</a></p>'


def test_what_is_no_text_is_named() -> None:
    body = paragraph(
        '<w:r><w:drawing><wp:docPr descr="Das Rathaus"/><a:blip/></w:drawing></w:r>',
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>geheim</w:t></w:r>",
        "<w:r><w:commentReference/></w:r>",
        "<w:r><w:rPr><w:strike/></w:rPr><w:t>12.000 €</w:t></w:r>",
    ) + paragraph('<w:pPr><w:pStyle w:val="TOC1"/></w:pPr>', run("Ziele 3"))
    assert docx(body).offen == [
        "Bild „Das Rathaus“",
        "Ausgeblendeter Text: 1",
        "Kommentare: 1",
        "Durchgestrichenes, steht mit im Text: 1",
        "Inhaltsverzeichnis",
    ]


def test_styles_say_what_is_a_heading_and_what_is_bold() -> None:
    styles = (
        '<w:styles xmlns:w="w"><w:style w:styleId="x1"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:styleId="x2"><w:basedOn w:val="x1"/></w:style>'
        '<w:style w:styleId="x3"><w:rPr><w:b/><w:sz w:val="40"/></w:rPr></w:style></w:styles>'
    )
    body = "".join(
        paragraph(f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>', run(style))
        for style in ("x2", "x3")
    )
    assert docx(body, styles=styles).bausteine == [
        Baustein("heading", "x2", 2),
        Baustein("text", "<p><b>x3</b></p>", bold=True, size=20.0),
    ]


def test_lists_have_bullets_or_numbers() -> None:
    numbering = (
        '<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt '
        'w:val="bullet"/></w:lvl></w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="0"/>'
        '</w:num><w:num w:numId="6"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    body = "".join(
        paragraph(f'<w:pPr><w:numPr><w:numId w:val="{n}"/></w:numPr></w:pPr>', run("a"))
        for n in (5, 6)
    )
    found = [piece.value for piece in docx(body, numbering=numbering).bausteine]
    assert found == ["<ul><li>a</li></ul>", "<ol><li>a</li></ol>"]


def odt(body: str) -> Gelesen:
    names = ("table", "draw", "xlink", "style", "fo", "svg")
    spaces = "".join(f'xmlns:{name}="{name}" ' for name in names)
    xml = ODF.format(body).replace(
        "<office:document-content ", f"<office:document-content {spaces}"
    )
    return read_odt({"content.xml": xml.encode()}.get)


OPEN_FORMS = {
    "spaces and breaks": ("<text:p>a<text:s/>b<text:line-break/>c</text:p>", ["a b\nc"]),
    "note": (
        "<text:p>Satz<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>"
        "Vorlage</text:p></text:note-body></text:note> weiter</text:p>",
        ["Satz [1] weiter", "Vorlage"],
    ),
    "text box": (
        "<text:p>davor<draw:frame><draw:text-box><text:p>Kasten</text:p></draw:text-box>"
        "</draw:frame></text:p>",
        ["davor", "Kasten"],
    ),
    "deleted text": (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>weg</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes><text:p>da</text:p>",
        ["da"],
    ),
    "section": ("<text:section><text:p>a</text:p></text:section>", ["a"]),
    "blanks between elements": ("\n  <text:p>a</text:p>\n  ", ["a"]),
}


@pytest.mark.parametrize(("body", "wanted"), OPEN_FORMS.values(), ids=OPEN_FORMS)
def test_opendocument_stores_text_in_many_forms(body: str, wanted: list[str]) -> None:
    assert words(odt(body)) == wanted


def test_an_item_of_opendocument_says_in_how_many_lists_it_lies() -> None:
    inner = "<text:list><text:list-item><text:p>b</text:p></text:list-item></text:list>"
    read = odt(f"<text:list><text:list-item><text:p>a</text:p>{inner}</text:list-item></text:list>")
    assert [(piece.value, piece.level) for piece in read.bausteine] == [
        ("<ul><li>a</li></ul>", 1),
        ("<ul><li>b</li></ul>", 2),
    ]


def test_opendocument_has_headings_lists_and_tables() -> None:
    read = odt(
        '<text:h text:outline-level="2">Ziele</text:h><text:list><text:list-item><text:p>a</text:p>'
        "</text:list-item></text:list><table:table><table:table-row><table:table-cell "
        'table:number-columns-spanned="2"><text:p>b</text:p></table:table-cell>'
        "<table:covered-table-cell/></table:table-row><table:table-row><table:table-cell><text:p>c"
        "</text:p></table:table-cell><table:table-cell><text:p>d</text:p></table:table-cell>"
        "</table:table-row></table:table>"
    )
    assert [piece.value for piece in read.bausteine] == [
        "Ziele",
        "<ul><li>a</li></ul>",
        (("b", "b"), ("c", "d")),
    ]


STYLE = '<style:style style:name="weg"><style:text-properties text:display="none"/></style:style>'


@pytest.mark.parametrize(
    "hidden",
    [
        '<text:section text:display="none"><text:p>geheim</text:p></text:section>',
        '<text:p><text:hidden-paragraph text:is-hidden="true"/>geheim</text:p>',
        f'{STYLE}<text:p><text:span text:style-name="weg">geheim</text:span></text:p>',
    ],
    ids=["section", "paragraph", "letters"],
)
def test_what_opendocument_hides_is_left_out_and_named(hidden: str) -> None:
    read = odt(f"{hidden}<text:p>offen</text:p>")
    assert (words(read), read.offen) == (["offen"], ["Ausgeblendeter Text: 1"])


def test_pictures_of_opendocument_are_named() -> None:
    read = odt(
        "<text:p><draw:frame><draw:image/><svg:desc>Rathaus</svg:desc></draw:frame>a</text:p>"
    )
    assert (words(read), read.offen) == (["a"], ["Bild „Rathaus“"])


def test_a_deep_document_ends() -> None:
    deep = ""
    for _ in range(3_000):
        deep = f"<w:sdt><w:sdtContent>{deep}</w:sdtContent></w:sdt>"
    assert re.sub(r"\s", "", "".join(words(docx(deep + paragraph(run("a")))))) == "a"
