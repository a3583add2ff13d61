"""When a Kommune or Thema becomes part of another one, the filters of Abonnements follow."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, QuerySet
from django.http import QueryDict

from wiki.models import Kommune, Thema
from wiki.redaktion.benutzung.companions import Mitgezogen, register_companion

from .models import Abonnement

NAMES: dict[type[Model], tuple[str, ...]] = {Kommune: ("kommune", "kreis"), Thema: ("thema",)}


def _move(model: type[Model], old: str, new: str) -> list[list[Any]]:
    """Puts `new` in the place of `old` in the filters of all Abonnements. Returns [id, filter
    before, filter after] of each that has changed."""
    written: list[list[Any]] = []
    for saved in Abonnement.objects.filter(filter__contains=old):
        before, after = saved.filter, replaced(saved.filter, NAMES[model], old, new)
        if after != before and not _twin(saved, after).exists():
            Abonnement.objects.filter(pk=saved.pk).update(filter=after)
            written.append([saved.pk, before, after])
    return written


def _twin(saved: Abonnement, after: str) -> "QuerySet[Abonnement]":
    """Returns the Abonnement of the same mailbox and question that has the filter `after`
    already."""
    return Abonnement.objects.filter(postfach=saved.postfach, frage=saved.frage, filter=after)


def _back(model: type[Model], old: str, new: str, written: list[list[Any]]) -> None:
    for pk, before, after in written:
        Abonnement.objects.filter(pk=pk, filter=after).update(filter=before)


def replaced(query: str, names: Iterable[str], old: str, new: str) -> str:
    """Returns a query string with another slug in the parameters `names`: `thema=a&status=b` ->
    `thema=c&status=b`."""
    found = QueryDict(query, mutable=True)
    for name in names:
        if old in (chosen := found.getlist(name)):
            moved = dict.fromkeys(new if value == old else value for value in chosen)
            found.setlist(name, list(moved))
            query = found.urlencode()
    return query


def register() -> None:
    register_companion(Mitgezogen("abonnements", _move, _back))
