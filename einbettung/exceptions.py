"""What can go wrong on the way from page to vector."""

from wiki.exceptions import WikiError


class ModelUnavailable(WikiError):
    """Das Sprachmodell lässt sich nicht laden."""


class IndexMismatch(WikiError):
    """Der Index gehört zu einem anderen Modell. Bitte ausführen: manage.py rebuild_index --all"""


class ReindexRunning(WikiError):
    """Ein anderer Abgleich des Index läuft gerade; dieser hat nichts geändert."""
