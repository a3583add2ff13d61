"""The form of an image. It demands a credit, and a description for readers who do not see it."""

from typing import Any

from wagtail.images.forms import BaseImageForm

from wiki.dateien.checking import cleaned_file

BESCHREIBUNG = (
    "Was ist zu sehen, in einem Satz? Für alle, die das Bild nicht sehen; vorgeschlagen wird er, "
    "wo immer das Bild steht."
)


HILFEN = {
    "urheber": "Wer hat das Bild gemacht? Zum Beispiel: Erika Muster, Stadt Konz.",
    "lizenz": "Unter welchen Bedingungen darf das Wiki es zeigen?",
    "quelle": "Woher stammt es? Zum Beispiel: eigene Aufnahme der Stadtverwaltung, oder eine "
    "Internetadresse.",
}


class BildForm(BaseImageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get("description"):
            field.required = True
            field.help_text = BESCHREIBUNG
        for name, hilfe in HILFEN.items():
            if name in self.fields:
                self.fields[name].help_text = hilfe

    def clean_file(self) -> Any:
        """Only a new file is looked at; without one the field holds the old."""
        file = self.cleaned_data["file"]
        return cleaned_file(file) if "file" in self.changed_data and file else file
