"""Rates how usable a case is to others, and says what would make it better. Pure.

Readers who look for advice want costs, mistakes and a telephone number. The table of fields says
what each missing field costs; all fields together are 100 per cent.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from wiki.felder.felder import BY_NAME, FELDER, REQUIRED
from wiki.felder.schema import Feld

SHORT_LEAD = 60  # characters
SHORT_SECTION = 150  # characters
LONG_TEXT = 600  # characters; so long, a text tells situation, solution and procedure, too
SHORT_TEXT_COSTS = 10  # per cent
PERSONAL_MAILBOX = 2  # per cent
ONE_PERSON = re.compile(r"^[a-zäöüß]{2,}[._-][a-zäöüß]{3,}@", re.IGNORECASE)
SHARED = re.compile(r"digital|rathaus|stadt|amt|stelle|buero|team|info|post|projekt|verwaltung")
GOOD_PERCENT, USABLE_PERCENT = 85, 60  # per cent


@dataclass(frozen=True)
class FormState:
    """A case while it is written: name of a field in FELDER -> its text."""

    angaben: Mapping[str, str] = field(default_factory=dict)

    def said(self, name: str) -> str:
        """Returns the text of a field; empty if it has none."""
        return self.angaben.get(name, "").strip()


@dataclass(frozen=True)
class Hinweis:
    """Something that is missing: the form field to fill in, a sentence about it, and what it is
    worth in per cent."""

    feld: str
    text: str
    gewicht: int


@dataclass(frozen=True)
class Guete:
    """How usable a case is, in per cent, and hints, those first that readers miss most.
    `einreichbar` is True when no required field is empty."""

    prozent: int
    hinweise: Sequence[Hinweis]
    einreichbar: bool

    @property
    def stufe(self) -> str:
        if self.prozent >= GOOD_PERCENT:
            return "gut nachnutzbar"
        return "brauchbar" if self.prozent >= USABLE_PERCENT else "noch lückenhaft"


def guete_of(state: FormState) -> Guete:
    """Rates a case: 100 per cent less the weight of each hint."""
    missing = [*_missing_fields(state), *_weak_texts(state)]
    lost = sum(hinweis.gewicht for hinweis in missing)
    ordered = sorted(missing, key=lambda hinweis: -hinweis.gewicht)
    return Guete(100 - lost, ordered, all(state.said(name) for name in REQUIRED))


def _missing_fields(state: FormState) -> Iterator[Hinweis]:
    for feld in FELDER:
        if feld.mangel and not _is_filled(feld, state):
            yield Hinweis(feld.attribut, feld.mangel.text, feld.mangel.gewicht)


def _is_filled(feld: Feld, state: FormState) -> bool:
    others = feld.mangel.auch if feld.mangel else ()
    return any(state.said(name) for name in (feld.name, *others))


def _weak_texts(state: FormState) -> Iterator[Hinweis]:
    """Yields hints for fields that are filled in, but too briefly or with the wrong thing."""
    if 0 < len(state.said("kurzfassung")) < SHORT_LEAD:
        text = "Die Kurzfassung ist knapp: Wer macht was für wen? Sie steht in jeder Trefferliste."
        yield Hinweis("kurzfassung", text, _weight_of("kurzfassung"))
    if 0 < len(state.said("loesung")) < SHORT_SECTION:
        text = "Die Lösung ist sehr kurz. Beschreiben Sie, wie man sie benutzt."
        yield Hinweis("inhalt", text, 0)
    if not state.said("loesung") and 0 < len(state.said("text")) < LONG_TEXT:
        text = "Die Beschreibung ist kurz: Was war das Problem, was gibt es jetzt, wer tat was?"
        yield Hinweis("inhalt", text, SHORT_TEXT_COSTS)
    if looks_personal(state.said("kontakt_postfach")):
        text = "Das sieht nach der Adresse einer Person aus. Bitte ein Funktionspostfach."
        yield Hinweis("kontakt_postfach", text, PERSONAL_MAILBOX)


def _weight_of(name: str) -> int:
    mangel = BY_NAME[name].mangel
    return mangel.gewicht if mangel else 0


def looks_personal(address: str) -> bool:
    """Returns whether a mailbox seems to be one person's: `erika.mustermann@...` does,
    `digitales.rathaus@...` does not."""
    return bool(ONE_PERSON.match(address)) and not SHARED.search(address.partition("@")[0].lower())
