"""Words a question can do without: function words, and how people ask. Own lists."""

from collections.abc import Iterable

from einbettung.text.stopwords import ENGLISH, GERMAN

__all__ = [
    "ALSO_ENGLISH",
    "BESIDE",
    "ENDING_COMPOUNDS",
    "ENGLISH",
    "GERMAN",
    "QUESTION_FRAME",
    "frame_of",
    "has_english",
    "is_frame_word",
]

# How people ask, not what about. Dropped from questions only: in an article they may be content.
QUESTION_FRAME = frozenset(
    """
    aktuelles anbieten anbietet angeboten angeschafft arbeitet bedeuten bedeutet beispiel beispiele
    beschafft besitzt betreibt bietet bitte brauchen darf dauer dauern dauert dauerte dürfen
    eigentlich einführen eingebaut eingeführt eingesetzt einsatz einsetzen einsetzt einwohner
    einwohnern einwohnerzahl erfahrung erfahrungen erprobt frage gab gebaut geben gedauert gekostet
    gemacht gemeinde gemeinden genutzt gesucht gibt gute guten haben heissen heißen heißt hilfe
    infos installiert jemand kennt kommune kommunen kosten kostet kostete landkreise landkreisen
    leute läuft machen macht möchten möglich neues nutzen nutzt per preis preise projekt projekte
    rathaus rathäuser rathäusern setzt sowas stadt stadtverwaltung städte städten suche suchen teuer
    thema tun umgesetzt umsetzen ungefähr unterschied verbandsgemeinden vergleich versteht
    verwaltung verwaltungen verwenden verwendet vielleicht vorhaben wissen wohl zusammen überhaupt
    aktuell aktuelle aktuellen aktueller aufs ausprobiert begonnen dringend durchgeführt fürs gern
    gerne gestartet getestet gibts habt information informationen irgendwas irgendwer irgendwo
    beispielen jemandem jemanden kennen leuten lösung lösungen probiert projekten realisiert sagen
    ums versucht wieviel wieviele wüsste wüssten
    ansprechpartner ansprechpartnerin ansprechpartnern kontakt kontaktdaten rufnummer telefonnummer
    telefonnummern
    already anybody anyone cities city community cost costs done example examples expensive
    experience experiences find get gets has introduce introduced know looking make much
    municipalities municipality need offer offers operate operates project projects run running
    someone town towns use used uses using want
    """.split()
)

# Nouns that say what is asked of the word beside them in keywords: "Kosten Rufbus" is no compound.
BESIDE = frozenset(
    """
    anbieter ansprechpartner beispiele dauer erfahrungen gemeinden hersteller kommunen kosten kreise
    landkreise nutzer preis preise projekte städte
    """.split()
)

# German function words that are English nouns or verbs, too: a litter bin, a war memorial.
ALSO_ENGLISH = frozenset("bin den die hat man war".split())

# Of these a compound is two words: "LoRaWAN-Projekte" asks for projects with LoRaWAN.
ENDING_COMPOUNDS = frozenset(
    """
    anbieter beispiel beispiele beispielen erfahrungen hersteller kosten projekt projekte projekten
    vorhaben
    """.split()
)

# Between German words, or alone, these are names: Smart City, Community.
ENGLISH_PLACES = frozenset("cities city community municipalities municipality town towns".split())


def frame_of(words: Iterable[str]) -> frozenset[str]:
    """Returns the frame that counts in a question of these words."""
    return QUESTION_FRAME if has_english(words) else QUESTION_FRAME - ENGLISH_PLACES


def has_english(words: Iterable[str]) -> bool:
    """Returns whether one of the words is a function word of English alone."""
    return any(word in ENGLISH and word not in GERMAN for word in map(str.lower, words))


def is_frame_word(word: str) -> bool:
    """Returns whether a word of a question says how it is asked, and not what about."""
    lower = word.lower()
    return lower in GERMAN or lower in ENGLISH or lower in QUESTION_FRAME
