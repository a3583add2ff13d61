"""Which fields of a model a JSON export carries: all of its own, also those added later."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from taggit.managers import TaggableManager
from wagtail.models import Page

PAGE_FIELDS = ("title", "slug", "seo_title", "search_description", "show_in_menus")
TIMES = ("first_published_at", "last_published_at", "latest_revision_created_at")


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
