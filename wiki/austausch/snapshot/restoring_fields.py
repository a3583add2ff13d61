"""Sets the fields of a page from an entry of a JSON export."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils.dateparse import parse_date, parse_datetime
from modelcluster.fields import ParentalManyToManyField
from taggit.managers import TaggableManager
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from wiki.austausch.draft.clean_html import sanitised_stored
from wiki.models import Seitenstand
from wiki.models.quelle import is_day

from .page_fields import DAYS, PAGE_FIELDS, TIMES, own_relations, stored_fields
from .portable import Numbers, numbered, numbered_html


def set_fields(page: Any, fields: Mapping[str, Any], numbers: Numbers, *, plain_only: bool) -> None:
    for name in PAGE_FIELDS:
        if name in fields:
            setattr(page, name, fields[name])
    for field in stored_fields(type(page)):
        if field.name in fields:
            _set_field(page, field, fields[field.name], numbers, plain_only)
    if plain_only:
        return
    for relation in own_relations(type(page)):
        name = relation.get_accessor_name()
        if name in fields:
            setattr(page, name, _rows(relation.related_model, fields[name], numbers))


def _rows(model: Any, entries: Iterable[dict[str, Any]], numbers: Numbers) -> list[Any]:
    rows = []
    for number, entry in enumerate(entries):
        row = model()
        if hasattr(row, "sort_order"):
            row.sort_order = number
        for field in stored_fields(model):
            if field.name in entry:
                _set_field(row, field, entry[field.name], numbers, plain_only=False)
        rows.append(row)
    return rows


def _set_field(instance: Any, field: Any, value: Any, numbers: Numbers, plain_only: bool) -> None:
    """Sets one field. With `plain_only` those stay empty that lead to other objects and need not be
    filled: the others may not be there yet."""
    if plain_only and _may_wait(field):
        return
    if isinstance(field, TaggableManager):
        getattr(instance, field.name).set(value)
    else:
        setattr(instance, field.name, _restored(field, value, numbers))


def _may_wait(field: Any) -> bool:
    if isinstance(field, TaggableManager | ParentalManyToManyField | StreamField):
        return True
    return bool(field.is_relation and field.null)


def _restored(field: Any, value: Any, numbers: Numbers) -> Any:
    if isinstance(field, ParentalManyToManyField):
        return _named(field.related_model, value, numbers)
    if field.is_relation:
        found = _named(field.related_model, [value] if value else [], numbers)
        return found[0] if found else None
    if isinstance(field, StreamField):
        return field.stream_block.to_python(numbered(value, field.stream_block, numbers))
    return _value(field, value, numbers)


def _named(model: Any, values: Iterable[str], numbers: Numbers) -> list[Any]:
    if issubclass(model, Page):
        return list(model.objects.filter(pk__in=[numbers[v] for v in values if v in numbers]))
    key = "slug" if any(f.name == "slug" for f in model._meta.get_fields()) else "title"
    return list(model.objects.filter(**{f"{key}__in": list(values)}))


def _value(field: models.Field[Any, Any], value: Any, numbers: Numbers) -> Any:
    if value is None:
        return None
    if isinstance(field, models.DateTimeField):
        return parse_datetime(value)
    if isinstance(field, models.DateField):
        return parse_date(value)
    if isinstance(field, RichTextField):
        return sanitised_stored(numbered_html(value, numbers))
    if isinstance(value, str) and ("seite=" in value or "titel=" in value):
        return numbered_html(value, numbers)
    return value


def set_times(page: Page, times: dict[str, Any]) -> None:
    """Sets when the page was published in the wiki it comes from; otherwise every page would look
    new."""
    values: dict[str, date | datetime | None] = {
        name: parse_datetime(times[name]) if isinstance(times[name], str) else None
        for name in TIMES
        if name in times
    }
    if values:
        Page.objects.filter(pk=page.pk).update(**values)
    Seitenstand.objects.filter(seite=page.pk).update(
        **{name: _day(times, name, moment) for name, moment in DAYS.items()}
    )


def _day(times: Mapping[str, Any], name: str, moment: str) -> str:
    """Returns a day of the Seitenstand as the file says it. An older file has only the moment of a
    publication."""
    said = times.get(name) or (times.get(moment) or "")[:10]
    return said if isinstance(said, str) and is_day(said) else ""
