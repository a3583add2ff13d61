"""The whole wiki as one JSON document, without a number of the database in it.

Pages are named by their path (`/start/projekte/x/`), Kommunen and Themen by their Kürzel, images
and documents by title. Whatever fields a page model has are written, also those added later.
"""

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date, datetime
from typing import IO, Any

from django.db import models
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import get_all_child_relations
from taggit.managers import TaggableManager
from wagtail.documents import get_document_model
from wagtail.fields import StreamField
from wagtail.images import get_image_model
from wagtail.models import Page, get_page_models

from wiki.models import Kommune, Thema

FORMAT, VERSION = "wissens-wiki", 1
PAGE_TYPES: dict[str, Any] = {
    model.__name__: model for model in get_page_models() if model._meta.app_label == "wiki"
}
PAGE_FIELDS = ("title", "slug", "seo_title", "search_description", "show_in_menus")
TIMES = ("first_published_at", "last_published_at", "latest_revision_created_at")
LINKED = re.compile(r'(<(?:a|embed)\b[^>]*?\s)id="(\d+)"')
LINKTYPE = re.compile(r'(?:linktype|embedtype)="(\w+)"')
PathOf = Callable[[int], str | None]


def write_snapshot(pages: Iterable[Any], file: IO[str], paths: dict[int, str]) -> int:
    """`pages`: specific pages, parents before children. `paths`: path of every page that may be
    named; references to others are left out. Returns the number of pages."""
    file.write(f'{{"format": "{FORMAT}", "version": {VERSION},\n"kommunen": [')
    _write_list(file, map(_kommune, Kommune.objects.select_related("kreis").order_by("slug")))
    file.write('],\n"themen": [')
    themen = Thema.objects.select_related("oberthema").order_by("oberthema__slug", "slug")
    _write_list(file, map(_thema, themen))
    file.write('],\n"seiten": [')
    count = _write_list(file, (page_entry(page, paths) for page in pages))
    file.write("]}\n")
    return count


def _write_list(file: IO[str], entries: Iterable[dict[str, Any]]) -> int:
    count = 0
    for count, entry in enumerate(entries, 1):
        file.write(",\n" if count > 1 else "\n")
        file.write(json.dumps(entry, ensure_ascii=False, sort_keys=True))
    return count


def _kommune(kommune: Kommune) -> dict[str, Any]:
    return own_fields(kommune, {}) | {"kreis": kommune.kreis.slug if kommune.kreis else None}


def _thema(thema: Thema) -> dict[str, Any]:
    oberthema = thema.oberthema.slug if thema.oberthema else None
    return own_fields(thema, {}) | {"oberthema": oberthema}


def page_entry(page: Any, paths: dict[int, str]) -> dict[str, Any]:
    """All of one page."""
    return {
        "art": type(page).__name__,
        "pfad": paths[page.pk],
        "live": page.live,
        "geschuetzt": _is_restricted(page),
        "felder": {name: getattr(page, name) for name in PAGE_FIELDS} | own_fields(page, paths),
        "zeiten": {name: _plain(getattr(page, name)) for name in TIMES},
    }


def _is_restricted(page: Page) -> bool:
    return bool(page.get_view_restrictions().exists())


def own_fields(instance: Any, paths: dict[int, str]) -> dict[str, Any]:
    """Every field of the model itself (of a page: not those of Wagtail's Page), lists of rows and
    tags included."""
    values = {
        field.name: _field_value(instance, field, paths) for field in stored_fields(type(instance))
    }
    for relation in own_relations(type(instance)):
        rows = getattr(instance, relation.get_accessor_name()).all()
        values[relation.get_accessor_name()] = [own_fields(row, paths) for row in rows]
    return values


def stored_fields(model: type[models.Model]) -> Iterator[Any]:
    """Fields that carry content: no keys, no order (lists keep theirs)."""
    for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
        if isinstance(field, ParentalKey) or getattr(field.remote_field, "parent_link", False):
            continue
        if not field.primary_key and field.name != "sort_order":
            yield field
    yield from (f for f in model._meta.private_fields if isinstance(f, TaggableManager))


def own_relations(model: type[models.Model]) -> list[Any]:
    """Child rows of a page; tags come with their field, comments and Wagtail's own stay out."""
    if not issubclass(model, Page):
        return []
    tagged = {field.through for field in stored_fields(model) if isinstance(field, TaggableManager)}
    return [
        relation
        for relation in get_all_child_relations(model)
        if relation.related_model._meta.app_label != "wagtailcore"
        and relation.related_model not in tagged
    ]


def _field_value(instance: Any, field: Any, paths: dict[int, str]) -> Any:
    if isinstance(field, TaggableManager):
        return sorted(tag.name for tag in getattr(instance, field.name).all())
    if isinstance(field, ParentalManyToManyField):
        found = (reference(row, paths) for row in getattr(instance, field.name).all())
        return sorted((ref for ref in found if ref), key=str)
    if field.is_relation:
        target = getattr(instance, field.name)
        return reference(target, paths) if target else None
    if isinstance(field, StreamField):
        return portable(getattr(instance, field.name).get_prep_value(), field.stream_block, paths)
    value = getattr(instance, field.name)
    return (
        portable_html(value, paths) if isinstance(value, str) and "id=" in value else _plain(value)
    )


def _plain(value: Any) -> Any:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return list(value)
    return value


def reference(target: Any, paths: dict[int, str]) -> str | None:
    """How another object is named; None for what must not or cannot be."""
    if isinstance(target, Page):
        return paths.get(target.pk)
    if isinstance(target, (Kommune, Thema)):
        return str(target.slug)
    title = getattr(target, "title", None)
    return str(title) if title else None


def portable(raw: Any, block: Any, paths: dict[int, str]) -> list[Any]:
    """A stream as stored, with names instead of numbers; blocks that lose theirs are left out."""
    found = (map_block(entry, block.child_blocks[entry["type"]], _Naming(paths)) for entry in raw)
    return [entry for entry in found if entry is not None]


class _Naming:
    """Numbers -> names."""

    def __init__(self, paths: dict[int, str]) -> None:
        self._paths = paths

    def page(self, pk: Any) -> str | None:
        return self._paths.get(pk)

    def image(self, pk: Any) -> str | None:
        return _title(get_image_model(), pk)

    def document(self, pk: Any) -> str | None:
        return _title(get_document_model(), pk)

    def html(self, text: str) -> str:
        return portable_html(text, self._paths)


def _title(model: Any, pk: Any) -> str | None:
    return model.objects.filter(pk=pk).values_list("title", flat=True).first()


def map_block(entry: dict[str, Any], block: Any, names: Any) -> dict[str, Any] | None:
    """A stored block with its references mapped by `names`; None if it stands for one that is not
    there."""
    value = map_value(entry["value"], block, names)
    return None if value is None else {**entry, "value": value}


def map_value(value: Any, block: Any, names: Any) -> Any:
    kind = type(block).__name__
    children = getattr(block, "child_blocks", None)
    if kind == "PageChooserBlock":
        return names.page(value)
    if kind == "DocumentChooserBlock":
        return names.document(value)
    if kind == "RichTextBlock":
        return names.html(value)
    if kind == "ImageBlock":
        image = names.image(value["image"])
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


def portable_html(text: str, paths: dict[int, str]) -> str:
    """Links to pages by path; links to what may not be named are left without their target."""

    def name(match: re.Match[str]) -> str:
        tag = text[match.start() : text.find(">", match.start())]
        kind = LINKTYPE.search(tag)
        if kind and kind[1] == "page":
            path = paths.get(int(match[2]))
            return f'{match[1]}seite="{path}"' if path else f'{match[1]}seite=""'
        model = get_document_model() if kind and kind[1] == "document" else get_image_model()
        return f'{match[1]}titel="{_title(model, match[2]) or ""}"'

    return LINKED.sub(name, text)


def path_of(page: Page) -> str:
    """The page's place in the tree by Kürzel, without the root's."""
    return "/" + page.url_path.strip("/") + "/"


def paths_of(page_ids: Collection[int]) -> dict[int, str]:
    rows = Page.objects.filter(pk__in=page_ids).values_list("pk", "url_path")
    return {pk: f"/{path.strip('/')}/" for pk, path in rows}
