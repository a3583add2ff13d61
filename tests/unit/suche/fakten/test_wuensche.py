"""suche.fakten.wuensche: places and sizes of a question that nobody fulfils are said so."""

import pytest

from suche.fakten.wuensche import fulfils_all, others_told, wishes_told
from suche.understand.recognition import Erkannt
from tests.unit.fakten import ort, projekt
from wiki.fakten.facts import Projektfakten

SMALL = Erkannt("groesse", "-5000", "unter 5.000 Einwohner", 0, 1)
BAYERN = Erkannt("land", "Bayern", "Bayern", 0, 1)
HESSEN = Erkannt("land", "Hessen", "Hessen", 0, 1)
KONZ = projekt(1, ort("Konz", 18_000, land="Rheinland-Pfalz"))
HOF = projekt(2, ort("Hof", 45_000, land="Bayern"), status="planung")


def told(*wishes: Erkannt, among: list[Projektfakten], others: list[Projektfakten]) -> list[str]:
    return list(wishes_told(wishes, among, others))


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (SMALL, "Keines davon ist aus einer Kommune mit unter 5.000 Einwohnern"),
        (HESSEN, "Keines davon ist aus Hessen"),
        (Erkannt("land", "Saarland", "Saarland", 0, 1), "Keines davon ist aus dem Saarland"),
        (Erkannt("kreis", "lk", "Landkreis Hof", 0, 1), "Keines davon ist aus dem Landkreis Hof"),
        (Erkannt("kommune", "vg", "VG Pellenz", 0, 1), "Keines davon ist aus der VG Pellenz"),
        (Erkannt("status", "idee", "Idee", 0, 1), "Keines davon ist eine Idee"),
        (
            Erkannt("groesse", "kreisfrei", "kreisfreie Stadt", 0, 1),
            "Keines davon ist aus einer kreisfreien Stadt",
        ),
        (
            Erkannt("groesse", "landkreis", "Landkreis", 0, 1),
            "Keines davon ist aus einem Landkreis",
        ),
    ],
)
def test_what_nobody_has_is_said(wish: Erkannt, said: str) -> None:
    assert told(wish, among=[KONZ, HOF], others=[]) == [said]


def test_what_some_have_is_counted() -> None:
    assert told(BAYERN, among=[KONZ, HOF], others=[]) == ["1 davon ist aus Bayern"]


def test_what_all_have_needs_no_word() -> None:
    assert told(BAYERN, among=[HOF], others=[]) == []


def test_of_two_places_one_is_enough() -> None:
    assert told(BAYERN, HESSEN, among=[KONZ], others=[]) == [
        "Es ist nicht aus Bayern oder aus Hessen"
    ]
    assert told(BAYERN, HESSEN, among=[HOF], others=[]) == []


def test_other_hits_that_have_it_are_named() -> None:
    (said,) = told(BAYERN, among=[KONZ], others=[HOF])
    assert said == "Es ist nicht aus Bayern, wohl aber 1 verwandter Treffer"


def test_an_unknown_size_is_no_size() -> None:
    (said,) = told(SMALL, among=[KONZ, projekt(3, "Nirgends")], others=[])
    assert said.endswith("unter 5.000 Einwohnern (bei 1 ist die Größe nicht bekannt)")


def test_where_no_size_is_known_nobody_knows() -> None:
    nowhere = [projekt(3, "Nirgends"), projekt(4, "Irgendwo")]
    size = "aus einer Kommune mit unter 5.000 Einwohnern"
    assert told(SMALL, among=nowhere[:1], others=[]) == [f"Ob es {size} ist, ist nicht bekannt"]
    assert told(SMALL, among=nowhere, others=[]) == [
        f"Ob eines davon {size} ist, ist nicht bekannt"
    ]


def test_of_what_kind_a_kommune_is_is_known_without_its_size() -> None:
    nobody_counts = projekt(5, ort("Bach", None))
    district = Erkannt("groesse", "landkreis", "Landkreis", 0, 1)
    assert told(district, among=[nobody_counts], others=[]) == ["Es ist nicht aus einem Landkreis"]
    assert others_told([district], [nobody_counts]) == ("1 weiteres ist nicht aus einem Landkreis",)


def test_where_no_year_is_known_nothing_is_said_of_the_time() -> None:
    begun = projekt(4, ort("Trier", 111_000), laufzeit_von=2012, laufzeit_bis=2014)
    year, since = Erkannt("jahr", "2016", "2016", 0, 1), Erkannt("jahr", "2020-", "seit 2020", 0, 1)
    assert told(year, among=[begun], others=[]) == ["Es ist nicht aus dem Jahr 2016"]
    assert told(since, among=[begun, KONZ], others=[]) == [
        "Keines davon ist aus der Zeit seit 2020 (bei 1 ist kein Jahr bekannt)"
    ]
    assert told(since, among=[KONZ], others=[]) == [
        "Ob es aus der Zeit seit 2020 ist, ist nicht bekannt"
    ]
    assert others_told([since], [KONZ]) == (
        "1 weiteres ist nicht aus der Zeit seit 2020 (bei 1 ist kein Jahr bekannt)",
    )


def test_what_is_elsewhere_is_counted() -> None:
    assert others_told([BAYERN], [KONZ]) == ("1 weiteres ist nicht aus Bayern",)
    assert others_told([BAYERN, SMALL], [KONZ, projekt(3, "Nirgends")]) == (
        "2 weitere erfüllen nicht alles davon (bei 1 ist die Größe nicht bekannt)",
    )
    assert others_told([BAYERN], []) == ()


def test_something_of_each_kind_is_wished_for() -> None:
    assert fulfils_all(HOF, [BAYERN, HESSEN])
    assert not fulfils_all(HOF, [BAYERN, SMALL])


def test_without_projects_nothing_is_said() -> None:
    assert told(BAYERN, among=[], others=[HOF]) == []
