"""The computed answer: sentences, counts, sources."""

import pytest

from suche.fakten.belege import name_orte
from suche.fakten.ueberblick import Ueberblick, build_gruppe, build_nennung, build_ueberblick
from tests.unit.fakten import ort, projekt
from wiki.fakten.facts import Projektfakten, Uebernahme

THIS_YEAR = 2026


def ueberblick(*fakten: Projektfakten) -> Ueberblick:
    found = build_ueberblick(fakten, {"kauf": "Kauf"}, THIS_YEAR)
    assert found
    return found


@pytest.mark.parametrize(
    ("fakten", "satz"),
    [
        ([projekt(1, "Trier")], "1 Projekt passt genau"),
        (
            [projekt(n, status_jahr=2026) for n in (1, 2)],
            "2 Projekte passen genau, beide im Betrieb",
        ),
        (
            [projekt(1, status_jahr=2025), projekt(2, status="planung")],
            "2 Projekte passen genau, davon 1 im Betrieb",
        ),
        (
            [projekt(1, status_jahr=2018), projekt(2, status_jahr=2026), projekt(3)],
            "3 Projekte passen genau, alle im Betrieb (2 nach älterer oder undatierter Angabe)",
        ),
        (
            [projekt(1, status_jahr=2018), projekt(2, status="planung")],
            "2 Projekte passen genau, davon 1 im Betrieb (nach älterer Angabe)",
        ),
        ([projekt(n, f"Ort{n}", status="planung") for n in (1, 2)], "2 Projekte passen genau"),
        ([projekt(1, "Trier", "Konz", "Bitburg")], "1 Projekt passt genau"),
    ],
)
def test_headline_counts_projects_and_claims_no_more(
    fakten: list[Projektfakten], satz: str
) -> None:
    assert ueberblick(*fakten).satz == satz


def test_a_name_is_told_by_who_names_it() -> None:
    fakten = [
        projekt(1, "Trier", status_jahr=2026),
        projekt(2, "Konz", status="umsetzung", status_jahr=2026),
    ]
    found = build_nennung(["LoRaWAN"], fakten, THIS_YEAR)
    assert found
    assert found.satz == "2 Projekte nennen „LoRaWAN“, davon 1 im Betrieb"
    assert not found.kosten
    assert not found.produkte


@pytest.mark.parametrize(
    ("jahr", "text"),
    [
        (2026, "in Umsetzung"),
        (2023, "in Umsetzung"),
        (2022, "in Umsetzung nach älterer Angabe"),
        (None, "in Umsetzung nach undatierter Angabe"),
    ],
)
def test_what_was_under_way_long_ago_is_no_news(jahr: int | None, text: str) -> None:
    (angabe,) = ueberblick(projekt(1, "Trier", status="umsetzung", status_jahr=jahr)).stand
    assert angabe.text == text


@pytest.mark.parametrize(("known", "spans"), [(2, 0), (3, 1)])
def test_a_span_needs_three_amounts(known: int, spans: int) -> None:
    fakten = [projekt(n, f"Ort{n}", kosten_einmalig=1000 * n) for n in range(1, known + 1)]
    assert len(ueberblick(*fakten).kosten) == spans


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["Mängelmelder"], "1 Projekt nennt „Mängelmelder“"),
        (
            ["Mängelmelder", "Schadensmelder"],
            "1 Projekt nennt „Mängelmelder“ oder „Schadensmelder“",
        ),
        (["A", "B", "C"], "1 Projekt nennt „A“ oder ein anderes Wort dafür"),
    ],
)
def test_other_names_of_a_thing_are_told(names: list[str], said: str) -> None:
    found = build_nennung(names, [projekt(1)], THIS_YEAR)
    assert found
    assert found.satz == said


def test_pages_with_the_word_in_their_text_are_counted_apart() -> None:
    found = build_nennung(["LoRaWAN"], [projekt(1)], THIS_YEAR, in_text=2)
    assert found
    assert found.saetze[1] == "Im Text steht das Wort noch bei 2 weiteren Projekten"


def test_who_asks_for_users_gets_each_kommune() -> None:
    shared = projekt(1, "Trier", "Konz", status_jahr=THIS_YEAR)
    found = build_ueberblick([shared, projekt(2, "Trier")], {}, THIS_YEAR, by_kommune=True)
    assert found
    assert found.satz.startswith("2 Projekte aus 2 Kommunen passen genau")
    assert [beleg.text for beleg in found.stand[0].belege] == ["Trier", "Konz"]


def test_a_kommune_is_told_by_all_its_projects() -> None:
    found = build_gruppe(("ist aus Trier", "sind aus Trier"), [projekt(1), projekt(2)], THIS_YEAR)
    assert found
    assert found.satz.startswith("2 Projekte sind aus Trier")


def test_unlike_amounts_make_no_span() -> None:
    amounts = (114, 2_000, 369_000)
    assert not ueberblick(*(projekt(n, kosten_einmalig=n) for n in amounts)).kosten


def test_plans_are_not_called_done() -> None:
    plan = projekt(2, "Konz", status="planung", status_jahr=THIS_YEAR)
    found = ueberblick(projekt(1, "Trier", status_jahr=THIS_YEAR), plan)
    assert [(a.text, a.anzahl) for a in found.stand] == [
        ("im Betrieb", "1 Kommune"),
        ("in Planung", "1 Kommune"),
    ]


def test_source_carries_its_year_and_its_page() -> None:
    (angabe,) = ueberblick(projekt(1, "Trier", status_jahr=2019), projekt(2, "Konz")).stand
    said = [(b.text, b.zusatz, b.adresse) for b in angabe.belege]
    assert said == [("Trier", "2019", "/1/"), ("Konz", "ohne Jahr", "/2/")]


@pytest.mark.parametrize(
    ("amounts", "text"),
    [
        ([12_000, 85_000, 30_000], "12.000 bis 85.000 €"),
        ([500, 500, 500], "je 500 €"),
        ([0, 0, 0], "je 0 €"),
    ],
)
def test_costs_are_a_range_of_what_is_known(amounts: list[int], text: str) -> None:
    known = [projekt(n, "A", kosten_einmalig=euro) for n, euro in enumerate(amounts)]
    (spanne,) = ueberblick(*known, projekt(99, "B")).kosten
    assert (spanne.anzahl, spanne.text) == (len(amounts), text)


def test_costs_once_and_a_year_are_not_mixed() -> None:
    once = [projekt(n, "A", kosten_einmalig=10) for n in range(3)]
    yearly = [projekt(n, "B", kosten_laufend=20) for n in range(3, 6)]
    found = ueberblick(*once, *yearly).kosten
    said = [(s.art, s.text) for s in found]
    assert said == [("einmalig", "je 10 €"), ("laufend im Jahr", "je 20 €")]


def test_what_nobody_knows_is_left_out() -> None:
    found = ueberblick(projekt(1, "Trier"))
    assert (found.kosten, found.jahre, found.produkte, found.wege) == ((), None, (), ())
    assert found.uebernahmen is None


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
    assert build_ueberblick([], {}, THIS_YEAR) is None


def test_of_many_products_the_rest_is_counted() -> None:
    fakten = [projekt(1, produkte=tuple("ABCDEFG")), projekt(2, produkte=("G",))]
    found = ueberblick(*fakten)
    assert [angabe.text for angabe in found.produkte] == ["G", "A", "B", "C", "D"]
    assert found.weitere_produkte == 2


def test_what_can_be_read_besides_is_named() -> None:
    assert ueberblick(projekt(1)).teile == "Status"
    costs = [projekt(n, kosten_einmalig=n * 1_000, produkte=("Consul",)) for n in (1, 2, 3)]
    assert ueberblick(*costs).teile == "Status, Kosten, Technik"
