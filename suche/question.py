"""What somebody asked, cleaned and taken apart. Pure but for two word lists read once."""

from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

from .analysis import WORD, normalise, readings_of
from .exceptions import QuestionInvalid
from .schema import Unit
from .stopwords import ENGLISH, GERMAN, QUESTION_FRAME

MAX_LENGTH = 4_000  # characters: a pasted sketch fits, a novel does not
HOPELESS = 4 * MAX_LENGTH  # not even cleaned: blank space alone does not make up for it
GLOSSARY = Path(__file__).with_name("englisch.tsv")


@dataclass(frozen=True)
class Question:
    """`text` goes to the model, `units` to the word index (none: nothing to look up)."""

    text: str
    units: tuple[Unit, ...]

    @property
    def terms(self) -> frozenset[str]:
        """Every term that counts as a word of the question, for highlighting."""
        return frozenset(t for unit in self.units for reading in unit.readings for t in reading)


def parse_question(raw: str) -> Question:
    """QuestionInvalid says in German what to do instead."""
    if len(raw) > HOPELESS or len(text := " ".join(normalise(raw).split())) > MAX_LENGTH:
        raise QuestionInvalid(
            f"Sie ist zu lang ({_number(len(raw))} Zeichen). Bitte auf höchstens "
            f"{_number(MAX_LENGTH)} kürzen: Titel und die wichtigsten Sätze genügen."
        )
    if not text:
        raise QuestionInvalid("Sie ist leer. Bitte ein Stichwort oder eine Frage eingeben.")
    if not any(character.isalnum() for character in text):
        raise QuestionInvalid(
            "Sie enthält kein Wort. Bitte ein Stichwort oder eine Frage eingeben."
        )
    return Question(text, tuple(question_units(text)))


def question_units(text: str) -> list[Unit]:
    """The distinct words of a question without its frame ("Wer hat schon ... eingeführt?"), each
    with its readings. A question of nothing but frame words keeps them: somebody typed "Kosten"."""
    words = [match[0] for match in WORD.finditer(text)]
    units = _english_units(words) if is_english(text) else [_unit(word) for word in words]
    read = [(word, unit) for word, unit in units if unit.readings]
    asked = [unit for word, unit in read if word.lower() not in QUESTION_FRAME]
    return list(dict.fromkeys(asked or [unit for _, unit in read]))


def _unit(word: str) -> tuple[str, Unit]:
    return word, Unit(readings_of(word))


def _english_units(words: list[str]) -> list[tuple[str, Unit]]:
    """As `_unit`, with what German articles call it; terms of several words ("street light")
    are one unit."""
    units: list[tuple[str, Unit]] = []
    at = 0
    while at < len(words):
        length = next(n for n in (3, 2, 1) if n == 1 or _german_for(words[at : at + n]))
        term = words[at : at + length]
        own = tuple(chain(*(chain(*readings_of(word)[:1]) for word in term)))
        readings = (own,) if length > 1 else readings_of(term[0])
        found = tuple(filter(None, (*readings, *_german_for(term))))
        units.append((term[0], Unit(found)))
        at += length
    return units


def is_english(text: str) -> bool:
    """Whether a question is rather English than German, by its function words; in doubt (a few
    keywords without any) it may be both."""
    words = [match[0].lower() for match in WORD.finditer(text)]
    english = sum(word in ENGLISH and word not in GERMAN for word in words)
    german = sum(word in GERMAN and word not in ENGLISH for word in words)
    return english > german or english == german == 0


def _german_for(words: list[str]) -> tuple[tuple[str, ...], ...]:
    """The readings of an English term's translations; none when the glossary lacks it."""
    term = " ".join(words).lower()
    german = _glossary().get(term) or _glossary().get(term.removesuffix("s"), ())
    return tuple(reading for translation in german for reading in _readings(translation))


def _readings(translation: str) -> tuple[tuple[str, ...], ...]:
    """Of one word all readings; of several words one, all of them together."""
    words = translation.split()
    if len(words) == 1:
        return readings_of(translation)
    return (tuple(term for word in words for term in chain(*readings_of(word)[:1])),)


@cache
def _glossary() -> dict[str, tuple[str, ...]]:
    lines = GLOSSARY.read_text(encoding="utf-8").splitlines()
    entries = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {english: tuple(german.split("|")) for english, german in entries}


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")
