"""Amounts of money in German texts: where they stand, and how many euros each is. Pure.

An amount is a number, in digits or as a word, with a currency: `12.345,67 €`, `rund 30.000 Euro`,
`12 T€`, `EUR 1,2 Mio.`, `eine Million Euro`, `50 Cent`.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

CURRENCY = r"€|euro|eur"
# `12,500.00` and `1,200,000`: a comma that cannot be the German one. `12,500` alone might be.
ENGLISH = r"\d{1,3}(?:,\d{3})+\.\d{2}(?![.,]?\d)|\d{1,3}(?:,\d{3}){2,}(?![.,]?\d)"
SWISS = r"\d{1,3}(?:['’]\d{3})+\.\d{2}(?![.,]?\d)"
NUMBER = (
    rf"{ENGLISH}|{SWISS}|"
    r"\d{1,3}(?:[. \u00a0\u202f’']\d{3})+(?:,\d+)?|\d+,\d{3}(?= ?(?:mio|mrd))|"
    r"\d+(?:[.,]\d{1,2})?|\d+"
)
UNIT = r"tsd\.?|tausend|mio\.?|millionen|million|mrd\.?|milliarden|milliarde|[tkm]"
FACTOR_OF_UNIT = {
    **dict.fromkeys(["t", "tsd", "tsd.", "tausend", "k", "te"], 1_000),
    **dict.fromkeys(["mio", "mio.", "million", "millionen", "m"], 1_000_000),
    **dict.fromkeys(["mrd", "mrd.", "milliarde", "milliarden"], 1_000_000_000),
}
NUMBER_WORDS = {
    **dict.fromkeys("ein eine einen einem einer".split(), "1"),
    **dict.fromkeys(["eine halbe", "einer halben", "halbe"], "0.5"),
    **dict.fromkeys(["anderthalb", "eineinhalb"], "1.5"),
    **{"zwei": "2", "drei": "3", "vier": "4", "fünf": "5", "sechs": "6", "sieben": "7"},
    **{"acht": "8", "neun": "9", "zehn": "10", "elf": "11", "zwölf": "12", "fünfzehn": "15"},
    **{"zwanzig": "20", "dreißig": "30", "vierzig": "40", "fünfzig": "50", "sechzig": "60"},
    **{"siebzig": "70", "achtzig": "80", "neunzig": "90"},
}
IN_WORDS = (  # fünfzigtausend, zweihundert, tausend, eine halbe
    rf"(?P<word>\b(?:{'|'.join(sorted(NUMBER_WORDS, key=len, reverse=True))}))?"
    r"(?P<hundert>hundert)?(?P<tausend>tausend)?(?<=[a-zäöüß])\b"
)
AMOUNT = re.compile(
    rf"(?<![\w.,])(?:(?P<digits>{NUMBER})(?:,-+|\.-+)?|{IN_WORDS})"
    rf"\s?(?P<unit>{UNIT})?\s?(?P<currency>€|(?:euro|eur|cent)\b)"
    rf"|(?:€|\b(?-i:EUR))\s?(?P<behind>{NUMBER})(?:\s?(?P<unit_behind>{UNIT})(?!\w))?",
    re.IGNORECASE,
)


def names_an_amount(text: str) -> bool:
    """Returns whether a text says an amount of money."""
    return bool(AMOUNT.search(text))


def amounts_in(text: str) -> Iterator[Decimal]:
    """Yields the amounts of a text in euros, in reading order."""
    for match in AMOUNT.finditer(text.replace("\n", " ")):
        digits = match["digits"] or match["behind"]
        number = decimal_of(digits) if digits else _in_words(match)
        unit = (match["unit"] or match["unit_behind"] or "").lower()
        cents = (match["currency"] or "").lower() == "cent"
        yield number * FACTOR_OF_UNIT.get(unit, 1) / (100 if cents else 1)


def decimal_of(number: str) -> Decimal:
    """Reads a German number: `1.234,50` -> 1234.50. A point before one or two last digits is a
    decimal point: `2.5` -> 2.5; English and Swiss ones are read as they are meant."""
    if re.fullmatch(rf"\d+\.\d{{1,2}}|{ENGLISH}|{SWISS}", number):
        return Decimal(re.sub("[,'’]", "", number))
    return Decimal(re.sub(r"[.\s’']", "", number).replace(",", "."))


def _in_words(match: re.Match[str]) -> Decimal:
    """Reads `fünfzigtausend` as 50 times 1,000."""
    number = Decimal(NUMBER_WORDS[match["word"].lower()] if match["word"] else 1)
    return number * (100 if match["hundert"] else 1) * (1_000 if match["tausend"] else 1)
