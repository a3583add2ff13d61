"""Import: which of several Kommunen of a name is meant, the list itself says beside it."""

import time

import pytest

from wiki.austausch.draft.headings import suggest_mapping
from wiki.austausch.draft.matching import KnownKommune, KommuneMatcher
from wiki.austausch.draft.schema import ImportedPage, RawRow
from wiki.austausch.read.rows.context import RowContext
from wiki.austausch.read.rows.row_reading import read_row
from wiki.austausch.read.rows.themen import ThemaMatcher
from wiki.felder.lengths import max_lengths

RLP, BAYERN = "Rheinland-Pfalz", "Bayern"
TRIER, KREIS, VG, MORE = range(1, 5)  # have a page
HERE, THERE, BERG, MAYEN, OTHER = range(-1, -6, -1)
KNOWN = [
    KnownKommune(TRIER, "Trier", "kreisfreie Stadt", "07211000", "072110000000", RLP),
    KnownKommune(KREIS, "Rhein-Hunsrück-Kreis", "Landkreis", "07140", "", RLP),
    KnownKommune(VG, "VG Kastellaun", "Verbandsgemeinde", "", "071405003", RLP),
    KnownKommune(HERE, "Mörsdorf", "Gemeinde", "07140503", "071405003503", RLP),
    KnownKommune(THERE, "Mörsdorf", "Gemeinde", "16074059", "160745014059", "Thüringen"),
    KnownKommune(BERG, "Berg (Oberfranken)", "Gemeinde", "09475112", "094750112112", BAYERN),
    KnownKommune(MORE, "Bell", "Gemeinde", "07140007", "071405003007", RLP),
    KnownKommune(MAYEN, "Landkreis Mayen-Koblenz", "Landkreis", "07137", "", RLP),
    KnownKommune(OTHER, "Bell", "Gemeinde", "07137007", "071375003007", RLP),
]
CONTEXT = RowContext(KommuneMatcher(KNOWN), ThemaMatcher({}), max_lengths())


def read(kommune: str, gruppe: str = "", **beside: str) -> ImportedPage:
    headings = ("Titel", "Gemeinde", *beside)
    row = RawRow(2, ("Dorf-App", kommune, *beside.values()), gruppe=gruppe)
    return read_row(row, suggest_mapping(headings), CONTEXT)


@pytest.mark.parametrize(
    "beside",
    [
        {"Landkreis": "Rhein-Hunsrück"},
        {"Kreis": "Rhein-Hunsrück-Kreis"},
        {"VG": "Kastellaun"},
        {"Bundesland": "RLP"},
        {"Land": RLP, "Landkreis": "-"},
        {"gruppe": "Landkreis Rhein-Hunsrück"},
    ],
    ids=str,
)
def test_a_column_or_a_group_says_which_kommune_is_meant(beside: dict[str, str]) -> None:
    page = read("Mörsdorf", **beside)
    assert page.kommunen == (HERE,)
    assert "als Mörsdorf" in page.hinweise[0].meldung


@pytest.mark.parametrize("beside", [{}, {"Landkreis": "Kusel"}, {"Bundesland": "Hessen"}], ids=str)
def test_where_nothing_tells_somebody_is_asked(beside: dict[str, str]) -> None:
    assert read("Mörsdorf", **beside).kommune_unbekannt


@pytest.mark.parametrize(
    ("cell", "pks"),
    {
        "Mörsdorf (VG Kastellaun)": (HERE,),
        "Mörsdorf (VG Kastellaun, Rhein-Hunsrück-Kreis)": (HERE,),
        "OG Mörsdorf (Rhein-Hunsrück-Kreis)": (HERE,),
        "OG Berg": (BERG,),
        "Bell, Mörsdorf (VG Kastellaun)": (MORE, HERE),
        "LK Rhein-Hunsrück-Kreis": (KREIS,),
        "Trier (Stadtteil Euren)": (TRIER,),
        "Trier, OT Euren": (TRIER,),
        "Kastellaun (VGen)": (VG,),
        "Ortsgemeinden Berg, Bell (VG Kastellaun) u. a.": (BERG, MORE),
        "07140503.0": (HERE,),
    }.items(),
    ids=str,
)
def test_a_cell_that_says_where_its_kommunen_lie(cell: str, pks: tuple[int, ...]) -> None:
    page = read(cell)
    assert page.kommunen == pks
    assert [gap for gap in page.luecken if gap.spalte == "Gemeinde"] == []


def test_a_bracket_that_nobody_knows_leaves_a_proposal() -> None:
    (gap,) = [gap for gap in read("OG Berg (FO)").luecken if gap.spalte == "Gemeinde"]
    assert "gemeint sein könnte „Berg (Oberfranken)“" in gap.meldung


def test_a_kommune_that_is_sure_is_not_moved_by_what_stands_beside_it() -> None:
    page = read("Trier", Landkreis="Trier-Saarburg", Bundesland="Hessen")
    assert (page.kommunen, page.hinweise) == ((TRIER,), ())


def test_a_page_of_that_name_in_another_kreis_is_not_meant() -> None:
    assert read("Bell", Landkreis="Mayen-Koblenz").kommunen == (OTHER,)
    assert read("Bell").kommunen == (MORE,)


def test_a_column_that_only_tells_where_is_said_to_do_so() -> None:
    assert "sagt nur, welche" in suggest_mapping(("Titel", "Gemeinde", "Landkreis")).notes[0]


@pytest.mark.parametrize(
    "cell",
    ["Trier" + " " * 60_000 + "(", ", ".join(f"Ort{n}" for n in range(4_000)), "Ort (" * 9_000],
    ids=["a wide gap", "many names", "open brackets"],
)
def test_a_long_cell_costs_no_time(cell: str) -> None:
    """Squares of these lengths would take minutes."""
    began = time.process_time()
    page = read(cell)
    assert page.kommune_unbekannt or page.kommunen
    assert all(len(gap.meldung) < 400 for gap in page.luecken)
    assert time.process_time() - began < 5
