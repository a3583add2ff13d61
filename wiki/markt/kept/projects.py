"""The projects of a list, with their Kommunen and Themen. Those that were read last stay in the
process, as their facts do: to put eleven of them together again takes as long as to rank them."""

from collections.abc import Collection
from copy import copy

from django.db.models import Model
from wagtail.models import Page

from wiki.models import Kommune, Projektseite, Thema
from wiki.platform.kept_rows import KeptRows

KEPT = 1_000  # about 15 kB each
# What a project with its Kommunen and Themen is made of.
TABLES: tuple[type[Model], ...] = (
    *(Page, Projektseite, Projektseite.kommunen.through, Projektseite.themen.through),
    *(Kommune, Thema),
)


def kept_projects(ids: Collection[int]) -> dict[int, Projektseite]:
    """Returns the projects among these pages, by id, marked `is_as_stored`. The caller has decided
    that the visitor may read them. What a draft changes (`draft_title`, the latest revision) may be
    of an earlier one. One small query, and three for those that are not kept."""
    kept = _kept.get(ids)
    return {pk: copy(projekt) for pk, projekt in kept.items()}  # whoever gets one may change it


def _read(ids: list[int]) -> dict[int, Projektseite]:
    found = Projektseite.objects.prefetch_related("kommunen", "themen").in_bulk(ids)
    for projekt in found.values():
        projekt.is_as_stored = True
    return found


_kept = KeptRows(_read, KEPT, *TABLES)
