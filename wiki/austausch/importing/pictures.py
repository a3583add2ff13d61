"""Stores the pictures of an import, each once, however often a file has it."""

import hashlib
import io
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.core.files.images import ImageFile
from wagtail.images import get_image_model

from wiki.austausch.draft.schema import Abschnitt, NeuesBild

WITHOUT_ALT = "Bild aus einem importierten Dokument, noch ohne Beschreibung"
ALT_MAX_CHARS, CAPTION_MAX_CHARS = 255, 300


def with_stored_pictures(sections: Iterable[Abschnitt]) -> list[Abschnitt]:
    """Puts the ids of stored pictures in the place of new ones."""
    return [
        replace(section, inhalt=tuple((kind, _stored(value)) for kind, value in section.inhalt))
        for section in sections
    ]


def without_new_pictures(sections: Iterable[Abschnitt]) -> list[Abschnitt]:
    """Leaves new pictures out, to check the rest without storing anything."""
    return [
        replace(
            section,
            inhalt=tuple(pair for pair in section.inhalt if not isinstance(pair[1], NeuesBild)),
        )
        for section in sections
    ]


def _stored(value: Any) -> Any:
    if not isinstance(value, NeuesBild):
        return value
    alt = (value.alt or WITHOUT_ALT)[:ALT_MAX_CHARS]
    return _image_id(value, alt), alt, value.unterschrift[:CAPTION_MAX_CHARS]


def _image_id(bild: NeuesBild, alt: str) -> int:
    """Author, licence and source stay empty: the report of pictures names it until somebody has
    completed them."""
    model = get_image_model()
    digest = hashlib.sha1(bild.daten, usedforsecurity=False).hexdigest()
    known = model.objects.filter(file_hash=digest).order_by("pk").first()
    if known is not None:
        return int(known.pk)
    file = ImageFile(io.BytesIO(bild.daten), name=bild.name)
    image = model(title=bild.name, description=alt, file=file, file_hash=digest)
    image.file_size = len(bild.daten)
    image.save()
    return int(image.pk)
