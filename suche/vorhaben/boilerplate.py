"""What stands in every application: money, committees, procurement, data protection. Pure."""

import re

from suche.understand.sketches import split_sentences

# Beginnings of words. "Haushalte", "Anlagen" and "Vergabe der Plätze" are what projects are about.
FREQUENT = r"""
    \w*ausschuss\w* abschlussbericht aktenzeichen amtsblatt angebotswertung arbeitsgruppe
    auftragsverarbeitung ausschreibung beratungsfolge beschluss datenschutz demografisch
    dienstvereinbarung digitalstrategie eigenanteil eigenmittel fachbereich fachkräftemangel
    finanzierung finanzplan folgekosten förderantrag fördermittel fördersatz gemeinderat
    gleichstellung gremi hauptsatzung haushalt(?!e) informationssicherheit it-grundschutz
    kennzahl klimarelevanz kostenaufstellung kreistag kämmerei landesmittel lenkungsgruppe
    linienorganisation löschkonzept markterkundung meilenstein mitbestimmung mitzeichnung
    onlinezugangsgesetz personalrat personalvertretung pressestelle projektleitung
    projektorganisation projektskizze rechnungsprüfung rechtsgrundlage risikoliste
    schwerbehindertenvertretung sperrvermerk stabsstelle stadtrat stellenplan steuerungsgruppe
    unterschwellen uvgo vergabe(?:recht|stelle|verf) verstetigung verwaltungsleitung
    verwendungsnachweis vorberatung wertgrenze wirtschaftlichkeit zeitplan zuwendung
""".split()
PATTERN = re.compile(rf"\b(?:{'|'.join(FREQUENT)})", re.IGNORECASE)
# Behind which a paper for a council says what it is about.
HEADED = re.compile(r"\b(?:Betreff|Betr\.|Titel|Projekttitel|Vorhaben)\s*:\s*")
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
    """What a sketch begins with; of a paper for a council, what it is headed with."""
    headed = HEADED.search(text)
    if not headed:
        return things_of(text[:TITLE])
    behind = text[headed.end() : headed.end() + TITLE]
    return things_of(next(iter(split_sentences(behind)), ""))
