"""What somebody asked, cleaned and taken apart. Pure but for word lists read once."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest

from suche.exceptions import QuestionInvalid
from suche.german.analysis import WORD, normalise, readings_of
from suche.german.stopwords import ALSO_ENGLISH, ENGLISH, GERMAN, frame_of
from suche.german.synonyms import Reading, Wortschatz, phrase_readings, phrases, words_of
from wiki.texte import gettext as _
from wiki.texte import grouped

from .asked.exclusions import excluded
from .asked.frageart import Frageart, frageart
from .asked.given_up import asks_who_gave_up, words_of_giving_up
from .asked.subject import alternatives, subject
from .glossary import TERM_MAX_WORDS, german_readings, is_english_word
from .one_spelling import NO_COMPOUNDS, WrittenCompounds, apart, one_spelling
from .proper_spelling import proper_spelling
from .recognition import Erkannt
from .schema import Unit
from .spans import Span
from .typed.courtesies import without_courtesies
from .typed.operators import in_words

QUESTION_MAX_CHARS = 4_000  # a pasted sketch fits, a novel does not
SHORT_MAX_WORDS = 12  # a longer question describes a plan and asks for no name
TYPED_MAX_CHARS = 4 * QUESTION_MAX_CHARS  # no more is even cleaned: so much is not blank space
OtherNames = Callable[[Sequence[str]], tuple[Reading, ...]]


@dataclass(frozen=True)
class Question:
    """What is asked, for example "Parken in Trier seit 2020".

    `text` goes to the model. `units` go to the word index, here Parken and Trier; none: there is
    nothing to look up. `places`: where in `text` Kommunen, Kreise and Länder are named, and
    `unknown_places`: those of them of which no page says anything. `wishes`: where sizes, years,
    status and amounts are. `about_units`: the units of neither places nor wishes, here Parken;
    empty where nothing else is asked for, or nothing such is named. `other_names`: (start, end,
    names) where words stand that the editors call otherwise as well. `avoided`: those of the places
    from which nothing is wanted, with the words that say so: "nicht in Bayern"."""

    text: str
    units: tuple[Unit, ...]
    places: tuple[Span, ...] = ()
    wishes: tuple[Span, ...] = ()
    about_units: tuple[Unit, ...] = ()
    unknown_places: tuple[Span, ...] = ()
    other_names: tuple[tuple[int, int, tuple[str, ...]], ...] = ()
    avoided: tuple[Erkannt, ...] = ()

    @property
    def about(self) -> tuple[Unit, ...]:
        """The words of what is asked about: without places, if there is anything else."""
        return self.about_units or self.units

    @cached_property
    def wanted(self) -> tuple[Unit, ...]:
        """The words without those of places from which nothing is wanted."""
        names = (self.text[place.start : place.end] for place in self.avoided)
        gone = {readings_of(word)[:1] for name in names for word in words_of(name)}
        return tuple(unit for unit in self.units if unit.own[:1] not in gone)

    @property
    def unknown_place_names(self) -> list[str]:
        return [self.text[start:end] for start, end in self.unknown_places]

    @cached_property
    def without(self) -> tuple[str, ...]:
        """The words that it does without, "ohne App"; places are `avoided`."""
        return tuple(excluded(self.text, [place.span for place in self.avoided]))

    @property
    def is_short(self) -> bool:
        return len(self.units) <= SHORT_MAX_WORDS

    @cached_property
    def art(self) -> Frageart:
        """What kind of answer is asked for."""
        return frageart(self.text)

    @cached_property
    def subject(self) -> str:
        """What is asked about, without places and wishes; empty when there is nothing else."""
        return subject(self.text, (*self.places, *self.wishes))

    @cached_property
    def names_a_thing(self) -> bool:
        """Whether anything but places and wishes is asked for. "Kusel-App" is the name of a thing,
        "Köln-Bonn" is not."""
        begins = {start for start, _ in self.places}
        go_on = (end for _, end in self.places if self.text[end : end + 1] == "-")
        return bool(self.subject) or any(end + 1 not in begins for end in go_on)

    @cached_property
    def alternatives(self) -> tuple["Question", ...]:
        """The questions of which one is to be answered: "Rufbus oder Mitfahrbank". None where
        only one is asked."""
        return tuple(self._about_alone(thing) for thing in alternatives(self.subject))

    def _about_alone(self, thing: str) -> "Question":
        own = {readings_of(word)[:1] for word in words_of(thing)} | {phrase_readings(thing)[:1]}
        return Question(thing, tuple(unit for unit in self.about if unit.own[:1] in own))

    @property
    def terms(self) -> frozenset[str]:
        """Every term that is marked as a word of the question where a passage holds it."""
        return frozenset(t for unit in self.units for reading in unit.readings for t in reading)


def parse_question(
    typed: str,
    wortschatz: Wortschatz | None = None,
    written: WrittenCompounds = NO_COMPOUNDS,
    places: Collection[str] = (),
) -> Question:
    """Returns what was typed as a question, cleaned and taken apart. `wortschatz`: the editors'
    words; `written`: how the wiki spells compounds; `places`: case-folded names in the text, which
    are no compounds (Rheinland-Pfalz). Raises QuestionInvalid, which says in German what to do
    instead."""
    wortschatz = wortschatz or Wortschatz()
    text = proper_spelling(_as_asked(typed), wortschatz.eigennamen)
    english, german = function_words(text)
    if english <= german:
        has_sentence = bool(english or german)
        whole = {*wortschatz.eigennamen, *places}
        text = apart(one_spelling(text, written, whole, blanks=not has_sentence), written, whole)
    units = tuple(question_units(text, wortschatz))
    return Question(text, units, other_names=tuple(_other_names(text, wortschatz)))


def _other_names(text: str, wortschatz: Wortschatz) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    matches = list(WORD.finditer(text))
    words = [match[0] for match in matches]
    for first, behind in phrases(words, wortschatz.longest, wortschatz.names_of):
        if names := wortschatz.names_of(words[first:behind]):
            yield matches[first].start(), matches[behind - 1].end(), names


def _as_asked(typed: str) -> str:
    return in_words(without_courtesies(typed_question(typed)))


def typed_question(typed: str) -> str:
    """Returns what was typed in one line, in the words of who asks: what is kept or printed of a
    question is read by people. Raises QuestionInvalid where there is no question in it."""
    if (
        len(typed) > TYPED_MAX_CHARS
        or len(text := " ".join(normalise(typed).split())) > QUESTION_MAX_CHARS
    ):
        raise QuestionInvalid(
            _(
                "Sie ist zu lang ({laenge} Zeichen). Bitte auf höchstens {grenze} kürzen: "
                "Titel und die wichtigsten Sätze genügen."
            ).format(laenge=grouped(len(typed)), grenze=grouped(QUESTION_MAX_CHARS))
        )
    if not text:
        raise QuestionInvalid(_("Sie ist leer. Bitte ein Stichwort oder eine Frage eingeben."))
    if not any(character.isalnum() for character in text):
        raise QuestionInvalid(
            _("Sie enthält kein Wort. Bitte ein Stichwort oder eine Frage eingeben.")
        )
    return text


def question_units(text: str, wortschatz: Wortschatz) -> list[Unit]:
    """Returns the different words of a question without its frame ("Wer hat schon ...
    eingeführt?"), each with its readings. A question of frame words only ("Kosten") keeps them."""
    english = is_english(text)

    def other_names(term: Sequence[str]) -> tuple[Reading, ...]:
        translated = german_readings(term) if english else ()
        return (*translated, *wortschatz.other_readings(term))

    longest = max(wortschatz.longest, TERM_MAX_WORDS if english else 1)
    units = _units(text, other_names, longest, wortschatz.eigennamen)
    readable = [(term, unit) for term, unit in units if unit.readings]
    frame = frame_of(words_of(text)) | set(
        words_of_giving_up(text) if asks_who_gave_up(text) else ()
    )
    telling = [unit for term, unit in readable if term.lower() not in frame]
    return list(dict.fromkeys(telling or [unit for _, unit in readable]))


def _units(
    text: str, other_names: OtherNames, longest: int, whole: frozenset[str]
) -> list[tuple[str, Unit]]:
    """Returns (term, unit) for each word. A phrase that has other names ("street light", "virtuelle
    Realität") is one unit."""
    words = words_of(text)
    units: list[tuple[str, Unit]] = []
    for start, end in phrases(words, longest, other_names):
        term = " ".join(words[start:end])
        own = phrase_readings(term) if end - start > 1 else readings_of(words[start], whole)
        others = dict.fromkeys(other_names(words[start:end]))
        units.append((term, Unit(own, tuple(other for other in others if other not in own))))
    return units


def is_english(text: str) -> bool:
    """Returns whether a question may be English. A few keywords without any function word may be
    both German and English."""
    english, german = function_words(text)
    return english > german or english == german == 0


def function_words(text: str) -> tuple[int, int]:
    """Returns how many function words of the text belong to English only, and to German only.
    A noun that looks like one is none: "litter bin" and "bin collection", but "bin umgezogen"."""
    words = [word.lower() for word in words_of(text)]
    german = [
        word in GERMAN
        and word not in ENGLISH
        and not (word in ALSO_ENGLISH and (after is None or is_english_word(after)))
        for word, after in zip_longest(words, words[1:])
    ]
    return sum(word in ENGLISH and word not in GERMAN for word in words), sum(german)
