"""suche.german.spelling: what is suggested, and when nothing is."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from suche.german.lexicon import lexicon_key
from suche.german.mistakes import mistakes, sound
from suche.german.spelling import Vocabulary, german, suggest
from tests.unit.word_lists import rows

FIXTURES = Path(__file__).parents[4] / "fixtures"
NOTHING = Vocabulary.of({})


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts(inner)


@cache
def wiki() -> Vocabulary:
    """The words of all fixture pages."""
    counts: Counter[str] = Counter()
    for path in sorted(FIXTURES.rglob("*.yaml")):
        if path.parent.name != "fragen":
            for text in texts(yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)):
                counts.update(words_in(text))
    return Vocabulary.of(counts)


def words_in(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text)


def share_right(pairs: list[tuple[str, str]]) -> float:
    right = [
        lexicon_key(suggest(typed, wiki()) or "") == lexicon_key(meant) for typed, meant in pairs
    ]
    return sum(right) / len(right)


def test_typed_mistakes_are_corrected() -> None:
    assert share_right([(r[0], r[1]) for r in rows("tippfehler.tsv") if r[2] == "hand"]) >= 0.9


@pytest.mark.parametrize("kind", ["syn1", "syn2"])
def test_artificial_mistakes_in_words_that_somebody_knows_are_corrected(kind: str) -> None:
    spellings = wiki().spellings.keys() | german().spellings.keys()
    pairs = [(row[0], row[1]) for row in rows("tippfehler.tsv") if row[2] == kind]
    known = [pair for pair in pairs if lexicon_key(pair[1]) in spellings]
    assert len(known) > 50
    assert share_right(known) >= 0.85


def test_mistakes_in_words_of_other_authors_are_corrected() -> None:
    pairs = [(row[0], row[1]) for row in rows("tippfehler_blind.tsv") if row[2] == "blind3"]
    assert share_right(pairs) >= 0.85


def test_new_compounds_raise_no_false_alarm() -> None:
    words = [row[0] for row in rows("tippfehler.tsv") if row[2] == "validcompound"]
    assert sum(suggest(word, wiki()) is None for word in words) / len(words) >= 0.97


@pytest.mark.parametrize(
    "word", ["", "Kit", "5G", "Kita-App", "2024", "LoRa1", "Bürgers", "🎉🎉🎉🎉"]
)
def test_known_short_and_numbered_words_get_no_suggestion(word: str) -> None:
    assert suggest(word, wiki()) is None


@pytest.mark.parametrize(
    "word", ["Kurtaxe", "gebrechliche", "vertrocknen", "Hochbett", "permit", "cemetery", "tasks"]
)
def test_rare_and_english_words_are_no_slips_of_their_neighbours(word: str) -> None:
    assert suggest(word, wiki()) is None


@pytest.mark.parametrize(
    "verb", ["herunterdrehen", "hinaufschieben", "vorbeibringen", "weitergibt"]
)
def test_a_verb_with_a_particle_is_no_slip(verb: str) -> None:
    assert suggest(verb, NOTHING) is None


@pytest.mark.parametrize(("typed", "meant"), [("aufgebn", "aufgeben"), ("bezahln", "bezahlen")])
def test_a_misspelt_verb_is_corrected_in_small_letters(typed: str, meant: str) -> None:
    assert suggest(typed, NOTHING) == meant


def test_a_common_word_is_no_slip_of_a_commoner_one() -> None:
    assert suggest("Flasche", Vocabulary.of({"Falsche": 900})) is None


@pytest.mark.parametrize(
    ("typed", "meant"), [("Schrit", "Schritt"), ("beser", "besser"), ("Strase", "Straße")]
)
def test_what_is_listed_as_a_rare_word_may_be_a_slip_of_a_common_one(
    typed: str, meant: str
) -> None:
    assert suggest(typed, NOTHING) == meant


def test_hardly_any_word_of_questions_without_a_mistake_raises_an_alarm() -> None:
    paths = sorted(FIXTURES.glob("vergessen/*/queries.jsonl"))
    questions = [json.loads(line) for path in paths for line in path.read_text().splitlines()]
    typed = [q["text"] for q in questions if q["kind"] not in ("tippfehler", "englisch")]
    alarms = [text for text in typed if any(suggest(word, wiki()) for word in words_in(text))]
    assert len(typed) > 100
    assert len(alarms) / len(typed) < 0.11


@pytest.mark.parametrize("typed", ["burgerburo", "Bürgerbpro", "BÜRGRBÜRO", "bürgerbuerro"])
def test_suggestions_are_spelled_properly(typed: str) -> None:
    assert suggest(typed, Vocabulary.of({"Bürgerbüro": 3})) == "Bürgerbüro"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Kitaanmledung", "Kitaanmeldung"),
        ("Straßenlaternesteuerrung", "Straßenlaternesteuerung"),
        ("Digitalisirungsbeirat", "Digitalisierungsbeirat"),
        ("Problemstofsammlung", "Problemstoffsammlung"),  # the part in the middle
        ("Bioabfal", "Bioabfall"),  # beside one of three letters
        ("Kostendekungsgrad", "Kostendeckungsgrad"),  # no Kost-entdeckungs-grad
        ("Sachmitel", "Sachmittel"),  # no Scheitel
    ],
)
def test_a_compound_is_corrected_in_the_part_that_is_wrong(typed: str, meant: str) -> None:
    assert suggest(typed, NOTHING) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Anmledung", "Anmeldung"),
        ("Immision", "Immission"),  # only the lexicon of compounds has it
        ("Kostenübername", "Kostenübernahme"),  # what was typed could be a compound
    ],
)
def test_without_a_wiki_the_lexicon_suggests(typed: str, meant: str) -> None:
    assert suggest(typed, NOTHING) == meant


def test_the_wikis_own_word_comes_first() -> None:
    assert suggest("Sensorrium", Vocabulary.of({"Sensorium": 1})) == "Sensorium"


def test_the_commoner_spelling_of_a_word_is_kept() -> None:
    vocabulary = Vocabulary.of({"STRASSE": 1, "Straße": 5})
    assert vocabulary.spellings["strasse"][0] == "Straße"


@pytest.mark.parametrize(
    ("likely", "unlikely"),
    [
        (("anmledung", "anmeldung"), ("anmexdung", "anmeldung")),  # swapped
        (("anmeldungg", "anmeldung"), ("anmeldungx", "anmeldung")),  # doubled
        (("anmekdung", "anmeldung"), ("anmeqdung", "anmeldung")),  # the next key
        (("buro", "buero"), ("bero", "buero")),  # umlaut
        (("fotovoltaik", "photovoltaik"), ("fotomoltaik", "photovoltaik")),  # heard
    ],
)
def test_what_people_do_weighs_less(likely: tuple[str, str], unlikely: tuple[str, str]) -> None:
    assert 0 < mistakes(*likely) < mistakes(*unlikely)


def test_words_that_sound_alike() -> None:
    assert sound("photovoltaick") == sound("fotowoltaik".replace("w", "v"))
