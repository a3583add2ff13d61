"""Counts who uses a Kommune, a Thema or a product.

Wagtail's reference index knows no many-to-many relations, so the rows themselves are asked, and
the drafts that wait behind a published page.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from modelcluster.fields import ParentalKey
from wagtail.models import Page, Revision

from wiki.sorting import sort_key


@dataclass(frozen=True)
class Benutzung:
    """Things of one kind that use a Kommune, a Thema or a product, in German order."""

    model: type[Model]
    objekte: tuple[Model, ...]

    def __str__(self) -> str:
        meta, number = self.model._meta, len(self.objekte)
        return f"{number} {meta.verbose_name if number == 1 else meta.verbose_name_plural}"


def uses_of(named: Model) -> list[Benutzung]:
    """Returns what uses it, by kind. A page counts once, however often it names it."""
    found: dict[type[Model], set[Any]] = defaultdict(set)
    for relation in relations_to(named):
        found[holder_of(relation)] |= _holder_keys(named, relation)
    return [_benutzung(model, keys) for model, keys in found.items() if keys]


def relations_to(named: Model) -> list[Any]:
    """Returns the relations that point at it. Those with a row model of their own are represented
    by that model."""
    relations: Iterable[Any] = named._meta.related_objects
    return [r for r in relations if not r.many_to_many or r.through._meta.auto_created]


def holder_of(relation: Any) -> type[Model]:
    """Returns the model whose form names it: of a row in a page's form, that page's."""
    parent = parent_of(relation)
    holder: type[Model] = parent.related_model if parent else relation.related_model
    return holder


def parent_of(relation: Any) -> ParentalKey | None:
    """Returns the key of a row to the page whose form it stands in."""
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
    """Returns what stands in the JSON of a version that names it."""
    field, parent = relation.field.name, parent_of(relation)
    if relation.many_to_many:
        return {field: [named.pk]}
    return {parent.remote_field.related_name: [{field: named.pk}]} if parent else {field: named.pk}


def _holder_keys(named: Model, relation: Any) -> set[Any]:
    parent = parent_of(relation)
    keys = rows_of(named, relation).values_list(parent.attname if parent else "pk", flat=True)
    newest = Page.objects.values("latest_revision")
    drafts = revisions_naming(named, relation).filter(pk__in=newest)
    return {*keys, *map(int, drafts.values_list("object_id", flat=True))}


def _benutzung(model: type[Model], keys: set[Any]) -> Benutzung:
    objects: Iterator[Model] = model._default_manager.filter(pk__in=keys).iterator()
    return Benutzung(model, tuple(sorted(objects, key=lambda one: sort_key(str(one)))))
