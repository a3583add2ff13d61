"""Says which fields of a model a JSON export holds: all of its own, also those added later."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from taggit.managers import TaggableManager
from wagtail.models import Page

PAGE_FIELDS = ("title", "slug", "seo_title", "search_description", "show_in_menus")
# Days of the Seitenstand, and the times that stand for them where they are not known.
DAYS = {"neu_seit": "first_published_at", "geaendert": "last_published_at"}
TIMES = ("first_published_at", "last_published_at", "latest_revision_created_at")


def stored_fields(model: type[models.Model]) -> Iterator[Any]:
    """Yields the fields that hold content. Primary keys, links to the parent and `sort_order` are
    left out, because lists keep their order in JSON."""
    for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
        if isinstance(field, ParentalKey) or getattr(field.remote_field, "parent_link", False):
            continue
        if not field.primary_key and field.name != "sort_order":
            yield field
    yield from (f for f in model._meta.private_fields if isinstance(f, TaggableManager))


def own_relations(model: type[models.Model]) -> list[Any]:
    """Returns the relations to child rows of a page. Tags are left out, which come with their
    field, and so are comments and all else of Wagtail."""
    if not issubclass(model, Page):
        return []
    tagged = {field.through for field in stored_fields(model) if isinstance(field, TaggableManager)}
    return [
        relation
        for relation in get_all_child_relations(model)
        if relation.related_model._meta.app_label != "wagtailcore"
        and relation.related_model not in tagged
    ]
