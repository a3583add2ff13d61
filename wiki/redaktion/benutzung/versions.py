"""Replaces a key in the stored versions of pages: old ones, drafts, and those that wait for
approval."""

from typing import Any

from django.db.models import Model
from wagtail.models import Revision

from .uses import holder_of, parent_of, revisions_naming

PLACE = ("pk", "sort_order")  # of a row among others; says nothing of what the row says

Written = list[list[Any]]  # [revision id, field, what stood there]


def field_in(relation: Any) -> str:
    """Returns the name in the JSON of a version."""
    parent = parent_of(relation)
    name: str = parent.remote_field.related_name if parent else relation.field.name
    return name


def move_versions(source: Model, target: Model, relation: Any) -> Written:
    """Puts `target` in the place of `source` in all stored versions of pages. Returns [revision id,
    field, what stood there] of each that was changed."""
    written: Written = []
    name = field_in(relation)
    for revision in revisions_naming(source, relation):
        before = revision.content[name]
        written.append([revision.pk, name, before])
        _store(revision, name, renamed(before, source.pk, target.pk, relation))
    return written


def move_versions_back(
    source: Model, target: Model, relation: Any, written: Written, pages: set[int], since: int
) -> None:
    """Undoes `move_versions`. In versions made since then (`pk` above `since`) of the same `pages`,
    `source` takes the place of `target` as well."""
    name = field_in(relation)
    stood = {pk: before for pk, field, before in written if field == name}
    for revision in Revision.objects.filter(pk__in=stood):
        before, now = stood[revision.pk], revision.content.get(name)
        untouched = now == renamed(before, source.pk, target.pk, relation)
        back = before if untouched else renamed(now, target.pk, source.pk, relation)
        _store(revision, name, back)
    for revision in revisions_naming(target, relation).filter(pk__gt=since):
        if int(revision.object_id) in pages:
            back = renamed(revision.content[name], target.pk, source.pk, relation)
            _store(revision, name, back)


def renamed(value: Any, old: Any, new: Any, relation: Any) -> Any:
    """Returns the stored value of a field with the key `new` in the place of `old`. What would then
    stand there twice stands there once."""
    if relation.many_to_many:
        return list(dict.fromkeys(new if key == old else key for key in value))
    if not parent_of(relation):
        return new if value == old else value
    name, rows = relation.field.name, []
    known = [_said(row) for row in value if row[name] == new]
    for row in value:
        moved = row | {name: new} if row[name] == old else row
        if moved is row or _said(moved) not in known:
            rows.append(moved)
    return rows


def _said(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in PLACE}


def _store(revision: Revision, name: str, value: Any) -> None:
    revision.content[name] = value
    revision.save(update_fields=["content"])


def is_of_pages(relation: Any) -> bool:
    return hasattr(holder_of(relation), "latest_revision")
