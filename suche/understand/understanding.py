"""What somebody typed -> the question that is answered. All decisions fall here, before anything is
ranked: what is asked, what it names, and whether a misspelt question is corrected."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from suche.german.synonyms import Wortschatz, words_of

from .asked.frageart import money_spans
from .asked.subject import DIGITAL, subject
from .cached_tables import current_names, current_wortschatz, names_of_register
from .correction import correct
from .known_words import KnownWords, current_words
from .preferences import preferences
from .question import QUESTION_MAX_CHARS, Question, parse_question, question_units
from .recognition import SKETCH_MIN_WORDS, Erkannt, recognise
from .schema import Unit
from .sketches import recognised
from .spans import Span, blanked, overlaps
from .unknown_places import unknown_places


@dataclass(frozen=True)
class Understood:
    """`question`: the one to answer; `preferred`: what it names. `instead_of`: what was typed, when
    a corrected question is answered in its place. `suggestion`: a corrected question to offer.
    Both are empty when nothing was corrected."""

    question: Question
    preferred: tuple[Erkannt, ...]
    instead_of: str = ""
    suggestion: str = ""


def understand(typed: str, without: Collection[str] = (), *, as_typed: bool = False) -> Understood:
    """A misspelt question is answered as corrected when no word of it says anything as it was
    typed; else the correction is offered. `as_typed`: the reader insists on the spelling.
    `without`: codes of what the question names but the reader does not wish for (`Erkannt.code`).

    Raises QuestionInvalid as `parse_question` does.
    """
    known = current_words()
    question, preferred = read_question(typed, without, known)
    correction = (
        None if as_typed else correct(question.text, known.vocabulary, question.unknown_place_names)
    )
    if correction is None:
        return Understood(question, preferred)
    if correction.is_complete:
        better = read_question(correction.text, without, known)
        return Understood(*better, instead_of=question.text)
    return Understood(question, preferred, suggestion=correction.text)


def read_question(
    typed: str, without: Collection[str] = (), known: KnownWords | None = None
) -> tuple[Question, tuple[Erkannt, ...]]:
    """Returns what was typed as a question, and what it names; the spelling stays. Raises
    QuestionInvalid as `parse_question` does."""
    wortschatz = current_wortschatz()
    known = known or current_words()
    question = parse_question(typed, wortschatz, known.compounds, _named_places(typed))
    text = question.text
    preferred, avoided = preferences(text, without)
    unknown = _unknown_places(text, preferred, known)
    question = replace(
        question,
        places=(*_known_places(text, avoided), *unknown),
        wishes=(*(e.span for e in preferred if not e.is_place), *money_spans(text)),
        unknown_places=unknown,
        avoided=avoided,
    )
    return _with_units(question, preferred, wortschatz), preferred


def _named_places(typed: str) -> frozenset[str]:
    named = recognise(typed[:QUESTION_MAX_CHARS], current_names())
    return frozenset(typed[e.start : e.end].casefold() for e in named if e.is_place)


def _known_places(text: str, avoided: Sequence[Erkannt]) -> Iterator[Span]:
    """Yields where places stand, wished for or not; those of `avoided` with the words that say so,
    and those of a sketch, too."""
    yield from (place.span for place in avoided)
    for one in recognised(text, current_names()):
        if one.is_place and not overlaps(one.span, [place.span for place in avoided]):
            yield one.span


def _unknown_places(text: str, preferred: Sequence[Erkannt], known: KnownWords) -> tuple[Span, ...]:
    """Returns where municipalities stand that no page names; a sketch tells of its writer's own."""
    if len(words_of(text)) > SKETCH_MIN_WORDS:
        return ()
    found = unknown_places(text, names_of_register(), known.vocabulary.spellings)
    named = [e.span for e in preferred]
    return tuple(span for span in found if not overlaps(span, named))


def _with_units(
    question: Question, preferred: Sequence[Erkannt], wortschatz: Wortschatz
) -> Question:
    """Returns the question with the words that are looked up in the pages. Wishes are looked up in
    facts, and unknown places nowhere; where only these are asked for, all words are looked up but
    "digital", which every page is: "Digitales in Kusel" asks for Kusel."""
    text = question.text
    units = _units_without(text, (*question.wishes, *question.unknown_places), wortschatz)
    units = units or question.units
    if preferred and not question.subject:
        units = tuple(question_units(DIGITAL.sub("", text), wortschatz)) or units
    about = _units_without(text, (*question.places, *question.wishes), wortschatz)
    return replace(question, units=units, about_units=about)


def _units_without(text: str, spans: Sequence[Span], wortschatz: Wortschatz) -> tuple[Unit, ...]:
    """Returns the units of a text without the words of these spans: of "Chatbot in Gemeinden unter
    5.000 Einwohnern" without the size only that of Chatbot. None when nothing else is asked for."""
    if not spans or not subject(text, spans):
        return ()
    return tuple(question_units(blanked(text, spans), wortschatz))
