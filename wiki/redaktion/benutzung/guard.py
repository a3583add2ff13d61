"""Refuses to delete what is in use, one at a time or many at once: pages would lose a required
field, and authors their right to write."""

from collections.abc import Iterable

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.admin import messages

from wiki.models import Kommune, Thema

from .uses import uses_of

GUARDED = (Kommune, Thema)


@hooks.register("before_delete_snippet")
def keep_what_is_used(request: HttpRequest, instances: Iterable[Model]) -> HttpResponse | None:
    """Returns to the list with the reasons; nothing is deleted then."""
    used = {one: uses_of(one) for one in instances if isinstance(one, GUARDED)}
    reasons = [f"{one} ({', '.join(map(str, uses))})" for one, uses in used.items() if uses]
    if not reasons:
        return None
    messages.error(
        request,
        f"Nicht gelöscht, denn es wird noch benutzt: {'; '.join(reasons)}. Bitte ordnen Sie die "
        "Seiten zuerst anders zu.",
    )
    model = type(next(iter(used)))
    return redirect(model.snippet_viewset.get_url_name("list"))
