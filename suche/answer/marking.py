"""Which words of a question are marked in the passages it finds. Pure.

Of a short question all are. In a sketch "derzeit" and "zunächst" are as rare as what it is about;
there only nouns are marked, and not those of every plan.
"""

from collections.abc import Iterator, Sequence

from suche.german.analysis import WORD, readings_of
from suche.understand.schema import Unit
from wiki.german.sentences import sentences

SKETCH_UNITS = 13  # different words from which a question is a sketch
FEWEST_NOUNS = 3  # below, it is not German, or written without capitals
# As they stand in sketches; compounds with them say more.
OF_EVERY_PLAN = frozenset(
    """
    ablauf anfang angebot ansatz anspruch anzahl april arbeit art aufbau aufgabe aufgaben aufwand
    august ausgangslage ausstattung austausch auswahl bedarf bedarfe beginn beitrag bereich bereiche
    beschreibung betrag betrieb budget bürger bürgerinnen bürgern bürgerschaft daten dauer dezember
    einbindung einführung einrichtung einsatz einwohner einwohnerinnen einwohnern entwicklung
    erfahrung erfahrungen ergebnis ergebnisse erhöhung erweiterung euro fall februar folge frage
    fragen funktion funktionen förderung grund grundlage hilfe hinblick idee inhalt inhalte
    interesse jahr jahre jahren januar juli juni konzept land leistung leistungen lösung lösungen
    mai maßnahme maßnahmen menschen mitarbeitende mitarbeitenden mitarbeiter monat monate monaten
    märz möglichkeit möglichkeiten november nutzen nutzer nutzerinnen nutzung oktober ort orte phase
    plan planung problem probleme projektskizze prozess prozesse prüfung rahmen region schritt
    schritte september skizze stand stelle stellen tag tage tagen teil teile thema themen umfang
    umgang umsetzung unterstützung verbesserung verfahren verfügung vorgehen vorhaben weg wege weise
    woche wochen zahl zahlen zeit zeiten zeitraum ziel ziele ziels zufriedenheit zusammenarbeit
    zweck überblick
    """.split()
)


def marked_units(units: Sequence[Unit], text: str) -> Sequence[Unit]:
    """Returns those of the `units` that are marked. `text`: what was asked."""
    if len(units) < SKETCH_UNITS:
        return units
    nouns = {readings[0] for word in nouns_of(text) if (readings := readings_of(word))}
    found = [unit for unit in units if unit.own and unit.own[0] in nouns]
    return found if len(found) >= FEWEST_NOUNS else units


def nouns_of(text: str) -> Iterator[str]:
    """Yields the words with a capital that a sentence does not owe to its beginning. There only a
    compound is taken for a noun."""
    for sentence in sentences(text):
        for place, match in enumerate(WORD.finditer(sentence)):
            word = match[0]
            is_noun = word[0].isupper() and word.lower() not in OF_EVERY_PLAN
            if is_noun and (place or len(readings_of(word)) > 1):
                yield word
