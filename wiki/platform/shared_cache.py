"""A cache of the process, but for what all processes must count together.

Wagtail asks the cache for every address of a page: a query for each would be dear. The limits of
signing in are no limits when each process counts for itself.
"""

from typing import Any

from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache

SHARED = "allauth:"  # beginning of the keys that allauth's limits use


class SharedLimits(LocMemCache):
    """Keys of limits are kept in the cache `geteilt`, all others here."""

    def __init__(self, name: str, params: dict[str, Any]) -> None:
        super().__init__(name, params)

    def add(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> bool:
        if _is_shared(key):
            return bool(caches["geteilt"].add(key, value, *args, **kwargs))
        return bool(super().add(key, value, *args, **kwargs))

    def get(self, key: Any, *args: Any, **kwargs: Any) -> Any:
        if _is_shared(key):
            return caches["geteilt"].get(key, *args, **kwargs)
        return super().get(key, *args, **kwargs)

    def set(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> None:
        if _is_shared(key):
            caches["geteilt"].set(key, value, *args, **kwargs)
        else:
            super().set(key, value, *args, **kwargs)

    def delete(self, key: Any, *args: Any, **kwargs: Any) -> bool:
        if _is_shared(key):
            return bool(caches["geteilt"].delete(key, *args, **kwargs))
        return bool(super().delete(key, *args, **kwargs))


def _is_shared(key: Any) -> bool:
    return str(key).startswith(SHARED)
