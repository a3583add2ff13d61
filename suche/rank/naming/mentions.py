"""Which pages name what a question asks for: in title, Thema, product, Kommune or search word.

A page whose title says the word answers a question of that one word, whatever the model makes of
it. What is named is also the reason that readers are told.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from suche.german.analysis import is_stopword, readings_of
from suche.german.names import is_type
from suche.german.synonyms import are_alike, words_of
from suche.understand.asked.frageart import Frageart
from suche.understand.question import Question
from suche.understand.schema import Unit
from wiki.german.letters import spelt_out

from .page_fields import (
    IN_KOMMUNE,
    IN_LEISTUNG,
    IN_SUCHWORT,
    IN_TECHNIK,
    IN_THEMA,
    IN_TITEL,
    SEPARATOR,
    Fields,
    PageFields,
    read_fields,
    terms_in,
    words_in,
)
from .said_words import WITHOUT, doing_without, saying, saying_one_of

OF_THE_PAGE = (IN_TITEL, IN_TECHNIK)
AS_A_WHOLE = (IN_THEMA, IN_SUCHWORT)
DONE_WITHOUT = re.compile(rf"\b{WITHOUT}\s+(?:\w+\s+)?$", re.IGNORECASE)
SIDE_BY_SIDE = re.compile(r"[\s/–-]{1,3}")  # what may stand between the parts of one name
ELLIPSIS = re.compile(r"-\s(?:und|oder|bzw\.)\s")  # Mängel- und Ideenmelder
QUOTES = re.compile(r"[„“”\"»«]")
APART = " und "  # between words that do not stand side by side
IN_A_NAME = re.compile(r"[\s/–.!&-]{1,3}")  # and between the words of one: maengelmelder.de
PLURAL_MIN_CHARS = 6  # letters; in a shorter word an s at the end is no ending


@dataclass(frozen=True)
class Mention:
    """A word of the question that a page names. `place`: where; `word`: as it stands there.

    `is_other_name`: the page uses another word for the thing (a synonym, a translation);
    `is_whole`: that word is all of what is written, and no part of it ("Handyparken" for
    "parking"). `text`: the value it stands in, from `start` to `end`; empty where its parts stand
    apart: then `value` has it.
    """

    unit: Unit
    place: str
    word: str
    is_other_name: bool
    is_whole: bool = True
    text: str = ""
    start: int = 0
    end: int = 0
    value: str = ""

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
    `named`: pages that name the whole of what is asked for, if it is one word or one name; one word
    in the lead, too. `in_text`: other pages, whose text says the one word that is asked for;
    `as_search_word`: other pages that have it in a search word, among other words;
    `said`: these, and those whose text says the few words of a name as they are typed ("Netze BW"),
    or the head of a name with a hyphen whose beginning they name ("LoRaWAN-Gateway").
    `is_phrase`: the name that was asked for has a place or a function word in it ("Lemgo Digital",
    "Meine Pegel"), and the named pages have all of it. `unwanted`: pages named after what the
    question does without, and `with_unwanted`: those whose text says it; `free_of_it`: those that
    say that they do without it. `of_all`: those that name
    each of several words in title or product, one at least in the title. `in_passing`: of the named
    pages those that may use it as a means only."""

    by_page: Mapping[int, tuple[Mention, ...]] = field(default_factory=dict)
    named: frozenset[int] = frozenset()
    in_text: frozenset[int] = frozenset()
    as_search_word: frozenset[int] = frozenset()
    said: frozenset[int] = frozenset()
    is_phrase: bool = False
    unwanted: frozenset[int] = frozenset()
    with_unwanted: frozenset[int] = frozenset()
    free_of_it: frozenset[int] = frozenset()
    of_all: frozenset[int] = frozenset()
    in_passing: frozenset[int] = frozenset()


def find_mentions(question: Question, page_ids: Collection[int]) -> Mentions:
    """Looks up what pages name. One query for pages that are not kept, whatever their number; one
    for a question of few words, three for one that does without something."""
    if not question.units or not question.is_short or not page_ids:
        return Mentions()
    asked = frozenset(t for unit in question.units for reading in unit.readings for t in reading)
    pages = read_fields(page_ids, asked)
    without = question.without
    by_page = _by_page(question, without, pages)
    phrase = _holding_all(question, pages)
    named = phrase or _naming(question, pages)
    said = {} if phrase else _saying(question, page_ids)
    in_parts = frozenset[int]() if phrase else _saying_in_parts(question, pages)
    is_word = len(question.about) == 1 and not phrase
    in_lead = {pk for pk, is_lead in said.items() if is_lead and is_word} - named
    others = frozenset(said.keys() - named - in_lead)
    free_of_it = doing_without(without, page_ids)
    return Mentions(
        by_page,
        frozenset(named | in_lead),
        others if is_word else frozenset(),
        _as_search_word(by_page) - named - in_lead if is_word else frozenset(),
        others | (in_parts - named - in_lead),
        is_phrase=bool(phrase),
        unwanted=naming(without, question.units, pages) - free_of_it,
        with_unwanted=saying_one_of(without, page_ids) - free_of_it,
        free_of_it=free_of_it,
        of_all=frozenset(pk for pk, m in by_page.items() if _names_each(question.about, m)),
        in_passing=frozenset(
            in_lead | {pk for pk in named if _names_in_passing(question, pages[pk].fields)}
        ),
    )


def _by_page(
    question: Question, without: Sequence[str], pages: Mapping[int, PageFields]
) -> dict[int, tuple[Mention, ...]]:
    """Returns page id -> what it names of what is wanted."""
    unwanted = _units_of(without, question.units)
    units = [unit for unit in question.wanted if unit not in unwanted]
    found = {
        page_id: telling(mentions_in(_perhaps_named(units, page.terms), page.fields))
        for page_id, page in pages.items()
    }
    return {page_id: mentions for page_id, mentions in found.items() if mentions}


def _as_search_word(by_page: Mapping[int, Iterable[Mention]]) -> frozenset[int]:
    """Returns the pages that have a word of the question as it is asked for in a search word."""
    return frozenset(
        pk
        for pk, mentions in by_page.items()
        if any(m.place == IN_SUCHWORT and m.text and not m.is_other_name for m in mentions)
    )


def _naming(question: Question, pages: Mapping[int, PageFields]) -> set[int]:
    """Returns the pages that name the whole of what is asked about; of alternatives one."""
    return {
        page_id
        for one in question.alternatives or (question,)
        for page_id, page in pages.items()
        if _perhaps_named(one.about, page.terms) == list(one.about) and _names_it(one, page.fields)
    }


def _saying(question: Question, page_ids: Collection[int]) -> dict[int, bool]:
    """Returns the pages whose text says the one word or the name that is asked for, or one of the
    alternatives -> whether their lead says it."""
    whole = question.subject if len(question.about) == 1 else question.text
    found: dict[int, bool] = {}
    for name in [one.text for one in question.alternatives] or [whole]:
        for page_id, in_lead in saying(name, page_ids).items():
            found[page_id] = in_lead or found.get(page_id, False)
    return found


def _saying_in_parts(question: Question, pages: Mapping[int, PageFields]) -> frozenset[int]:
    """Returns the pages that name the beginning of a hyphenated word that is asked for, and say its
    head in their text: "LoRaWAN-Gateway" is a Gateway where LoRaWAN is."""
    first, _hyphen, head = question.subject.rpartition("-")
    if len(question.about) != 1 or not first or len(words_of(first)) != 1:
        return frozenset()
    readings = readings_of(first)
    naming_first = [
        pk
        for pk, page in pages.items()
        if any(page.terms.issuperset(reading) for reading in readings[:1])
    ]
    return frozenset(saying(head, naming_first)) if naming_first else frozenset()


def _holding_all(question: Question, pages: Mapping[int, PageFields]) -> set[int]:
    """Returns the pages that hold a question with a place or a function word in it as it is
    written: then it is the name of something, and not a thing and where it is."""
    has_more = any(map(is_stopword, words_of(question.text)))
    if not (question.places and question.about_units) and not has_more:
        return set()
    return {pk for pk, page in pages.items() if _holds_phrase(question.text, page.fields)}


def mentions_in(units: Sequence[Unit], fields: Fields) -> Iterator[Mention]:
    """Yields for each unit the first field that names it; its own word goes before another name,
    and where words of the question stand side by side before where one stands alone."""
    found = [_found(unit, fields) for unit in units]
    for at, mentions in enumerate(found):
        others = [one for beside in (*found[:at], *found[at + 1 :]) for one in beside]
        if mentions:
            yield next((m for m in mentions if m.is_beside(others)), mentions[0])


def _found(unit: Unit, fields: Fields) -> list[Mention]:
    return _mentions(unit, unit.own, fields, False) or _mentions(unit, unit.others, fields, True)


def telling(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Leaves out what only says of what kind a place is, where its name does not stand beside it:
    "Landkreis" of another one."""
    found = list(mentions)
    return tuple(m for m in found if not is_type(m.word) or m.is_beside(found))


def naming(
    words: Sequence[str], units: Sequence[Unit], pages: Mapping[int, PageFields]
) -> frozenset[int]:
    """Returns the pages whose title or product names one of these words of the question, and does
    not say that it is done without ("Tablets statt Papier")."""
    unwanted = _units_of(words, units)
    return frozenset(
        page_id
        for page_id, page in pages.items()
        if any(
            mention.is_affirmed
            for unit in unwanted
            for mention in _mentions(unit, unit.readings, _of_the_page(page.fields), False)
        )
    )


def _units_of(words: Sequence[str], units: Sequence[Unit]) -> list[Unit]:
    """Returns the units that these words of the question are."""
    asked = {reading for word in words for reading in readings_of(word)[:1]}
    return [unit for unit in units if not asked.isdisjoint(unit.own[:1])]


def _of_the_page(fields: Fields) -> dict[str, str]:
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


def _names_it(question: Question, fields: Fields) -> bool:
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


def _names_in_passing(question: Question, fields: Fields) -> bool:
    """Returns whether a page names what is asked for neither in its title nor as the Leistung that
    it brings online, nor as its Kommune nor as the Thema that is asked for as a whole. What stands
    among products and search words may be a means, but whoever asks who uses a product is answered
    by those who have it."""
    places = [IN_TITEL, IN_LEISTUNG, *([IN_TECHNIK] if question.art == Frageart.NUTZER else ())]
    about = {place: fields.get(place, "") for place in places}
    kommune, thema = ({place: fields.get(place, "")} for place in (IN_KOMMUNE, IN_THEMA))
    return not (
        any(_found(unit, about) for unit in question.about)
        or any(mention.is_whole for unit in question.about for mention in _found(unit, kommune))
        or any(_holds_phrase(phrase, thema) for phrase in _phrases(question))
    )


def _is_named_outright(question: Question, fields: Fields) -> bool:
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
    fields: Fields,
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
        if terms_in(value).issuperset(reading)
    ]
    return [mention for mention in found if mention.text] or found


def _as_written(
    unit: Unit, reading: tuple[str, ...], place: str, text: str, is_other_name: bool
) -> Mention:
    """Returns the word that holds the whole reading, else the words that hold its parts."""
    written = words_in(text)
    for word, terms, start in written:
        if terms.issuperset(reading):
            whole = reading in readings_of(word)
            return Mention(unit, place, word, is_other_name, whole, text, start, start + len(word))
    at = sorted({next(i for i, (_, t, _) in enumerate(written) if r in t) for r in reading})
    start, end = written[at[0]][2], written[at[-1]][2] + len(written[at[-1]][0])
    gaps = [text[written[i][2] + len(written[i][0]) : written[j][2]] for i, j in pairwise(at)]
    if all(SIDE_BY_SIDE.fullmatch(gap) or ELLIPSIS.fullmatch(gap) for gap in gaps):
        return Mention(unit, place, text[start:end], is_other_name, True, text, start, end)
    return Mention(unit, place, APART.join(written[i][0] for i in at), is_other_name, value=text)


def _holds_phrase(text: str, fields: Fields) -> bool:
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


def _perhaps_named(units: Iterable[Unit], terms: frozenset[str]) -> list[Unit]:
    """Returns the units that a page with these terms may name: of most questions a page has no word
    or one, and looking for the others where they stand took a tenth of the whole answer."""
    return [unit for unit in units if any(map(terms.issuperset, unit.readings))]
