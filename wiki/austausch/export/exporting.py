"""Which pages go out, and in which form. Everybody gets what they may read, nothing else."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.http import HttpRequest
from wagtail.models import Page
from wagtail.query import PageQuerySet

from wiki.austausch.snapshot.portable import paths_of
from wiki.austausch.snapshot.snapshot import PAGE_TYPES, write_snapshot
from wiki.models import Projektseite
from wiki.visibility import visible_to

from .table_export import write_csv, write_xlsx
from .wikitext_export import write_mediawiki

FORMATS = ("csv", "xlsx", "json", "mediawiki")
ENDINGS = {"csv": "csv", "xlsx": "xlsx", "json": "json", "mediawiki": "xml"}
AT_ONCE = 200  # pages in memory
RELATED = ("kommunen", "themen", "quellen", "nachnutzungen__kommune", "produkt_tags__tag")


def export(form: str, path: Path, request: HttpRequest | None) -> int:
    """Write the export to `path`; returns the number of pages.

    `request`: whose rights count. None is for the operator's own backup: everything, drafts and
    protected pages included."""
    projects = exported(Projektseite.objects.filter(alias_of=None), request)
    readable = frozenset(
        exported(Page.objects.all(), request).order_by().values_list("pk", flat=True)
    )
    if form == "xlsx":
        return write_xlsx(_one_by_one(projects), path)
    with path.open("w", encoding="utf-8-sig" if form == "csv" else "utf-8", newline="") as file:
        if form == "csv":
            return write_csv(_one_by_one(projects), file)
        if form == "mediawiki":
            return write_mediawiki(_one_by_one(projects), file, readable)
        return write_snapshot(_tree(request), file, paths_of(readable))


def exported(pages: "PageQuerySet[Any]", request: HttpRequest | None) -> "PageQuerySet[Any]":
    return pages if request is None else visible_to(pages, request)


def _one_by_one(projects: "PageQuerySet[Projektseite]") -> Iterator[Projektseite]:
    """By path: stable, whatever has been edited. A few queries for every AT_ONCE pages."""
    ids = list(projects.order_by("path").values_list("pk", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        part = Projektseite.objects.filter(pk__in=ids[start : start + AT_ONCE])
        yield from part.prefetch_related(*RELATED).order_by("path")


def _tree(request: HttpRequest | None) -> Iterator[Page]:
    """All pages of our kinds, parents first; aliases are not pages of their own."""
    pages = Page.objects.type(*PAGE_TYPES.values()).filter(alias_of=None)
    ids = list(exported(pages, request).order_by("depth", "url_path").values_list("pk", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        part = Page.objects.filter(pk__in=ids[start : start + AT_ONCE])
        yield from part.order_by("depth", "url_path").specific()
