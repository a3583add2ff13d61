"""Which pages name what a question asks for: in their title, Thema, product or Kommune.

A page whose title says the word answers a question of that one word, whatever the model makes of
it. What is named is also the reason that readers are told.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, zip_longest

from django.db import connection

from einbettung.text.extraction import STECKBRIEF
from suche.german.analysis import WORD, terms_of
from suche.german.synonyms import are_alike, words_of
from suche.understand.question import Question
from suche.understand.schema import Unit
from wiki.felder.felder import FELDER
from wiki.german.letters import spelt_out

MAX_WORDS = 12  # of a question: a longer one describes a plan and asks for no name
FIELDS_KEPT = 8_192  # texts of titles, Themen, Kommunen whose words stay in memory
IN_TITEL, IN_THEMA, IN_TECHNIK, IN_KOMMUNE = "Titel", "Thema", "Technik", "Kommune"
# What the fact box names: field of a Projektseite -> place. Its lines are called as in FELDER.
PLACES = {"themen": IN_THEMA, "produkte": IN_TECHNIK}
LINES = {
    feld.index.name: PLACES[feld.name] for feld in FELDER if feld.index and feld.name in PLACES
}
LINE = re.compile("|".join(re.escape(f"{feld.index.name}: ") for feld in FELDER if feld.index))
SQL = """
    SELECT page_id, titel, kommunen, (
        SELECT part->>'text' FROM jsonb_array_elements(abschnitte) AS part
        WHERE part->>'name' = %s LIMIT 1
    ) FROM einbettung_dokument WHERE page_id = ANY(%s)
"""
# A word as it is typed, also before a hyphen, and with the endings of its cases.
TEXT_SQL = r"""
    SELECT page_id FROM einbettung_dokument WHERE page_id = ANY(%s) AND EXISTS (
        SELECT 1 FROM jsonb_array_elements(abschnitte || anlagen) AS part
        WHERE part->>'name' <> %s AND part->>'text' ~* %s
    )
"""
ENDINGS = r"(s|es|e|n|en)?"


@dataclass(frozen=True)
class Mention:
    """A word of the question that a page names. `place`: where; `word`: as it stands there.

    `is_other_name`: the page uses another word for the thing (a synonym, a translation).
    """

    unit: Unit
    place: str
    word: str
    is_other_name: bool


@dataclass(frozen=True)
class Mentions:
    """`by_page`: page id -> what the page names, at most one Mention for each word of the question.
    `named`: pages that name the whole of what is asked for, if it is one word or one name.
    `in_text`: other pages, whose text says the one word that is asked for. `with_place`: the name
    that was asked for has a place in it ("Lemgo Digital"), and the named pages have all of it."""

    by_page: Mapping[int, tuple[Mention, ...]] = field(default_factory=dict)
    named: frozenset[int] = frozenset()
    in_text: frozenset[int] = frozenset()
    with_place: bool = False


def find_mentions(question: Question, page_ids: Collection[int]) -> Mentions:
    """Looks up what pages name. One query, whatever their number; two for a question of one
    word."""
    units = question.units
    if not units or len(units) > MAX_WORDS or not page_ids:
        return Mentions()
    with connection.cursor() as cursor:
        cursor.execute(SQL, [STECKBRIEF, list(page_ids)])
        rows = cursor.fetchall()
    asked = {term for unit in units for reading in unit.readings for term in reading}
    fields = {
        page_id: texts
        for page_id, titel, kommunen, steckbrief in rows
        if not asked.isdisjoint(_all_terms(texts := _fields(titel, kommunen, steckbrief or "")))
    }
    found = {page_id: tuple(mentions_in(units, texts)) for page_id, texts in fields.items()}
    whole = _holding_all(question, fields)
    named = whole or {page_id for page_id, texts in fields.items() if _names_it(question, texts)}
    by_page = {page_id: mentions for page_id, mentions in found.items() if mentions}
    is_word = len(question.about) == 1 and not whole
    in_text = _in_text(question.subject, page_ids) if is_word else frozenset()
    return Mentions(by_page, frozenset(named), in_text - named, with_place=bool(whole))


def _holding_all(question: Question, fields: Mapping[int, Mapping[str, str]]) -> set[int]:
    """Returns the pages that hold a question with a place in it as it is written: then it is the
    name of something, and not a thing and where it is."""
    if not (question.places and question.about_units):
        return set()
    return {page_id for page_id, texts in fields.items() if _holds_phrase(question.text, texts)}


def _in_text(word: str, page_ids: Collection[int]) -> frozenset[int]:
    """Returns the pages whose text says the word itself, and not only a part or a synonym of it."""
    if len(words_of(word)) != 1:
        return frozenset()
    pattern = rf"\m{re.escape(word)}{ENDINGS}\M"
    with connection.cursor() as cursor:
        cursor.execute(TEXT_SQL, [list(page_ids), STECKBRIEF, pattern])
        return frozenset(row[0] for row in cursor.fetchall())


def mentions_in(units: Sequence[Unit], fields: Mapping[str, str]) -> Iterator[Mention]:
    """Yields the first field that names each unit; its own word goes before another name."""
    for unit in units:
        found = _mention(unit, unit.own, fields, False) or _mention(unit, unit.others, fields, True)
        if found:
            yield found


def names_all(units: Sequence[Unit], mentions: Sequence[Mention]) -> bool:
    """Returns whether every word of the question is named."""
    return bool(units) and len({mention.unit for mention in mentions}) == len(set(units))


def _names_it(question: Question, fields: Mapping[str, str]) -> bool:
    """Returns whether a page names the whole of what is asked about. A place beside it only says
    where."""
    units = question.about
    if not names_all(units, tuple(mentions_in(units, fields))):
        return False
    phrases = {question.text, question.subject} if question.places else {question.text}
    return _is_named_outright(question, fields) or any(_holds_phrase(p, fields) for p in phrases)


def _is_named_outright(question: Question, fields: Mapping[str, str]) -> bool:
    """Returns whether the one word of a question stands in title, product or Kommune. A Thema joins
    several things ("KI & Chatbots"): a page below it need not have each of them."""
    if len(question.about) != 1:
        return False
    others = {name: text for name, text in fields.items() if name != IN_THEMA}
    return any(
        mention.is_other_name or _stand_together(mention, question.subject)
        for mention in mentions_in(question.about, others)
    )


def _stand_together(mention: Mention, name: str) -> bool:
    """Returns whether the parts of a compound belong together where they stand: "Mängel- und
    Ideenmelder" names the Mängelmelder, "Bürger-Abfall-App" is no Bürger-App."""
    if len(mention.unit.own) == 1:
        return True
    written = mention.word.split()
    first, last, whole = letters(written[0]), letters(written[-1]), letters(name)
    return says(mention.word, name) or (
        whole.startswith(first) and last.endswith(whole.removeprefix(first))
    )


def says(word: str, name: str) -> bool:
    """Returns whether a written word is the name, in whatever form, or holds it."""
    return letters(name) in letters(word) or are_alike(words_of(name), words_of(word))


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, spelt_out(text)))


def _mention(
    unit: Unit,
    readings: Sequence[tuple[str, ...]],
    fields: Mapping[str, str],
    is_other_name: bool,
) -> Mention | None:
    """Returns the first place that names it; one word that holds all goes before several."""
    found = [
        Mention(unit, place, _as_written(reading, _words(text)), is_other_name)
        for place, text in fields.items()
        for reading in readings
        if _terms(text).issuperset(reading)
    ]
    in_one = [mention for mention in found if " " not in mention.word]
    return next(iter(in_one or found), None)


def _as_written(reading: tuple[str, ...], written: Sequence[tuple[str, frozenset[str]]]) -> str:
    """Returns the word that holds the whole reading, else the words that hold its parts."""
    for word, terms in written:
        if terms.issuperset(reading):
            return word
    places = sorted({next(i for i, (_, t) in enumerate(written) if r in t) for r in reading})
    is_run = places == list(range(places[0], places[-1] + 1))
    return (" " if is_run else " und ").join(written[at][0] for at in places)


def _holds_phrase(text: str, fields: Mapping[str, str]) -> bool:
    """Returns whether the question stands in a field as it is written, in a Thema as all of it."""
    phrase = " ".join(text.casefold().strip(" ?!.").split())
    written = {name: " ".join(value.casefold().split()) for name, value in fields.items()}
    themen = written.pop(IN_THEMA, "").split(", ")
    return phrase in themen or any(
        f" {phrase} " in f" {value} ".replace(",", " ") for value in written.values()
    )


@lru_cache(maxsize=FIELDS_KEPT)
def _words(text: str) -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((match[0], frozenset(terms_of(match[0]))) for match in WORD.finditer(text))


@lru_cache(maxsize=FIELDS_KEPT)
def _terms(text: str) -> frozenset[str]:
    return frozenset(term for _, terms in _words(text) for term in terms)


def _all_terms(fields: Mapping[str, str]) -> Iterator[str]:
    return chain.from_iterable(map(_terms, fields.values()))


@lru_cache(maxsize=FIELDS_KEPT)
def _fields(titel: str, kommunen: str, steckbrief: str) -> Mapping[str, str]:
    """The fact box reads "Themen: A, B. Status: im Betrieb. Technik und Produkte: C."."""
    fields = {IN_TITEL: titel, IN_TECHNIK: "", IN_KOMMUNE: kommunen, IN_THEMA: ""}
    starts = list(LINE.finditer(steckbrief))
    for start, after in zip_longest(starts, starts[1:]):
        if place := LINES.get(start[0].removesuffix(": ")):
            line = steckbrief[start.end() : after.start() if after else None]
            fields[place] = line.strip().removesuffix(".")
    return fields
