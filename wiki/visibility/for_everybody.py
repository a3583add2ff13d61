"""What is made of all pages that a visitor may read: kept for those who see what everybody sees."""

from collections.abc import Callable
from typing import Generic, TypeVar

from django.db import models
from django.http import HttpRequest

from wiki.platform.table_cache import KeptValue, state_of

from .pages import anonymous_request, listed_ids, sees_what_everybody_sees

T = TypeVar("T")


class ForEverybody(Generic[T]):
    """`make`: from a request to a value, of `tables` and of the pages that may be read, without
    aliases (`listed_ids`). Whoever is logged in or has given a password gets a value of their own,
    each time."""

    def __init__(self, make: Callable[[HttpRequest], T], *tables: type[models.Model]) -> None:
        self._make = make
        self._tables = tables
        self._kept = KeptValue(lambda: make(anonymous_request()))

    def get(self, request: HttpRequest) -> T:
        if not sees_what_everybody_sees(request):
            return self._make(request)
        return self._kept.get((state_of(*self._tables), listed_ids(request)))
