"""What stands in every application: money, committees, procurement, data protection. Pure."""

import re

# Beginnings of words. "Haushalte", "Anlagen" and "Vergabe der Plätze" are what projects are about.
FREQUENT = r"""
    abschlussbericht amtsblatt auftragsverarbeitung ausschreibung ausschuss beschluss datenschutz
    dienstvereinbarung eigenanteil eigenmittel finanzierung finanzplan folgekosten fördermittel
    förderantrag gemeinderat gremi haushalt(?!e) informationssicherheit it-grundschutz kämmerei
    kennzahl kostenaufstellung lenkungsgruppe löschkonzept markterkundung meilenstein
    mitbestimmung personalrat projektleitung projektorganisation rechnungsprüfung risikoliste
    schwerbehindertenvertretung stadtrat steuerungsgruppe unterschwellen
    vergabe(?:recht|stelle|verf) verwendungsnachweis wirtschaftlichkeit zeitplan zuwendung
""".split()
PATTERN = re.compile(rf"\b(?:{'|'.join(FREQUENT)})", re.IGNORECASE)
SHORT = 90  # characters; a sentence of this length is about the one thing it names
TITLE = 150  # characters; what a sketch begins with is its subject


def is_boilerplate(sentence: str, subject: frozenset[str] = frozenset()) -> bool:
    """Whether it names two such things, or is short and names one. `subject`: those that the sketch
    is about; of a sketch on procurement no sentence goes for that."""
    named = things_of(sentence) - subject
    return len(named) > 1 or (len(named) == 1 and len(sentence) <= SHORT)


def things_of(text: str) -> frozenset[str]:
    return frozenset(match[0].lower() for match in PATTERN.finditer(text))


def subject_of(text: str) -> frozenset[str]:
    return things_of(text[:TITLE])
