"""What can go wrong on the way from page to vector."""

from wiki.exceptions import WikiError


class ModelUnavailable(WikiError):
    """Das Sprachmodell lässt sich nicht laden."""


class IndexMismatch(WikiError):
    """Der Index gehört zu einem anderen Modell (manage.py change_model zeigt, zu welchem)."""


class RepairRunning(WikiError):
    """Ein anderer Abgleich des Index läuft gerade; dieser hat nichts geändert."""


class GenerationInvalid(WikiError):
    """Das geht mit dieser Generation nicht."""


class BuildRunning(WikiError):
    """Eine Generation wird gerade gebaut oder umgeschaltet; dieser Aufruf hat nichts geändert."""


class NoWorker(WikiError):
    """Kein Hintergrundprozess arbeitet. Bitte starten: manage.py procrastinate worker"""


class TrainingDataInvalid(WikiError):
    """Die Lehrdaten sind fehlerhaft; es wurde nichts verändert."""


class AdapterInvalid(WikiError):
    """Die Anpassung passt nicht zum Sprachmodell; es bleibt, wie es ist."""


class TrainingFailed(WikiError):
    """Das Training ist nicht zu Ende gekommen; das Sprachmodell bleibt, wie es ist."""
