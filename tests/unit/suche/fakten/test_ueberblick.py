"""The computed answer: sentences, counts, sources."""

import pytest

from suche.fakten.ueberblick import Ueberblick, build_ueberblick, name_orte
from tests.unit.fakten import ort, projekt
from wiki.fakten.facts import Projektfakten, Uebernahme


def ueberblick(*fakten: Projektfakten, all_good: bool = True) -> Ueberblick:
    found = build_ueberblick(fakten, {"kauf": "Kauf"}, all_good=all_good)
    assert found
    return found


@pytest.mark.parametrize(
    ("fakten", "satz"),
    [
        ([projekt(1, "Trier")], "1 Kommune hat das schon gemacht"),
        ([projekt(1, "Trier"), projekt(2, "Konz")], "2 Kommunen haben das schon gemacht"),
        ([projekt(1, "Trier"), projekt(2, "Trier")], "1 Kommune hat das schon gemacht"),
        ([projekt(1, "Trier", "Konz")], "2 Kommunen haben das schon gemacht"),
        ([projekt(1, "Trier", status="beendet")], "1 Kommune hat das schon gemacht"),
        ([projekt(1, "Trier", status="umsetzung")], "1 Kommune setzt das um"),
        ([projekt(n, f"Ort{n}", status="planung") for n in (1, 2)], "2 Kommunen planen das"),
        ([projekt(1, "Trier", status="idee")], "1 Kommune hat dazu eine Idee"),
        ([projekt(1, "Trier", status="abgebrochen")], "1 Kommune hat das abgebrochen"),
        (
            [projekt(1, ort("Kreis A", typ="Landkreis"))],
            "1 Kommune (ein Landkreis) hat das schon gemacht",
        ),
        (
            [projekt(1, "Trier"), projekt(2, ort("Kreis A", typ="Landkreis"))],
            "2 Kommunen (darunter 1 Landkreis) haben das schon gemacht",
        ),
        ([projekt(1, ort("Niemand", typ="Land"))], "1 Projekt dazu"),
        ([projekt(1)], "1 Projekt dazu"),
    ],
)
def test_headline_counts_kommunen(fakten: list[Projektfakten], satz: str) -> None:
    assert ueberblick(*fakten).satz == satz


def test_related_pages_are_not_called_the_same() -> None:
    assert ueberblick(projekt(1, "Trier"), all_good=False).satz == (
        "1 Kommune hat das oder Ähnliches schon gemacht"
    )


def test_plans_are_not_called_done() -> None:
    found = ueberblick(projekt(1, "Trier"), projekt(2, "Konz", status="planung"))
    assert found.kommunen == 1
    assert [(a.text, a.anzahl) for a in found.stand] == [
        ("im Betrieb", "1 Kommune"),
        ("in Planung", "1 Kommune"),
    ]


def test_source_carries_its_year_and_its_page() -> None:
    (angabe,) = ueberblick(projekt(1, "Trier", status_jahr=2019), projekt(2, "Konz")).stand
    said = [(b.text, b.zusatz, b.adresse) for b in angabe.belege]
    assert said == [("Trier", "2019", "/1/"), ("Konz", "", "/2/")]


@pytest.mark.parametrize(
    ("amounts", "text"),
    [
        ([12_000, 85_000, 30_000], "12.000 bis 85.000 €"),
        ([12_000], "12.000 €"),
        ([500, 500], "je 500 €"),
        ([0], "0 €"),
    ],
)
def test_costs_are_a_range_of_what_is_known(amounts: list[int], text: str) -> None:
    known = [projekt(n, "A", kosten_einmalig=euro) for n, euro in enumerate(amounts)]
    (spanne,) = ueberblick(*known, projekt(99, "B")).kosten
    assert (spanne.anzahl, spanne.text) == (len(amounts), text)


def test_costs_once_and_a_year_are_not_mixed() -> None:
    found = ueberblick(
        projekt(1, "A", kosten_einmalig=10), projekt(2, "B", kosten_laufend=20)
    ).kosten
    assert [(s.art, s.text) for s in found] == [("einmalig", "10 €"), ("laufend im Jahr", "20 €")]


def test_what_nobody_knows_is_left_out() -> None:
    found = ueberblick(projekt(1, "Trier"))
    assert (found.kosten, found.jahre, found.produkte, found.wege) == ((), None, (), ())
    assert found.uebernahmen is None


def test_alias_is_the_same_project() -> None:
    one, alias = projekt(1, "A", kosten_einmalig=5), projekt(2, "A", kosten_einmalig=5, original=1)
    found = ueberblick(one, alias)
    assert (found.projekte, found.kosten[0].anzahl) == (1, 1)


def test_most_used_products_come_first() -> None:
    found = ueberblick(
        projekt(1, "A", produkte=("Zug", "App")), projekt(2, "B", produkte=("Zug",))
    ).produkte
    assert [(a.text, a.anzahl) for a in found] == [("Zug", "2"), ("App", "1")]


def test_reuse_names_who_took_it_from_whom() -> None:
    taken = (Uebernahme(ort("Konz"), 2021),)
    found = ueberblick(projekt(1, "Trier", uebernahmen=taken)).uebernahmen
    assert found
    assert (found.anzahl, found.belege[0].text, found.belege[0].zusatz) == (
        "1 Kommune",
        "Konz",
        "2021, von Trier",
    )


def test_long_rows_fold_but_for_a_single_one() -> None:
    (seven,) = ueberblick(*(projekt(n, f"Ort{n}") for n in range(7))).stand
    (eight,) = ueberblick(*(projekt(n, f"Ort{n}") for n in range(8))).stand
    assert (len(seven.weitere), len(eight.weitere)) == (0, 2)


@pytest.mark.parametrize(
    ("names", "text"),
    [
        ("", ""),
        ("A", "A"),
        ("AB", "A und B"),
        ("ABC", "A, B und C"),
        ("ABCD", "A, B und 2 weitere"),
    ],
)
def test_kommunen_of_a_page_are_named(names: str, text: str) -> None:
    assert name_orte([ort(name) for name in names]) == text


def test_no_hit_no_overview() -> None:
    assert build_ueberblick([], {}, all_good=True) is None
