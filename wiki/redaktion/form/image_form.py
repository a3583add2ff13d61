"""The form of an image. It demands a description, for readers who do not see the image."""

from typing import Any

from wagtail.images.forms import BaseImageForm

BESCHREIBUNG = (
    "Was ist zu sehen, in einem Satz? Für alle, die das Bild nicht sehen; vorgeschlagen wird er, "
    "wo immer das Bild steht."
)


class BildForm(BaseImageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get("description"):
            field.required = True
            field.help_text = BESCHREIBUNG
