"""Counts who uses a Kommune, a Thema or a product.

Wagtail's reference index knows no many-to-many relations, so the rows themselves are asked, and
the drafts that wait behind a published page.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from modelcluster.fields import ParentalKey
from taggit.models import GenericTaggedItemBase
from wagtail.models import Page, Revision

from wiki.models import Mitarbeit
from wiki.sorting import sort_key

# How one says it of a kind whose name in the CMS is a heading.
SAID: dict[type[Model], tuple[str, str]] = {
    Mitarbeit: ("Recht zu schreiben (Mitarbeit)", "Rechte zu schreiben (Mitarbeit)"),
}


@dataclass(frozen=True)
class Benutzung:
    """Things of one kind that use a Kommune, a Thema or a product, in German order."""

    model: type[Model]
    objekte: tuple[Model, ...]

    def __str__(self) -> str:
        meta, number = self.model._meta, len(self.objekte)
        one, many = SAID.get(self.model, (meta.verbose_name, meta.verbose_name_plural))
        return f"{number} {one if number == 1 else many}"


def uses_of(named: Model) -> list[Benutzung]:
    """Returns what uses it, by kind. A page counts once, however often it names it."""
    found: dict[type[Model], set[Any]] = defaultdict(set)
    for relation in relations_to(type(named)):
        for model, keys in _holders(named, relation):
            found[model] |= keys
    return [_benutzung(model, keys) for model, keys in found.items() if keys]


def pages_in(uses: Iterable[Benutzung]) -> dict[int, Page]:
    """Returns the pages among the users, by id."""
    return {one.pk: one for use in uses for one in use.objekte if isinstance(one, Page)}


def relations_to(model: type[Model]) -> list[Any]:
    """Returns the relations that point at it. Those with a row model of their own are represented
    by that model."""
    relations: Iterable[Any] = model._meta.related_objects
    return [r for r in relations if not r.many_to_many or r.through._meta.auto_created]


def holder_of(relation: Any) -> type[Model]:
    """Returns the model in whose form the reference is edited. Rows that are part of a page's form
    are edited with the page."""
    parent = parent_of(relation)
    holder: type[Model] = parent.related_model if parent else relation.related_model
    return holder


def parent_of(relation: Any) -> ParentalKey | None:
    """Returns the foreign key by which a row belongs to a page; None for rows that stand by
    themselves."""
    fields = relation.related_model._meta.get_fields()
    return next((field for field in fields if isinstance(field, ParentalKey)), None)


def rows_of(named: Model, relation: Any) -> "QuerySet[Any]":
    rows: QuerySet[Any] = relation.related_model._default_manager.filter(
        **{relation.field.name: named}
    )
    return rows


def revisions_naming(named: Model, relation: Any) -> "QuerySet[Revision]":
    """Returns all versions of pages that name it through this relation."""
    if not issubclass(holder_of(relation), Page):
        return Revision.objects.none()
    return Revision.objects.page_revisions().filter(content__contains=_trace(named, relation))


def _trace(named: Model, relation: Any) -> dict[str, Any]:
    """Returns the piece of JSON by which a stored version that refers to it is recognised."""
    field, parent = relation.field.name, parent_of(relation)
    if relation.many_to_many:
        return {field: [named.pk]}
    return {parent.remote_field.related_name: [{field: named.pk}]} if parent else {field: named.pk}


def _holders(named: Model, relation: Any) -> Iterator[tuple[type[Model], set[Any]]]:
    if not issubclass(relation.related_model, GenericTaggedItemBase):
        yield holder_of(relation), _holder_keys(named, relation)
        return
    by_kind: dict[int, set[Any]] = defaultdict(set)  # pictures and documents with this tag
    for kind, key in rows_of(named, relation).values_list("content_type", "object_id"):
        by_kind[kind].add(key)
    for kind, keys in by_kind.items():
        if model := ContentType.objects.get_for_id(kind).model_class():
            yield model, keys


def _holder_keys(named: Model, relation: Any) -> set[Any]:
    parent = parent_of(relation)
    keys = rows_of(named, relation).values_list(parent.attname if parent else "pk", flat=True)
    newest = Page.objects.values("latest_revision")
    drafts = revisions_naming(named, relation).filter(pk__in=newest)
    return {*keys, *map(int, drafts.values_list("object_id", flat=True))}


def _benutzung(model: type[Model], keys: set[Any]) -> Benutzung:
    objects: Iterator[Model] = model._default_manager.filter(pk__in=keys).iterator()
    return Benutzung(model, tuple(sorted(objects, key=lambda one: sort_key(str(one)))))
