"""Which column of a table goes into which field: suggested from its heading. Pure."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

SURE_ENOUGH = 88  # per cent of letters in common; below it a heading is not assigned
IGNORE = ""
NUMBERED = re.compile(r" \(\d+\)$")
HEADING_WITHIN = 10  # rows; above the headings lists often have a title
FOLD = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@dataclass(frozen=True)
class Spalte:
    """A field that a column can go into: `name` is the field, `label` the heading of our own
    exports and of the template; `synonyme` are other headings, folded by `fold`."""

    name: str
    label: str
    synonyme: tuple[str, ...] = ()
    pflicht: bool = False


def _spalte(name: str, label: str, synonyme: str = "", *, pflicht: bool = False) -> Spalte:
    return Spalte(name, label, tuple(filter(None, synonyme.split("|"))), pflicht)


SPALTEN = (
    _spalte(
        "titel",
        "Titel",
        "projekt|projektname|projekttitel|name|name des projekts|bezeichnung|vorhaben|massnahme|"
        "title|project|project name|thema des projekts|ueberschrift",
        pflicht=True,
    ),
    _spalte("slug", "Kürzel", "slug|id|kuerzel in der adresse|schluessel|projekt id|projektnummer"),
    _spalte(
        "kurzfassung",
        "Kurzfassung",
        "kurzbeschreibung|beschreibung|zusammenfassung|abstract|summary|description|teaser|inhalt",
        pflicht=True,
    ),
    _spalte(
        "kommunen",
        "Kommunen",
        "kommune|gemeinde|stadt|ort|verwaltung|gebietskoerperschaft|traeger|projekttraeger|"
        "municipality|city|kommune n|ags|gemeindeschluessel|amtlicher gemeindeschluessel|"
        "regionalschluessel|name der kommune|antragsteller",
        pflicht=True,
    ),
    _spalte(
        "themen",
        "Themen",
        "thema|kategorie|kategorien|themenfeld|handlungsfeld|bereich|topic|topics|category|"
        "themenbereich|schlagwort",
        pflicht=True,
    ),
    _spalte(
        "status",
        "Status",
        "stand|projektstand|projektstatus|umsetzungsstand|phase|state|stand der umsetzung",
        pflicht=True,
    ),
    _spalte("status_jahr", "Stand (Jahr)", "jahr|stand jahr|status jahr|jahr des standes|year"),
    _spalte("laufzeit", "Laufzeit", "zeitraum|projektlaufzeit|dauer|period|duration"),
    _spalte(
        "laufzeit_von",
        "Laufzeit von",
        "beginn|start|projektbeginn|von|startjahr|laufzeit von jahr|start year|begin|projektstart",
    ),
    _spalte(
        "laufzeit_bis",
        "Laufzeit bis",
        "ende|projektende|bis|endjahr|laufzeit bis jahr|end year|end|abschluss",
    ),
    _spalte(
        "kosten_einmalig",
        "Kosten einmalig (EUR)",
        "kosten|kosten einmalig|einmalige kosten|projektkosten|gesamtkosten|budget|investition|"
        "investitionskosten|kosten in euro|kosten eur|costs|cost|anschaffungskosten",
    ),
    _spalte(
        "kosten_einmalig_hinweis",
        "Anmerkung zu einmaligen Kosten",
        "anmerkung kosten|kosten anmerkung|kostenhinweis|hinweis kosten",
    ),
    _spalte(
        "kosten_laufend",
        "Kosten laufend pro Jahr (EUR)",
        "laufende kosten|kosten laufend|jaehrliche kosten|betriebskosten|kosten pro jahr|"
        "folgekosten|running costs|kosten jaehrlich|laufende kosten pro jahr",
    ),
    _spalte(
        "kosten_laufend_hinweis",
        "Anmerkung zu laufenden Kosten",
        "anmerkung laufende kosten|hinweis laufende kosten",
    ),
    _spalte("personalaufwand", "Personalaufwand", "personal|aufwand|stellen|personalbedarf|staff"),
    _spalte("foerderung", "Förderung", "foerderprogramm|foerdermittel|funding|finanzierung"),
    _spalte("uebertragbarkeit", "Übertragbarkeit", "uebertragung|transfer|nachnutzbarkeit"),
    _spalte("nachnutzungswege", "Wege zur Nachnutzung", "nachnutzungswege|nachnutzungsweg"),
    _spalte(
        "nachnutzungen", "Nachgenutzt von", "nachnutzung|nachnutzer|nachnutzende kommunen|reused by"
    ),
    _spalte(
        "produkte",
        "Technik und Produkte",
        "produkt|produkte|technik|technologie|software|produkt technik|products|technology|loesung "
        "produkt|eingesetzte technik|eingesetzte software|anwendung",
    ),
    _spalte(
        "partner",
        "Partner",
        "projektpartner|kooperationspartner|partners|dienstleister|beteiligte|anbieter",
    ),
    _spalte("zielgruppen", "Zielgruppen", "zielgruppe|target group|target groups|nutzende"),
    _spalte("ozg_leistung", "OZG-Leistung", "ozg|leistung|leika|ozg id"),
    _spalte(
        "kontakt_stelle",
        "Kontakt: Stelle",
        "stelle|ansprechstelle|kontakt|amt|organisationseinheit|fachbereich|abteilung|contact",
    ),
    _spalte(
        "kontakt_postfach",
        "Kontakt: Funktionspostfach",
        "funktionspostfach|postfach|email|e mail|mail|e mail adresse|emailadresse|mailadresse",
    ),
    _spalte("kontakt_telefon", "Kontakt: Telefon", "telefon|telefonnummer|tel|phone|rufnummer"),
    _spalte("faktenlage", "Hinweis zur Faktenlage", "faktenlage|datenlage"),
    _spalte("geprueft_am", "Geprüft am", "geprueft|letzte pruefung|aktualisiert am|stand vom"),
    _spalte("gueltig_bis", "Gültig bis", "ablaufdatum|wiedervorlage|valid until|gueltig"),
    _spalte("ausgangslage", "Ausgangslage", "problem|anlass|hintergrund|ausgangssituation"),
    _spalte("loesung", "Lösung", "loesungsbeschreibung|solution|umgesetzte loesung"),
    _spalte("vorgehen", "Vorgehen", "vorgehensweise|umsetzung|implementierung|approach"),
    _spalte(
        "ergebnis",
        "Ergebnis und Wirkung",
        "ergebnis|ergebnisse|wirkung|nutzen|mehrwert|result|results|erfolg",
    ),
    _spalte("stolpersteine", "Stolpersteine", "herausforderungen|probleme|huerden|risiken"),
    _spalte(
        "anders_machen",
        "Was wir heute anders machen würden",
        "anders machen|lessons learned|erkenntnisse|lehren|empfehlungen",
    ),
    _spalte("frei", "Weitere Abschnitte", "weiteres|sonstiges|bemerkungen|bemerkung|anmerkungen"),
    _spalte("quellen", "Quellen", "quelle|link|links|url|webseite|website|internet|source|sources"),
)
BY_NAME: Mapping[str, Spalte] = {spalte.name: spalte for spalte in SPALTEN}
SECTIONS = ("ausgangslage", "loesung", "vorgehen", "ergebnis", "stolpersteine", "anders_machen")


@dataclass(frozen=True)
class Zuordnung:
    """`felder`: per column the name of a field or IGNORE; `hinweise` are for people."""

    felder: tuple[str, ...]
    hinweise: tuple[str, ...] = ()


def fold(heading: str) -> str:
    """`Kosten (einmalig, €)` -> `kosten einmalig`."""
    return " ".join(re.findall(r"[a-z0-9]+", heading.casefold().translate(FOLD)))


def _known_headings() -> dict[str, str]:
    known = {fold(spalte.label): spalte.name for spalte in SPALTEN}
    for spalte in SPALTEN:
        known.setdefault(spalte.name.replace("_", " "), spalte.name)
        for synonym in spalte.synonyme:
            known.setdefault(synonym, spalte.name)
    return known


KNOWN = _known_headings()


def heading_key(headings: Sequence[str]) -> str:
    """Names a set of headings in their order; what a remembered mapping is found by."""
    return hashlib.sha256("\n".join(map(fold, headings)).encode()).hexdigest()


def suggest_mapping(headings: Sequence[str]) -> Zuordnung:
    """Exact headings and synonyms first, then similar ones. A field takes one column: what comes
    second is not read and said so."""
    fields = [IGNORE] * len(headings)
    notes: list[str] = []
    taken: dict[str, int] = {}
    for find in (_exact, _similar):
        for number, heading in enumerate(headings):
            name = "" if fields[number] else find(heading)
            if not name:
                continue
            if name not in taken:
                fields[number] = name
                taken[name] = number
            elif find is _exact:
                notes.append(
                    f"Spalte {number + 1} „{heading}“ wird nicht gelesen: „{BY_NAME[name].label}“ "
                    f"kommt schon aus Spalte {taken[name] + 1} „{headings[taken[name]]}“."
                )
    notes += _unread(headings, fields, notes)
    return Zuordnung(tuple(fields), tuple(notes))


def count_known(cells: Sequence[str]) -> int:
    """How many known headings a row holds; a single one may be a word in a cell of data."""
    known = sum(1 for name in suggest_mapping(cells).felder if name)
    return known if known > 1 else 0


def apply_mapping(headings: Sequence[str], wanted: Mapping[str, str]) -> Zuordnung:
    """A mapping from a file or a form: heading -> field. Raises ValueError, in German."""
    by_heading = {fold(heading): name for heading, name in wanted.items()}
    if unknown := sorted(set(by_heading.values()) - set(BY_NAME) - {IGNORE}):
        raise ValueError(f"Unbekanntes Feld: {', '.join(unknown)}.")
    if missing := sorted(set(by_heading) - set(map(fold, headings))):
        raise ValueError(f"Diese Überschrift gibt es in der Datei nicht: {', '.join(missing)}.")
    fields = tuple(by_heading.get(fold(heading), IGNORE) for heading in headings)
    twice = sorted({name for name in fields if name and fields.count(name) > 1})
    if twice:
        labels = ", ".join(BY_NAME[name].label for name in twice)
        raise ValueError(f"Zwei Spalten für dasselbe Feld: {labels}.")
    return Zuordnung(fields, tuple(_unread(headings, fields, [])))


def _exact(heading: str) -> str:
    """`Ort (2)`, as columns of the same name are told apart, is known like `Ort`."""
    return KNOWN.get(fold(heading), "") or KNOWN.get(fold(NUMBERED.sub("", heading)), "")


def _similar(heading: str) -> str:
    folded = fold(heading)
    if len(folded) < 4:
        return ""
    found = process.extractOne(folded, list(KNOWN), scorer=fuzz.ratio, score_cutoff=SURE_ENOUGH)
    if found:
        return KNOWN[found[0]]
    # "Kosten einmalig in Tsd. Euro": all words of a known heading of two or more words.
    words = set(folded.split())
    whole = [known for known in KNOWN if len(known.split()) > 1 and set(known.split()) <= words]
    return KNOWN[max(whole, key=len)] if whole else ""


def _unread(headings: Sequence[str], fields: Sequence[str], notes: Sequence[str]) -> list[str]:
    said = " ".join(notes)
    return [
        f"Spalte {number + 1} „{heading}“ wird nicht gelesen: keinem Feld zugeordnet."
        for number, (heading, name) in enumerate(zip(headings, fields, strict=True))
        if not name and heading.strip() and f"Spalte {number + 1} „" not in said
    ]
