"""The answer to "Was kostet ...?": every amount that is known, with what it is for. Pure.

Amounts come from the facts, and from sentences that speak of costs where there are no facts.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from wiki.fakten.facts import Projektfakten
from wiki.german.amounts import names_an_amount
from wiki.texte import euros, noop
from wiki.texte import gettext as _

from .belege import Beleg, beleg

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
KINDS = {
    "kosten_einmalig": (noop("{betrag} einmalig"), noop("Einmalig")),
    "kosten_laufend": (noop("{betrag} im Jahr"), noop("Laufend")),
}

# What the projects are -> sentences: the only one says it, or not; none of several, some of them.
SENTENCES = {
    "": (
        noop("Zu den Kosten steht bei dem einen Projekt etwas"),
        noop("Zu den Kosten steht bei dem einen Projekt nichts"),
        noop("Zu den Kosten steht bei keinem der {anzahl} Projekte etwas"),
        noop("Zu den Kosten steht bei {bekannt} von {anzahl} Projekten etwas"),
    ),
    "verwandten": (
        noop("Zu den Kosten steht bei dem einen verwandten Projekt etwas"),
        noop("Zu den Kosten steht bei dem einen verwandten Projekt nichts"),
        noop("Zu den Kosten steht bei keinem der {anzahl} verwandten Projekte etwas"),
        noop("Zu den Kosten steht bei {bekannt} von {anzahl} verwandten Projekten etwas"),
    ),
}


@dataclass(frozen=True)
class Kostenantwort:
    """`satz`: how many of the projects say anything of costs; `angaben`: what they say of costs and
    funding; `verwandte`: what projects say that fit less well."""

    satz: str
    angaben: tuple[Beleg, ...]
    verwandte: tuple[Beleg, ...] = ()


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


def answer_costs(
    fakten: Sequence[Projektfakten], sentences: Mapping[int, Sequence[str]], kind: str = ""
) -> Kostenantwort:
    """`sentences`: page id -> sentences of its text that speak of costs; told of projects without
    an amount in their facts. `kind`: what the projects are called beside it ("verwandten")."""
    said = {f.pk: tuple(_said(f, sentences.get(f.pk, ()))) for f in fakten}
    funding = _("Förderung")
    known = sum(any(one.zusatz != funding for one in found) for found in said.values())
    angaben = tuple(one for found in said.values() for one in found)
    return Kostenantwort(_sentence(len(said), known, kind), angaben)


def _said(f: Projektfakten, sentences: Sequence[str]) -> Iterator[Beleg]:
    known = [
        beleg(f, _(when).format(betrag=euros(euro)) if euro is not None else _(kind), hint)
        for field, (when, kind) in KINDS.items()
        for euro, hint in [(getattr(f, field), getattr(f, f"{field}_hinweis"))]
        if euro is not None or hint
    ]
    yield from known or (
        beleg(f, _("Förderung") if tells_funding_alone(sentence) else "", sentence)
        for sentence in sentences
    )


def _sentence(number: int, known: int, kind: str) -> str:
    one, one_none, none, some = SENTENCES[kind]
    if number == 1:
        return _(one if known else one_none)
    return _(some if known else none).format(bekannt=known, anzahl=number)
