"""What may be kept of a question, how questions are grouped, first words of a page."""

import json
from pathlib import Path

import numpy as np
import pytest

from suche.luecken.cluster import group, middle
from suche.luecken.draft_text import draft_lead, draft_title, telling_word
from suche.luecken.masking.masking import keepable
from suche.luecken.models import question_key
from suche.luecken.pair_measurement import GradedQuestion, measure, read_questions
from suche.luecken.recording import KEPT_MAX_CHARS

WIKI = {
    "andernach", "bürgerportal", "chatbot", "open", "source", "max", "digital", "portal",
    "verein", "müller",
}  # fmt: skip


def kept(text: str) -> str | None:
    return keepable(text, WIKI.__contains__)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Antwort an anna@stadt.example bitte", "Antwort an [E-Mail] bitte"),
        ("Antwort an anna.w (at) stadt.example", "Antwort an [E-Mail]"),
        ("anna@münchen", "[E-Mail]"),
        ("Rückruf 06131 123456", "Rückruf [Telefon]"),
        ("Rückruf +49 (0)6131/12-34 56", "Rückruf [Telefon]"),
        ("Rückruf (06131) 1234-56", "Rückruf [Telefon]"),
        ("Rückruf 0170.1234567", "Rückruf [Telefon]"),
        ("Ausweis 123456789 weg", "Ausweis [Telefon] weg"),
        ("Konto DE89 3704 0044 0532 0130 00 ändern", "Konto [IBAN] ändern"),
        ("Konto de89370400440532013000", "Konto [IBAN]"),
        ("Steuernummer 26/123/45678 falsch", "Steuernummer [Nummer] falsch"),
        ("Steuer-ID 12 345 678 901", "Steuer-ID [Nummer]"),
        ("MZ-AB 123 falsch geparkt", "[Kennzeichen] falsch geparkt"),
        ("Glasfaser Hauptstraße 12a", "Glasfaser Hauptstraße [Nr.]"),
        ("Baulast Konrad-Adenauer-Platz 7", "Baulast Konrad-Adenauer-Platz [Nr.]"),
    ],
)
def test_addresses_and_numbers_are_masked(text: str, masked: str) -> None:
    assert kept(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "Wohngeld für Frau Weber",
        "Wohngeld für Herrn Dr. von Klein",
        "frau müller braucht einen ausweis",
        "Hat Dr. Schmidt schon geantwortet?",
        "Wie macht das Bürgermeisterin Nowak?",
        "Kollege Krause im Homeoffice",
        "Familie Yilmaz Kita",
        "Anna Weber Bauantrag",
        "bauantrag von anna maria weber",
        "peter unbekannt ausweis",
        "Anna-Lena Zobel",
        "Weber, Anna: Bauantrag",
        "Wohngeld für Dr.-Ing. Zander",
        "Prof. Dr. med. Öztürk",
        "Frau K. braucht einen Ausweis",
        "Hausmeister Kaminski",
        "Nachname Petersen im Melderegister",
        "Ortsbürgermeisterin Zobel",
        "A. Weber Kita",
        "H.-J. Schmidt Gewerbe",
        "Oleksandr Zobel Aufenthaltstitel",
        "Mein Name ist Zobel, Wohngeld",
        "ich heiße Zobel",
        "Reisepass, geboren am 1.2.1990",
        "Zobel, wohnhaft in Andernach",
        "Peter Müller",  # the wiki knows a firm of this name: in doubt it goes
    ],
)
def test_what_may_name_a_person_is_dropped(text: str) -> None:
    assert kept(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Wer hat ein Bürgerportal in Andernach?",
        "Beleuchtung der Konrad-Adenauer-Straße",
        "Sanierung Anna Seghers Haus",
        "Glasfaser am Heinrich Heine Platz",
        "Frauen in der Feuerwehr",
        "Frau am Empfang durch Roboter ersetzt",
        "Beratung für Frau und Beruf",
        "Herr und Frau im Formular",
        "Bürgermeister Chatbot",
        "Wahl des Bürgermeisters 2026",
        "Max Digital Portal",
        "Förderung 2024/2025 bis 12.500 EUR",
        "Mein Verein 4.0",
        "OZG 10070 Leistung",
        "Wie viele Einwohner: 18400?",
        "Drohnen gegen Borkenkäfer",
        "Fortbildung Lehrer Tablets",
        "Parkplatz Mitarbeiter Ladesäule",
        "Kindergarten St. Elisabeth Anmeldung",
        "Sanierung Burg Adolf",
        "Bertha von Suttner Platz WLAN",
        "Astrid Lindgren Schule Tablets",
        "Arbeitsplatz 4.0",
        "Marktplatz 2030",
        "ISO 27001 im Rathaus",
        "Straße 4.0 mit Sensoren",
        "Bauhof Winterdienst A 61",
        "Name der App",
        "Geburtsurkunde online",
        "Eheleute im Formular",
        "Jahreszahl 2024/25",
    ],
)
def test_places_products_and_things_are_kept_as_asked(text: str) -> None:
    assert kept(text) == text


FIXTURES = Path(__file__).parents[4] / "fixtures"


def test_no_graded_question_is_lost() -> None:
    """Not even when the wiki knows none of its words."""
    lines = (FIXTURES / "fragen" / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [text for line in lines if len(text := json.loads(line)["text"]) <= KEPT_MAX_CHARS]
    texts += [f.text for f in read_questions(FIXTURES / "luecken" / "fragen.tsv", "tuning")]
    assert [text for text in texts if keepable(text, lambda word: False) != text] == []


def unit(*rows: tuple[float, float]) -> np.ndarray:
    vectors = np.array(rows, dtype=np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_questions_near_each_other_are_one_group() -> None:
    found = group(unit((1, 0), (1, 0.1), (0, 1), (0.1, 1)), 0.9)
    assert sorted(map(sorted, found)) == [[0, 1], [2, 3]]


def test_a_chain_of_neighbours_is_not_one_group() -> None:
    angles = np.deg2rad([0, 25, 50, 75])
    found = group(np.stack([np.cos(angles), np.sin(angles)], axis=1), 0.9)
    assert len(found) == 2


@pytest.mark.parametrize("rows", [[], [(1.0, 0.0)]])
def test_few_questions_need_no_partner(rows: list[tuple[float, float]]) -> None:
    assert group(np.array(rows), 0.9) == [[i] for i in range(len(rows))]


def test_the_question_in_the_middle_stands_for_its_group() -> None:
    assert middle(unit((1, 0), (1, 0.3), (1, 0.6)), [0, 1, 2]) == 1


@pytest.mark.parametrize(
    ("frage", "title"),
    [
        ("Wer hat schon einen Zwilling des Klärwerks?", "Einen Zwilling des Klärwerks"),
        ("Gibt es Drohnen gegen Borkenkäfer?", "Drohnen gegen Borkenkäfer"),
        ("klärwerk zwilling", "Klärwerk zwilling"),
    ],
)
def test_a_title_is_drafted_from_the_question(frage: str, title: str) -> None:
    assert draft_title(frage) == title


def test_the_draft_of_the_lead_fits_its_field() -> None:
    assert len(draft_lead("a" * 300)) == 300


def test_a_synonym_starts_with_the_longest_word_that_is_looked_up() -> None:
    assert telling_word("Wer hat schon Borkenkäferdrohnen im Wald?") == "Borkenkäferdrohnen"


def test_a_dash_is_no_word_that_is_looked_up() -> None:
    assert telling_word("Hundesteuer - online _ anmelden") == "Hundesteuer"


def test_a_compound_has_the_key_of_its_parts() -> None:
    keys = {question_key(text) for text in ("Kita-Anmeldung", "Kita Anmeldung", "Anmeldung Kita")}
    assert len(keys) == 1
    assert question_key("Kita-Abmeldung") not in keys


def test_grouping_is_measured_in_pairs() -> None:
    """Three of one wish, one of another about the same, one of something else."""
    wishes = [(1, (1, 0)), (1, (1, 0.1)), (2, (1, 0.2)), (1, (0, 1)), (0, (-1, 0)), (0, (-1, 0.1))]
    fragen = [GradedQuestion(gruppe, "tuning", "") for gruppe, _ in wishes]
    found = measure(fragen, unit(*(row for _, row in wishes)), 0.9)
    assert (found.same, found.subject, found.recall, found.luecken) == (1 / 3, 1.0, 1 / 3, 0)
    everything = measure(fragen, unit(*(row for _, row in wishes)), -1.0)
    assert (everything.recall, everything.luecken) == (1.0, 1)
    assert everything.subject < 1
