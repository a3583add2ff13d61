"""Tells apart what a text says of costs: once, and each year. Pure."""

import re
from itertools import groupby, pairwise

from .amount_cells import AmountInvalid, parse_amount
from .amounts import AMOUNT

ONCE = re.compile(r"einmalig|investiv|anschaffung|investition|projektkosten|einrichtung", re.I)
YEARLY = re.compile(
    r"laufend|konsumtiv|jährlich|(?:pro|im|je) jahr(?!\w|\s*\d)|p\. ?a\.|/ ?(?:jahr|a\b)|"
    r"monatlich|\bmtl\b|(?:pro|im|je) monat|/ ?monat|"
    r"betrieb(?:s?(?:kosten|aufwand))?\b|(?<!er)wartung|\bfolge",
    re.I,
)
PUNCTUATION = r"[;,]\s+"
WORD = r"(?<!\s)\s+und\s+"  # from the first blank on: a wide gap would take squares of time
JOINT = r"\+\s*|\n\s*|/\s+"  # of two amounts
PART_END = re.compile(f"{PUNCTUATION}|{WORD}")
MONEY = re.compile(rf"{AMOUNT.pattern}|(?<![\w.,])\d{{1,3}}(?:\.\d{{3}})+(?![\w.])", re.I)
BESIDES = re.compile(r"^(?:dazu|hinzu|zuzüglich|zzgl\.|plus|sowie|außerdem)\s+(?:kommen\s+)?", re.I)
LABEL = re.compile(
    r"^(?:einmalige?|jährliche?|laufende?|investiv|konsumtiv)(?: kosten)?:?\s+", re.I
)


def cost_parts(text: str) -> list[str]:
    """Every part of a text: `Einmalig: 9 €, im Jahr 3 € und Bier` has three."""
    return [part.strip() for part in PART_END.split(text) if part.strip()]


def split_costs(text: str) -> tuple[str, str]:
    """What is said of costs that come once, and of those that come each year, in its own words:
    `12.000 €, dazu 1.500 € im Jahr` -> (`12.000 €`, `1.500 € im Jahr`)."""
    said: dict[bool, list[str]] = {False: [], True: []}
    bounds = [0, *_ends_between_amounts(text), len(text)]
    spans = pairwise(bounds)
    for yearly, same in groupby(spans, lambda span: bool(YEARLY.search(text[slice(*span)]))):
        neighbours = list(same)
        said[yearly].append(_trimmed(text[neighbours[0][0] : neighbours[-1][1]]))
    return "; ".join(said[False]), "; ".join(said[True])


def exact_euros(said: str) -> int | None:
    """The amount, if the words say one that is exact and nothing else."""
    try:
        return parse_amount(LABEL.sub("", said)).euro
    except AmountInvalid:
        return None


def with_remark(remark: str, said: str) -> str:
    """Puts a remark in front of what is said already, unless it is in there."""
    if not remark or remark in said:
        return said
    return f"{remark}; {said}" if said else remark


def _ends_between_amounts(text: str) -> list[int]:
    """Where one part ends and the next begins: between two amounts at a comma, else at a plus or
    the end of the line, else at "und"."""
    found = list(MONEY.finditer(text))
    gaps = [(one.end(), other.start()) for one, other in pairwise(found)]
    ends = [_end_in(text, *gap) for gap in gaps]
    return [end for end in ends if end is not None]


def _end_in(text: str, begin: int, end: int) -> int | None:
    """The place before the separator."""
    for separator in (PUNCTUATION, JOINT, WORD):
        if match := re.compile(separator).search(text, begin, end):
            return match.start()
    return None


def _trimmed(part: str) -> str:
    part = re.sub(rf"^(?:{PUNCTUATION}|{JOINT}|{WORD})", "", part)
    return BESIDES.sub("", part.strip()).rstrip(" ,;")
