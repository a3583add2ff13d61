"""Turns an image block into parts of a `Schriftstueck`."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from PIL import Image as PillowImage
from wagtail.images.models import Filter

from wiki.schriftstueck.schema import Bild, Stil, Teil, paragraph

RENDITION = "max-1200x1200|format-jpeg"


def picture_parts(value: Any) -> Iterator[Teil]:
    """Yields the image, its caption and its credit. An image without a readable file is named by
    its description."""
    image = value["bild"]
    alt = "" if image.decorative else image.contextual_alt_text or image.title
    bild = _read(image, alt)
    if bild is not None:
        yield bild
    elif alt:
        yield paragraph(f"[Bild: {alt}]", Stil.CAPTION)
    if value["unterschrift"]:
        yield paragraph(value["unterschrift"], Stil.CAPTION)
    if image.nachweis:
        yield paragraph(f"Bild: {image.nachweis}", Stil.CAPTION)


def _read(image: Any, alt: str) -> Bild | None:
    """Makes a smaller JPEG. It is not stored as Wagtail's renditions are, because downloads should
    not fill the disk."""
    file = BytesIO()
    try:
        Filter(RENDITION).run(image, file)
        return _as_rgb(file, alt)
    except (OSError, ValueError):
        return None


def _as_rgb(file: BytesIO, alt: str) -> Bild:
    """Converts JPEGs with other colours, such as those of print shops, which word processors and
    PDF readers show differently."""
    with PillowImage.open(file) as opened:
        if opened.mode == "RGB" and "jfif" in opened.info:
            return Bild(file.getvalue(), *opened.size, alt)
        converted = BytesIO()
        opened.convert("RGB").save(converted, "JPEG", quality=85)
        return Bild(converted.getvalue(), *opened.size, alt)
