"""Reads amounts as people write them in lists and forms. Pure.

Only an exact amount becomes a number: `1,5 T€` -> 1500. Cents are rounded, and the remark beside
the amount keeps them. Any other text goes unchanged into the remark, because a guess would be worse
than a gap.
"""

import re
from dataclasses import dataclass, field
from datetime import date, time
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from .amounts import CURRENCY, FACTOR_OF_UNIT, NUMBER, UNIT, decimal_of

AMOUNT_MAX_EUROS = 2_147_483_647  # of the database column, euros

WORDS_FOR_FREE = frozenset("kostenlos kostenfrei gratis umsonst unentgeltlich".split())
# Without blanks, points and strokes; the last ones are what databases write for nothing.
WORDS_FOR_NO_ANSWER = frozenset(
    "|/|,|ka|n/a|na|nn|nb|entf|tbd|tba|tbc|?|keineangabe|keineangaben|ohneangabe|ohneangaben|"
    "…|null|none|nan|nat|<na>|undefined".split("|")
)
# Said beside an exact number, these change what it means, not how much it is.
QUALIFIERS = (
    r"brutto|netto|einmalig|jährlich|pro jahr|im jahr|je jahr|/ ?jahr|/ ?a|p\. ?a\.|"
    r"(?:inkl|zzgl|incl|inklusive|zuzüglich)\.? ?(?:mwst|ust|mehrwertsteuer)\.?"
)
AMOUNT_CELL = re.compile(
    rf"(?:(?P<unit_before>{UNIT}) ?(?={CURRENCY}|\d))?(?:{CURRENCY})? ?"
    rf"(?P<number>{NUMBER}) ?(?P<unit>{UNIT})? ?"
    rf"(?:,-+|\.-+|,–)? ?(?P<currency>{CURRENCY})?"
    rf"(?P<qualifier>(?:,? ?\(?(?:{QUALIFIERS})\)?)*)"
)
ONE_DECIMAL = re.compile(r"\d{1,3}[.,]\d")
DATE = re.compile(r"\d{1,2}\. ?\d{1,2}\. ?\d{4}|\d{4}-\d{1,2}-\d{1,2}")
# One word without a digit says an amount only if it is one of these.
VAGUE_AMOUNTS = frozenset(
    "unbekannt offen variabel gering geringe keine entfällt intern eigenleistung vertraulich "
    "ehrenamtlich pauschal ungeklärt geschätzt".split()
)
TELLS_OF_MONEY = re.compile(
    r"kosten|mittel|budget|haushalt|personal|neutral|frei|gering|gebühr|förder"
)
MANGLED = re.compile(r"[^\W\d_]+\d[\w.,]*|\d[\d.,]*[^\W\d_][\w.,]*|\d[\d.,]*[.,]{2}[\d.,]*")
NEGATIVE = re.compile(rf"(?:{CURRENCY})? ?[-−–] ?\d[\d.,]*.*")


def says_nothing(text: str) -> bool:
    """Returns whether a cell only says that there is no answer: `-`, `k. A.`, `NULL`."""
    return re.sub(r"[\s.\-–—_]", "", text).casefold() in WORDS_FOR_NO_ANSWER


class AmountInvalid(ValueError):
    """Raised for a cell that says no amount, not even a vague one. The text says why, in German."""


@dataclass(frozen=True)
class ReadAmount:
    """An amount as read: `12.000 € brutto` -> euro=12000, anmerkung="12.000 € brutto";
    `12,50 €` -> euro=13, anmerkung="12,50 €".

    `euro` is None when the text says no exact amount. `anmerkung` is what the number cannot say.
    `exakt` is False where somebody should look, because the whole text went into the remark.
    """

    euro: int | None
    anmerkung: str = ""
    exakt: bool = True
    gerundet: bool = field(default=False, compare=False)


def parse_amount(value: Any) -> ReadAmount:
    """Reads a cell, text or number, as euros. Raises AmountInvalid if it says no amount."""
    if isinstance(value, bool):
        raise AmountInvalid("„Wahr/Falsch“ ist kein Betrag.")
    if isinstance(value, (date, time)):
        raise AmountInvalid("Hier steht ein Datum statt eines Betrags.")
    if isinstance(value, (int, float)):
        return _of_number(Decimal(str(value)))
    text = " ".join(str(value).replace("\u202f", " ").split())
    folded = text.casefold()
    if says_nothing(text):
        return ReadAmount(None)
    if folded in WORDS_FOR_FREE:
        return ReadAmount(0, text)
    if NEGATIVE.fullmatch(folded):
        raise AmountInvalid(f"„{text}“ ist kleiner als null.")
    match = AMOUNT_CELL.fullmatch(folded)
    if match is None:
        _refuse_nonsense(text, folded)
        return ReadAmount(None, text, exakt=False)
    unit = match["unit"] or match["unit_before"] or ""
    if ONE_DECIMAL.fullmatch(match["number"]) and not (unit or match["currency"]):
        return ReadAmount(None, text, exakt=False)  # `2,5` is hardly two euros and a half
    amount = decimal_of(match["number"]) * FACTOR_OF_UNIT.get(unit, 1)
    return _whole_euros(amount, text, text if match["qualifier"] else "")


def _of_number(amount: Decimal) -> ReadAmount:
    """Reads a cell that holds a number; cents are shown as people write them."""
    if not amount.is_finite() or amount == amount.to_integral_value():
        return _whole_euros(amount, str(amount))
    if ONE_DECIMAL.fullmatch(str(amount)):
        return ReadAmount(None, str(amount).replace(".", ","), exakt=False)
    shown = f"{amount:,.2f} €".translate(str.maketrans(",.", ".,"))
    return _whole_euros(amount, shown)


def _refuse_nonsense(text: str, folded: str) -> None:
    """Raises AmountInvalid for a text that is not even a vague amount: a date, or a word like
    "Hans". "ungefähr 3000" and "vertraulich" pass."""
    if DATE.fullmatch(folded):
        raise AmountInvalid(f"„{text}“ ist ein Datum und kein Betrag.")
    is_word = " " not in folded and not any(letter.isdigit() for letter in folded)
    known = folded.strip(".") in VAGUE_AMOUNTS or TELLS_OF_MONEY.search(folded)
    if MANGLED.fullmatch(folded) or (is_word and not known):
        raise AmountInvalid(f"„{text}“ ist kein Betrag. Bitte Ziffern eintragen, etwa 12.000 €.")


def _whole_euros(amount: Decimal, text: str, remark: str = "") -> ReadAmount:
    """Checks the bounds, and rounds cents, which the remark keeps."""
    if not amount.is_finite():
        raise AmountInvalid(f"„{text}“ ist kein Betrag.")
    if amount < 0:
        raise AmountInvalid(f"„{text}“ ist kleiner als null.")
    if amount > AMOUNT_MAX_EUROS:
        raise AmountInvalid(
            f"„{text}“ ist zu groß (höchstens {AMOUNT_MAX_EUROS:,} €).".replace(",", ".")
        )
    whole = amount.quantize(Decimal(1), ROUND_HALF_UP)
    if whole == amount:
        return ReadAmount(int(whole), remark)
    return ReadAmount(int(whole), text, gerundet=True)
