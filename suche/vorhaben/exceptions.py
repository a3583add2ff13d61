"""Why a sketch is not read. Docstrings are what its author is told: what is wrong, what to do."""

from wiki.exceptions import WikiError


class SketchRefused(WikiError):
    """Diese Skizze kann das Wiki nicht lesen."""

    def __str__(self) -> str:
        return " ".join(super().__str__().split())


class FileTooLarge(SketchRefused):
    """Die Datei ist größer als 10 MB. Bitte nur den Teil hochladen, der das Vorhaben beschreibt,
    oder den Text in das Feld kopieren."""


class FileEmpty(SketchRefused):
    """Die Datei ist leer. Bitte prüfen Sie, ob Sie die richtige Datei gewählt haben."""


class KindUnknown(SketchRefused):
    """Das ist keine PDF-, DOCX-, ODT- oder TXT-Datei; entscheidend ist der Inhalt, nicht der Name.
    Bitte in einem dieser Formate speichern oder den Text in das Feld kopieren."""


class OldOrLocked(SketchRefused):
    """Das ist eine Datei im alten Word-Format (DOC) oder eine mit Kennwort geschützte. Bitte ohne
    Kennwort als DOCX speichern oder den Text in das Feld kopieren."""


class Macros(SketchRefused):
    """Die Datei enthält Makros. Bitte als DOCX oder ODT ohne Makros speichern oder den Text in das
    Feld kopieren."""


class FileEncrypted(SketchRefused):
    """Die Datei ist verschlüsselt oder mit einem Kennwort geschützt. Bitte ohne Schutz speichern
    oder den Text in das Feld kopieren."""


class FileBroken(SketchRefused):
    """Die Datei ist beschädigt und lässt sich nicht lesen. Bitte neu speichern oder den Text in das
    Feld kopieren."""


class ArchiveTooLarge(SketchRefused):
    """Die Datei würde beim Entpacken zu groß. Bitte Bilder und Anlagen herausnehmen oder den Text
    in das Feld kopieren."""


class TooManyPages(SketchRefused):
    """Die PDF-Datei hat mehr als 150 Seiten. Bitte nur die Seiten hochladen, die das Vorhaben
    beschreiben."""


class NoText(SketchRefused):
    """In der Datei steht kein Text, den ein Programm lesen kann; wahrscheinlich ist sie
    eingescannt. Bitte die ursprüngliche Datei nehmen, beim Scannen die Texterkennung (OCR)
    einschalten oder das Wichtigste in das Feld schreiben."""


class TextTooLong(SketchRefused):
    """Der Text ist zu lang. Höchstens 100.000 Zeichen werden gelesen, das sind etwa 40 Seiten.
    Bitte nur den Teil nehmen, der das Vorhaben beschreibt."""


class SketchEmpty(SketchRefused):
    """Bitte beschreiben Sie Ihr Vorhaben in Worten oder wählen Sie eine Datei."""


class SketchTooShort(SketchRefused):
    """Der Text ist zu kurz, um ihn mit Projekten zu vergleichen, oder er enthält kaum bekannte
    Wörter. Bitte schreiben Sie in zwei, drei Sätzen, was entstehen soll, für wen und womit, zum
    Beispiel: „Eltern sollen ihre Kinder über ein Portal für alle Kitas anmelden.“"""


class XfaForm(SketchRefused):
    """Das ist ein PDF-Formular, dessen Inhalt nur Adobe-Programme anzeigen (XFA); in der Datei
    selbst steht nur „Please wait“. Bitte das Formular dort öffnen und über „Drucken“ als PDF
    speichern, oder den Text in das Feld kopieren."""


class TooMuchWork(SketchRefused):
    """Das Lesen der Datei hat zu lange gedauert oder zu viel Speicher gebraucht. Bitte den Text in
    das Feld kopieren."""


class ReaderBusy(SketchRefused):
    """Gerade werden mehrere Dateien gelesen. Bitte versuchen Sie es in einer Minute noch einmal."""


class UploadBroken(SketchRefused):
    """Die Übertragung ist unvollständig angekommen. Bitte laden Sie die Datei noch einmal hoch."""
