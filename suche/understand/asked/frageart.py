"""What kind of answer a question asks for, by its form: costs ("Was kostet ein Chatbot?"), what a
thing is ("Was ist Geofencing?"), who has it ("Wer nutzt LoRaWAN?"). Pure.

It decides what stands first in the answer; it finds nothing and hides nothing.
"""

import re
from collections.abc import Sequence
from enum import StrEnum

from suche.understand.spans import Span
from wiki.german.amounts import AMOUNT

from .who import tells_of_plan


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
COMPILED_FORMS = [(art, re.compile(form, re.IGNORECASE)) for art, form in FORMS]
COSTS_MAX_WORDS = 20  # a longer text is a sketch, and costs are one of its subjects
# "Dorf-App für höchstens 5.000 Euro": what is said before an amount belongs to it.
MONEY = re.compile(
    r"(?:\b(?:für|mit|einem|budget|von|unter|bis|zu|höchstens|maximal|max\.?|weniger|mehr|als|über|ab"
    rf"|rund|etwa|ca\.?|for|under|up|to|at|most|less|more|than)\s+){{0,4}}(?:{AMOUNT.pattern})",
    re.IGNORECASE,
)


def frageart(text: str) -> Frageart:
    """Returns what kind of answer a question asks for. Who names an amount asks for costs, too: a
    project that does not tell its own is no answer."""
    asked = text.strip()
    art = next((art for art, form in COMPILED_FORMS if form.search(asked)), Frageart.SONST)
    art = Frageart.KOSTEN if money_spans(asked) else art
    return Frageart.SONST if art == Frageart.KOSTEN and _is_long(asked) else art


def money_spans(text: str) -> list[Span]:
    """Returns where a question names an amount of money. A plan names its budget, and asks for none
    by that."""
    if _is_long(text) or tells_of_plan(text):
        return []
    return [match.span() for match in MONEY.finditer(text)]


def _is_long(text: str) -> bool:
    return len(text.split()) > COSTS_MAX_WORDS
