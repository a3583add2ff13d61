"""What a sketch says of itself, and what is the same or different elsewhere."""

from dataclasses import replace

import pytest

from suche.german.names import Place, build_names
from suche.understand.sketches import recognised
from suche.vorhaben.comparison import (
    DIFFERENT,
    ONLY_THERE,
    SAME,
    SketchComparison,
    compare_with_project,
    told_by,
)
from suche.vorhaben.facts import (
    ProjectFacts,
    SketchFacts,
    Town,
    largest_amount,
    named_produkte,
    named_themen,
    only_kommune,
    sketch_facts,
    writing_names,
)
from suche.vorhaben.said import own_size, own_time

NAMES = build_names(
    [
        Place("trier", "Trier", "kreisfreie Stadt", "Rheinland-Pfalz"),
        Place("koeln", "Köln", "kreisfreie Stadt", "Nordrhein-Westfalen"),
    ]
)
TRIER = Town("trier", "Trier", "Rheinland-Pfalz", 110_000, False)
PROJECT = ProjectFacts(
    towns=(Town("speyer", "Speyer", "Rheinland-Pfalz", 50_000, False),),
    themen=("Kita & Schule",),
    produkte=("Little Bird",),
    wege=(("kauf", "Kauf oder Dienstleister"),),
    status="betrieb",
    status_text="im Betrieb (Stand 2021)",
    jahre=(2018, 2020),
    jahre_text="2018–2020",
    einmalig=20_000,
    laufend=None,
)
NOTHING = ProjectFacts((), (), (), (), "idee", "Idee", (None, None), "", None, None)


def facts(text: str, town: Town | None = None) -> SketchFacts:
    return sketch_facts(text, recognised(text, NAMES), town, [PROJECT])


def verdict(vergleich: SketchComparison, name: str) -> str | None:
    return {m.name: m.urteil for m in vergleich.merkmale}.get(name)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Kosten: 12.500 Euro", 12_500),
        ("erst 5.000 €, später 20 000 EUR", 20_000),
        ("rund 1,2 Mio. Euro", 1_200_000),
        ("50 Tsd. €", 50_000),
        ("Gebühr von 12,50 Euro", None),
        ("We have 45,000 euros, and 3,500 euros a year.", 45_000),
        ("Budget: €45,000", 45_000),
        ("Die Erfassung von 2014 kostete 92.000 Euro. Nun sind 46.500 Euro nötig.", 46_500),
        ("Die Erfassung von 2014 kostete 92.000 Euro.", 92_000),
        ("25.000 Einwohner", None),
    ],
)
def test_largest_amount_is_found(text: str, amount: int | None) -> None:
    assert largest_amount(text) == amount


def test_products_are_whole_words_in_any_case() -> None:
    assert named_produkte("Mit LITTLE BIRD und Apps", ["Little Bird", "App"]) == {"Little Bird"}


def test_thema_is_named_by_one_of_its_nouns() -> None:
    themen = ["Kita & Schule", "Bauen & Planen"]
    assert named_themen("Wir planen etwas für die Schulen.", themen) == {"Kita & Schule"}


def test_one_named_kommune_is_the_authors_own() -> None:
    assert only_kommune(recognised("Wir in Trier planen. Trier ist schön.", NAMES)) == "trier"
    assert only_kommune(recognised("Trier will es wie Köln machen.", NAMES)) is None


@pytest.mark.parametrize(
    "text",
    [
        "Stadtverwaltung Trier. Köln hat es schon.",
        "Antragstellerin: Stadt Trier. Köln und andere haben es schon.",
        "Wir in Trier sehen nach Köln.",
    ],
)
def test_who_writes_is_the_own_kommune_among_several(text: str) -> None:
    assert only_kommune(recognised(text, NAMES), text) == "trier"


def test_who_writes_may_be_a_municipality_that_no_page_names() -> None:
    names = list(writing_names("Stadtverwaltung Ingelheim am Rhein, Amt 66"))
    assert "Ingelheim am Rhein" in names
    assert list(writing_names("Die Verwaltung prüft es.")) == []
    assert len(list(writing_names("Stadtverwaltung A B C D. " * 9_000))) <= 100


def test_things_are_recognised_beyond_the_sixtieth_word_at_their_place() -> None:
    text = "Das ist ein Satz ohne Namen. " * 20 + "Trier beginnt 2020."
    found = {e.art: text[e.start : e.end] for e in recognised(text, NAMES)}
    assert found == {"kommune": "Trier", "jahr": "2020"}


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Unsere Stadt mit 60.000 Einwohnern", "Größe", SAME),
        ("Unsere Stadt mit 5.000 Einwohnern", "Größe", DIFFERENT),
        ("Eine Stadt", "Größe", ONLY_THERE),
        ("Start 2019", "Zeit", SAME),
        ("Start 2025", "Zeit", DIFFERENT),
        ("Start bald", "Zeit", ONLY_THERE),
        ("Dafür sind 30.000 Euro da", "Kosten", SAME),
        ("Dafür sind 300.000 Euro da", "Kosten", DIFFERENT),
        ("Kosten offen", "Kosten", ONLY_THERE),
        ("mit Little Bird", "Technik und Produkte", SAME),
        ("mit etwas", "Technik und Produkte", ONLY_THERE),
        ("Open Source", "Nachnutzungsweg", DIFFERENT),
        ("eine Schule", "Thema", SAME),
        ("In Rheinland-Pfalz", "Land", SAME),
        ("irgendwo", "Land", ONLY_THERE),
    ],
)
def test_sketch_is_compared(text: str, name: str, expected: str) -> None:
    assert verdict(compare_with_project(facts(text), PROJECT), name) == expected


def test_own_kommune_says_size_and_land() -> None:
    vergleich = compare_with_project(facts("Eine App", TRIER), PROJECT)
    assert verdict(vergleich, "Land") == SAME
    assert verdict(vergleich, "Größe") == DIFFERENT


def test_district_is_not_like_a_town_of_its_size() -> None:
    kreis = replace(PROJECT, towns=(replace(TRIER, ist_kreis=True),))
    assert verdict(compare_with_project(facts("Eine App", TRIER), kreis), "Größe") == DIFFERENT


def test_lines_without_facts_are_left_out() -> None:
    assert [
        m.name for m in compare_with_project(facts("Trier, 2020, 5.000 Euro"), NOTHING).merkmale
    ] == ["Status"]


def test_an_idea_is_no_plan() -> None:
    plan = replace(NOTHING, status="planung", status_text="in Planung")
    assert verdict(compare_with_project(facts("wird geplant"), plan), "Status") == SAME
    assert verdict(compare_with_project(facts("wird geplant"), NOTHING), "Status") == DIFFERENT


def test_what_is_paid_each_year_is_not_set_against_the_largest_amount() -> None:
    yearly = replace(PROJECT, einmalig=None, laufend=6_000)
    line = compare_with_project(facts("Dafür sind 46.500 Euro da"), yearly)
    assert verdict(line, "Kosten") == ONLY_THERE


def test_of_several_towns_one_of_the_size_is_told() -> None:
    towns = (Town("lemgo", "Lemgo", "NW", 400_000, False), *PROJECT.towns)
    (size,) = [
        m
        for m in compare_with_project(
            facts("Stadt mit 60.000 Einwohnern"), replace(PROJECT, towns=towns)
        ).gleich
        if m.name == "Größe"
    ]
    assert size.dort == "Speyer, 50.000 Einwohner, und 1 weitere"


def test_what_was_read_is_the_same_beside_each_project() -> None:
    text = "Kita mit Little Bird und Pegel Plus, 60.000 Einwohner, ab 2027, 30.000 Euro"
    other = replace(PROJECT, produkte=("Pegel Plus",), themen=("Kita & Schule", "Wasser"))
    sketch = sketch_facts(text, recognised(text, NAMES), None, [PROJECT, other])
    lines = [compare_with_project(sketch, one).merkmale for one in (PROJECT, other)]
    said = [{m.name: m.hier for m in found if m.urteil == SAME} for found in lines]
    assert said[0]["Technik und Produkte"] == said[1]["Technik und Produkte"]
    assert [(m.name, m.hier) for m in told_by(sketch)] == [
        ("Größe", "60.000 Einwohner"),
        ("Zeit", "ab 2027"),
        ("Kosten", "bis zu 30.000 €"),
        ("Thema", "Kita & Schule"),
        ("Technik und Produkte", "Little Bird, Pegel Plus"),
    ]


def test_that_a_project_runs_already_is_no_line() -> None:
    assert verdict(compare_with_project(facts("wird geplant"), PROJECT), "Status") is None


def test_costs_are_said_as_a_treasurer_would() -> None:
    lines = compare_with_project(facts("höchstens 28.000 Euro"), PROJECT).gleich
    assert [m.beides for m in lines if m.name == "Kosten"] == [
        "Ihre Skizze nennt bis zu 28.000 €, dort 20.000 € einmalig"
    ]


def test_a_plan_is_not_at_the_time_of_what_runs_since_long() -> None:
    running = replace(PROJECT, jahre=(2018, None), jahre_text="seit 2018")
    assert verdict(compare_with_project(facts("Start 2027"), running), "Zeit") == ONLY_THERE


def test_ways_of_reuse_are_named() -> None:
    (way,) = compare_with_project(facts("Open Source"), PROJECT).anders
    assert way.beides == "hier Open Source, dort Kauf oder Dienstleister"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("mit dem Fachverfahren verbunden", False),
        ("Die Stadtteile werden VERBUNDEN", False),
        ("Wir beschaffen im Verbund", True),
        ("ein Verbundprojekt dreier Gemeinden", True),
    ],
)
def test_what_is_connected_is_no_association(text: str, found: bool) -> None:
    assert ("verbund" in facts(text).wege) == found


def test_a_comparison_is_said_in_a_line() -> None:
    found = compare_with_project(
        facts("Unsere Stadt mit 5.000 Einwohnern, mit Little Bird"), PROJECT
    )
    assert found.kurz == "gleich: Technik und Produkte; anders: Größe"


@pytest.mark.parametrize(
    "text",
    [
        "Wir haben noch kein Little Bird.",
        "Das geht ohne Little Bird.",
        "Little Bird haben wir bisher nicht.",
        "Bisher ist Little Bird nicht vorhanden.",
        "Es ist kein eigenes Little Bird vorhanden.",
        "Es gibt weder Kitas noch Little Bird.",
        "Little Bird fehlt.",
    ],
)
def test_what_a_sketch_says_it_has_not_is_not_its_own(text: str) -> None:
    assert not facts(text).produkte


@pytest.mark.parametrize(
    "text",
    [
        "Wir nutzen Little Bird.",
        "Wir haben noch kein Netz, aber Little Bird.",
        "Nicht nur Little Bird, sondern auch Papier.",
        "Ohne Papier, mit Little Bird.",
        "Kein Papier mehr. Little Bird läuft.",
        "Noch läuft Little Bird.",
        "Erst hatten wir kein Little Bird. Nun ist Little Bird da.",
    ],
)
def test_a_negation_of_something_else_denies_nothing(text: str) -> None:
    assert facts(text).produkte == {"Little Bird"}


def test_a_way_that_is_ruled_out_is_not_named() -> None:
    assert not facts("Es soll kein Open Source sein.").wege


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Wir sind 15.200 Einwohnerinnen und Einwohner.", 15_200),
        ("mit rund 15 000 EW", 15_000),
        ("ca. 15.200 Einwohner*innen", 15_200),
        ("etwa 15 Tsd. Einwohner", 15_000),
        ("Einwohnerzahl: 15.200", 15_200),
        ("15\u00a0200 Einwohner", 15_200),
        ("a town of about 35,000 inhabitants", 35_000),
    ],
)
def test_inhabitants_are_read_as_people_write_them(text: str, people: int) -> None:
    assert facts(text).groesse == (people // 2, people * 2)


@pytest.mark.parametrize(
    "text", ["2 Fälle je 1.000 Einwohner", "15.200 Einwohnermeldungen", "12 EW"]
)
def test_other_numbers_are_no_size(text: str) -> None:
    assert facts(text).groesse is None


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Es soll ab August 2027 laufen.", (2027, None)),
        ("Start ist im Herbst 2026.", (2026, 2026)),
        ("Fertig bis Ende 2027.", (None, 2027)),
        ("Laufzeit 2026 bis 2028", (2026, 2028)),
        ("Laufzeit 2026–2028", (2026, 2028)),
        ("ab dem 1. Januar 2027", (2027, None)),
        ("im 3. Quartal 2026", (2026, 2026)),
        ("seit 2019", (2019, None)),
        ("Die Satzung von 2004 gilt, wir starten im Mai 2027.", (2027, 2027)),
        ("Im Juni 2024 lief alles voll. Bis Sommer 2028 soll gewarnt werden.", (None, 2028)),
        (
            "Das Erhaltungsprogramm 2028 bis 2032 folgt. Der Test läuft April bis Mai 2027.",
            (2027, 2027),
        ),
        ("Der Haushalt 2026 ist beschlossen. Start ist Anfang 2028.", (2028, 2028)),
        ("It shall run from spring 2027.", (2027, None)),
        ("finished by the end of 2027", (None, 2027)),
    ],
)
def test_time_is_read_as_people_write_it(text: str, years: tuple[int | None, int | None]) -> None:
    assert facts(text).jahre == years


@pytest.mark.parametrize(
    "text",
    [
        "Im Juni 2024 kam das Hochwasser.",
        "Agenda 2030",
        "2000 Euro",
        "2.027 Stück",
        "2026 Einwohner",
    ],
)
def test_other_numbers_are_no_time(text: str) -> None:
    assert facts(text).jahre is None


def test_a_text_of_nothing_but_years_is_read() -> None:
    """Each of twenty thousand years once looked through all of the text before it."""
    assert own_time("Ab 2027 " + "2025 " * 20_000) == own_time("Ab 2027")
    assert own_size("je 1000 Einwohner " * 5_000) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ab 2027 wird getauscht.", "ab 2027"),
        ("Im Herbst 2027 beginnt es.", "im Herbst 2027"),
        ("Herbst 2027", "Herbst 2027"),
    ],
)
def test_a_time_that_began_a_sentence_is_told_within_one(text: str, said: str) -> None:
    found = own_time(text)
    assert found
    assert found.text == said
