"""suche.german.analysis: which spellings meet in one index term, and which words are left out."""

import time
import unicodedata

import pytest

from suche.answer.highlighting import highlight
from suche.german.analysis import (
    WORD_MAX_CHARS,
    Token,
    is_stopword,
    lemma_of,
    normalise,
    parts_of,
    readings_of,
    snowball,
    stem,
    terms_of,
    tokens,
)
from tests.unit.word_lists import rows


def terms(text: str) -> list[str]:
    return [token.term for token in tokens(normalise(text))]


@pytest.mark.parametrize(
    "spellings",
    [
        "E-Scooter eScooter EScooter escooter e-scooter E–Scooter E-Scootern",
        "E-Government eGovernment EGovernment egovernment",
        "Straße Strasse STRASSE straße Straßen Strassen",
        "Bürgerbüro Buergerbuero BÜRGERBÜRO bürgerbüro Bürgerbüros",
        "Müll Muell müll",
        "WLAN W-LAN wlan",
        "LoRaWAN Lorawan LORAWAN",
        "Kita-Portal KitaPortal Kitaportal Kitaportale",
        "OpenData Open-Data opendata",
    ],
)
def test_spellings_of_a_word_share_their_first_term(spellings: str) -> None:
    assert len({terms(word)[0] for word in spellings.split()}) == 1


@pytest.mark.parametrize(
    "form",
    [
        "Bürgerinnen",
        "Bürgerin",
        "BürgerIn",
        "BürgerInnen",
        "Bürger*innen",
        "Bürger:innen",
        "Bürger_innen",
        "Bürger/innen",
        "Bürger/-innen",
        "Bürger:in",
    ],
)
def test_gender_forms_give_the_one_term_of_the_plain_word(form: str) -> None:
    assert terms(form) == terms("Bürger")


@pytest.mark.parametrize(
    ("singular", "plural"),
    [
        ("Kita", "Kitas"),
        ("Thema", "Themen"),
        ("Museum", "Museen"),
        ("Rat", "Räte"),
        ("Akte", "Akten"),
        ("Büro", "Büros"),
        ("Hafen", "Häfen"),
    ],
)
def test_singular_and_plural_share_a_term(singular: str, plural: str) -> None:
    assert terms(singular) == terms(plural)


@pytest.mark.parametrize(
    "forms",
    [
        "Anlage Anlagen anlagen",
        "Angebot Angebote Angeboten",
        "Arbeit Arbeiten",
        "Betrieb Betriebs Betriebe",
        "Fahrt Fahrten",
        "Markt Marktes",
        "Museum Museen",
        "Schlange Schlangen",
        "Ticket Tickets",
        "Verbot Verbots Verbote",
        "Vorlage Vorlagen",
        "Aufwand Aufwands",
    ],
)
def test_forms_of_a_noun_share_a_term_though_a_verb_is_written_like_one(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(("verb", "noun"), [("lüften", "Luft"), ("kamen", "Kamera")])
def test_verbs_are_no_forms_of_a_noun(verb: str, noun: str) -> None:
    assert stem(verb) != stem(noun)


def test_different_words_keep_different_terms() -> None:
    words = "Rat Rad Akte Ampel Kita Museum Straße Wagen Waage Parkplatz Papierkorb"
    assert len({terms(word)[0] for word in words.split()}) == len(words.split())


@pytest.mark.parametrize("word", ["Innenstadt", "Innenhof", "Industrie", "Inklusion"])
def test_words_that_begin_like_a_gender_ending_stay_whole(word: str) -> None:
    assert terms(word)[0].startswith("in")


@pytest.mark.parametrize("word", ["KitaInfo", "Kita/Info", "Kita_info"])
def test_a_part_that_begins_like_a_gender_ending_stays_whole(word: str) -> None:
    assert terms(word) == ["kitainfo", "kita", "info"]


def test_soft_hyphens_do_not_split_a_word() -> None:
    assert terms("Bür\u00adger\u00adbüro") == terms("Bürgerbüro")


def test_decomposed_umlauts_equal_composed_ones() -> None:
    assert terms(unicodedata.normalize("NFD", "Bürgerbüro")) == terms("Bürgerbüro")


def test_hyphenated_words_give_the_whole_and_their_parts() -> None:
    assert terms("Kita-Portal") == ["kitaportal", "kita", "portal"]


def test_camel_case_gives_the_whole_and_its_parts() -> None:
    assert terms("MängelMelder") == ["mangelmeld", "mangel", "meld"]


def test_capitals_at_the_end_are_no_camel_case_parts() -> None:
    assert terms("LoRaWAN") == ["lorawan"]


def test_a_compound_is_read_as_a_whole_or_as_its_parts() -> None:
    assert readings_of("Kita-Anmeldung") == (("kitaanmeld",), ("kita", "anmeld"))


@pytest.mark.parametrize("word", ["und", "the", "x", "Ihre"])
def test_stop_words_have_no_reading(word: str) -> None:
    assert readings_of(word) == ()


@pytest.mark.parametrize("word", ["und-oder", "E-F"])
def test_a_compound_of_nothing_but_stop_words_is_read_as_a_whole(word: str) -> None:
    assert len(readings_of(word)) == 1


def test_single_letters_are_no_parts() -> None:
    assert terms("E-Akte") == ["eakt", "akt"]


def test_a_part_that_occurs_twice_is_one_term() -> None:
    assert list(terms_of("Bad-Bad")) == ["badbad", "bad"]


def test_function_words_give_no_term() -> None:
    assert terms("Wer hat das schon und für wen? The city is with us") == ["city"]


@pytest.mark.parametrize("word", ["und", "UND", "Für", "the", "x"])
def test_stop_words_are_known_in_any_case(word: str) -> None:
    assert is_stopword(word)


@pytest.mark.parametrize("word", ["Kita", "KI", "7", "Oder-Spree"])
def test_content_words_and_digits_are_no_stop_words(word: str) -> None:
    assert not is_stopword(word)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("7", ["7"]), ("2024", ["2024"]), ("5G", ["5g"]), ("10.000 Euro", ["10", "000", "euro"])],
)
def test_numbers_are_terms(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


def test_a_token_knows_where_its_word_stands() -> None:
    assert list(tokens("Die Kita-App.")) == [
        Token("kitaapp", 4, 12),
        Token("kita", 4, 12),
        Token("app", 4, 12),
    ]


@pytest.mark.parametrize("text", ["", " \n\t", "🎉 ... !?", "--", "''", "___"])
def test_texts_without_a_word_give_no_term(text: str) -> None:
    assert terms(text) == []


def test_the_longest_word_counts_and_a_longer_one_does_not() -> None:
    assert len(terms("x" * WORD_MAX_CHARS)) == 1
    assert terms("x" * (WORD_MAX_CHARS + 1)) == []


@pytest.mark.parametrize("control", ["\x00", "\x07", "\x1b", "\x7f"])
def test_control_characters_vanish(control: str) -> None:
    assert normalise(f"Bür{control}ger") == "Bürger"


@pytest.mark.parametrize("blank", ["\n", "\t", "\r", "\r\n", "\f", "\v", "\x85"])
def test_control_characters_that_part_words_keep_them_apart(blank: str) -> None:
    assert terms(f"Kita{blank}Portal") == ["kita", "portal"]


@pytest.mark.parametrize(
    "text", ["a" * 10**6, "a-" * 500_000, "und " * 250_000, "aB" * 500_000, "x:in" * 250_000]
)
def test_a_megabyte_of_nonsense_takes_linear_time(text: str) -> None:
    started = time.process_time()
    assert list(tokens(normalise(text))) == []
    # About a second; a quadratic pattern needs more than a quarter of an hour.
    assert time.process_time() - started < 20


@pytest.mark.parametrize(
    "spelling", ["Kitaanmeldung", "Kita-Anmeldung", "KitaAnmeldung", "kitaanmeldung"]
)
def test_a_compound_is_read_alike_however_it_is_joined(spelling: str) -> None:
    assert readings_of(spelling) == (("kitaanmeld",), ("kita", "anmeld"))


def test_compounds_between_hyphens_give_their_parts_too() -> None:
    assert terms("E-Bike-Ladestation") == [
        "ebikeladestation",
        "bik",
        "ladestation",
        "lad",
        "station",
    ]


def test_texts_give_the_parts_of_nouns_only() -> None:
    assert terms("Straßenlaterne straßenlaterne") == [
        *("strassenlatern", "strass", "latern"),
        "strassenlatern",
    ]


@pytest.mark.parametrize("word", ["KiTa", "LoRaWAN", "BundID", "Rathaus", "Kaiserslautern"])
def test_some_words_have_no_parts(word: str) -> None:
    assert len(terms_of(word)) == 1


@pytest.mark.parametrize(
    ("compound", "part"),
    [
        ("Ordnungsamt", "Ordnung"),
        ("Sprachmodell", "Sprache"),
        ("Schulanmeldung", "Schule"),
        ("Straßenlaternen", "Laterne"),
        ("Strassenlaternen", "Straße"),
        ("Bürgerbüros", "Bürgerinnen"),
    ],
)
def test_a_compound_shares_a_term_with_its_part(compound: str, part: str) -> None:
    assert set(terms_of(part)) <= set(terms_of(compound))


def test_parts_for_people_are_as_typed() -> None:
    assert parts_of("E-Bike-Ladestation") == ("E", "Bike", "Lade", "Station")


def test_a_part_marks_the_whole_word() -> None:
    pieces = highlight("Die Kitaanmeldung läuft.", terms_of("Anmeldung"))
    assert [piece for piece, marked in pieces if marked] == ["Kitaanmeldung"]


@pytest.mark.parametrize("pair", ["Burg Bürger", "Burgen Buergern", "fordern fördern"])
def test_words_that_differ_by_an_umlaut_stay_apart(pair: str) -> None:
    one, other = pair.split()
    assert stem(one) != stem(other)


@pytest.mark.parametrize("kind", ["infl", "umlaut"])
def test_inflections_and_spellings_share_a_stem(kind: str) -> None:
    pairs = [row for row in rows("wortpaare.tsv") if row[2] == kind]
    missed = [(a, b) for a, b, _ in pairs if terms_of(a)[0] != terms_of(b)[0]]
    assert len(pairs) > 5
    assert missed == []


@pytest.mark.parametrize("name", ["Parkster", "Roadster", "Semester"])
def test_a_name_in_ster_is_not_the_word_before(name: str) -> None:
    assert stem(name) != stem(name.removesuffix("ster"))
    assert stem(f"{name}s") == stem(name)


@pytest.mark.parametrize("word", ["Fenster", "Muster", "Register", "Dienst", "Kunst"])
def test_words_that_end_alike_keep_their_stem(word: str) -> None:
    assert stem(word) == snowball(lemma_of(word))


def test_most_different_words_have_different_stems() -> None:
    pairs = [row for row in rows("wortpaare.tsv") if row[2] == "no"]
    assert sum(terms_of(a)[0] != terms_of(b)[0] for a, b, _ in pairs) >= 19
