"""How usable a case is, and what would make it more so. Pure.

Whoever looks for advice asks for costs, mistakes and a telephone number. The weights say how much a
reader loses without the thing; together they are 100.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

SHORT_LEAD = 60  # characters
SHORT_SECTION = 150
ONE_PERSON = re.compile(r"^[a-zäöüß]{2,}[._-][a-zäöüß]{3,}@", re.IGNORECASE)
SHARED = re.compile(r"digital|rathaus|stadt|amt|stelle|buero|team|info|post|projekt|verwaltung")
GOOD, USABLE = 85, 60  # per cent


@dataclass(frozen=True)
class Entwurf:
    """A case as it is being written. `abschnitte`: kind of section -> its plain text."""

    titel: str = ""
    kurzfassung: str = ""
    kommunen: int = 0
    themen: int = 0
    status: str = ""
    stand_bekannt: bool = False
    abschnitte: Mapping[str, str] = field(default_factory=dict)
    kosten: bool = False
    personalaufwand: bool = False
    uebertragbarkeit: bool = False
    nachnutzungswege: bool = False
    kontakt: bool = False
    kontakt_postfach: str = ""
    quellen: int = 0
    gueltig_bis: bool = False


@dataclass(frozen=True)
class Hinweis:
    """What is missing: the field it belongs to, a sentence, and what it is worth."""

    feld: str
    text: str
    gewicht: int


@dataclass(frozen=True)
class Guete:
    """0 to 100 per cent, and the hints, what readers miss most first. `einreichbar`: no field that
    must be filled in is empty."""

    prozent: int
    hinweise: Sequence[Hinweis]
    einreichbar: bool

    @property
    def stufe(self) -> str:
        if self.prozent >= GOOD:
            return "gut nachnutzbar"
        return "brauchbar" if self.prozent >= USABLE else "noch lückenhaft"


def rate(entwurf: Entwurf) -> Guete:
    """What is said counts, what is missing becomes a hint."""
    missing = [hinweis for fulfilled, hinweis in _rules(entwurf) if not fulfilled]
    lost = sum(hinweis.gewicht for hinweis in missing)
    ordered = sorted(missing, key=lambda hinweis: -hinweis.gewicht)
    return Guete(100 - lost, ordered, _has_the_required(entwurf))


def _has_the_required(e: Entwurf) -> bool:
    return bool(e.titel and e.kurzfassung and e.kommunen and e.themen and e.status)


def _rules(e: Entwurf) -> list[tuple[bool, Hinweis]]:
    return [
        (bool(e.titel), Hinweis("title", "Der Titel fehlt: Was ist es, und wo?", 8)),
        (
            len(e.kurzfassung) >= SHORT_LEAD,
            Hinweis(
                "kurzfassung",
                "Die Kurzfassung ist knapp: Wer macht was für wen? Sie steht in jeder Trefferliste."
                if e.kurzfassung
                else "Die Kurzfassung fehlt: Wer macht was für wen?",
                8,
            ),
        ),
        (e.kommunen > 0, Hinweis("kommunen", "Bitte die Kommune auswählen.", 6)),
        (e.themen > 0, Hinweis("themen", "Bitte mindestens ein Thema auswählen.", 5)),
        (bool(e.status), Hinweis("status", "Der Status fehlt: Wie weit ist das Projekt?", 5)),
        (
            e.stand_bekannt,
            Hinweis(
                "status_jahr", "Aus welchem Jahr ist der Stand? Ohne Jahr veraltet er still.", 3
            ),
        ),
        *_sections(e.abschnitte),
        (e.kosten, Hinweis("kosten_einmalig", "Kosten unbekannt – auch eine Spanne hilft.", 9)),
        (
            e.personalaufwand,
            Hinweis("personalaufwand", "Wie viel Arbeit war es? Eine Schätzung genügt.", 4),
        ),
        (
            e.uebertragbarkeit,
            Hinweis("uebertragbarkeit", "Was muss eine andere Kommune mitbringen?", 6),
        ),
        (
            e.nachnutzungswege,
            Hinweis("nachnutzungswege", "Wie kommt eine andere Kommune an die Lösung?", 3),
        ),
        (
            e.kontakt,
            Hinweis("kontakt_stelle", "Kontakt fehlt – eine Stelle oder ein Postfach genügt.", 7),
        ),
        (
            not looks_personal(e.kontakt_postfach),
            Hinweis(
                "kontakt_postfach",
                "Das sieht nach der Adresse einer Person aus. Bitte ein Funktionspostfach.",
                2,
            ),
        ),
        (e.quellen > 0, Hinweis("quellen", "Woher stammen die Angaben? Eine Quelle genügt.", 3)),
        (
            e.gueltig_bis,
            Hinweis("gueltig_bis", "Bis wann gelten die Angaben? Wir erinnern dann daran.", 2),
        ),
    ]


def _sections(texts: Mapping[str, str]) -> list[tuple[bool, Hinweis]]:
    """The six sections, each by itself; one that is very short counts as missing in part."""
    missing = {
        "ausgangslage": ("Die Ausgangslage fehlt: Was war das Problem?", 6),
        "loesung": ("Die Lösung fehlt: Was gibt es jetzt?", 7),
        "vorgehen": ("Das Vorgehen fehlt: Wer hat wann was getan?", 4),
        "ergebnis": ("Das Ergebnis fehlt: Was ist besser geworden?", 4),
        "stolpersteine": ("Stolpersteine fehlen – danach wird am meisten gefragt.", 5),
        "anders_machen": ("Was würden Sie heute anders machen? Ein Satz hilft schon.", 3),
    }
    rules = [
        (bool(texts.get(kind, "").strip()), Hinweis("inhalt", text, weight))
        for kind, (text, weight) in missing.items()
    ]
    solution = texts.get("loesung", "").strip()
    long_enough = not solution or len(solution) >= SHORT_SECTION
    text = "Die Lösung ist sehr kurz. Beschreiben Sie, wie man sie benutzt."
    return [*rules, (long_enough, Hinweis("inhalt", text, 0))]


def looks_personal(address: str) -> bool:
    """`erika.mustermann@...` is somebody; `digitales.rathaus@...` outlives whoever reads it."""
    return bool(ONE_PERSON.match(address)) and not SHARED.search(address.partition("@")[0].lower())
