"""What a pasted sketch is read as: its sentences, and the places and years in them. Pure.

The recognisers are those of questions (`recognition`); they are given sentence by sentence,
because a whole sketch has no wishes but facts."""

import re
from collections.abc import Iterator

from suche.german.names import Names
from wiki.german.sentences import sentences

from .recognition import Erkannt, recognise

SENTENCE_MAX_CHARS = 350  # characters; a longer "sentence" is a list or a table
# Before what a new sentence begins though no full stop stands there.
HEADING = re.compile(
    r"\s(?=(?:Betreff|Beratungsfolge|Beteiligte Stellen|Sachverhalt|Sachstand|Ausgangslage|Problem"
    r"|Lösung|Ziele?|Begründung|Finanzielle Auswirkungen|Kosten|Rechtsgrundlagen?"
    r"|Beschlussvorschlag|Beschlussvorlage|Zeitplan|Anlagen?|Aktenzeichen|Klimarelevanz)\b"
    r"(?: Nr\.?)?\s*:)"
    r"|\s(?=Aktenzeichen\b|Beschlussvorlage Nr)"
)


def recognised(text: str, names: Names) -> list[Erkannt]:
    """Finds everything named in a sketch, sentence by sentence, with positions in the whole
    text."""
    found: list[Erkannt] = []
    at = 0
    for sentence in split_sentences(text):
        begin = text.find(sentence, at)
        if begin < 0:  # a line ends within it
            continue
        for e in recognise(sentence, names):
            found.append(Erkannt(e.art, e.key, e.label, e.start + begin, e.end + begin))
        at = begin + len(sentence)
    return found


def split_sentences(text: str) -> list[str]:
    """Cuts a sketch into sentences; the headings of a paper for a council begin one, wherever the
    lines of it ended."""
    parts = (part for sentence in sentences(text) for part in HEADING.split(sentence) if part)
    return [piece for part in parts for piece in _pieces(part)]


def _pieces(sentence: str) -> Iterator[str]:
    """Cuts a text that is too long for a sentence at blanks."""
    while len(sentence) > SENTENCE_MAX_CHARS:
        at = sentence.rfind(" ", 1, SENTENCE_MAX_CHARS)
        at = at if at > 0 else SENTENCE_MAX_CHARS
        yield sentence[:at]
        sentence = sentence[at:].lstrip()
    if sentence:
        yield sentence
