"""Import: reports as forms, and the heads and commands of Markdown files, are read or named."""

import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml

from wiki.austausch.draft.boxes import fields_of, read_box
from wiki.austausch.draft.matching import KommuneMatcher
from wiki.austausch.draft.schema import Meldung
from wiki.austausch.exceptions import FileUnreadable
from wiki.austausch.read.reports.case_files import read_case
from wiki.austausch.read.reports.case_pieces import Fallbericht
from wiki.austausch.read.reports.fact_table import facts_of
from wiki.austausch.read.rows.context import RowContext
from wiki.austausch.read.rows.themen import ThemaMatcher
from wiki.felder.lengths import max_lengths

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def markdown(folder: Path, text: str) -> Fallbericht:
    path = folder / "fall.md"
    path.write_text(text, encoding="utf-8")
    return read_case(path)


def word(folder: Path, *xml: str, rows: list[list[str]] | None = None) -> Fallbericht:
    document: Any = Document()
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                table.cell(number, column).text = text
    for one in xml:
        document.element.body.insert(len(document.element.body) - 1, parse_xml(one))
    document.save(folder / "fall.docx")
    return read_case(folder / "fall.docx")


def texts(case: Fallbericht) -> str:
    return "".join(str(v) for _, blocks in case.abschnitte for _, v in blocks)


def field(data: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
        '<w:r><w:instrText>FORM</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_the_title_of_a_form_stands_in_its_table(tmp_path: Path) -> None:
    rows = [["Projekttitel", "Kita-Portal"], ["Kommune", "Trier"], ["Status", "Idee"]]
    case = word(tmp_path, rows=rows)
    assert (case.titel, case.fakten) == ("Kita-Portal", {"Kommune": "Trier", "Status": "Idee"})


def test_a_form_may_count_its_rows(tmp_path: Path) -> None:
    rows = [["1", "Kommune", "Trier"], ["2.", "Status", "Idee"]]
    assert word(tmp_path, rows=rows).fakten == {"Kommune": "Trier", "Status": "Idee"}


def test_a_form_may_have_two_fields_beside_each_other(tmp_path: Path) -> None:
    rows = [["Kommune", "Trier", "Status", "Idee"], ["Thema", "Kita", "Beginn", "2020"]]
    assert word(tmp_path, rows=rows).fakten["Beginn"] == "2020"


def test_what_is_chosen_in_an_older_form_is_said(tmp_path: Path) -> None:
    entries = "".join(f'<w:listEntry w:val="{ort}"/>' for ort in ("Mainz", "Trier"))
    chosen = f'<w:ddList><w:result w:val="1"/>{entries}'
    ticked = field("<w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox>")
    case = word(
        tmp_path,
        f"<w:p {W}><w:r><w:t>Ort: </w:t></w:r>{field(f'{chosen}</w:ddList>')}</w:p>",
        f"<w:p {W}>{ticked}<w:r><w:t> Open Source</w:t></w:r></w:p>",
    )
    assert "Trier" in str(case.fakten) + texts(case)
    assert "☒ Open Source" in texts(case)


def test_a_fraction_is_no_number_of_its_digits(tmp_path: Path) -> None:
    m = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    digits = "<m:{0}><m:r><m:t>{1}</m:t></m:r></m:{0}>"
    fraction = f"<m:f>{digits.format('num', 12)}{digits.format('den', 3)}</m:f>"
    case = word(tmp_path, f"<w:p {W} {m}><m:oMath>{fraction}</m:oMath></w:p>")
    assert "12/3" in texts(case)


def test_two_projects_in_one_file_are_asked_about(tmp_path: Path) -> None:
    text = "# A\n\n## Ausgangslage\n\nPapier.\n\n# B\n\n## Ausgangslage\n\nKreide.\n"
    assert "mehrere Projekte" in markdown(tmp_path, text).fragen[0]


@pytest.mark.parametrize("number", [2, 3])
def test_a_list_of_projects_in_word_is_no_fact_box(tmp_path: Path, number: int) -> None:
    """Of four columns each row was read as two fields beside their values."""
    head = ["Projekt", "Kommune", "Status", "Kurzbeschreibung"]
    rows = [[f"App {n}", "Trier", "geplant", f"Nummer {n}"] for n in range(number)]
    case = word(tmp_path, rows=[head, *rows])
    assert case.fakten == {}
    assert ("tabelle", tuple(map(tuple, [head, *rows]))) in case.abschnitte[0][1]
    assert "zählt wohl Projekte auf" in case.fragen[0]


def test_a_caption_and_a_quotation_are_no_headings(tmp_path: Path) -> None:
    text = "# A\n\n## Lösung\n\nNeu.\n\n***Zitat der Leitung***\n\n**Abbildung 1: Start**\n"
    case = markdown(tmp_path, text)
    assert [name for name, _ in case.abschnitte] == ["Lösung"]
    assert "Zitat der Leitung" in texts(case)


HEADS = {
    "TOML": '+++\ntitle = "Kita"\n[extra]\nkommune = "Trier"\n+++\n',
    "JSON": '{\n "title": "Kita",\n "kommune": "Trier"\n}\n',
    "keys below keys": "---\ntitle: Kita\nprojekt:\n  kommune: Trier\n---\n",
    "a name in YAML": "---\ntitle: &t Kita\nkommune: Trier\n---\n",
    "a comment above": "<!-- Vorlage -->\n---\ntitle: Kita\nkommune: Trier\n---\n",
    "terms of pandoc": "# Kita\n\nKommune\n:   Trier\n",
    "dataview": "# Kita\n\nKommune:: Trier\n",
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_heads(tmp_path: Path, head: str) -> None:
    case = markdown(tmp_path, f"{head}\nText.\n")
    facts = {name.capitalize(): value for name, value in case.fakten.items()}
    assert (case.titel, facts) == ("Kita", {"Kommune": "Trier"})


def test_costs_below_one_key(tmp_path: Path) -> None:
    head = "---\ntitle: Kita\nkosten:\n  einmalig: 12000\n  laufend: 500\n---\n"
    facts = markdown(tmp_path, head).fakten
    assert facts == {"kosten einmalig": "12000", "kosten laufend": "500"}


def test_the_head_of_pandoc(tmp_path: Path) -> None:
    case = markdown(tmp_path, "% Kita\n% Weber\n\n## Lösung\n\nNeu.\n")
    assert (case.titel, case.offen) == ("Kita", ["Kopfangabe „author: Weber“"])


def test_comments_of_note_takers_stay_private(tmp_path: Path) -> None:
    assert "geheim" not in texts(markdown(tmp_path, "# A\n\nText %%geheim%% weiter.\n"))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("> [!note] Achtung\n> Frist\n", "<b>Achtung</b>"),
        ("Das ist ==wichtig== hier.", "<b>wichtig</b>"),
        ("Ein Satz^[mit Anmerkung].", "Satz (mit Anmerkung)."),
    ],
)
def test_marks_of_some_programs_are_written_as_all_do(tmp_path: Path, text: str, html: str) -> None:
    assert html in texts(markdown(tmp_path, f"# A\n\n## Lösung\n\n{text}\n"))


def test_what_is_struck_out_is_named(tmp_path: Path) -> None:
    case = markdown(tmp_path, "# A\n\nEs kostet ~~12.000 €~~ 15.000 €.\n")
    assert case.offen == ["Durchgestrichenes, steht mit im Text"]
    assert "12.000 € 15.000 €" in texts(case)


def test_commands_are_named_and_left_out(tmp_path: Path) -> None:
    case = markdown(tmp_path, '# A\n\nVor {{< figure src="x.png" >}} nach.\n')
    assert "figure" not in texts(case)
    assert case.offen == ['Befehl {{< figure src="x.png" >}}']


def test_tasks_show_whether_they_are_done(tmp_path: Path) -> None:
    case = markdown(tmp_path, "# A\n\n- [x] erledigt\n- [ ] offen\n")
    assert "☒ erledigt" in texts(case)
    assert "☐ offen" in texts(case)


def test_html_is_read(tmp_path: Path) -> None:
    text = (
        "<h1>Kita</h1>\n<p>Eltern <b>melden</b> an.</p>\n"
        "<table><tr><td>Kommune</td><td>Trier</td></tr>"
        "<tr><td>Status</td><td>Idee</td></tr></table>"
        '\n<img src="b.png" alt="Start">\n'
    )
    case = markdown(tmp_path, text)
    assert case.titel == "Kita"
    assert case.fakten == {"Kommune": "Trier", "Status": "Idee"}
    assert "<p>Eltern <b>melden</b> an.</p>" in texts(case)
    assert case.offen == ["Bild b.png (Start)"]


def test_what_only_looks_like_a_tag_stays(tmp_path: Path) -> None:
    assert "&lt;Kommune&gt;" in texts(markdown(tmp_path, "# A\n\nIn <Kommune> ist es so.\n"))


def test_a_locked_opendocument_says_so(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.odt", "w") as archive:
        archive.writestr("content.xml", b"\x8f\x00")
        archive.writestr("META-INF/manifest.xml", "<m><encryption-data/></m>")
    with pytest.raises(FileUnreadable, match="Kennwort"):
        read_case(tmp_path / "a.odt")


def test_the_thema_of_a_box_is_no_title() -> None:
    assert fields_of(["Thema", "Kommune"], {}) == ("themen", "kommunen")


def test_a_section_of_an_empty_point_is_empty(tmp_path: Path) -> None:
    case = markdown(tmp_path, "# A\n\n## Links\n\n- \n\n## Lösung\n\nNeu.\n")
    assert case.offen == ["Überschrift ohne Text „Links“"]


FACTS = [["Kommune", "Trier"], ["Status", "Idee"]]


@pytest.mark.parametrize(
    ("rows", "name", "value"),
    [
        (
            [["Ziele"] * 2, ["Weniger Papier. Mehr Zeit."] * 2],
            "Ziele",
            "Weniger Papier. Mehr Zeit.",
        ),
        ([["Ziele: Weniger Papier"] * 2], "Ziele", "Weniger Papier"),
        ([["Ausgangslage\nListen auf Papier"] * 2], "Ausgangslage", "Listen auf Papier"),
        ([["1. Allgemeines"] * 2, ["Lösung"] * 2, ["Eine App."] * 2], "Lösung", "Eine App."),
        ([["Ziele", "Papier"], ["", "Zeit"]], "Ziele", "Papier\nZeit"),
    ],
    ids=str,
)
def test_a_row_across_a_form_is_no_less_read_than_others(
    rows: list[list[str]], name: str, value: str
) -> None:
    facts, texts = facts_of(tuple(map(tuple, [*FACTS, *rows])))
    assert (facts.pop(name), texts) == (value, [])
    assert facts == {"Kommune": "Trier", "Status": "Idee"}


def test_a_heading_between_fields_is_none_and_a_text_without_one_stays() -> None:
    text = "Dieses Blatt beschreibt ein Vorhaben. Bitte ausfüllen."
    rows = [[text] * 2, ["Allgemeine Angaben"] * 2, *FACTS]
    assert facts_of(tuple(map(tuple, rows))) == ({"Kommune": "Trier", "Status": "Idee"}, [text])


def test_what_stands_across_a_form_in_word_is_kept(tmp_path: Path) -> None:
    document: Any = Document()
    table = document.add_table(4, 4)
    for row, cells in enumerate((["Kommune", "Trier", "Status", "Idee"], ["Beginn", "2020"])):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    for row, text in ((2, "Bewertung"), (3, "Gut angenommen; der Strom kommt vom Rathaus.")):
        table.cell(row, 0).merge(table.cell(row, 3)).text = text
    document.save(tmp_path / "fall.docx")
    facts = read_case(tmp_path / "fall.docx").fakten
    assert facts["Bewertung"] == "Gut angenommen; der Strom kommt vom Rathaus."


@pytest.mark.parametrize("heading", ["Maßnahmenblatt M 3.2", "Beschlussvorlage 0123/2023"])
def test_what_only_says_what_paper_it_is_gives_way_to_the_title(
    tmp_path: Path, heading: str
) -> None:
    box = "| Betreff | Digitaler Dorfplatz |\n|--|--|\n| Kommune | Trier |\n| Status | Idee |\n"
    case = markdown(tmp_path, f"# {heading}\n\n{box}")
    assert (case.titel, case.offen) == ("Digitaler Dorfplatz", [f"Überschrift „{heading}“"])


def test_a_paper_for_the_council_is_called_what_it_is_about(tmp_path: Path) -> None:
    rows = [["Vorlage Nr.", "12/2023"], ["Betreff:", "Zeiterfassung"], ["Federführung", "Amt 10"]]
    bold = f"<w:p {W}><w:r><w:rPr><w:b/></w:rPr><w:t>Beschlussvorschlag:</w:t></w:r></w:p>"
    text = f"<w:p {W}><w:r><w:t>Der Auftrag wird vergeben.</w:t></w:r></w:p>"
    case = word(tmp_path, bold, text, rows=rows)
    assert (case.titel, case.fakten["Federführung"]) == ("Zeiterfassung", "Amt 10")
    assert [name for name, _ in case.abschnitte] == ["Beschlussvorschlag"]


def test_a_letterhead_above_a_form_is_named_and_left_out(tmp_path: Path) -> None:
    document: Any = Document()
    document.add_paragraph("Verbandsgemeinde Daun")
    table = document.add_table(2, 2)
    for row, cells in enumerate((["Betreff", "Zeiterfassung"], ["Status", "Idee"])):
        table.cell(row, 0).text, table.cell(row, 1).text = cells
    document.save(tmp_path / "fall.docx")
    case = read_case(tmp_path / "fall.docx")
    assert (case.offen, texts(case)) == (["Briefkopf „Verbandsgemeinde Daun“"], "")


def test_who_has_written_a_report_is_not_taken() -> None:
    values = {"Kommune": "Trier", "Verfasser/in": "Weber, Anna", "Erstellt von": "A. Weber"}
    context = RowContext(KommuneMatcher([]), ThemaMatcher({}), max_lengths())
    fields = fields_of(list(values), {})
    box, leftover = read_box(1, values, fields, context, lambda text: Meldung(1, "", text))
    assert "Weber" not in leftover + str(box)
    assert "„Verfasser/in“, weil dort Personen stehen" in str(box.hinweise)


LIST = "| Projekt | Kommune | Status |\n|--|--|--|\n| A | Trier | Idee |\n| B | Mainz | Idee |\n"
SEVERAL = {
    f"# Unsere Projekte\n\n{LIST}": "Die Tabelle „Projekt, Kommune, Status“ zählt wohl Projekte",
    "# Agenda\n\n## App\n\n**Status:** Idee\n\nText.\n\n## Netz\n\nStatus: im Betrieb\n": (
        "Mehrere Abschnitte nennen „Status“"
    ),
}


@pytest.mark.parametrize(("text", "said"), SEVERAL.items(), ids=SEVERAL.values())
def test_a_file_that_lists_projects_is_asked_about(tmp_path: Path, text: str, said: str) -> None:
    assert markdown(tmp_path, text).fragen[0].startswith(said)


@pytest.mark.parametrize(
    "text",
    [
        "# App\n\n| Maßnahme | Kosten |\n|--|--|\n| A | 5 € |\n| B | 6 € |\n",
        "# App\n\n## Technik\n\nStatus: Idee\n\n## Anderes\n\nHinweis: Gut.\n",
        "# App\n\n| Partner | Kommune |\n|--|--|\n| A | Trier |\n| B | Mainz |\n",
    ],
)
def test_a_table_within_a_report_is_none_of_projects(tmp_path: Path, text: str) -> None:
    assert markdown(tmp_path, text).fragen == []


FORM = {"Projekttitel": "Dorf-App", "Kommune": "Daun", "Status": "Idee", "Kosten": "5 €"}


@pytest.mark.parametrize(
    "rows",
    [
        (("Projekttitel", "Kommune"), ("Dorf-App", "Daun"), ("Status", "Kosten"), ("Idee", "5 €")),
        (tuple(FORM), tuple(FORM.values())),
        (("Projekttitel:\nDorf-App", "Kommune:\nDaun"), ("Status: Idee", "Kosten: 5 €")),
        (("Frage", "Antwort"), *FORM.items()),
    ],
    ids=["above", "one row above", "in the cell", "beside"],
)
def test_a_field_of_a_form_may_stand_anywhere_near_its_value(
    rows: tuple[tuple[str, ...], ...],
) -> None:
    assert facts_of(rows) == (FORM, [])


@pytest.mark.parametrize(
    "rows",
    [
        (("Jahr", "Kosten"), ("2021", "5 €")),
        (("Projekt", "Kommune"), ("A", "Trier"), ("B", "Mainz")),
        (("Status", "Zahl"), ("offen", "3"), ("fertig", "4"), ("neu", "5")),
    ],
    ids=["of an article", "a list", "figures"],
)
def test_a_table_of_an_article_is_no_form(rows: tuple[tuple[str, ...], ...]) -> None:
    assert facts_of(rows) == ({}, [])


def test_a_questionnaire_is_called_by_its_project(tmp_path: Path) -> None:
    rows = [["1. Name der Kommune", "Trier"], ["2. Name des Projekts", "Parkleitsystem"]]
    document: Any = Document()
    document.add_heading("Fragebogen zur Digitalisierung", 1)
    table = document.add_table(2, 2)
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(number, column).text = text
    document.save(tmp_path / "fall.docx")
    case = read_case(tmp_path / "fall.docx")
    assert (case.titel, case.fakten) == ("Parkleitsystem", {"1. Name der Kommune": "Trier"})
