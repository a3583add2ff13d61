"""Import: what is wrong with a row is said once, in its column, and nothing else is."""

from datetime import date
from typing import Any

import pytest

from wiki.austausch.draft.boxes import read_box
from wiki.austausch.draft.headings import ColumnMapping, suggest_mapping
from wiki.austausch.draft.matching import KnownKommune, KommuneMatcher
from wiki.austausch.draft.schema import (
    Abschnitt,
    ImportedPage,
    ImportedQuelle,
    Meldung,
    Nachnutzer,
    RawRow,
)
from wiki.austausch.draft.sections import merge_sections, section_of
from wiki.austausch.read.rows.context import RowContext
from wiki.austausch.read.rows.row_reading import read_row
from wiki.austausch.read.rows.themen import ThemaMatcher
from wiki.felder.felder import FELDER
from wiki.felder.lengths import max_lengths
from wiki.models import Projektseite

HEADINGS = {
    "Titel": "titel",
    "Kurzfassung": "kurzfassung",
    "Kommune": "kommunen",
    "Thema": "themen",
    "Status": "status",
    "Kosten": "kosten_einmalig",
    "Förderung": "foerderung",
    "Beginn": "laufzeit_von",
    "Ende": "laufzeit_bis",
    "Laufzeit": "laufzeit",
    "Gültig bis": "gueltig_bis",
    "E-Mail": "kontakt_postfach",
    "Telefon": "kontakt_telefon",
    "Link": "quellen",
    "Nachnutzung": "nachnutzungen",
    "Partner": "partner",
    "LeiKa": "leistungsschluessel",
    "Einschätzung der Redaktion": "einschaetzung",
    "Haustier": "",
}
GOOD = ("Kita-Portal", "Kurz.", "Trier", "Umwelt", "im Betrieb")
KOMMUNEN = [
    KnownKommune(1, "Trier", "kreisfreie Stadt", ags="07211000"),
    KnownKommune(2, "Kusel", "Stadt"),
]

CONTEXT = RowContext(
    KommuneMatcher(KOMMUNEN), ThemaMatcher({1: "Umwelt", 2: "Kita & Schule"}), max_lengths()
)


def read(fehler: tuple[Meldung, ...] = (), **cells: Any) -> ImportedPage:
    """A faultless row with these cells instead."""
    values = dict.fromkeys(HEADINGS, "") | dict(zip(HEADINGS, GOOD, strict=False)) | cells
    mapping = ColumnMapping(tuple(HEADINGS), tuple(HEADINGS.values()))
    return read_row(RawRow(2, tuple(values.values()), fehler), mapping, CONTEXT)


WRONG: list[tuple[str, Any]] = [
    ("Titel", ""),
    ("Titel", " - "),
    ("Titel", "???"),
    ("Titel", "x" * 256),
    ("Titel", "Portal <script>alert(1)</script>"),
    ("Titel", "<img src=x onerror=alert(1)>"),
    ("Kurzfassung", "k. A."),
    ("Kommune", "Atlantis"),
    ("Kommune", "Trierr"),
    ("Kommune", "Trier; Atlantis"),
    ("Kommune", "0721100"),
    ("Thema", "Raumfahrt"),
    ("Status", "vielleicht"),
    ("Kosten", "abc"),
    ("Kosten", "-1"),
    ("Beginn", "1850"),
    ("Beginn", "2099"),
    ("Laufzeit", "2021 bis 2019"),
    ("Laufzeit", "bald"),
    ("Gültig bis", "31.02.2026"),
    ("Gültig bis", "März 2026"),
    ("E-Mail", "Frau Müller"),
    ("E-Mail", "a@stadt"),
    ("E-Mail", "a@b@stadt.de"),
    ("Telefon", "abc"),
    ("Telefon", "2021-2024"),
    ("Telefon", "Stand 01.03.2024"),
    ("Telefon", "01.03.–31.12.2024"),
    ("Telefon", "seit 2021"),
    ("Telefon", "Hauptamt (03/2024)"),
    ("Telefon", date(2024, 3, 1)),
    ("Telefon", "1" * 41),
    ("Link", "htp://a.de"),
    ("Link", "javascript:alert(1)"),
    ("Link", "irgendwo"),
    ("Nachnutzung", "Atlantis | 2020"),
    ("LeiKa", "9905001210400"),
    ("LeiKa", "9,9050012104E+13"),
    ("LeiKa", "99050012104000; Baugenehmigung"),
]


@pytest.mark.parametrize(("column", "cell"), WRONG)
def test_one_fault_is_one_message_in_its_column(column: str, cell: Any) -> None:
    cells: dict[str, Any] = {column: cell}
    imported = read(**cells)
    (found,) = (*imported.fehler, *imported.luecken)
    assert (found.zeile, found.spalte) == (2, column)


@pytest.mark.parametrize(("column", "cell"), WRONG)
def test_only_what_no_page_can_do_without_costs_the_row(column: str, cell: Any) -> None:
    cells: dict[str, Any] = {column: cell}
    assert bool(read(**cells).fehler) == (column == "Titel")


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("Titel", "C++ & „Ämter“ – 1 < 2 (Teil 3) 😀"),
        ("Kommune", "Stadt Trier und Kusel"),
        ("Kommune", 7211000),
        ("Thema", "Kita & Schule; Umwelt"),
        ("Status", "in Arbeit"),
        ("Kosten", "ca. 12 T€"),
        ("Kosten", "auf Anfrage"),
        ("Beginn", "Q3/2022"),
        ("Beginn", "k. A."),
        ("Laufzeit", "03/2019 bis Mai 2021"),
        ("Gültig bis", "31.12.2099"),
        ("E-Mail", "-"),
        ("E-Mail", "mailto:digital@stadt.de"),
        ("Telefon", "Durchwahl 115"),
        ("Telefon", "0651 718-0 (Stand 01.03.2024)"),
        ("Telefon", "Durchwahl 2024"),
        ("Telefon", 6131123),
        ("Link", "www.stadt.de"),
        ("Link", "https://a.de; https://b.de"),
        ("LeiKa", "k. A."),
    ],
)
def test_what_is_right_is_not_complained_of(column: str, cell: Any) -> None:
    imported = read(**{column: cell})
    assert (imported.fehler, imported.luecken) == ((), ())


@pytest.mark.parametrize(
    ("cell", "keys"),
    [
        ("99 050 012 104 000", "99050012104000"),
        (99050012104000.0, "99050012104000"),
        ("urn:de:fim:leika:leistung:99050012104000", "99050012104000"),
        ("99050012104000 Gewerbe anmelden", "99050012104000"),
        ("99050012104000, 99012070006000", "99050012104000\n99012070006000"),
        ("99050012104000 (Gewerbe)\n99050012104000", "99050012104000"),
    ],
)
def test_keys_of_services_are_read_as_lists_write_them(cell: Any, keys: str) -> None:
    imported = read(LeiKa=cell)
    assert (imported.felder["leistungsschluessel"], imported.luecken) == (keys, ())
    assert "leistungsschluessel" not in read(LeiKa="k. A.").felder


@pytest.mark.parametrize("heading", ["LeiKa-Nr.", "Leistungskennung", "FIM-Leistungsschlüssel"])
def test_keys_of_services_are_found_under_many_headings(heading: str) -> None:
    assert suggest_mapping(("Titel", heading)).fields[1] == "leistungsschluessel"


@pytest.mark.parametrize(
    ("cell", "read_as"),
    [
        ("a@stadt.de; b@stadt.de", "a@stadt.de"),
        ("name(at)stadt.de", "name@stadt.de"),
        ("name [at] stadt.de", "name@stadt.de"),
        ("Amt 10 <amt10@stadt.de>", "amt10@stadt.de"),
    ],
)
def test_the_first_address_of_a_cell_is_taken_with_a_note(cell: str, read_as: str) -> None:
    imported = read((), **{"E-Mail": cell})
    assert imported.felder["kontakt_postfach"] == read_as
    assert imported.hinweise[0].spalte == "E-Mail"


def test_a_long_kurzfassung_is_cut_and_stands_whole_in_the_article() -> None:
    text = "Eltern melden ihr Kind an. " * 20
    imported = read(Kurzfassung=text)
    assert len(imported.felder["kurzfassung"]) <= 300
    assert imported.abschnitte
    assert text.strip() in imported.abschnitte[0].inhalt[0][1]


def test_a_period_in_the_begin_fills_the_end() -> None:
    imported = read(Beginn="2019-2021")
    assert (imported.felder["laufzeit_von"], imported.felder["laufzeit_bis"]) == (2019, 2021)


def test_an_unknown_kommune_is_known_to_be_unknown() -> None:
    assert read(Kommune="Atlantis").kommune_unbekannt


def test_a_text_may_be_as_long_as_the_field_of_the_page() -> None:
    limit = Projektseite._meta.get_field("foerderung").max_length or 0
    assert read(Förderung="x" * limit).luecken == ()
    (found,) = read(Förderung="x" * (limit + 1)).luecken
    assert found.spalte == "Förderung"


def test_several_empty_cells_are_one_message() -> None:
    (found,) = read(Kommune="", Thema="", Status="").luecken
    assert found.meldung.startswith("Leer sind: Kommune, Thema, Status.")


def test_of_a_row_that_has_shifted_only_that_is_said() -> None:
    shifted = Meldung(2, "", "Die Zeile hat mehr Zellen als Überschriften.")
    assert read((shifted,), Status="?", Kosten="abc").fehler == (shifted,)


def test_faults_of_columns_that_are_not_read_do_not_count() -> None:
    assert read((Meldung(2, "Haustier", "Formelfehler"),)).fehler == ()
    assert len(read((Meldung(2, "Kosten", "Formelfehler"),)).luecken) == 1
    assert len(read((Meldung(2, "Titel", "Formelfehler"),)).fehler) == 1


def test_of_html_the_words_are_taken_and_it_is_said() -> None:
    imported = read(Kurzfassung="<b>Gut</b>")
    assert imported.felder["kurzfassung"] == "Gut"
    assert "HTML" in imported.hinweise[0].meldung


@pytest.mark.parametrize(
    ("cell", "quellen"),
    [
        ("https://www.a.de/x", (ImportedQuelle("a.de", "https://www.a.de/x"),)),
        ("www.a.de", (ImportedQuelle("a.de", "https://www.a.de"),)),
        (
            "https://a.de/x, https://b.de und www.c.de.",
            (
                ImportedQuelle("a.de", "https://a.de/x"),
                ImportedQuelle("b.de", "https://b.de"),
                ImportedQuelle("c.de", "https://www.c.de"),
            ),
        ),
        ("Bericht (https://a.de/b)", (ImportedQuelle("Bericht", "https://a.de/b"),)),
        ("Bericht | https://a.de", (ImportedQuelle("Bericht", "https://a.de"),)),
        ("Bericht: https://a.de", (ImportedQuelle("Bericht", "https://a.de"),)),
        ("Bericht | Stadt | https://a.de", (ImportedQuelle("Bericht", "https://a.de", "Stadt"),)),
        (
            "Bericht | 2024-05 | https://a.de",
            (ImportedQuelle("Bericht", "https://a.de", "", "2024-05"),),
        ),
        ("A | B | | https://a.de", (ImportedQuelle("A | B", "https://a.de"),)),
        (
            "Bericht | Stadt | 2024 | abgerufen 2026-11-28 | https://a.de",
            (ImportedQuelle("Bericht", "https://a.de", "Stadt", "2024", date(2026, 11, 28)),),
        ),
    ],
)
def test_sources(cell: str, quellen: tuple[ImportedQuelle, ...]) -> None:
    assert read(Link=cell).quellen == quellen


def test_an_einschaetzung_is_read_with_its_day() -> None:
    (section,) = (
        read((), **{"Einschätzung der Redaktion": "Stand 28.11.2026: Gut."}).abschnitte or ()
    )
    assert (section.art, section.stand) == ("einschaetzung", date(2026, 11, 28))
    assert section.inhalt == (("text", "<p>Gut.</p>"),)


@pytest.mark.parametrize("cell", ["Das lohnt sich.", "Stand 31.02.2026: Das lohnt sich."])
def test_an_einschaetzung_without_a_day_is_refused(cell: str) -> None:
    imported = read((), **{"Einschätzung der Redaktion": cell})
    assert "Bitte mit dem Tag beginnen" in imported.luecken[0].meldung


def test_reuse_with_year_and_remark() -> None:
    found = read(Nachnutzung="Kusel | 2021 | halb; ganz\nTrier").nachnutzungen
    assert found == (Nachnutzer(2, 2021, "halb; ganz"), Nachnutzer(1))


def linked(column: str, cell: str, target: str) -> ImportedPage:
    values = dict.fromkeys(HEADINGS, "") | dict(zip(HEADINGS, GOOD, strict=False)) | {column: cell}
    mapping = ColumnMapping(tuple(HEADINGS), tuple(HEADINGS.values()))
    raw = RawRow(2, tuple(values.values()), links={list(HEADINGS).index(column): target})
    return read_row(raw, mapping, CONTEXT)


@pytest.mark.parametrize(("column", "cell"), [("Link", "Projektseite"), ("Titel", "Kita-Portal")])
def test_the_address_behind_a_cell_becomes_a_source(column: str, cell: str) -> None:
    found = linked(column, cell, "https://a.de/x").quellen
    assert found == (ImportedQuelle(cell, "https://a.de/x"),)


def test_the_mailbox_behind_a_cell_is_taken() -> None:
    imported = linked("E-Mail", "Amt 10", "mailto:amt10@stadt.de?subject=x")
    assert imported.felder["kontakt_postfach"] == "amt10@stadt.de"


def test_the_group_of_a_row_is_its_thema_where_no_column_is() -> None:
    mapping = ColumnMapping(("Titel",), ("titel",))
    raw = RawRow(2, ("Kita-Portal",), gruppe="Umwelt")
    assert read_row(raw, mapping, CONTEXT).themen == (1,)


@pytest.mark.parametrize(
    ("group", "column", "value"),
    [("Stadt Trier", "Kommune", (1,)), ("Geplante Projekte", "Status", "planung")],
)
def test_the_group_of_a_row_tells_where_it_is_and_how_far(
    group: str, column: str, value: Any
) -> None:
    cells = dict(zip(HEADINGS, GOOD, strict=False)) | {column: ""}
    mapping = ColumnMapping(tuple(cells), tuple(HEADINGS[heading] for heading in cells))
    page = read_row(RawRow(2, tuple(cells.values()), gruppe=group), mapping, CONTEXT)
    assert value in (page.kommunen, page.felder.get("status"))


def test_the_postal_code_before_a_name_is_no_key() -> None:
    assert read(Kommune="54290 Trier").kommunen == (1,)
    kreis = KnownKommune(3, "Schwandorf", "Landkreis", ags="09376")
    fund = KommuneMatcher([*KOMMUNEN, kreis]).find("09376 Oelsnitz")
    assert fund.pk is None


@pytest.mark.parametrize("text", ["3.000 €/Jahr", "3.000 € p.a.", "3000 jährlich"])
def test_what_is_paid_each_year_is_no_cost_once(text: str) -> None:
    felder = read(Kosten=text).felder
    assert "kosten_einmalig" not in felder
    assert felder["kosten_laufend"] == 3000


def stelle(text: str) -> Any:
    headings = (*list(HEADINGS)[:5], "Ansprechpartner")
    mapping = ColumnMapping(headings, (*list(HEADINGS.values())[:5], "kontakt_stelle"))
    return read_row(RawRow(2, (*GOOD, text)), mapping, CONTEXT).felder


def test_mailbox_and_telephone_leave_the_cell_of_the_stelle() -> None:
    felder = stelle("Amt 10, Tel. 0651/718-1234, info[at]trier[punkt]de")
    assert felder["kontakt_stelle"] == "Amt 10"
    assert felder["kontakt_postfach"] == "info@trier.de"
    assert felder["kontakt_telefon"] == "0651/718-1234"


@pytest.mark.parametrize(
    "text",
    [
        "Hauptamt (2021-2024)",
        "Fachbereich 3, Stand 01.03.2024",
        "Amt 10 (seit 01.01.2020)",
        "Amt 10, 1. 3. 2024",
        "Amt 10, 01.03.24",
        "Amt 10 (03/2024-05/2025)",
        "Amt 10 (03 / 2024 – 05 / 2025)",
        "Amt 10, 05 2024",
        "Amt 10, 2024-03-01 bis 2025-12-31",
        "Amt 10, Haushalt 2020/2021",
        "Bauamt (Budget 1.000.000 €)",
        "Bürgerbüro, Mo 08:00 - 12:00, Do 08.00-16.00 Uhr",
    ],
)
def test_a_date_or_a_period_beside_a_stelle_is_no_telephone_number(text: str) -> None:
    assert stelle(text) == stelle("") | {"kontakt_stelle": text.strip()}


NUMBERS = {
    "0651 718-0": "0651 718-0",
    "Tel.0651/718-0": "0651/718-0",
    "Telefon: (0651) 718-0": "(0651) 718-0",
    "06 51 / 7 18 12": "06 51 / 7 18 12",
    "+49 (0)651 718-12": "+49 (0)651 718-12",
    "(0651/718-0)": "0651/718-0",
    "0049 651 7180": "0049 651 7180",
    "0171.1234567": "0171.1234567",
}


@pytest.mark.parametrize("beside", ["", " (2021-2024)", ", Stand 01.03.2024", " – 01.03.2024"])
@pytest.mark.parametrize(("text", "number"), NUMBERS.items(), ids=NUMBERS)
def test_a_telephone_number_beside_a_stelle_ends_where_a_date_begins(
    text: str, number: str, beside: str
) -> None:
    felder = stelle(f"Amt 10, {text}{beside}")
    assert felder["kontakt_telefon"] == number
    assert felder["kontakt_stelle"].startswith("Amt 10")
    assert beside.strip(" ,–") in felder["kontakt_stelle"]


def test_of_two_telephone_numbers_none_is_lost() -> None:
    felder = stelle("0651 718-12 oder 0171 1234567")
    assert felder["kontakt_telefon"] == "0651 718-12"
    assert "0171 1234567" in felder["kontakt_stelle"]


@pytest.mark.parametrize(
    "cell",
    [
        "Trier\nKusel",
        "Trier / Kusel",
        "Trier; Kusel",
        "Trier und Kusel",
        "Trier u. Kusel",
        "Trier & Kusel",
        "Trier sowie Stadt Kusel",
        "Trier gemeinsam mit Kusel",
        "Trier – Kusel",
        "• Trier • Kusel",
        "1. Trier\n2. Kusel",
        "Trier (federführend), Kusel",
        "Trier<br>Kusel",
        "Trier, Kusel, …",
        "Trier, Kusel und weitere",
    ],
)
def test_several_kommunen_of_a_cell_are_told_apart(cell: str) -> None:
    page = read(Kommune=cell)
    assert (page.kommunen, page.luecken) == ((1, 2), ())


@pytest.mark.parametrize("cell", ["Umwelt / Kita & Schule", "1. Umwelt\n2. Kita & Schule"])
def test_several_themen_of_a_cell_are_told_apart(cell: str) -> None:
    assert read(Thema=cell).themen == (1, 2)


UNITS = {
    "12": (12_000, ""),
    "1.200": (1_200_000, ""),
    "12,5": (12_500, ""),
    "ca. 12": (None, "ca. 12 T€"),
    "10-15": (None, "10-15 T€"),
    "12.000 €": (12_000, ""),
    "siehe 2021": (None, "siehe 2021"),
}


@pytest.mark.parametrize(("cell", "stored"), UNITS.items(), ids=UNITS)
def test_the_unit_of_the_heading_holds_for_bare_numbers(
    cell: str, stored: tuple[int | None, str]
) -> None:
    mapping = suggest_mapping(["Titel", "Kosten (in Tsd. €)"])
    felder = read_row(RawRow(2, ("A", cell)), mapping, CONTEXT).felder
    assert (
        felder.get("kosten_einmalig"),
        felder.get("kosten_einmalig_hinweis", ""),
    ) == stored


def test_several_people_of_a_cell_stand_in_one_line() -> None:
    mapping = suggest_mapping(["Titel", "Ansprechpartner", "Telefon"])
    row = RawRow(2, ("A", "Amt 10 (Frau Weber)\nAmt 20", "0651 1234\n0651 5678"))
    felder = read_row(row, mapping, CONTEXT).felder
    assert felder["kontakt_stelle"] == "Amt 10 (Frau Weber); Amt 20"
    assert felder["kontakt_telefon"] == "0651 1234; 0651 5678"


def twice(heading: str, first: str, second: str) -> ImportedPage:
    mapping = suggest_mapping(["Titel", heading, f"{heading} (2)"])
    return read_row(RawRow(2, ("A", first, second)), mapping, CONTEXT)


def test_of_two_columns_of_one_name_both_are_read() -> None:
    assert twice("Kommune", "Trier", "Kusel").kommunen == (1, 2)
    assert twice("Status", "", "geplant").felder["status"] == "planung"
    assert twice("Status", "geplant", "geplant").luecken == ()


def test_two_columns_of_one_name_that_differ_are_asked_about() -> None:
    page = twice("Kosten", "100", "200")
    assert "kosten_einmalig" not in page.felder
    assert [gap.meldung for gap in page.luecken] == [
        "Zwei Spalten heißen „Kosten“, mit „100“ und mit „200“."
    ]


def test_the_address_behind_the_second_column_of_a_name_is_a_source_too() -> None:
    mapping = suggest_mapping(["Titel", "Link", "Link (2)"])
    raw = RawRow(2, ("A", "Eins", "Zwei"), links={1: "https://a.de", 2: "https://b.de"})
    assert read_row(raw, mapping, CONTEXT).quellen == (
        ImportedQuelle("Eins", "https://a.de"),
        ImportedQuelle("Zwei", "https://b.de"),
    )


def test_a_fault_in_the_second_column_of_a_name_is_a_gap_and_costs_only_that_cell() -> None:
    mapping = suggest_mapping(["Titel", "Partner", "Partner (2)"])
    fault = Meldung(2, "Partner (2)", "Formelfehler")
    page = read_row(RawRow(2, ("A", "Firma A", "#REF!"), (fault,)), mapping, CONTEXT)
    assert (page.felder["partner"], page.luecken, page.fehler) == ("Firma A", (fault,), ())


NOTHING = ["-", "–", "k. A.", "keine Angabe", "n/a", "?"]
EVERY_FIELD = [feld.label for feld in FELDER if feld.name != "titel"]


@pytest.mark.parametrize("cell", NOTHING)
def test_a_cell_that_says_nothing_is_empty_in_every_column(cell: str) -> None:
    mapping = suggest_mapping(["Titel", *EVERY_FIELD])
    empty = read_row(RawRow(2, ("A", *[""] * len(EVERY_FIELD))), mapping, CONTEXT)
    assert read_row(RawRow(2, ("A", *[cell] * len(EVERY_FIELD))), mapping, CONTEXT) == empty


LISTS = {
    "Partner": ("k. A.\nFirma A\n-", "Firma A"),
    "Kommune": ("Trier\n-", "Trier"),
    "Thema": ("Umwelt; k. A.", "Umwelt"),
    "Link": ("-\nhttps://a.de", "https://a.de"),
    "Nachnutzung": ("Kusel | k. A. | -\n-", "Kusel"),
    "LeiKa": ("99050012104000\n-", "99050012104000"),
}


@pytest.mark.parametrize(("column", "cells"), LISTS.items(), ids=LISTS)
def test_an_entry_that_says_nothing_is_left_out(column: str, cells: tuple[str, str]) -> None:
    assert read((), **{column: cells[0]}) == read((), **{column: cells[1]})


def test_a_section_that_says_nothing_is_left_out() -> None:
    mapping = suggest_mapping(["Titel", "Weitere Abschnitte"])
    text = "## Technik\n\n-\n\n## Ablauf\n\nErst, dann."
    (section,) = read_row(RawRow(2, ("A", text)), mapping, CONTEXT).abschnitte or ()
    assert section.ueberschrift == "Ablauf"


def test_where_a_cell_says_nothing_group_and_link_do() -> None:
    mapping = ColumnMapping(("Titel", "Kommune", "Link"), ("titel", "kommunen", "quellen"))
    raw = RawRow(2, ("Portal", "-", "k. A."), gruppe="Stadt Trier", links={0: "https://a.de"})
    page = read_row(raw, mapping, CONTEXT)
    assert (page.kommunen, page.quellen) == ((1,), (ImportedQuelle("Portal", "https://a.de"),))


@pytest.mark.parametrize(("first", "second"), [("-", "100"), ("100", "k. A.")])
def test_of_two_columns_of_one_name_only_answers_count(first: str, second: str) -> None:
    page = twice("Kosten", first, second)
    assert (page.felder.get("kosten_einmalig"), page.luecken) == (100, ())


def test_lines_of_a_fact_box_that_say_nothing_are_left_out() -> None:
    values = {"Farbe": "k. A.", "Name": "-", "Motto": "Los!", "Partner": "-"}
    fields = ("", "titel", "", "partner")
    box, leftover = read_box(1, values, fields, CONTEXT, lambda text: Meldung(1, "", text), "A")
    assert (box.felder, leftover) == ({}, "Motto: Los!")


def test_a_section_of_a_text_that_says_nothing_is_none() -> None:
    said = [("Technik", "<p>k. A.</p>"), ("Ergebnis", "<ul><li>–</li></ul>"), ("Ziel", "<p>Ja</p>")]
    found = merge_sections(section_of(heading, [("text", html)]) for heading, html in said)
    assert [section.inhalt for section in found] == [(("text", "<p>Ja</p>"),)]
    pictured = Abschnitt("frei", (("text", "<p>-</p>"), ("bild", 1)), "Bilder")
    assert merge_sections([pictured]) == (pictured,)


@pytest.mark.parametrize(
    ("cell", "once", "yearly"),
    [
        ("einmalig 12.500 €, jährlich 3.000 €", 12_500, 3_000),
        ("60.000 € einmalig, 12.000 €/Jahr", 60_000, 12_000),
        ("12.000 € + 1.500 € p.a.", 12_000, 1_500),
        ("Einmalig: 12.000 €\nLaufend: 1.500 €", 12_000, 1_500),
        ("investiv 5 T€ / konsumtiv 500 €", 5_000, 500),
        ("12.000 € (einmalig) und 300 € monatlich", 12_000, None),
        ("ca. 9.000 € + 1.500 € p.a.", None, 1_500),
    ],
)
def test_what_is_paid_once_and_each_year_may_stand_in_one_cell(
    cell: str, once: int | None, yearly: int | None
) -> None:
    page = read(Kosten=cell)
    assert page.felder.get("kosten_einmalig") == once
    assert page.felder.get("kosten_laufend") == yearly
    assert "aufgeteilt" in page.hinweise[0].meldung
    said = [page.felder.get(f"kosten_{kind}_hinweis", "") for kind in ("einmalig", "laufend")]
    assert "monatlich" in said[1] or "300" not in cell
    assert "ca. 9.000 €" in said[0] or "9.000" not in cell


def test_a_stelle_that_only_tells_a_mailbox_empties_none() -> None:
    mapping = suggest_mapping(("Titel", "Ansprechpartner"))
    page = read_row(RawRow(2, ("Kita", "kita@trier.de (Tel. 0651 718-0)")), mapping, CONTEXT)
    assert page.felder == {"kontakt_postfach": "kita@trier.de", "kontakt_telefon": "0651 718-0"}


@pytest.mark.parametrize(
    ("cell", "said"),
    [(36543.12, "36.543,12 €"), (5000.0, "5.000 €"), ("36.543,12", "36.543,12 €"), (0.8, "80 %")],
)
def test_a_bare_number_of_a_grant_says_what_it_is(cell: Any, said: str) -> None:
    assert read(Förderung=cell).felder["foerderung"] == said


@pytest.mark.parametrize("cell", ["80 %", "LEADER", "2021", 65])
def test_other_words_of_a_grant_stay(cell: Any) -> None:
    assert read(Förderung=cell).felder["foerderung"] == str(cell)


@pytest.mark.parametrize(
    ("cell", "field"), [("einmalig 12.500 €", "einmalig"), ("jährlich 3.000 €", "laufend")]
)
def test_what_the_column_says_again_is_no_part_of_the_amount(cell: str, field: str) -> None:
    assert isinstance(read(Kosten=cell).felder[f"kosten_{field}"], int)


def test_what_is_taken_out_of_a_contact_leaves_no_commas() -> None:
    mapping = suggest_mapping(("Titel", "Ansprechpartner"))
    said = "Stadt Worms, Abt. 1.3, Tel.: (06241) 853-1301, it@worms.de, Marktplatz 2"
    page = read_row(RawRow(2, ("Kita", said)), mapping, CONTEXT)
    assert page.felder["kontakt_stelle"] == "Stadt Worms, Abt. 1.3, Marktplatz 2"


def test_a_word_that_somebody_parted_by_hand_is_whole() -> None:
    page = read(Titel="Glasfaser-\nanschluss der Ein-\nund Ausgänge", Kurzfassung="LoRa-\nWAN")
    assert page.titel == "Glasfaseranschluss der Ein- und Ausgänge"
    assert page.felder["kurzfassung"] == "LoRa-\nWAN"
