"""Replaces references by names in a JSON export, and names by the ids of this wiki when it is read.

Pages are named by their path (`/start/projekte/x/`), Kommunen and Themen by their Kürzel, images
and documents by their title.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial
from html import escape, unescape
from typing import Any

from wagtail.blocks import PageChooserBlock, RichTextBlock
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page

from wiki.austausch.draft.clean_html import sanitised_stored
from wiki.models import Kommune, Thema

LINK_BY_ID = re.compile(r'(<(?:a|embed)\b[^>]*?\s)id="(\d+)"([^>]*>)')
LINK_BY_NAME = re.compile(r'(<(?:a|embed)\b[^>]*?\s)(?:seite|titel)="([^"]*)"([^>]*>)')
LINKTYPE = re.compile(r'(?:linktype|embedtype)="(\w+)"')
Paths = Mapping[int, str]
Numbers = Mapping[str, int]


@dataclass(frozen=True)
class References:
    """How each kind of reference in a stream is replaced. A function returns None where there is
    nothing to refer to."""

    page: Callable[[Any], Any]
    image: Callable[[Any], Any]
    document: Callable[[Any], Any]
    html: Callable[[str], str]


def reference(target: Any, paths: Paths) -> str | None:
    """Returns the name of another object; None if it may not be named or has none."""
    if isinstance(target, Page):
        return paths.get(target.pk)
    if isinstance(target, (Kommune, Thema)):
        return str(target.slug)
    title = getattr(target, "title", None)
    return str(title) if title else None


def portable(raw: Any, block: Any, paths: Paths) -> list[Any]:
    """Returns a stored stream with names in the place of ids. Blocks whose reference cannot be
    named are left out."""
    naming = _naming(paths)
    found = (map_block(entry, block.child_blocks[entry["type"]], naming) for entry in raw)
    return [entry for entry in found if entry is not None]


def numbered(raw: Any, block: Any, numbers: Numbers) -> list[Any]:
    """Returns a stream with the ids of this wiki in the place of names. Blocks of a type that this
    wiki lacks are left out."""
    numbering = _numbering(numbers)
    known = [entry for entry in raw if entry.get("type") in block.child_blocks]
    found = (map_block(entry, block.child_blocks[entry["type"]], numbering) for entry in known)
    return [entry for entry in found if entry is not None]


def _naming(paths: Paths) -> References:
    """Replaces ids by names."""
    return References(
        page=paths.get,
        image=partial(_title, get_image_model()),
        document=partial(_title, get_document_model()),
        html=partial(portable_html, paths=paths),
    )


def _numbering(numbers: Numbers) -> References:
    """Replaces names by the ids of this wiki."""
    return References(
        page=numbers.get,
        image=partial(_pk, get_image_model()),
        document=partial(_pk, get_document_model()),
        html=lambda text: sanitised_stored(numbered_html(text, numbers)),
    )


def map_block(entry: dict[str, Any], block: Any, names: References) -> dict[str, Any] | None:
    """Returns a stored block with its references replaced; None if it stands for an object that is
    not there."""
    value = map_value(entry["value"], block, names)
    return None if value is None else {**entry, "value": value}


def map_value(value: Any, block: Any, names: References) -> Any:
    children = getattr(block, "child_blocks", None)
    if isinstance(block, PageChooserBlock):
        return names.page(value)
    if isinstance(block, DocumentChooserBlock):
        return names.document(value)
    if isinstance(block, RichTextBlock):
        return names.html(value)
    if isinstance(block, ImageBlock):
        image = names.image(value["image"]) if value else None
        return None if image is None else {**value, "image": image}
    if isinstance(value, list) and children:
        found = (map_block(entry, children[entry["type"]], names) for entry in value)
        return [entry for entry in found if entry is not None]
    if isinstance(value, dict) and children and "rows" not in value:
        mapped = {
            name: map_value(value.get(name), child, names) for name, child in children.items()
        }
        lost = [n for n, new in mapped.items() if new is None and value.get(n) is not None]
        return None if lost else mapped
    return value


def portable_html(text: str, paths: Paths) -> str:
    """Names the targets of links: pages by path, documents and images by title. A link to a page
    that may not be named loses its target."""

    def name(match: re.Match[str]) -> str:
        if _linktype(match[0]) == "page":
            return f'{match[1]}seite="{paths.get(int(match[2]), "")}"{match[3]}'
        title = _title(_file_model(match[0]), match[2]) or ""
        return f'{match[1]}titel="{escape(title)}"{match[3]}'

    return LINK_BY_ID.sub(name, text)


def numbered_html(text: str, numbers: Numbers) -> str:
    """Gives the links that `portable_html` has written the ids of this wiki. A link to an object
    that is not there loses its target."""

    def number(match: re.Match[str]) -> str:
        name = unescape(match[2])
        is_page = _linktype(match[0]) == "page"
        pk = numbers.get(name) if is_page else _pk(_file_model(match[0]), name)
        target = f'id="{pk}"' if pk else ""
        return f"{match[1]}{target}{match[3]}"

    return LINK_BY_NAME.sub(number, text)


def _linktype(tag: str) -> str:
    match = LINKTYPE.search(tag)
    return match[1] if match else ""


def _file_model(tag: str) -> Any:
    return get_document_model() if _linktype(tag) == "document" else get_image_model()


def _title(model: Any, pk: Any) -> str | None:
    return model.objects.filter(pk=pk).values_list("title", flat=True).first()


def _pk(model: Any, title: Any) -> int | None:
    return model.objects.filter(title=title).values_list("pk", flat=True).first()


def tree_path(page: Page) -> str:
    """Returns the page's place in the tree: `/start/projekte/x/`."""
    return "/" + page.url_path.strip("/") + "/"


def tree_paths(page_ids: Collection[int]) -> dict[int, str]:
    rows = Page.objects.filter(pk__in=page_ids).values_list("pk", "url_path")
    return {pk: f"/{path.strip('/')}/" for pk, path in rows}
