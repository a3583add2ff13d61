"""What a list shows of a project beside its words: its picture, or the sign of its first Thema."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects
from wagtail.images import get_image_model
from wagtail.models import Page

from wiki.fakten.codes import Zeichen
from wiki.models import Projektseite

SMALL = "fill-112x112|format-webp"  # twice the size it is shown in


@dataclass(frozen=True)
class Gesicht:
    """`zeichen` is the name of a sign in `static/img/themen.svg`; `bild` an image, or None."""

    zeichen: str
    bild: Any = None


def faces_of(pages: Sequence[Page]) -> dict[int, Gesicht]:
    """Id of a page -> its face, in at most three queries; other kinds of pages have none."""
    projekte = [page for page in pages if isinstance(page, Projektseite)]
    prefetch_related_objects(projekte, "themen")
    wanted = {page.pk: image for page in projekte if (image := _first_image(page))}
    images = _images(set(wanted.values()))
    return {page.pk: Gesicht(_sign(page), images.get(wanted.get(page.pk, 0))) for page in projekte}


def _sign(page: Projektseite) -> str:
    themen = list(page.themen.all())
    return themen[0].bildzeichen if themen else str(Zeichen.THEMA)


def _images(ids: Iterable[int]) -> dict[int, Any]:
    """No query where no project of a list has a picture, as is usual."""
    if not ids:
        return {}
    return dict(get_image_model().objects.prefetch_renditions(SMALL).in_bulk(list(ids)))


def _first_image(page: Projektseite) -> int | None:
    """The id of the first image in the article, read from what is stored: to build the blocks of
    a whole list would take longer than the rest of the page."""
    return next(_stored_images(page.inhalt.raw_data), None)


def _stored_images(blocks: Iterable[Any]) -> Iterator[int]:
    for block in blocks:
        value = block["value"]
        if block["type"] == "bild":
            yield from filter(None, [(value.get("bild") or {}).get("image")])
        elif isinstance(value, list):
            yield from _stored_images(value)
        elif isinstance(value, dict):
            yield from _stored_images(value.get("inhalt") or [])
