"""What is read of pages for one question after the other stays in the process: most questions meet
the same pages, and reading them again costs as much as ranking them."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, Generic, TypeVar

from django.db import models

from .table_cache import TableCache

T = TypeVar("T")
UNKNOWN: Any = object()


class KeptRows(Generic[T]):
    """A value for each page id, kept until one of the tables changes. For all threads of a process.

    `read`: ids -> their values, in a fixed number of queries; an id of which it knows nothing is
    not asked for again. `most`: so many are kept.
    """

    def __init__(
        self, read: Callable[[list[int]], Mapping[int, T]], most: int, *tables: type[models.Model]
    ) -> None:
        self._read, self.most = read, most
        self._kept: TableCache[dict[int, T | None]] = TableCache(_nothing, *tables)

    def get(self, ids: Collection[int]) -> dict[int, T]:
        """Returns id -> value, in the order of `ids`, without those of which nothing is known. One
        small query, and those of `read` for what is not kept."""
        kept = self._kept.get()
        found: dict[int, T | None] = {pk: kept.get(pk, UNKNOWN) for pk in ids}
        if missing := [pk for pk, value in found.items() if value is UNKNOWN]:
            read = self._read(missing)
            new = {pk: read.get(pk) for pk in missing}
            if len(kept) + len(new) > self.most:
                kept.clear()
            kept.update(new)
            found |= new
        return {pk: value for pk, value in found.items() if value is not None}

    def __len__(self) -> int:
        return len(self._kept.get())


def _nothing() -> dict[int, Any]:
    return {}
