"""Names that contain each other, are words, or are said of several: none is taken silently."""

import pytest

from wiki.austausch.draft.matching import KnownKommune, KommuneMatcher
from wiki.austausch.read.rows.context import RowContext
from wiki.austausch.read.rows.names import _places
from wiki.austausch.read.rows.themen import ThemaMatcher

RLP, NRW = "Rheinland-Pfalz", "Nordrhein-Westfalen"
KUSEL, KREIS_KUSEL, LAUTERN, KREIS_LAUTERN, TRIER, ESSEN, ALTENKIRCHEN, LINZ = range(1, 9)
KNOWN = [
    KnownKommune(KUSEL, "Kusel", "Stadt", land=RLP),
    KnownKommune(KREIS_KUSEL, "Landkreis Kusel", "Landkreis", "07336", land=RLP),
    KnownKommune(LAUTERN, "Kaiserslautern", "kreisfreie Stadt", land=RLP),
    KnownKommune(KREIS_LAUTERN, "Landkreis Kaiserslautern", "Landkreis", land=RLP),
    KnownKommune(TRIER, "Trier", "kreisfreie Stadt", "07211000", land=RLP),
    KnownKommune(ESSEN, "Essen", "kreisfreie Stadt", land=NRW),
    KnownKommune(
        *(ALTENKIRCHEN, "Landkreis Altenkirchen", "Landkreis"),
        land=RLP,
        amtlich="Landkreis Altenkirchen (Westerwald)",
    ),
    KnownKommune(LINZ, "Linz am Rhein", "Stadt", land=RLP),
    KnownKommune(-1, "Altenkirchen (Westerwald)", "Stadt", land=RLP),
    KnownKommune(-2, "Neustadt/Saale", "Stadt", land="Bayern"),
    KnownKommune(-3, "Leer (Ostfriesland)", "Stadt", land="Niedersachsen"),
    KnownKommune(-4, "Staudt", "Gemeinde", land=RLP),
    KnownKommune(-5, "Region Hannover", "Landkreis", land="Niedersachsen"),
    KnownKommune(-6, "Unterwellenborn", "Gemeinde", "16073109", land="Thüringen"),
    KnownKommune(-7, "VG Rodenbach", "Verbandsgemeinde", land=RLP),
]
MATCHER = KommuneMatcher(KNOWN)
FOR_SURE = {
    "Kusel": KUSEL,
    "Kreis Kusel": KREIS_KUSEL,
    "Landkreis Altenkirchen (Westerwald)": ALTENKIRCHEN,
    "Altenkirchen (Westerwald)": -1,
    "Essen (NRW)": ESSEN,
    "Region Hannover": -5,
    "07211000 Trier": TRIER,
    "Unterwellenborn (07336)": -6,  # its postal code is the key of a Kreis
    "Kreisverwaltung Kusel, 07336": KREIS_KUSEL,
}


@pytest.mark.parametrize(("text", "pk"), FOR_SURE.items(), ids=FOR_SURE)
def test_a_name_means_whom_it_says(text: str, pk: int) -> None:
    assert MATCHER.find(text).pk == pk


ONLY_PROPOSED = {
    "Trier?": TRIER,
    "bei Trier": TRIER,
    "Region Trier": TRIER,
    "nicht Trier": TRIER,
    "Trier (Hessen)": TRIER,
    "Essen (Bayern)": ESSEN,
    "07211000 Kusel": TRIER,
    "Landkreis Kussel": KREIS_KUSEL,  # not the town, which is as much alike
    "leer": -3,
}


@pytest.mark.parametrize(("text", "pk"), ONLY_PROPOSED.items(), ids=ONLY_PROPOSED)
def test_what_is_in_doubt_is_only_proposed(text: str, pk: int) -> None:
    fund = MATCHER.find(text)
    assert (fund.pk, fund.vorschlag_pk) == (None, pk)


@pytest.mark.parametrize("text", ["Hessen", "Stadt", "Kreis", "Rhein-Land", "VG", "?"])
def test_words_that_name_nobody_have_no_proposal(text: str) -> None:
    fund = MATCHER.find(text)
    assert (fund.pk, fund.vorschlag_pk) == (None, None)


READ_AS = {
    "Linz": "Linz am Rhein",
    "Altenkirchen, Landkreis": "",
    "Rodenbach": "VG Rodenbach",
    "07336": "Landkreis Kusel",
}


@pytest.mark.parametrize(("text", "said"), READ_AS.items(), ids=READ_AS)
def test_a_shortened_name_is_said_in_full(text: str, said: str) -> None:
    fund = MATCHER.find(text)
    assert fund.pk
    assert said in fund.grund
    assert bool(said) == bool(fund.grund)


CELLS = {
    "Stadt und Landkreis Kaiserslautern": [LAUTERN, KREIS_LAUTERN],
    "Kaiserslautern (Stadt und Landkreis)": [LAUTERN, KREIS_LAUTERN],
    "Kusel (Stadt/Landkreis)": [KUSEL, KREIS_KUSEL],
    "Landkreise Kusel und Kaiserslautern": [KREIS_KUSEL, KREIS_LAUTERN],
    "Landkreise: Kusel; Kaiserslautern": [KREIS_KUSEL, KREIS_LAUTERN],
    "Städte Trier, Kusel und Kaiserslautern": [TRIER, KUSEL, LAUTERN],
    "Kusel und Landkreis Kaiserslautern": [KUSEL, KREIS_LAUTERN],
    "Neustadt/Saale und Trier": [-2, TRIER],
    "Trier/Kusel": [TRIER, KUSEL],
}


@pytest.mark.parametrize(("cell", "pks"), CELLS.items(), ids=CELLS)
def test_several_names_in_one_cell(cell: str, pks: list[int]) -> None:
    context = RowContext(MATCHER, ThemaMatcher({}), {})
    assert [MATCHER.find(place).pk for place in _places(cell, context)] == pks
