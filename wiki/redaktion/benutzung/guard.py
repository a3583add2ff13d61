"""Refuses to delete what is in use, one at a time or many at once: pages would lose a required
field, and authors their right to write."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from taggit.models import Tag
from wagtail import hooks
from wagtail.admin import messages

from wiki.models import Kommune, Thema

from .uses import uses_of

GUARDED = (Kommune, Thema, Tag)
NEXT = "Bitte hängen Sie erst um, was es benutzt."


@hooks.register("before_delete_snippet")
def keep_what_is_used(request: HttpRequest, instances: Iterable[Model]) -> HttpResponse | None:
    """Returns to the list with the reasons; nothing is deleted then."""
    used = {one: uses_of(one) for one in instances if isinstance(one, GUARDED)}
    reasons = [f"{one} ({', '.join(map(str, uses))})" for one, uses in used.items() if uses]
    if not reasons:
        return None
    messages.error(
        request, f"Nicht gelöscht, denn es wird noch benutzt: {'; '.join(reasons)}. {NEXT}"
    )
    return redirect(_way_out([one for one, uses in used.items() if uses]))


def _way_out(used: list[Any]) -> str:
    """The page "Umhängen" of the one thing; of several the list."""
    viewset = used[0].snippet_viewset
    if len(used) == 1:
        return reverse(viewset.get_url_name("umhaengen"), args=[used[0].pk])
    return reverse(viewset.get_url_name("list"))
