"""Who sees what in the bin, and may put it back: whoever deleted it, and whoever may publish where
it lay."""

from typing import Any

from django.db.models import QuerySet

from wiki.models import Papierkorbeintrag

from .bin import bin_paths, place_of


def entries_for(user: Any) -> "QuerySet[Papierkorbeintrag]":
    """Entries that this user may put back."""
    rows = Papierkorbeintrag.objects.select_related("seite", "ort", "geloescht_von")
    bins = bin_paths()
    return rows.filter(pk__in=[entry.pk for entry in rows if may_put_back(entry, user, bins)])


def may_put_back(entry: Papierkorbeintrag, user: Any, bins: tuple[str, ...] | None = None) -> bool:
    """Whether the user may put the page back. What was online comes online again, so that needs the
    right to publish there."""
    if may_decide(entry, user, bins):
        return True
    return entry.geloescht_von_id == user.pk and not entry.live


def may_decide(entry: Papierkorbeintrag, user: Any, bins: tuple[str, ...] | None = None) -> bool:
    """Whether the user may also delete it for good."""
    if user.is_superuser:
        return True
    place = place_of(entry, bins) or entry.ort
    return bool(place and place.permissions_for_user(user).can_publish_subpage())
