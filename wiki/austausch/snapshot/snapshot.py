"""Writes the whole wiki as one JSON document that holds no id of the database (see `portable`)."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import IO, Any

from modelcluster.fields import ParentalManyToManyField
from taggit.managers import TaggableManager
from wagtail.fields import StreamField
from wagtail.models import Page, get_page_models

from wiki.models import Kommune, Thema

from .page_fields import DAYS, PAGE_FIELDS, TIMES, own_relations, stored_fields
from .portable import portable, portable_html, reference

SNAPSHOT_FORMAT, SNAPSHOT_VERSION = "wissens-wiki", 1
PAGE_TYPES: dict[str, Any] = {
    model.__name__: model for model in get_page_models() if model._meta.app_label == "wiki"
}


def write_snapshot(pages: Iterable[Any], file: IO[str], paths: dict[int, str]) -> int:
    """Writes `pages` (specific ones, parents before children); returns their number. `paths` has
    the path of every page that may be named: references to all others are left out."""
    file.write(f'{{"format": "{SNAPSHOT_FORMAT}", "version": {SNAPSHOT_VERSION},\n"kommunen": [')
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
    """Returns all that the export holds of one page."""
    return {
        "art": type(page).__name__,
        "pfad": paths[page.pk],
        "live": page.live,
        "geschuetzt": _is_restricted(page),
        "felder": {name: getattr(page, name) for name in PAGE_FIELDS} | own_fields(page, paths),
        "zeiten": {name: _plain(getattr(page, name)) for name in TIMES} | _days(page),
    }


def _days(page: Any) -> dict[str, str]:
    stand = getattr(page, "seitenstand", None)
    return {name: day for name in DAYS if (day := getattr(stand, name, ""))}


def _is_restricted(page: Page) -> bool:
    return bool(page.get_view_restrictions().exists())


def own_fields(instance: Any, paths: dict[int, str]) -> dict[str, Any]:
    """Returns the values of all fields of the model itself (for a page: not those of Wagtail's
    Page), with its lists of rows and its tags."""
    values = {
        field.name: _field_value(instance, field, paths) for field in stored_fields(type(instance))
    }
    for relation in own_relations(type(instance)):
        rows = getattr(instance, relation.get_accessor_name()).all()
        values[relation.get_accessor_name()] = [own_fields(row, paths) for row in rows]
    return values


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
