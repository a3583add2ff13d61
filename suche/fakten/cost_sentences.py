"""What a sentence says of costs: an amount that is paid ("kostete 12.000 Euro"), that nothing is
paid, or only what was given for it. Pure."""

import re

from wiki.german.amounts import names_an_amount

FREE = re.compile(r"\bkosten(?:los|frei|pflichtig|günstig)", re.IGNORECASE)
# What is free to those who use it tells nothing of what the municipality pays.
OF_USERS = re.compile(
    r"nutzung|nutzen\b|jeder?\b|bürger|haushalte|leute\b|gäste|fahrgast|besuch|eltern|händler|betriebe\b"
    r"|teilnahme|herunter|verleih|lieferung|hotline|internet|termine|bereit\b|abfrag|fragt\b|abholung",
    re.IGNORECASE,
)
OF_PAYERS = re.compile(
    r"\bkommunen\b|\b(?:den|dem) (?:gemeinden|städten|verein|verbandsgemeinden|landkreis)\b"
    r"|\bfür (?:(?:die|den|das|alle|jede) )?(?:stadt|städte|(?:verbands)?gemeinden?|kommune|verein"
    r"|(?:land)?kreise?)\b",
    re.IGNORECASE,
)
NOTHING = re.compile(r"\bkeine?\b", re.IGNORECASE)
# An amount may also be a turnover or a prize: the sentence must speak of paying.
OF_PAYING = re.compile(
    r"kost|(?<!medien)(?<!förder)preis(?!geld|träger)|gebühr|teuer|günstig|miet|leasing|lizenz|finanz|förder|zuschuss|zuschüsse|"
    r"budget|haushalt|zahl(?:t|en|te|ten)\b|invest|beitrag|ausgegeben|ausgaben|umlage|eigenanteil|"
    r"eigenmittel|bewillig|zuschlag|tarif|pro einwohner|im monat|monatlich|im jahr\b|jährlich",
    re.IGNORECASE,
)
OF_FUNDING = re.compile(r"[\w-]*(?:förder|zuschuss|zuschüss|bewillig)\w*", re.IGNORECASE)


def speaks_of_costs(sentence: str) -> bool:
    """Returns whether a sentence says what something costs or who pays how much for it."""
    return _is_free(sentence) or names_a_price(sentence)


def names_a_price(sentence: str) -> bool:
    """Returns whether a sentence names an amount that is paid. That something is free of charge may
    be said to those who use it, and not to who runs it."""
    return names_an_amount(sentence) and bool(OF_PAYING.search(sentence))


def tells_funding_alone(sentence: str) -> bool:
    """Returns whether what a sentence says of money is what was given for it, often for more than
    what is asked about, and not what it cost."""
    return not _is_free(sentence) and not OF_PAYING.search(OF_FUNDING.sub("", sentence))


def tells_costs(hint: str) -> bool:
    """Returns whether the words in the field for costs say how much: an amount, or nothing."""
    return names_an_amount(hint) or _is_free(hint) or bool(NOTHING.search(hint))


def _is_free(text: str) -> bool:
    """Returns whether a text says that a municipality pays nothing, and not those who use it."""
    return bool(FREE.search(text)) and not (OF_USERS.search(text) and not OF_PAYERS.search(text))
