"""All addresses of the CMS, filled in with what is hidden."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from wagtail.documents.models import Document
from wagtail.images.models import AbstractImage
from wagtail.models import Task

from wiki.models import Projektseite

Patterns = Iterable[URLPattern | URLResolver]


@dataclass(frozen=True)
class Hidden:
    """What somebody may guess the number of."""

    page: Projektseite
    document: Document
    image: AbstractImage

    def number(self, route: str, parameter: str) -> Any:
        """What is filled in for a parameter of an address."""
        if "revision" in parameter:
            return self.page.latest_revision_id
        if parameter in {"task_id", "task_state_id"}:
            return Task.objects.values_list("pk", flat=True).first()
        if "image" in route:
            return self.image.pk
        if "document" in route:
            return self.document.pk
        return self.page.pk


TEXTS = {
    "app_label": "wagtailcore",
    "model_name": "page",
    "action": "delete",
    "content_type_app_name": "wiki",
    "content_type_model_name": "projektseite",
    "action_name": "approve",
    "app_name": "wiki",
    "form": "csv",
    "uidb64": "MQ",
    "token": "x-y",
    "filter_spec": "max-165x165",
}


def admin_routes() -> list[tuple[str, str, list[str]]]:
    """Full name, route and parameters of every address below /admin/ that has a name."""
    found = _walk(get_resolver().url_patterns, "", "")
    return [row for row in found if row[1].startswith("admin/")]


def _walk(patterns: Patterns, route: str, space: str) -> Iterator[tuple[str, str, list[str]]]:
    for pattern in patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(
                pattern.url_patterns,
                here,
                f"{space}{pattern.namespace}:" if pattern.namespace else space,
            )
        elif pattern.name:
            yield space + pattern.name, here, list(pattern.pattern.regex.groupindex)


def filled_in(name: str, route: str, parameters: list[str], hidden: Hidden) -> str | None:
    """The address; None where the numbers do not fit."""
    values = {p: TEXTS.get(p) or hidden.number(route, p) for p in parameters}
    if name == "wagtailadmin_pages:revisions_compare":
        values |= {"revision_id_a": "earliest", "revision_id_b": "latest"}
    try:
        return reverse(name, kwargs=values)
    except NoReverseMatch:
        return None
