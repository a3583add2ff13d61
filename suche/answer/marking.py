"""Which words of a question are marked in the passages it finds. Pure.

Of a short question all are. In a sketch "derzeit" and "zunächst" are as rare as what it is about;
there only nouns are marked, and not those of every plan.
"""

from collections.abc import Iterator, Sequence

from suche.german.analysis import WORD, lemma_of, readings_of
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


# Verbs and small words that stand beside any thing: where a page says one, it says nothing of it.
OF_ANY_THING = frozenset(
    """
    anbieten anfangen bedeuten bekommen benutzen besitzen besorgen bieten bleiben brauchen bringen
    denken einsetzen erhalten erlauben ermöglichen erreichen fangen fehlen finden fragen
    funktionieren führen geben gehen gehören gelingen glauben haben halten heißen helfen hören
    interessieren kennen klappen klären kommen kriegen kümmern lassen laufen legen liegen lohnen
    machen meinen nehmen nennen nutzen passen passieren sagen schaffen sehen setzen stehen stellen
    suchen taugen tun verwenden werden wissen wollen wünschen zeigen überlegen übernehmen
    daheim direkt eigen einfach einzeln erst fast fest ganz genug gerade gerne gern gestern gleich
    gut heute immer knapp lange mehr meist morgen neu nie richtig rund selten täglich verschieden
    wenig weiter wirklich zuerst zwei drei vier fünf sechs sieben acht neun zehn
    """.split()
)


def telling_units(units: Sequence[Unit], text: str) -> Sequence[Unit]:
    """Returns the `units` without verbs and small words that stand beside any thing: "Wer stellt
    Gräber ins Netz?" asks for Gräber. `text`: what was asked; a noun that looks like one stays."""
    words = WORD.findall(text)
    small = {word for word in words if word[0].islower()}
    of_any_thing = {readings_of(w)[:1] for w in small if lemma_of(w) in OF_ANY_THING}
    nouns = {readings_of(word)[:1] for word in words if word not in small}
    found = [unit for unit in units if unit.own[:1] not in of_any_thing - nouns]
    return found or units


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
