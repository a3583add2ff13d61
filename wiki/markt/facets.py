"""Filter and count. Each Facette is counted under the choices of all others, so that a number
says what choosing that value would show."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from .schema import Auswahl, Counts, Eintrag

BEKANNT, UNBEKANNT = "bekannt", "unbekannt"

WERTE: dict[str, Callable[[Eintrag], Iterable[str]]] = {
    "thema": lambda eintrag: eintrag.themen,
    "status": lambda eintrag: (eintrag.status,),
    "land": lambda eintrag: eintrag.laender,
    "groesse": lambda eintrag: eintrag.groessen,
    "kosten": lambda eintrag: (BEKANNT if eintrag.kosten_bekannt else UNBEKANNT,),
    "weg": lambda eintrag: eintrag.nachnutzungswege,
}


def select(eintraege: Iterable[Eintrag], auswahl: Auswahl) -> list[Eintrag]:
    """The entries that pass every choice, in the order given."""
    return [eintrag for eintrag in eintraege if not _missed(eintrag, auswahl)]


def count(eintraege: Sequence[Eintrag], auswahl: Auswahl) -> Counts:
    """How often each value occurs among the entries that pass the choices of the other Facetten."""
    counts: Counts = {name: Counter() for name in WERTE}
    for eintrag in eintraege:
        missed = _missed(eintrag, auswahl)
        if len(missed) > 1:
            continue
        for name in missed or WERTE:
            counts[name].update(set(WERTE[name](eintrag)))
    return counts


def _missed(eintrag: Eintrag, auswahl: Auswahl) -> list[str]:
    return [name for name, wert in auswahl.items() if wert not in WERTE[name](eintrag)]
