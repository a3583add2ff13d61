"""What somebody typed -> the question that is answered. All decisions fall here, before anything is
ranked: what is asked, what it names, and whether a misspelt question is corrected."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from suche.german.synonyms import Wortschatz, words_of

from .asked.frageart import money_spans
from .asked.subject import DIGITAL, subject
from .cached_tables import current_names, current_wortschatz, names_of_register
from .correction import correct
from .known_words import KnownWords, current_words
from .preferences import preferences
from .question import MAX_LENGTH, Question, parse_question, question_units
from .recognition import SKETCH_MIN_WORDS, Erkannt, recognise
from .schema import Unit
from .strangers import strangers

PLACES = {"kommune", "kreis", "land"}


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
        None if as_typed else correct(question.text, known.vocabulary, question.names_of_strangers)
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
    preferred = preferences(question.text, without)
    places = tuple((e.start, e.end) for e in preferred if e.art in PLACES)
    wishes = (
        *((e.start, e.end) for e in preferred if e.art not in PLACES),
        *money_spans(question.text),
    )
    elsewhere = _strangers(question.text, preferred, known)
    places = (*places, *elsewhere)
    question = replace(question, places=places, wishes=wishes, strangers=elsewhere)
    units = _units_without(question, (*wishes, *elsewhere), wortschatz) or question.units
    if preferred and not question.subject:  # "Digitales in Kusel" asks for Kusel
        units = tuple(question_units(DIGITAL.sub("", question.text), wortschatz)) or units
    about = _units_without(question, (*places, *wishes), wortschatz)
    return replace(question, units=units, about_units=about), preferred


def _strangers(
    text: str, preferred: Sequence[Erkannt], known: KnownWords
) -> tuple[tuple[int, int], ...]:
    if len(words_of(text)) > SKETCH_MIN_WORDS:
        return ()
    found = strangers(text, names_of_register(), known.vocabulary.spellings)
    return tuple((a, b) for a, b in found if not any(e.start < b and a < e.end for e in preferred))


def _named_places(typed: str) -> frozenset[str]:
    named = recognise(typed[:MAX_LENGTH], current_names())
    return frozenset(typed[e.start : e.end].casefold() for e in named if e.art in PLACES)


def _units_without(
    question: Question, spans: Sequence[tuple[int, int]], wortschatz: Wortschatz
) -> tuple[Unit, ...]:
    """Returns the units of a question without the words of these spans: "Gemeinden unter 5.000
    Einwohnern" is looked up in the facts of Kommunen, and not as words of the articles. None when
    nothing else is asked for."""
    if not spans or not subject(question.text, spans):
        return ()
    rest = question.text
    for start, end in spans:
        rest = rest[:start] + " " * (end - start) + rest[end:]
    return tuple(question_units(rest, wortschatz))
