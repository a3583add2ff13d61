"""Import: case reports, one a file."""

import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from PIL import Image

from wiki.austausch.draft.lead import lead_of
from wiki.austausch.draft.paragraphs import to_text
from wiki.austausch.draft.schema import NeuesBild
from wiki.austausch.exceptions import FileUnreadable
from wiki.austausch.read.reports.beside import in_folder
from wiki.austausch.read.reports.case_files import read_case, report_files
from wiki.austausch.read.reports.case_pieces import lines_of
from wiki.austausch.read.reports.report_archive import report_members, unpacked


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
    assert (found.offen, found.abschnitte) == (["Bild haus.png (Haus)"], [])


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


def word_report(path: Path) -> Path:
    """A report as people write it: letterhead, big title, table, bold headings with numbers."""
    document = Document()
    document.add_paragraph("Stadtverwaltung Musterstadt · Amt 10")
    title = document.add_paragraph().add_run("Projektbericht: Kita-Anmeldung in Bendorf")
    title.bold, title.font.size = True, Pt(20)
    table = document.add_table(0, 2)
    for cells in (
        ("Kommune:", "Bendorf"),
        ("Status:", "im Betrieb"),
        ("Ansprechpartnerin:", "Hauptamt, Tel. 02622 703-123, kita@bendorf.example"),
    ):
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    for heading, text in (
        ("1. Ausgangslage", "Papierlisten in zwölf Kitas."),
        ("2. Kosten", "12.000 € einmalig und rund 3.000 € im Jahr"),
        ("3. Besonderes", "Die Eltern halfen mit."),
        ("4. Quellen", "Ratsvorlage 12/2024"),
    ):
        document.add_paragraph().add_run(heading).bold = True
        document.add_paragraph(text)
    document.save(str(path))
    return path


def test_a_word_report_without_styles(tmp_path: Path) -> None:
    found = read_case(word_report(tmp_path / "Bericht final v3.docx"))
    assert found.titel == "Projektbericht: Kita-Anmeldung in Bendorf"
    assert found.fakten == {
        "Kommune": "Bendorf",
        "Status": "im Betrieb",
        "Ansprechpartnerin": "Hauptamt",
        "Telefon": "02622 703-123",
        "E-Mail": "kita@bendorf.example",
        "Kosten einmalig": "12.000 € einmalig",
        "Kosten laufend": "rund 3.000 € im Jahr",
        "Quellen": "Ratsvorlage 12/2024",
    }
    assert [name for name, _ in found.abschnitte] == ["Ausgangslage", "Besonderes"]
    assert found.offen == ["Briefkopf „Stadtverwaltung Musterstadt · Amt 10“"]


def test_a_section_is_no_title(tmp_path: Path) -> None:
    found = read_case(case(tmp_path, "## Umsetzung\n\na\n\n## Ergebnis\n\nb\n", "kita_karte.md"))
    assert (found.titel, [name for name, _ in found.abschnitte]) == (
        "kita karte",
        ["Umsetzung", "Ergebnis"],
    )


def test_a_fact_that_stands_twice_is_kept_or_named(tmp_path: Path) -> None:
    table = "| Feld | Wert |\n|--|--|\n| Kommune | Trier |\n| Kommune | Konz |\n| Status | Idee |\n"
    text = f"# Kita {{#kita}}\n\n{table}\n## Status\n\ngeplant\n\n## Lösung\n\nx\n"
    found = read_case(case(tmp_path, text))
    assert found.titel == "Kita"
    assert found.fakten == {"Kommune": "Trier\nKonz", "Status": "Idee"}
    assert "„Status“ steht zweimal darin, auch mit „geplant“" in found.offen


HEADS = {
    "YAML": "---\ntitle: Karte\nstatus: Idee\ntags: [Bildung]\nlayout: x\n---\n",
    "end that is indented": "---\ntitle: Karte\nstatus: Idee\ntags:\n- Bildung\nlayout: x\n  ---\n",
    "no YAML": "---\ntitle: Karte\nstatus: Idee\ntags: Bildung\nlayout: x\nlab: [a\n---\n",
    "lines of Windows": "---\r\ntitle: Karte\r\nstatus: Idee\r\ntags: Bildung\r\n"
    "layout: x\r\n---\r\n",
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_the_head_of_markdown_is_a_fact_box(tmp_path: Path, head: str) -> None:
    found = read_case(case(tmp_path, f"{head}\n## Umsetzung\n\nText\n"))
    assert (found.titel, found.fakten) == ("Karte", {"status": "Idee", "Themen": "Bildung"})
    assert "Kopfangabe „layout: x“" in found.offen
    assert [name for name, _ in found.abschnitte] == ["Umsetzung"]


def test_a_rule_is_no_head(tmp_path: Path) -> None:
    found = read_case(case(tmp_path, "---\n\nEin Satz.\n\n---\n\nNoch einer.\n"))
    assert "Ein Satz." in str(found.abschnitte)


def test_footnotes_of_markdown_stand_below_with_their_number(tmp_path: Path) -> None:
    found = read_case(case(tmp_path, "# A\n\nSatz[^x].\n\n[^x]: Siehe\n    https://a.de dort.\n"))
    assert found.abschnitte == [
        ("", [("text", "<p>Satz [1].</p>")]),
        ("Fußnoten", [("text", "<p>[1] Siehe https://a.de dort.</p>")]),
    ]


def test_links_to_other_files_keep_their_words_and_are_named(tmp_path: Path) -> None:
    found = read_case(case(tmp_path, "# A\n\n[dort](b.md), [[Orte/Trier]], [x](https://a.de)\n"))
    assert found.abschnitte[0][1][0][1] == ('<p>dort, Trier, <a href="https://a.de">x</a></p>')
    assert found.offen == ["Verweis auf b.md"]


ANSWERS = {
    "Kosten\n\n12.000 €": {"Kosten einmalig": "12.000 €"},
    "Kosten\n\n- Einmalig: 12.000 €\n- Laufend: 500 €": {
        "Kosten einmalig": "12.000 €",
        "Kosten laufend": "500 €",
    },
    "Laufende Kosten\n\n500 € pro Jahr": {"Kosten laufend": "500 € pro Jahr"},
    "Kontakt\n\nHauptamt\n\na@b.example": {"Kontakt": "Hauptamt", "E-Mail": "a@b.example"},
    "Kontakt\n\nAmt 10, Tel. 0651 718-0\n\n54290 Trier": {
        **{"Telefon": "0651 718-0", "Kontakt": "Amt 10, 54290 Trier"}
    },
    "Kontakt\n\nTel. +49 (0)651 718-0\n\nAmt 10": {
        **{"Telefon": "+49 (0)651 718-0", "Kontakt": "Amt 10"}
    },
    "Kontakt\n\nAmt 10, Durchwahl: 1234-56": {"Telefon": "1234-56", "Kontakt": "Amt 10"},
    "Kontakt\n\nTel.-Nr. (0651) 718-0 (2021-2024)": {
        **{"Telefon": "(0651) 718-0", "Kontakt": "(2021-2024)"}
    },
    "Kontakt\n\nFörderaufruf 2021-2024": {"Kontakt": "Förderaufruf 2021-2024"},
    "Kontakt\n\nAmt 10, Ruf 01.03.2024": {"Kontakt": "Amt 10, Ruf 01.03.2024"},
    "Quellen\n\n- [Bericht](https://a.de)\n- Akte 7": {"Quellen": "Bericht | https://a.de\nAkte 7"},
    "Zusammenfassung\n\nWorum es geht.": {"Kurzfassung": "Worum es geht."},
    "Status\n\nim Betrieb": {"Status": "im Betrieb"},
    "Förderung\n\nDas Land gab die Hälfte dazu, und zwar im ersten Jahr.": {
        "Förderung": "Das Land gab die Hälfte dazu, und zwar im ersten Jahr."
    },
}


@pytest.mark.parametrize(("section", "facts"), ANSWERS.items())
def test_a_section_that_answers_a_question_is_a_fact(
    tmp_path: Path, section: str, facts: dict[str, str]
) -> None:
    found = read_case(case(tmp_path, f"# A\n\n## {section}\n\n## Anderes\n\nx\n"))
    assert found.fakten == facts
    assert [name for name, _ in found.abschnitte] == ["Anderes"]


@pytest.mark.parametrize(
    "text",
    [
        "Das Geld kam aus drei Töpfen, was die Abrechnung nicht gerade leichter gemacht hat.",
        "Einmalig 5 €, einmalig 7 € und danach kommt noch etwas anderes hinzu.",
    ],
)
def test_a_section_that_tells_more_stays(tmp_path: Path, text: str) -> None:
    found = read_case(case(tmp_path, f"# A\n\n## Kosten\n\n{text}\n"))
    assert (found.fakten, [name for name, _ in found.abschnitte]) == ({}, ["Kosten"])


def test_reports_of_a_zip_come_one_by_one_and_others_are_named(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "alle.zip", "w") as archive:
        archive.writestr("unter/bücher.md", "# Bücher")
        archive.writestr("unter/bild.png", "x")
        archive.writestr("__MACOSX/unter/._a.md", "x")
    reports, others = report_members(tmp_path / "alle.zip")
    assert (reports, others) == (("unter/bücher.md",), ("unter/bild.png",))
    ((name, path, picture),) = (
        (n, p.read_text(), beside("bild.png"))
        for n, p, beside in unpacked(tmp_path / "alle.zip", reports)
        if p
    )
    assert picture == b"x"
    assert (name, path) == ("unter/bücher.md", "# Bücher")


def test_a_single_report_is_a_folder_of_one(tmp_path: Path) -> None:
    report = case(tmp_path, "# A")
    assert report_files(report) == [report]


def png(path: Path) -> bytes:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (2, 2), "red").save(path, "PNG")
    return path.read_bytes()


def test_pictures_of_markdown_come_from_its_folder_and_from_nowhere_else(tmp_path: Path) -> None:
    data = png(tmp_path / "wiki" / "b i.png")
    png(tmp_path / "geheim.png")
    text = "# A\n\n## Lösung\n\nText ![Haus](b%20i.png) ![[b i.png|300]] ![x](../geheim.png)"
    path = case(tmp_path / "wiki", text)
    found = read_case(path, beside=in_folder(tmp_path / "wiki", path))
    blocks = found.abschnitte[0][1]
    assert [value for kind, value in blocks if kind == "bild"] == [
        NeuesBild("b i.png", data, "Haus"),
        NeuesBild("b i.png", data),
    ]
    assert found.offen == ["Bild ../geheim.png (x)"]


def test_a_report_that_says_nothing_of_a_question_has_no_fact_of_it(tmp_path: Path) -> None:
    box = "Kommune: Trier\nPartner: k. A.\nStatus: -\nProdukte: -\nProdukte: X"
    found = read_case(case(tmp_path, f"# Kita\n\n{box}\n\n## Partner\n\nFirma A"))
    assert found.fakten == {"Kommune": "Trier", "Produkte": "X", "Partner": "Firma A"}
    assert found.offen == []


def test_no_lead_is_made_of_a_text_that_says_nothing() -> None:
    assert (lead_of("k. A."), lead_of("–"), lead_of("Das ist gut.")) == ("", "", "Das ist gut.")


def test_a_head_or_a_form_without_an_answer_gives_no_title(tmp_path: Path) -> None:
    found = read_case(case(tmp_path, "---\ntitle: k. A.\nPartner: '-'\n---\nText."))
    assert (found.titel, found.fakten) == ("fall", {})
    box = "# Projektsteckbrief\n\nProjekttitel: -\nKommune: Trier\n\n## Ziel\n\nJa."
    assert read_case(case(tmp_path, box)).titel == "Projektsteckbrief"


def test_the_number_of_a_page_of_notion_is_no_title(tmp_path: Path) -> None:
    name = "Dorf-App 8f3b2c1d4e5f67890123456789abcdef.md"
    assert read_case(case(tmp_path, "Nur Text.", name)).titel == "Dorf App"


@pytest.mark.parametrize("heading", ["Ziel", "1. Einleitung", "Fazit", "Sachverhalt"])
def test_what_every_report_has_a_section_of_is_no_title(tmp_path: Path, heading: str) -> None:
    found = read_case(case(tmp_path, f"# {heading}\n\nEin Satz.\n", "kita_karte.md"))
    assert found.titel == "kita karte"


def test_tasks_may_stand_far_behind_their_mark(tmp_path: Path) -> None:
    found = read_case(case(tmp_path, "# A\n\n*   [x] fertig\n*   [ ] offen\n"))
    assert "☒ fertig" in str(found.abschnitte)
    assert "☐ offen" in str(found.abschnitte)


def test_lists_within_lists_of_word_stay_within_them(tmp_path: Path) -> None:
    document = Document()
    document.add_heading("Kita-App", 1)
    for text, style in (
        *(("Vergabe", "List Number"), ("an zwei", "List Bullet 2"), ("in Trier", "List Bullet 3")),
        *(("aus Mainz", "List Bullet 2"), ("Betrieb", "List Number")),
    ):
        document.add_paragraph(text, style=style)
    document.save(str(tmp_path / "fall.docx"))
    ((_, ((_, html),)),) = read_case(tmp_path / "fall.docx").abschnitte
    assert html == (
        "<ol><li>Vergabe<ul><li>an zwei<ul><li>in Trier</li></ul></li><li>aus Mainz</li></ul></li>"
        "<li>Betrieb</li></ol>"
    )
    assert to_text(html) == "- Vergabe\n- an zwei\n- in Trier\n- aus Mainz\n- Betrieb"
    assert lines_of(html)[:2] == ["Vergabe", "an zwei"]


FACTS_WITH_MARKS = {
    "Markdown": "| Kommune | Speyer |\n|--|--|\n| Ansprechpartner | Ratsbüro<br>rat@speyer.de |\n"
    "| Link | [Portal](https://a.de) |\n",
    "HTML": "<table><tr><td>Kommune</td><td>Speyer</td></tr><tr><td>Ansprechpartner</td><td>"
    "Ratsbüro<br>rat@speyer.de</td></tr>"
    '<tr><td>Link</td><td><a href="https://a.de">Portal</a></td></tr></table>\n',
    "lines": "Kommune: Speyer\nAnsprechpartner: Ratsbüro, rat@speyer.de\n"
    "Link: [Portal](https://a.de)\n",
}


@pytest.mark.parametrize("table", FACTS_WITH_MARKS.values(), ids=FACTS_WITH_MARKS)
def test_lines_and_links_of_a_cell_stay(tmp_path: Path, table: str) -> None:
    facts = read_case(case(tmp_path, f"# Rat\n\n{table}")).fakten
    assert (facts["Ansprechpartner"], facts["E-Mail"]) == ("Ratsbüro", "rat@speyer.de")
    assert facts["Link"] == "Portal (https://a.de)"


def test_a_link_in_a_cell_of_word_keeps_its_address(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(2, 2)
    for row, (name, value) in enumerate((("Kommune", "Speyer"), ("Link", ""))):
        table.cell(row, 0).text, table.cell(row, 1).text = name, value
    target = document.part.relate_to("https://a.de", RT.HYPERLINK, is_external=True)
    link = parse_xml(
        f'<w:hyperlink {nsdecls("w", "r")} r:id="{target}"><w:r><w:t>Portal</w:t></w:r>'
        "</w:hyperlink>"
    )
    table.cell(1, 1).paragraphs[0]._p.append(link)
    document.save(str(tmp_path / "fall.docx"))
    assert read_case(tmp_path / "fall.docx").fakten["Link"] == "Portal (https://a.de)"
