"""The form of an image. It demands a credit, and a description for readers who do not see it."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from wiki.dateien.checking import cleaned_file
from wiki.dateien.exceptions import FileRefused
from wiki.dateien.pictures import check_picture

BESCHREIBUNG = (
    "Was ist zu sehen, in einem Satz? Für alle, die das Bild nicht sehen; vorgeschlagen wird er, "
    "wo immer das Bild steht."
)


HILFEN = {
    "urheber": "Wer hat das Bild gemacht? Zum Beispiel: Erika Muster, Stadt Konz.",
    "lizenz": "Unter welchen Bedingungen darf das Wiki es zeigen?",
    "quelle": "Woher stammt es? Zum Beispiel: eigene Aufnahme der Stadtverwaltung, oder eine "
    "Internetadresse.",
    "personen": "Auch klein oder von der Seite; nicht Einzelne in einer Menschenmenge.",
    "einwilligung": "Wer hat wann zugestimmt, und wo liegt das? Zum Beispiel: schriftlich am "
    "3.5.2026, Akte 10-47. Das erscheint nicht beim Bild.",
}
NO_CONSENT = (
    "Wer auf dem Bild zu erkennen ist, muss zugestimmt haben. Bitte sagen Sie, wann, und wo das "
    "liegt."
)


class Bildfeld(WagtailImageField):
    """Refuses what Wagtail would only stumble over."""

    def to_python(self, data: Any) -> Any:
        if data not in self.empty_values:
            try:
                check_picture(data)
            except FileRefused as error:
                raise ValidationError(str(error), code="file_refused") from error
        return super().to_python(data)


class BildForm(BaseImageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"].__class__ = Bildfeld
        if field := self.fields.get("description"):
            field.required = True
            field.help_text = BESCHREIBUNG
        for name, hilfe in HILFEN.items():
            if name in self.fields:
                self.fields[name].help_text = hilfe

    def clean_einwilligung(self) -> str:
        """Demands the consent of those who can be recognised in the picture."""
        said: str = self.cleaned_data["einwilligung"].strip()
        if self.cleaned_data.get("personen") and not said:
            raise ValidationError(NO_CONSENT)
        return said

    def clean_file(self) -> Any:
        """Checks a new file. Without a new one the field holds the old, which was checked
        before."""
        file = self.cleaned_data["file"]
        return cleaned_file(file) if "file" in self.changed_data and file else file
