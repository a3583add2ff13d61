"""Words a question can do without: function words, and how people ask. Own lists."""

from einbettung.text.stopwords import ENGLISH, GERMAN

__all__ = ["ENGLISH", "GERMAN", "QUESTION_FRAME", "is_frame_word"]

# How people ask, not what about. Dropped from questions only: in an article they may be content.
QUESTION_FRAME = frozenset(
    """
    angeboten anbieten anbietet beispiel beispiele bietet bitte brauchen eingeführt eingesetzt
    einsatz einführen einsetzen einsetzt erfahrung erfahrungen erprobt frage gab gebaut geben
    gemacht genutzt gesucht gibt gute guten haben hilfe jemand kennt kommune kommunen kostet kosten
    läuft leute machen macht möchten möglich nutzen nutzt projekt projekte sowas stadt städte suche
    suchen tun umgesetzt umsetzen verwenden verwendet wissen already anyone anybody city cities
    community done example examples experience experiences find get gets has introduced introduce
    know looking make municipality municipalities need offer offers project projects run running
    someone town towns use used uses using want
    """.split()
)


def is_frame_word(word: str) -> bool:
    """Returns whether a word of a question says how it is asked, and not what about."""
    lower = word.lower()
    return lower in GERMAN or lower in ENGLISH or lower in QUESTION_FRAME
