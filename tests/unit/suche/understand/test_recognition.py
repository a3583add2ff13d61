"""suche.understand.recognition, suche.german.names, suche.german.ranges: what a question names."""

from datetime import date

import pytest
from django.utils.translation import override

from suche.german.names import Place, build_names
from suche.understand.recognition import ARTEN, HOW_SAID, SKETCH_MIN_WORDS, recognise
from wiki.fakten.codes import Status
from wiki.fakten.sizes import bounds

PLACES = [
    ("Kaiserslautern", "kreisfreie Stadt", "Rheinland-Pfalz"),
    ("Landkreis Kaiserslautern", "Landkreis", "Rheinland-Pfalz"),
    ("Mainz", "kreisfreie Stadt", "Rheinland-Pfalz"),
    ("Landkreis Mainz-Bingen", "Landkreis", "Rheinland-Pfalz"),
    ("Bad Kreuznach", "Stadt", "Rheinland-Pfalz"),
    ("Landkreis Bad Kreuznach", "Landkreis", "Rheinland-Pfalz"),
    ("Landkreis Kusel", "Landkreis", "Rheinland-Pfalz"),
    ("Kusel", "Stadt", "Rheinland-Pfalz"),
    ("Donnersbergkreis", "Landkreis", "Rheinland-Pfalz"),
    ("Landkreis Gießen", "Landkreis", "Hessen"),
    ("Eifelkreis Bitburg-Prüm", "Landkreis", "Rheinland-Pfalz"),
    ("Prüm", "Stadt", "Rheinland-Pfalz"),
    ("VG Prüm", "Verbandsgemeinde", "Rheinland-Pfalz"),
    ("VG Wissen", "Verbandsgemeinde", "Rheinland-Pfalz"),
    ("VG Speicher", "Verbandsgemeinde", "Rheinland-Pfalz"),
    ("VG Maifeld", "Verbandsgemeinde", "Rheinland-Pfalz"),
    ("VG Kirchen (Sieg)", "Verbandsgemeinde", "Rheinland-Pfalz"),
    ("Zweibrücken", "kreisfreie Stadt", "Rheinland-Pfalz"),
    ("Ludwigshafen am Rhein", "kreisfreie Stadt", "Rheinland-Pfalz"),
    ("Frankenthal (Pfalz)", "kreisfreie Stadt", "Rheinland-Pfalz"),
    ("Bad Homburg v. d. Höhe", "Stadt", "Hessen"),
    ("Darmstadt", "kreisfreie Stadt", "Hessen"),
    ("Saarbrücken", "Stadt", "Saarland"),
    ("Essen", "kreisfreie Stadt", "Nordrhein-Westfalen"),
    ("Lage", "Stadt", "Nordrhein-Westfalen"),
    ("Weil am Rhein", "Stadt", "Baden-Württemberg"),
    ("München", "kreisfreie Stadt", "Bayern"),
    ("Hof", "kreisfreie Stadt", "Bayern"),
    ("Samtgemeinde Lühe", "Samtgemeinde", "Niedersachsen"),
    ("Lichtenau (Westfalen)", "Stadt", "Nordrhein-Westfalen"),
    ("Lichtenau (Baden)", "Stadt", "Baden-Württemberg"),
    ("Hamburg", "kreisfreie Stadt", "Hamburg"),
    ("Land Rheinland-Pfalz", "Land", "Rheinland-Pfalz"),
]
NAMES = build_names(Place(name, name, typ, land) for name, typ, land in PLACES)


def named(text: str) -> list[str]:
    return [erkannt.key for erkannt in recognise(text, NAMES)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Smart Parking in Kaiserslautern", ["Kaiserslautern"]),
        ("smart parking kaiserslautern", ["Kaiserslautern"]),
        ("KAISERSLAUTERN", ["Kaiserslautern"]),
        ("Kaiserslauterns Park-App", ["Kaiserslautern"]),
        ("die Kaiserslauterer App", ["Kaiserslautern"]),
        ("Kaiserslautern-App", ["Kaiserslautern"]),
        ("Mainzer Bürgerbüro", ["Mainz"]),
        ("Münchner und Münchener", ["München"]),
        ("Zweibrücker Modell", ["Zweibrücken"]),
        ("Darmstädter Labor", ["Darmstadt"]),
        ("Was macht Saarbruecken?", ["Saarbrücken"]),
        ("Saarbrückens Portal", ["Saarbrücken"]),
        ("die Stadt Mainz", ["Mainz"]),
        ("Stadtverwaltung Mainz", ["Mainz"]),
        ("Bad Kreuznach", ["Bad Kreuznach"]),
        ("Kita-App Bad Homburg", ["Bad Homburg v. d. Höhe"]),
        ("im Bad, Kreuznach", []),
        ("Bad Kreuznacher Modell", ["Bad Kreuznach"]),
        (
            "Landkreis Bad Kreuznach oder Bad Kreuznach?",
            ["Landkreis Bad Kreuznach", "Bad Kreuznach"],
        ),
        ("Kreis Kusel", ["Landkreis Kusel"]),
        ("im Landkreis Kusel", ["Landkreis Kusel"]),
        ("des Landkreises Kusel", ["Landkreis Kusel"]),
        ("Kusel", ["Kusel"]),
        ("des Donnersbergkreises", ["Donnersbergkreis"]),
        ("im Eifelkreis", ["Eifelkreis Bitburg-Prüm"]),
        ("Bitburg-Prüm", ["Eifelkreis Bitburg-Prüm"]),
        ("Mainz-Bingen", ["Landkreis Mainz-Bingen"]),
        ("Mainz, Bingen", ["Mainz"]),
        ("VG Prüm", ["VG Prüm"]),
        ("Verbandsgemeinde Prüm", ["VG Prüm"]),
        ("Prüm", ["Prüm"]),
        ("Maifeld", ["VG Maifeld"]),
        ("Samtgemeinde Lühe", ["Samtgemeinde Lühe"]),
        ("Ludwigshafen", ["Ludwigshafen am Rhein"]),
        ("Ludwigshafen am Rhein", ["Ludwigshafen am Rhein"]),
        ("Ludwigshafener Hafen", ["Ludwigshafen am Rhein"]),
        ("Frankenthal", ["Frankenthal (Pfalz)"]),
        ("Mainz und Mainz", ["Mainz"]),
        ("Lichtenau", []),
        ("Lichtenau (Baden)", ["Lichtenau (Baden)"]),
        ("Land Rheinland-Pfalz", ["Rheinland-Pfalz"]),
        ("Maintal und Mainufer", []),
    ],
)
def test_kommunen_and_kreise(text: str, expected: list[str]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Essen auf Rädern", []),
        ("Allergene im Essen", []),
        ("parken in essen", []),
        ("Parken in Essen", ["Essen"]),
        ("Parken aus Essen", ["Essen"]),
        ("stadt essen", ["Essen"]),
        ("Was wissen wir in Wissen?", []),
        ("Verwaltung digital: Wissen sichern", []),
        ("VG Wissen", ["VG Wissen"]),
        ("Stadt Wissen", ["VG Wissen"]),
        ("Speicher für Solarstrom", []),
        ("Verbandsgemeinde Speicher", ["VG Speicher"]),
        ("WLAN in Kirchen", []),
        ("VG Kirchen", ["VG Kirchen (Sieg)"]),
        ("in der Lage sein", []),
        ("weil am Rhein gebaut wird", []),
        ("Weil am Rhein", ["Weil am Rhein"]),
        ("weil es geht", []),
        ("auf dem Hof", []),
        ("in Hof", ["Hof"]),
    ],
)
def test_everyday_words_need_a_sign_that_a_place_is_meant(text: str, expected: list[str]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Projekte in Bayern", ["Bayern"]),
        ("bayerische Gemeinden", ["Bayern"]),
        ("in NRW und RLP", ["Nordrhein-Westfalen", "Rheinland-Pfalz"]),
        ("nordrhein-westfälischen", ["Nordrhein-Westfalen"]),
        ("Hessens Förderung", ["Hessen"]),
        ("Baden-Wuerttemberg", ["Baden-Württemberg"]),
        ("Thüringen", ["Thüringen"]),
        ("Hamburg", ["Hamburg"]),
        ("projects in Bavaria and Lower Saxony", ["Bayern", "Niedersachsen"]),
        ("Rhineland-Palatinate", ["Rheinland-Pfalz"]),
    ],
)
def test_laender_whether_the_wiki_has_them_or_not(text: str, expected: list[str]) -> None:
    assert named(text) == expected


def test_a_town_that_is_a_land_is_a_kommune() -> None:
    assert [erkannt.art for erkannt in recognise("Hamburg", NAMES)] == ["kommune"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Was ist in Planung?", ["planung"]),
        ("geplante Projekte", ["planung"]),
        ("Wir planen ein Portal", []),
        ("Wer plant ein Portal?", ["planung"]),
        ("Wo wird der Bus per App geplant?", []),
        ("Orte, in denen per App geplant wird", []),
        ("Projekte, die geplant sind", ["planung"]),
        ("Was ist geplant?", ["planung"]),
        ("im Betrieb", ["betrieb"]),
        ("ein Betrieb im Gewerbegebiet", []),
        ("woran gescheitert?", ["abgebrochen"]),
        ("abgebrochene Vorhaben", ["abgebrochen"]),
        ("abgeschlossene Projekte", ["beendet"]),
        ("neu eingestellte Leute", []),
        ("Apps, die eingestellt wurden", ["beendet"]),
        ("eingestellte Projekte", ["beendet"]),
        ("Busse, die abgebrochen oder eingestellt wurden", ["abgebrochen", "beendet"]),
        ("Parksensoren, gescheitert oder wieder eingestellt?", ["abgebrochen", "beendet"]),
        ("parking sensors, cancelled or given up", ["abgebrochen"]),
        ("apps that failed", ["abgebrochen"]),
        ("failed login attempts are counted", []),
        ("discontinued village apps", ["beendet"]),
        ("chatbots in operation", ["betrieb"]),
        ("Sensoren für geplante Parkplätze", []),
        ("Modell von einem geplanten Neubau", []),
        ("geplante Rufbusse", ["planung"]),
        ("in der Umsetzung", ["umsetzung"]),
        ("Geplant ist ein Portal. Es soll 2025 fertig sein.", ["2025"]),
    ],
)
def test_status(text: str, expected: list[str]) -> None:
    assert named(text) == expected


def test_every_status_is_recognised_and_called_as_in_the_wiki() -> None:
    (erkannt,) = recognise("was im Betrieb ist", NAMES)
    assert (erkannt.key, erkannt.label) == ("betrieb", "im Betrieb")
    assert set(HOW_SAID) == set(Status)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Projekte 2021", ["2021"]),
        ("seit 2020", ["2020-"]),
        ("Kommunen ab 2020", ["2020-"]),
        ("nach 2018", ["2019-"]),
        ("vor 2019", ["-2018"]),
        ("bis 2019", ["-2019"]),
        ("zwischen 2018 und 2020", ["2018-2020"]),
        ("2018-2020", ["2018-2020"]),
        ("since 2020", ["2020-"]),
        ("before 2019", ["-2018"]),
        ("between 2018 and 2020", ["2018-2020"]),
        ("Agenda 2030", []),
        ("Strategie 2020", []),
        (f"im Jahr {date.today().year + 1}", []),
        ("2000 Euro", []),
        ("12021", []),
        ("1.2021", []),
        ("20212", []),
    ],
)
def test_years(text: str, expected: list[str]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kleine Gemeinden", ["-19999"]),
        ("in einer kleinen Stadt", ["-19999"]),
        ("Großstadt", ["100000-"]),
        ("Grossstädte", ["100000-"]),
        ("mittelgroße Städte", ["20000-99999"]),
        ("kreisfreie Stadt", ["kreisfrei"]),
        ("Solarkataster in Landkreisen", ["landkreis"]),
        ("Welche Landkreise haben einen Chatbot?", ["landkreis"]),
        ("solar maps in rural districts", ["landkreis"]),
        ("App bei anderen Verbandsgemeinden", ["verbandsgemeinde"]),
        ("Bus in den Landkreisen Hof und Ahrweiler", []),
        ("Abrechnung mit den Ortsgemeinden und Landkreisen", []),
        ("Städte unter 20.000 Einwohner", ["-19999"]),
        ("Gemeinden bis 5000 Einwohner", ["-5000"]),
        ("über 50 tausend Einwohner", ["50001-"]),
        ("zwischen 10.000 und 50.000 Einwohnern", ["10000-50000"]),
        ("mit rund 30.000 Einwohnern", ["15000-60000"]),
        ("small municipalities", ["-19999"]),
        ("in big cities", ["100000-"]),
        ("under 10,000 inhabitants", ["-9999"]),
        ("towns with fewer than 5000 residents", ["-4999"]),
        ("at least 50,000 inhabitants", ["50000-"]),
        ("between 10,000 and 50,000 inhabitants", ["10000-50000"]),
        ("with about 30,000 inhabitants", ["15000-60000"]),
        ("under 5,000 euros", []),
        ("more than 500 requests", []),
        ("für unter 5.000 Euro", []),
        ("mehr als 500 Anträge", []),
        ("kleine Schritte", []),
        ("höchstens 3.000 Einwohner", ["-3000"]),
        ("bis zu 3000 Einwohnern", ["-3000"]),
        ("max. 3000 EW", ["-3000"]),
        ("nicht mehr als 3.000 Einwohner", ["-3000"]),
        ("kleiner als 3.000 Einwohner", ["-2999"]),
        ("< 3000 Einwohner", ["-2999"]),
        ("mindestens 3.000 Einwohner", ["3000-"]),
        ("Gemeinden ab 3000", ["3000-"]),
        ("mehr als 3.000 Einwohner", ["3001-"]),
        ("Einwohnerzahl über 3.000", ["3001-"]),
        ("von 2.000 bis 5.000 Einwohnern", ["2000-5000"]),
        ("2000-5000 Einwohner", ["2000-5000"]),
        ("etwa 3.000 Einwohner", ["1500-6000"]),
        ("2020 Einwohner", ["1010-4040"]),
        ("2020 inhabitants", ["1010-4040"]),
        ("Kosten je 1.000 Einwohner", []),
        ("Gemeinden unter 15000 Euro", []),
        ("eine Gemeinde von 4.000 Einwohnern", ["2000-8000"]),
        ("zwischen 4.000 Einwohnern", []),
    ],
)
def test_sizes(text: str, expected: list[str]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("höchstens 3.000 Einwohner", "höchstens 3.000 Einwohner"),
        ("weniger als 3.000 Einwohner", "unter 3.000 Einwohner"),
        ("ab 3.000 Einwohnern", "mindestens 3.000 Einwohner"),
        ("mehr als 3.000 Einwohner", "über 3.000 Einwohner"),
        ("zwischen 3.000 und 5.000 Einwohnern", "3.000 bis 5.000 Einwohner"),
        ("mittelgroße Städte", "20.000 bis unter 100.000 Einwohner"),
    ],
)
def test_a_size_is_called_as_it_was_asked_for(text: str, label: str) -> None:
    assert [one.label for one in recognise(text, NAMES)] == [label]


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("Projekte vom letzten Jahr", (1,)),
        ("was kam dieses Jahr", (0,)),
        ("in den letzten drei Jahren", (3, None)),
        ("der vergangenen 10 Jahre", (10, None)),
        ("in the last two years", (2, None)),
        ("im nächsten Jahr", ()),
        ("ein letztes Projekt", ()),
    ],
)
def test_years_are_told_from_today_on(text: str, back: tuple[int | None, ...]) -> None:
    year = date.today().year
    keys = ["-".join("" if n is None else str(year - n) for n in back)] if back else []
    assert named(text) == keys


@pytest.mark.parametrize("text", ["Projekte, die nicht geklappt haben", "gescheiterte Projekte"])
def test_what_failed_is_a_status(text: str) -> None:
    assert named(text) == ["abgebrochen"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Welche Projekte wurden wieder eingestellt?", ["abgebrochen"]),
        ("Was wurde aufgegeben?", ["abgebrochen"]),
        ("abgelehnte Vorhaben", ["abgebrochen"]),
        ("Welche Projekte in Kusel wurden verworfen?", ["Kusel", "abgebrochen"]),
        ("Wer hat seinen Rufbus wieder eingestellt?", []),
        ("Wer hat Personal eingestellt?", []),
        ("Wir haben unsere App eingestellt", []),
    ],
)
def test_what_was_given_up_is_a_status_where_no_thing_is_named(
    text: str, expected: list[str]
) -> None:
    assert named(text) == expected


def test_watering_is_no_district() -> None:
    assert named("Gießen von Bäumen") == []
    assert named("Abfall-App in Gießen") == named("Kreis Gießen") == ["Landkreis Gießen"]


def test_a_range_of_years_is_called_as_it_was_asked_for() -> None:
    labels = [one.label for one in recognise("vor 2019, since 2021, zwischen 2011 und 2013", NAMES)]
    assert labels == ["vor 2019", "seit 2021", "2011 bis 2013"]
    with override("en"):
        assert [one.label for one in recognise("vor 2019", NAMES)] == ["before 2019"]


def test_all_kinds_in_one_question() -> None:
    text = (
        "Was lief seit 2020 in kleinen Gemeinden in Bayern, im Kreis Kusel oder Mainz gescheitert?"
    )
    assert {erkannt.art for erkannt in recognise(text, NAMES)} == set(ARTEN)


def test_place_in_the_text_is_told() -> None:
    (erkannt,) = recognise("Was macht die Stadt Mainz?", NAMES)
    assert "Was macht die Stadt Mainz?"[erkannt.start : erkannt.end] == "Stadt Mainz"
    assert erkannt.code == "kommune:Mainz"


def test_a_pasted_sketch_names_nothing() -> None:
    assert recognise("Mainz " + "plant vieles " * SKETCH_MIN_WORDS, NAMES) == ()


@pytest.mark.parametrize("text", ["9" * 4000, "unter " * 60, "20" * 1900, "in " * 59, "²³ ٢٠٢١ ０"])
def test_absurd_questions_name_no_place(text: str) -> None:
    found = recognise(text, NAMES)
    assert [erkannt for erkannt in found if erkannt.code.startswith("kommune:")] == []


@pytest.mark.parametrize(
    ("key", "expected"),
    [("2020-", (2020, None)), ("-2018", (None, 2018)), ("5-7", (5, 7)), ("2021", (2021, 2021))],
)
def test_bounds_of_a_range(key: str, expected: tuple[int | None, int | None]) -> None:
    assert bounds(key) == expected
