"""The answer to "Was kostet ...?": every amount that is known, with what it is for. Pure.

Amounts come from the facts, and from sentences that speak of costs where there are no facts.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from wiki.fakten.facts import Projektfakten
from wiki.texte import euros, ngettext, noop
from wiki.texte import gettext as _

from .belege import Beleg, beleg
from .cost_sentences import tells_funding_alone

# Field of the facts -> how its amount is said, and what it is called without one.
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


def answer_costs(
    fakten: Sequence[Projektfakten], sentences: Mapping[int, Sequence[str]], kind: str = ""
) -> Kostenantwort:
    """`sentences`: page id -> sentences of its text that speak of costs; told of projects without
    an amount in their facts. `kind`: what the projects are called beside it ("verwandten")."""
    said = {f.pk: tuple(_said(f, sentences.get(f.pk, ()))) for f in fakten}
    funding = _("Förderung")
    known = sum(any(one.zusatz != funding for one in found) for found in said.values())
    funded = sum(bool(found) for found in said.values()) - known
    angaben = tuple(one for found in said.values() for one in found)
    return Kostenantwort(_sentence(len(said), known, kind) + _funded(funded, len(said)), angaben)


def _said(f: Projektfakten, sentences: Sequence[str]) -> Iterator[Beleg]:
    """Yields what a project says: the amounts of its facts, else its sentences."""
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
    """Returns how many of a number of projects say anything, as a sentence."""
    one, one_none, none, some = SENTENCES[kind]
    if number == 1:
        return _(one if known else one_none)
    return _(some if known else none).format(bekannt=known, anzahl=number)


def _funded(number: int, projects: int) -> str:
    """Says of how many projects only the funding is known: what was given is not what it cost."""
    if not number:
        return ""
    if projects == 1:
        return _(", nur zur Förderung")
    said = ngettext(", bei einem nur zur Förderung", ", bei {anzahl} nur zur Förderung", number)
    return said.format(anzahl=number)
