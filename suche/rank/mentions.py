"""Which pages name what a question asks for: in title, Thema, product, Kommune or search word.

A page whose title says the word answers a question of that one word, whatever the model makes of
it. What is named is also the reason that readers are told.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, pairwise, zip_longest

from django.db import connection

from einbettung.text.extraction import STECKBRIEF
from suche.german.analysis import WORD, is_stopword, readings_of, terms_of
from suche.german.names import is_type
from suche.german.synonyms import are_alike, words_of
from suche.understand.asked.exclusions import excluded
from suche.understand.asked.frageart import Frageart
from suche.understand.question import Question
from suche.understand.schema import Unit
from wiki.felder.felder import FELDER
from wiki.german.letters import spelt_out

NAME_MAX_WORDS = 3  # of a name that is looked up in texts
FIELDS_KEPT = 8_192  # texts of titles, Themen, Kommunen whose words stay in memory
IN_TITEL, IN_THEMA, IN_TECHNIK, IN_KOMMUNE = "Titel", "Thema", "Technik", "Kommune"
IN_SUCHWORT = "Suchwort"
OF_THE_PAGE = (IN_TITEL, IN_TECHNIK)
AS_A_WHOLE = (IN_THEMA, IN_SUCHWORT)
DONE_WITHOUT = re.compile(r"\b(?:ohne|statt|kein\w*|without)\s+(?:\w+\s+)?$", re.IGNORECASE)
SEPARATOR = ", "  # between the values of a line; a title is one
SIDE_BY_SIDE = re.compile(r"[\s/–-]{1,3}")  # what may stand between the parts of one name
ELLIPSIS = re.compile(r"-\s(?:und|oder|bzw\.)\s")  # Mängel- und Ideenmelder
QUOTES = re.compile(r"[„“”\"»«]")
APART = " und "  # between words that do not stand side by side
IN_A_NAME = re.compile(r"[\s/–.!&-]{1,3}")  # and between the words of one: maengelmelder.de
# What the fact box names: field of a Projektseite -> place. Its lines are called as in FELDER.
PLACES = {"themen": IN_THEMA, "produkte": IN_TECHNIK, "suchwoerter": IN_SUCHWORT}
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
PLURAL_MIN_CHARS = 6  # letters; in a shorter word an s at the end is no ending


@dataclass(frozen=True)
class Mention:
    """A word of the question that a page names. `place`: where; `word`: as it stands there.

    `is_other_name`: the page uses another word for the thing (a synonym, a translation);
    `is_whole`: that word is all of what is written, and no part of it ("Handyparken" for
    "parking"). `text`: the value it stands in, from `start` to `end`; empty where its parts stand
    apart.
    """

    unit: Unit
    place: str
    word: str
    is_other_name: bool
    is_whole: bool = True
    text: str = ""
    start: int = 0
    end: int = 0

    @property
    def words(self) -> list[str]:
        """The words as they are written: one, or several that stand apart."""
        return [self.word] if self.text else self.word.split(APART)

    def is_followed_by(self, other: "Mention") -> bool:
        """Returns whether both are words of one name: Little Bird, Landkreis Kusel."""
        return bool(
            self.text
            and (self.place, self.text) == (other.place, other.text)
            and IN_A_NAME.fullmatch(self.text, self.end, other.start)
        )

    @property
    def is_affirmed(self) -> bool:
        return not DONE_WITHOUT.search(self.text, 0, self.start)

    def is_beside(self, others: Iterable["Mention"]) -> bool:
        return any(self.is_followed_by(one) or one.is_followed_by(self) for one in others)


@dataclass(frozen=True)
class Mentions:
    """`by_page`: page id -> what the page names, at most one Mention for each word of the question.
    `named`: pages that name the whole of what is asked for, if it is one word or one name.
    `in_text`: other pages, whose text says the one word that is asked for; `said`: these, and
    those whose text says the few words of a name as they are typed ("Netze BW"). `is_phrase`: the
    name that was asked for has a place or a function word in it ("Lemgo Digital", "Meine Pegel"),
    and the named pages have all of it. `unwanted`: pages named after what the question does
    without. `of_all`: those that name each of several words in title or product, one at least in
    the title. `in_passing`: of the named pages those that may use it as a means only."""

    by_page: Mapping[int, tuple[Mention, ...]] = field(default_factory=dict)
    named: frozenset[int] = frozenset()
    in_text: frozenset[int] = frozenset()
    said: frozenset[int] = frozenset()
    is_phrase: bool = False
    unwanted: frozenset[int] = frozenset()
    of_all: frozenset[int] = frozenset()
    in_passing: frozenset[int] = frozenset()


def find_mentions(question: Question, page_ids: Collection[int]) -> Mentions:
    """Looks up what pages name. One query, whatever their number; two for a question of few
    words."""
    units = question.units
    if not units or not question.is_short or not page_ids:
        return Mentions()
    with connection.cursor() as cursor:
        cursor.execute(SQL, [STECKBRIEF, list(page_ids)])
        rows = cursor.fetchall()
    asked = frozenset(term for unit in units for reading in unit.readings for term in reading)
    fields = {}
    terms = {}
    for page_id, *texts in rows:
        if not asked.isdisjoint(of_page := _page_terms(*texts)):
            fields[page_id], terms[page_id] = _fields(*texts), of_page
    found = {
        page_id: telling(mentions_in(_perhaps_named(units, terms[page_id]), texts))
        for page_id, texts in fields.items()
    }
    whole = _holding_all(question, fields)
    asked_alone = question.alternatives or (question,)
    named = whole or {
        page_id
        for one in asked_alone
        for page_id, texts in fields.items()
        if _perhaps_named(one.about, terms[page_id]) == list(one.about) and _names_it(one, texts)
    }
    by_page = {page_id: mentions for page_id, mentions in found.items() if mentions}
    is_word = len(question.about) == 1 and not whole
    asked_for = [one.text for one in question.alternatives] or [
        question.subject if is_word else question.text
    ]
    said = (
        frozenset[int]().union(*(_said(name, page_ids) for name in asked_for if not whole)) - named
    )
    in_text = said if is_word else frozenset()
    unwanted = naming(excluded(question.text), units, fields)
    of_all = {pk for pk, found in by_page.items() if _names_each(question.about, found)}
    return Mentions(
        by_page,
        frozenset(named),
        in_text,
        said,
        is_phrase=bool(whole),
        unwanted=unwanted,
        of_all=frozenset(of_all),
        in_passing=frozenset(pk for pk in named if _names_in_passing(question, fields[pk])),
    )


def _holding_all(question: Question, fields: Mapping[int, Mapping[str, str]]) -> set[int]:
    """Returns the pages that hold a question with a place or a function word in it as it is
    written: then it is the name of something, and not a thing and where it is."""
    has_more = any(map(is_stopword, words_of(question.text)))
    if not (question.places and question.about_units) and not has_more:
        return set()
    return {page_id for page_id, texts in fields.items() if _holds_phrase(question.text, texts)}


def _said(name: str, page_ids: Collection[int]) -> frozenset[int]:
    """Returns the pages whose text says a word or a name itself, and not only a part or a synonym
    of it. A name has few words, none of them a function word."""
    words = words_of(name)
    if not 1 <= len(words) <= NAME_MAX_WORDS or any(map(is_stopword, words)):
        return frozenset()
    pattern = rf"\m{'[ -]'.join(map(re.escape, words))}{ENDINGS}\M"
    with connection.cursor() as cursor:
        cursor.execute(TEXT_SQL, [list(page_ids), STECKBRIEF, pattern])
        return frozenset(row[0] for row in cursor.fetchall())


def mentions_in(units: Sequence[Unit], fields: Mapping[str, str]) -> Iterator[Mention]:
    """Yields for each unit the first field that names it; its own word goes before another name,
    and where words of the question stand side by side before where one stands alone."""
    found = [_found(unit, fields) for unit in units]
    for at, mentions in enumerate(found):
        others = [one for beside in (*found[:at], *found[at + 1 :]) for one in beside]
        if mentions:
            yield next((m for m in mentions if m.is_beside(others)), mentions[0])


def _found(unit: Unit, fields: Mapping[str, str]) -> list[Mention]:
    return _mentions(unit, unit.own, fields, False) or _mentions(unit, unit.others, fields, True)


def telling(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Leaves out what only says of what kind a place is, where its name does not stand beside it:
    "Landkreis" of another one."""
    found = list(mentions)
    return tuple(m for m in found if not is_type(m.word) or m.is_beside(found))


def naming(
    words: Sequence[str], units: Sequence[Unit], fields: Mapping[int, Mapping[str, str]]
) -> frozenset[int]:
    """Returns the pages whose title or product names one of these words of the question, and does
    not say that it is done without ("Tablets statt Papier")."""
    asked = {reading for word in words for reading in readings_of(word)[:1]}
    unwanted = [unit for unit in units if not asked.isdisjoint(unit.own[:1])]
    return frozenset(
        page_id
        for page_id, texts in fields.items()
        if any(
            mention.is_affirmed
            for unit in unwanted
            for mention in _mentions(unit, unit.readings, _of_the_page(texts), False)
        )
    )


def _of_the_page(fields: Mapping[str, str]) -> dict[str, str]:
    return {place: text for place, text in fields.items() if place in OF_THE_PAGE}


def names_all(units: Sequence[Unit], mentions: Sequence[Mention]) -> bool:
    """Returns whether every word of the question is named."""
    return bool(units) and len({mention.unit for mention in mentions}) == len(set(units))


def _names_each(units: Sequence[Unit], mentions: Sequence[Mention]) -> bool:
    """Returns whether title and product name each of several words, or what it is called as well;
    what they have of it in a compound must be its end."""
    telling = [
        mention
        for mention in mentions
        if mention.place in OF_THE_PAGE and mention.text and _is_of_the_kind(mention)
    ]
    in_title = any(mention.place == IN_TITEL for mention in telling)
    return len(units) > 1 and in_title and names_all(units, [m for m in telling if m.unit in units])


def _names_it(question: Question, fields: Mapping[str, str]) -> bool:
    """Returns whether a page names the whole of what is asked about. A place beside it only says
    where."""
    units = question.about
    if not names_all(units, tuple(mentions_in(units, fields))):
        return False
    return _is_named_outright(question, fields) or any(
        _holds_phrase(phrase, fields) for phrase in _phrases(question)
    )


def _phrases(question: Question) -> set[str]:
    """Returns how the thing is written that a question asks about: "Projekte im Landkreis Kusel"
    asks about the Landkreis Kusel, "Wer hat smarte Laternen?" about the lamps."""
    places = {question.text[start:end] for start, end in question.places}
    return {question.text, *({question.subject} if question.subject else places)}


def _names_in_passing(question: Question, fields: Mapping[str, str]) -> bool:
    """Returns whether a page names what is asked for neither in its title nor as its Kommune nor as
    the Thema that is asked for as a whole. What stands among products and search words may be a
    means, but whoever asks who uses a product is answered by those who have it."""
    places = (IN_TITEL, IN_TECHNIK) if question.art == Frageart.NUTZER else (IN_TITEL,)
    about = {place: fields.get(place, "") for place in places}
    kommune, thema = ({place: fields.get(place, "")} for place in (IN_KOMMUNE, IN_THEMA))
    return not (
        any(_found(unit, about) for unit in question.about)
        or any(mention.is_whole for unit in question.about for mention in _found(unit, kommune))
        or any(_holds_phrase(phrase, thema) for phrase in _phrases(question))
    )


def _is_named_outright(question: Question, fields: Mapping[str, str]) -> bool:
    """Returns whether the one word of a question stands in title, product or Kommune, or is a
    search word. A Thema joins several things ("KI & Chatbots"): a page below it need not have each
    of them. Of a search word of several words ("Grab finden mit dem Handy") one says little."""
    if len(question.about) != 1:
        return False
    others = {name: text for name, text in fields.items() if name not in AS_A_WHOLE}
    others[IN_SUCHWORT] = SEPARATOR.join(_single_words(fields.get(IN_SUCHWORT, "")))
    return any(
        _is_of_the_kind(mention)
        if mention.is_other_name
        else _stand_together(mention, question.subject)
        for mention in mentions_in(question.about, others)
    )


def _is_of_the_kind(mention: Mention) -> bool:
    """Returns whether what is written is the thing, ends in it, or has it as a word of its own: a
    Stadtbibliothek is a Bibliothek, a KI-Chatbot has KI, and Handyparken is no Handy."""
    parts = [
        reading for part in re.split(r"[\s-]+", mention.word) for reading in readings_of(part)[:1]
    ]
    end = [reading[-1] for reading in readings_of(mention.word.split()[-1])[-1:]]
    readings = mention.unit.readings
    return mention.is_whole or any(r in parts or r[-1] in end for r in readings)


def _single_words(values: str) -> list[str]:
    return [value for value in values.split(SEPARATOR) if len(words_of(value)) == 1]


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
    one = letters(name)
    if len(one) >= PLURAL_MIN_CHARS:
        one = one.removesuffix("s")  # chatbots
    return one in letters(word) or are_alike(words_of(name), words_of(word))


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, spelt_out(text)))


def _mentions(
    unit: Unit,
    readings: Sequence[tuple[str, ...]],
    fields: Mapping[str, str],
    is_other_name: bool,
) -> list[Mention]:
    """Returns where it is named; of words side by side and words apart only the former."""
    if not readings:  # most words have no other name
        return []
    found = [
        _as_written(unit, reading, place, value, is_other_name)
        for place, text in fields.items()
        for value in ([text] if place == IN_TITEL else text.split(SEPARATOR))
        for reading in readings
        if _terms(value).issuperset(reading)
    ]
    return [mention for mention in found if mention.text] or found


def _as_written(
    unit: Unit, reading: tuple[str, ...], place: str, text: str, is_other_name: bool
) -> Mention:
    """Returns the word that holds the whole reading, else the words that hold its parts."""
    written = _words(text)
    for word, terms, start in written:
        if terms.issuperset(reading):
            whole = reading in readings_of(word)
            return Mention(unit, place, word, is_other_name, whole, text, start, start + len(word))
    at = sorted({next(i for i, (_, t, _) in enumerate(written) if r in t) for r in reading})
    start, end = written[at[0]][2], written[at[-1]][2] + len(written[at[-1]][0])
    gaps = [text[written[i][2] + len(written[i][0]) : written[j][2]] for i, j in pairwise(at)]
    if all(SIDE_BY_SIDE.fullmatch(gap) or ELLIPSIS.fullmatch(gap) for gap in gaps):
        return Mention(unit, place, text[start:end], is_other_name, True, text, start, end)
    return Mention(unit, place, APART.join(written[i][0] for i in at), is_other_name)


def _holds_phrase(text: str, fields: Mapping[str, str]) -> bool:
    """Returns whether the question stands in a field as it is written; a Thema and a search word
    must be all of it."""
    phrase = _folded(text).strip(" ?!.")
    written = {name: _folded(value) for name, value in fields.items()}
    wholes = [value for name in AS_A_WHOLE for value in written.pop(name, "").split(SEPARATOR)]
    return phrase in wholes or any(
        f" {phrase} " in f" {value} ".replace(",", " ") for value in written.values()
    )


def _folded(text: str) -> str:
    return " ".join(QUOTES.sub(" ", text.casefold()).replace("&", "und").split())


@lru_cache(maxsize=FIELDS_KEPT)
def _words(text: str) -> tuple[tuple[str, frozenset[str], int], ...]:
    """Each word, its terms, and where it begins."""
    found = WORD.finditer(text)
    return tuple((match[0], frozenset(terms_of(match[0])), match.start()) for match in found)


@lru_cache(maxsize=FIELDS_KEPT)
def _terms(text: str) -> frozenset[str]:
    return frozenset(term for _, terms, _ in _words(text) for term in terms)


@lru_cache(maxsize=FIELDS_KEPT)
def _page_terms(titel: str, kommunen: str, steckbrief: str | None) -> frozenset[str]:
    """All terms of a page's fields."""
    texts = _fields(titel, kommunen, steckbrief).values()
    return frozenset(chain.from_iterable(map(_terms, texts)))


def _perhaps_named(units: Iterable[Unit], terms: frozenset[str]) -> list[Unit]:
    """Returns the units that a page with these terms may name: of most questions a page has no word
    or one, and looking for the others where they stand took a tenth of the whole answer."""
    return [unit for unit in units if any(map(terms.issuperset, unit.readings))]


@lru_cache(maxsize=FIELDS_KEPT)
def _fields(titel: str, kommunen: str, steckbrief: str | None) -> Mapping[str, str]:
    """Returns the texts in which names are looked for, by place. The lines of the fact box are
    taken apart: `Themen: A, B. Status: im Betrieb. Technik und Produkte: C.`"""
    # A Thema says least of a page, and stands last.
    fields = {IN_TITEL: titel, IN_TECHNIK: "", IN_KOMMUNE: kommunen, IN_SUCHWORT: "", IN_THEMA: ""}
    steckbrief = steckbrief or ""
    starts = list(LINE.finditer(steckbrief))
    for start, after in zip_longest(starts, starts[1:]):
        if place := LINES.get(start[0].removesuffix(": ")):
            line = steckbrief[start.end() : after.start() if after else None]
            fields[place] = line.strip().removesuffix(".")
    return fields
