"""Import: which column goes into which field; Kommunen and Themen by name."""

import time

import pytest

from wiki.austausch.draft.headings import (
    apply_mapping,
    heading_key,
    headings_digest,
    is_known,
    suggest_mapping,
)
from wiki.austausch.draft.matching import KnownKommune, KommuneMatcher
from wiki.austausch.read.reports.case_fields import AMOUNT
from wiki.austausch.read.reports.case_files import FACT_LINE
from wiki.austausch.read.rows.themen import ThemaMatcher
from wiki.felder.felder import FELDER

HEADINGS = {
    "Titel": "titel",
    "Projektname": "titel",
    "PROJECT NAME": "titel",
    "Kurzbeschreibung": "kurzfassung",
    "Stadt": "kommunen",
    "AGS": "kommunen",
    "Kommune(n)": "kommunen",
    "Handlungsfeld": "themen",
    "Umsetzungsstand": "status",
    "Umsetzungs-Stand": "status",
    "Kosten (EUR)": "kosten_einmalig",
    "Laufende Kosten": "kosten_laufend",
    "Lauffende Kosten": "kosten_laufend",
    "E-Mail-Adresse": "kontakt_postfach",
    "Gültig bis": "gueltig_bis",
    "Gueltig bis": "gueltig_bis",
    "Lessons learned": "anders_machen",
    "Solution": "loesung",
    "Kosten (in Tsd. €)": "kosten_einmalig",
    "Kosten [T€]": "kosten_einmalig",
    "Investitionskosten in Mio. €": "kosten_einmalig",
    "Invest. in T€": "kosten_einmalig",
    "Kurzbeschr.": "kurzfassung",
    "Gesamtkosten (brutto, in 1.000 €)": "kosten_einmalig",
    "Kosten/Jahr": "kosten_laufend",
    "Kosten p. a. [€]": "kosten_laufend",
    "lfd. Kosten p.a. (€)": "kosten_laufend",
    "Maßnahmen-\nbeschreibung": "text",
    "2.1 Beginn der Maßnahme": "laufzeit_von",
    "voraussichtliches Ende": "laufzeit_bis",
    "Laufzeit (von - bis)": "laufzeit",
    "Handlungsfeld (Cluster)": "themen",
    "Stand (Monat/Jahr)": "status_jahr",
    "Name des Begünstigten": "kommunen",
    "Datum des Beginns des Vorhabens": "laufzeit_von",
    "Gesamtbetrag der förderfähigen Ausgaben des Vorhabens (EUR)": "kosten_einmalig",
    "Kurzbezeichnung des Vorhabens": "titel",
    "Zuwendungszweck": "titel",
    "Komune": "kommunen",
    "Name Ihrer Kommune:": "kommunen",
    "Titel Ihres Projekts": "titel",
    "Wie ist der aktuelle Stand?": "status",
    "Ansprechpartnre": "kontakt_stelle",
    "Beschluss": "",  # no Abschluss
    "Projektsumme": "kosten_einmalig",  # no Projektnummer
    "Projektnummern": "slug",
    "Sachstand 31.12.2023": "status",
    "Stand 12/2023": "status",
    "Federführendes Amt": "kontakt_stelle",
    "Umsetzungspartner": "partner",
    "Kosten 2023": "",
    "Betreff": "titel",
    "bewilligte Zuwendung in €": "foerderung",
    "Bewilligungszeitraum": "laufzeit",
    "Finanzbedarf konsumtiv p.a.": "kosten_laufend",
    "Projekt-Nr.": "",
    "Projekt (Nummer)": "slug",
    "Haustier": "",
    "": "",
}


@pytest.mark.parametrize(("heading", "field"), HEADINGS.items(), ids=HEADINGS)
def test_heading_is_recognised(heading: str, field: str) -> None:
    assert suggest_mapping([heading]).fields == (field,)


def test_own_headings_are_recognised_each_for_its_field() -> None:
    headings = [feld.label for feld in FELDER]
    assert suggest_mapping(headings).fields == tuple(feld.name for feld in FELDER)


def test_of_two_columns_for_one_field_the_first_is_read_and_the_other_named() -> None:
    found = suggest_mapping(["Titel", "Stadt", "Projektname"])
    assert found.fields == ("titel", "kommunen", "")
    assert "„Projektname“ wird nicht gelesen" in found.notes[0]


def test_of_two_columns_called_name_the_first_is_the_title() -> None:
    assert suggest_mapping(["Name", "Kommune", "Name (2)"]).fields == ("titel", "kommunen", "")


def test_exact_headings_win_over_similar_ones_before_them() -> None:
    assert suggest_mapping(["Titelx", "Titel"]).fields == ("", "titel")


def test_columns_that_are_not_read_are_named() -> None:
    assert "„Haustier“" in suggest_mapping(["Titel", "Haustier"]).notes[0]


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        ({"A": "quatsch"}, "Unbekanntes Feld"),
        ({"C": "titel"}, "gibt es in der Datei nicht"),
        ({"A": "titel", "B": "titel"}, "Zwei Spalten"),
        ({"A": "titel", "A (2)": "titel"}, "Zwei Spalten"),
        ({"A": "quellen", "A (2)": "quellen", "B": "quellen"}, "Zwei Spalten"),
    ],
)
def test_wrong_mapping_is_refused(mapping: dict[str, str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        apply_mapping(["A", "B", "A (2)"], mapping)


def test_two_columns_of_one_name_can_both_be_chosen() -> None:
    headings = ["Titel", "Link", "Ort", "Link (2)"]
    wanted = {"Titel": "titel", "Link": "quellen", "Ort": "", "Link (2)": "quellen"}
    found = apply_mapping(headings, wanted)
    assert (found.fields, found.twice) == (("titel", "quellen", "", ""), {3: "quellen"})
    assert found.choices() == wanted
    assert [note.partition(":")[0] for note in found.notes] == [
        "Spalte 4 „Link (2)“ heißt wie Spalte 2; gelesen werden beide.",
        "Spalte 3 „Ort“ wird nicht gelesen",
    ]


def test_a_second_column_that_nobody_wants_is_not_read() -> None:
    found = apply_mapping(["Titel", "Link", "Link (2)"], {"Titel": "titel", "Link": "quellen"})
    assert (found.twice, found.choices()["Link (2)"]) == ({}, "")


def test_mapping_is_applied_whatever_the_spelling_of_the_heading() -> None:
    assert apply_mapping(["A b", "C"], {"a  B": "titel", "C": ""}).fields == ("titel", "")


def test_headings_are_known_again_in_spite_of_capitals_and_blanks() -> None:
    assert headings_digest(["Titel ", "ORT"]) == headings_digest(["titel", "Ort"])
    assert headings_digest(["a", "b"]) != headings_digest(["b", "a"])


def test_fold_keeps_umlauts_apart_from_nothing() -> None:
    assert heading_key("Förderung (€, ca.)") == "foerderung ca"


KOMMUNEN = KommuneMatcher(
    [
        KnownKommune(1, "Trier", "kreisfreie Stadt", ags="07211000"),
        KnownKommune(2, "Kusel", "Stadt", ags="07336055"),
        KnownKommune(3, "VG Kusel-Altenglan", "Verbandsgemeinde", regionalschluessel="073365011"),
        KnownKommune(4, "Landkreis Kusel", "Landkreis", ags="07336"),
        KnownKommune(5, "Berg (Oberfranken)", "Gemeinde"),
        KnownKommune(6, "Samtgemeinde Lühe", "Samtgemeinde"),
        KnownKommune(7, "Kaiserslautern", "kreisfreie Stadt"),
        KnownKommune(8, "Bad Homburg v. d. Höhe", "Stadt"),
        KnownKommune(9, "Neustadt an der Weinstraße", "kreisfreie Stadt"),
    ]
)
FOUND = {
    "Trier": 1,
    "TRIER": 1,
    "Stadt Trier": 1,
    "Trier, Stadt": 1,
    "Stadtverwaltung Trier": 1,
    "07211000": 1,
    "7211000": 1,
    "Kusel": 2,
    "Stadt Kusel": 2,
    "VG Kusel-Altenglan": 3,
    "Verbandsgemeinde Kusel Altenglan": 3,
    "Landkreis Kusel": 4,
    "LK Kusel": 4,
    "Kreisverwaltung Kusel": 4,
    "07336": 4,
    "7336": 4,
    "Berg": 5,
    "Gemeinde Berg (Oberfranken)": 5,
    "SG Luehe": 6,
    "Bad Homburg v.d. Höhe": 8,
    "07211000 Trier": 1,
    "Trier (Rheinland-Pfalz)": 1,
    "Große Kreisstadt Kusel": 2,
    "Neustadt a. d. Weinstraße": 9,
    "Bad Homburg": 8,
}


@pytest.mark.parametrize(("text", "pk"), FOUND.items(), ids=FOUND)
def test_kommune_is_found_for_sure(text: str, pk: int) -> None:
    assert KOMMUNEN.find(text).pk == pk


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Kaiserslauten", "Kaiserslautern"),
        ("Stadt Kaiserslauten", "Kaiserslautern"),
    ],
)
def test_similar_kommune_is_only_proposed(text: str, meant: str) -> None:
    fund = KOMMUNEN.find(text)
    assert fund.pk is None
    assert fund.vorschlag == meant


@pytest.mark.parametrize("text", ["Atlantis", "99999999", "x", "VG Trier"])
def test_unknown_kommune_is_not_invented(text: str) -> None:
    fund = KOMMUNEN.find(text)
    assert fund.pk is None
    assert fund.grund


def test_thema_is_found_by_name_and_a_misspelt_one_is_said() -> None:
    themen = ThemaMatcher({1: "Mobilität & Parken", 2: "Beteiligung"})
    assert themen.find("Mobilitaet und Parken").pk == 1
    assert themen.find("Beteilgung").pk == 2
    assert "als „Beteiligung“ gelesen" in themen.find("Beteilgung").grund
    assert themen.find("Raumfahrt").pk is None


def test_a_column_that_is_no_field_is_named_once() -> None:
    notes = suggest_mapping(["Titel", "Thema", "Kategorie"]).notes
    assert len([note for note in notes if "Kategorie" in note]) == 1


def test_any_name_is_a_title_rather_than_the_thema() -> None:
    fields = suggest_mapping(["programm_id", "programm_name", "thema", "projektart"]).fields
    assert fields == ("", "titel", "themen", "")


def test_hostile_text_costs_no_time() -> None:
    """Squares of these lengths would take minutes."""
    began = time.process_time()
    assert not is_known("1 " * 50_000)
    assert not AMOUNT.search("." * 50_000)
    assert not FACT_LINE.match(" " * 50_000 + "x")
    assert time.process_time() - began < 2


def test_a_summary_before_a_description_is_the_title() -> None:
    mapping = suggest_mapping(("Summary", "Status", "Description", "Custom field (Kommune)"))
    assert mapping.fields == ("titel", "status", "kurzfassung", "kommunen")
    assert mapping.notes == ()
    assert suggest_mapping(("Summary", "Status")).fields == ("kurzfassung", "status")
    named = suggest_mapping(("Titel", "Zusammenfassung", "Beschreibung")).fields
    assert named == ("titel", "kurzfassung", "")


def test_a_file_of_one_column_is_told_what_parts_columns() -> None:
    (note,) = suggest_mapping(("Sehr geehrte Damen und Herren",)).notes
    assert "nur eine Spalte" in note
    assert suggest_mapping(("Titel",)).notes == ()
