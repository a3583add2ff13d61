"""Moves rows of the database from one Kommune, Thema or tag to another, and back."""

import json
from typing import Any

from django.apps import apps
from django.core import serializers
from django.db import IntegrityError, transaction
from django.db.models import Model

from .uses import rows_of
from .versions import PLACE

Moved = dict[str, Any]  # {"alle": keys} and {"beide": keys}, or {"zeilen": keys, "doppelt": rows}


def move_rows(source: Model, target: Model, relation: Any) -> Moved:
    """Moves the rows that refer to `source` through this relation to `target`. A row that would
    then stand there twice is deleted. Returns what `move_rows_back` needs."""
    if relation.many_to_many:
        return _move_many(source, target, relation)
    # First the target itself: what lies below a Thema may then lie below it.
    rows = sorted(rows_of(source, relation), key=lambda row: row != target)
    moved, twice = [], []
    for row in rows:
        stored = serialized(row)
        setattr(row, relation.field.name, None if row == target else target)
        if _is_there(row, relation) or not _saved(row):
            row.delete()
            twice.append(stored)
        else:
            moved.append(row.pk)
    return {"zeilen": moved, "doppelt": twice}


def move_rows_back(source: Model, target: Model, relation: Any, moved: Moved) -> None:
    """Undoes `move_rows`. Rows that refer to something else by now stay as they are; a row that was
    made again for `source` meanwhile is there once."""
    if relation.many_to_many:
        _move_many_back(source, target, relation, moved)
        return
    name = relation.field.name
    for row in relation.related_model._default_manager.filter(pk__in=moved["zeilen"]):
        if getattr(row, relation.field.attname) == (None if row == target else target.pk):
            setattr(row, name, source)
            if not _saved(row):
                row.delete()
    for stored in moved["doppelt"]:
        _restore_row(stored)


def serialized(row: Model) -> dict[str, Any]:
    found: list[dict[str, Any]] = json.loads(serializers.serialize("json", [row]))
    return found[0]


def restore(stored: dict[str, Any]) -> None:
    """Stores a deleted row again, without what it can do without and that is gone, such as a
    Kreis."""
    kept = stored["fields"] | {field.name: None for field in _gone(stored)}
    for row in serializers.deserialize("json", json.dumps([stored | {"fields": kept}])):
        row.save()


def _restore_row(stored: dict[str, Any]) -> None:
    """Stores a deleted row again, unless what it belonged to, a page or an account, is gone, or a
    row like it was made meanwhile."""
    if not all(field.null for field in _gone(stored)):
        return
    try:
        with transaction.atomic():
            restore(stored)
    except IntegrityError:
        return


def _gone(stored: dict[str, Any]) -> list[Any]:
    """Returns the fields of a stored row that refer to something that was deleted meanwhile."""
    fields: Any = model_called(stored["model"])._meta.concrete_fields
    said = [(field, stored["fields"].get(field.name)) for field in fields if field.is_relation]
    return [
        key
        for key, pk in said
        if pk is not None and not key.related_model._default_manager.filter(pk=pk).exists()
    ]


def _is_there(row: Model, relation: Any) -> bool:
    """Whether another row has the same values, its place among the rows of the form aside."""
    fields = [f for f in row._meta.concrete_fields if f.name not in PLACE and not f.primary_key]
    said = {field.attname: getattr(row, field.attname) for field in fields}
    same = relation.related_model._default_manager.filter(**said)
    return bool(same.exclude(pk=row.pk).exists())


def _saved(row: Model) -> bool:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:  # the target has one like it
        return False
    return True


def _move_many(source: Model, target: Model, relation: Any) -> Moved:
    through, ours, theirs = _through(relation)
    with_source = set(through.filter(**{ours: source.pk}).values_list(theirs, flat=True))
    with_both = set(
        through.filter(**{ours: target.pk, f"{theirs}__in": with_source}).values_list(
            theirs, flat=True
        )
    )
    rows = through.filter(**{ours: source.pk})
    rows.filter(**{f"{theirs}__in": with_both}).delete()
    rows.update(**{ours: target.pk})
    return {"alle": sorted(with_source), "beide": sorted(with_both)}


def _move_many_back(source: Model, target: Model, relation: Any, moved: Moved) -> None:
    """Undoes `move_rows` for a many-to-many relation, on the pages that still refer to the target.
    Those that had referred to both keep the target as well."""
    through, ours, theirs = _through(relation)
    named = set(
        through.filter(**{ours: target.pk, f"{theirs}__in": moved["alle"]}).values_list(
            theirs, flat=True
        )
    )
    alone = named - set(moved["beide"])
    through.filter(**{ours: target.pk, f"{theirs}__in": alone}).update(**{ours: source.pk})
    through.bulk_create(
        [through.model(**{ours: source.pk, theirs: key}) for key in named - alone],
        ignore_conflicts=True,
    )


def _through(relation: Any) -> tuple[Any, str, str]:
    """Returns the table between the two sides of a many-to-many relation, and the names of its two
    columns: the one of the Kommune, Thema or tag, and the one of the page."""
    field = relation.field
    return (
        field.remote_field.through._default_manager,
        f"{field.m2m_reverse_field_name()}_id",
        f"{field.m2m_field_name()}_id",
    )


def model_called(label: str) -> type[Model]:
    return apps.get_model(label)
