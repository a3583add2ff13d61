"""Why a file is not taken. Docstrings are what the person who uploads it is told."""

from wiki.exceptions import WikiError


class FileRefused(WikiError):
    """Diese Datei wird nicht angenommen."""


class ContentDiffers(FileRefused):
    """Der Inhalt der Datei passt nicht zu ihrer Endung. Bitte die Datei im richtigen Format neu
    speichern und noch einmal hochladen."""


class MacrosInside(FileRefused):
    """Die Datei enthält Makros. Bitte ohne Makros speichern und noch einmal hochladen."""


class PictureBroken(FileRefused):
    """Dieses Bild lässt sich nicht öffnen; vielleicht ist die Datei unvollständig. Bitte neu
    speichern und noch einmal hochladen."""


class PictureTooLarge(FileRefused):
    """Dieses Bild hat mehr als 50 Millionen Bildpunkte. Bitte verkleinern und noch einmal
    hochladen."""


class VirusFound(FileRefused):
    """Der Virenscanner hat in der Datei Schadsoftware gefunden. Sie wurde nicht gespeichert."""


class ScannerDown(FileRefused):
    """Die Datei konnte nicht auf Viren geprüft werden und wurde deshalb nicht gespeichert. Bitte
    später noch einmal versuchen; dauert es an, hilft der Betreiber des Wikis."""
