"""Errors of import and export that a person can mend."""

from wiki.exceptions import WikiError


class FileUnreadable(WikiError):
    """Die Datei lässt sich nicht lesen."""


class MappingInvalid(WikiError):
    """Die Zuordnung der Spalten passt nicht."""


class ImportRunning(WikiError):
    """Es läuft schon ein Import. Bitte warten, bis er fertig ist, und dann noch einmal starten."""


class ImportTargetMissing(WikiError):
    """Im Wiki fehlt das Projektverzeichnis, unter dem die Seiten stehen sollen."""


class UndoRefused(WikiError):
    """Dieser Import lässt sich nicht rückgängig machen."""


class HarvestListInvalid(WikiError):
    """Die Liste der Sammeladressen stimmt nicht (WIKI_SAMMELLISTE)."""
