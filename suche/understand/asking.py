"""How a question is asked: for costs, for what a thing is, for who has it. Pure.

The form decides what stands first in the answer; it finds nothing and hides nothing.
"""

import re
from collections.abc import Sequence
from enum import StrEnum

from suche.german.analysis import WORD, is_stopword
from suche.german.stopwords import frame_of, is_frame_word
from wiki.german.amounts import AMOUNT
from wiki.german.sentences import sentences


class Frageart(StrEnum):
    KOSTEN = "kosten"
    ERKLAERUNG = "erklaerung"
    NUTZER = "nutzer"
    SONST = "sonst"


KOMMUNEN = (
    r"(?:kommunen?|stadt|städten?|städte|staedten?|gemeinden?|(?:land)?kreisen?|(?:land)?kreise|"
    r"verbandsgemeinden?|verwaltung(?:en)?|rathäuser|dörfern?|orten?|orte|"
    r"city|cities|towns?|municipality|municipalities|communit(?:y|ies)|places)"
)
# "Was würde uns eine Dorf-App kosten?": some words may stand between.
BETWEEN = r"(?:[\w-]+\s+){0,6}?"
FORMS: Sequence[tuple[Frageart, str]] = (
    (
        Frageart.KOSTEN,
        rf"^(?:und\s+)?(?:was|wie\s*viel)\s+{BETWEEN}(?:ge)?kost(?:et|en|ete|eten)\b",
    ),
    (Frageart.KOSTEN, r"^(?:was|wie\s*viel)\s+(?:be)?zahl(?:t|te|ten|en)\b"),
    (Frageart.KOSTEN, rf"^(?:was|wie\s*viel)\s+{BETWEEN}(?:bezahlt|gezahlt|ausgegeben)\b"),
    (Frageart.KOSTEN, r"\bwie\s+(?:teuer|kostspielig)\b|\bhow\s+expensive\b"),
    (Frageart.KOSTEN, r"\bhow\s+much\s+(?:is|are|was|were|do|does|did|would|will|has|money)\b"),
    (
        Frageart.KOSTEN,
        r"(?:^|\bwelche\s+)(?:kosten|preise?)\b|\b(?:kosten|preise?|costs?|prices?)\W*$",
    ),
    (Frageart.KOSTEN, r"\b(?:kosten|preise?)\s+(?:für|fuer|von|der|des|einer|eines|pro|je)\b"),
    (Frageart.KOSTEN, r"\b(?:costs?|prices?)\s+(?:of|for|per)\b|\bwhat\s+do(?:es)?\s+.+\s+cost\b"),
    (Frageart.NUTZER, r"^(?:wer|who)\s+(?!ist\b|war\b|sind\b|is\b|was\b|are\b)"),
    (Frageart.NUTZER, rf"^(?:in\s+)?(?:welche[nrs]?|which|what)\s+(?:[\w-]+\s+)?{KOMMUNEN}\b"),
    (Frageart.ERKLAERUNG, r"^(?:was|what)\s+(?:ist|sind|bedeutet|heißt|heisst|is|are)\s+"),
    (
        Frageart.ERKLAERUNG,
        r"^(?:was\s+versteht\s+man\s+(?:\w+\s+)?unter|what\s+does\s+.+\s+mean)\b",
    ),
)
OR = re.compile(r"\b(?:oder|or|bzw\.?)(?!\w)", re.IGNORECASE)
OR_COMMA = re.compile(r",|" + OR.pattern, re.IGNORECASE)
ALTERNATIVE_MAX_WORDS = 3
COSTS_MAX_WORDS = 20  # a longer text is a sketch, and costs are one of its subjects
DIGITAL = re.compile(r"\bdigitale[mnrs]?\b", re.IGNORECASE)  # "Lemgo Digital" is a name
READ = [(art, re.compile(form, re.IGNORECASE)) for art, form in FORMS]


# "Dorf-App für höchstens 5.000 Euro": what is said before an amount belongs to it.
MONEY = re.compile(
    r"(?:\b(?:für|mit|einem|budget|von|unter|bis|zu|höchstens|maximal|max\.?|weniger|mehr|als|über|ab"
    rf"|rund|etwa|ca\.?|for|under|up|to|at|most|less|more|than)\s+){{0,4}}(?:{AMOUNT.pattern})",
    re.IGNORECASE,
)


def money_spans(text: str) -> list[tuple[int, int]]:
    """Returns where a question names an amount of money. A text of several sentences or a long one
    tells of a plan and its budget."""
    if len(text.split()) > COSTS_MAX_WORDS or len(list(sentences(text))) > 1:
        return []
    return [match.span() for match in MONEY.finditer(text)]


def frageart(text: str) -> Frageart:
    """Returns what kind of answer a question asks for, by its form alone."""
    asked = text.strip()
    art = next((art for art, form in READ if form.search(asked)), Frageart.SONST)
    art = Frageart.KOSTEN if money_spans(asked) else art
    is_sketch = len(asked.split()) > COSTS_MAX_WORDS
    return Frageart.SONST if is_sketch and art == Frageart.KOSTEN else art


def alternatives(subject: str) -> tuple[str, ...]:
    """Returns the things of which a question asks for either: "Rufbus oder eine Mitfahrbank". None
    where "oder" joins anything else: halves of a word ("Mängel- oder Ideenmelder"), sentences."""
    if not OR.search(subject):
        return ()
    parts = tuple(_without_article(part) for part in OR_COMMA.split(subject))
    return parts if all(map(_is_thing, parts)) else ()


def _without_article(part: str) -> str:
    first, _, rest = part.strip().partition(" ")
    return rest if rest and is_stopword(first) else part.strip()


def _is_thing(text: str) -> bool:
    words = WORD.findall(text)
    is_half = text.endswith("-") or text.startswith("-")
    return (
        1 <= len(words) <= ALTERNATIVE_MAX_WORDS and not is_half and not any(map(_is_frame, words))
    )


def _is_frame(word: str) -> bool:
    return is_stopword(word) or is_frame_word(word)


def subject(text: str, without: Sequence[tuple[int, int]] = ()) -> str:
    """Returns what a question asks about, without the words around it: "Was ist ein digitaler
    Zwilling?" -> "digitaler Zwilling". `without`: spans that say something else (a place, a
    size). Empty when nothing is left; of a place or a size everything here is digital."""
    words = list(WORD.finditer(text))
    frame = frame_of(match[0] for match in words)
    telling = [
        match
        for match in words
        if not (is_stopword(match[0]) or match[0].lower() in frame)
        and not any(start < match.end() and match.start() < end for start, end in without)
    ]
    if without and all(DIGITAL.fullmatch(match[0]) for match in telling):
        return ""
    return text[telling[0].start() : telling[-1].end()] if telling else ""
