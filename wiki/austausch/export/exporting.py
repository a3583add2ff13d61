"""Chooses the pages of an export and writes them in one of EXPORT_FORMATS. Everybody gets the pages
that they may read, and no others."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.http import HttpRequest
from wagtail.models import Page
from wagtail.query import PageQuerySet

from wiki.austausch.snapshot.portable import tree_paths
from wiki.austausch.snapshot.snapshot import PAGE_TYPES, write_snapshot
from wiki.models import Projektseite
from wiki.visibility import each_once, visible_to

from .table_export import write_csv, write_xlsx
from .wikitext_export import write_mediawiki

EXPORT_FORMATS = ("csv", "xlsx", "json", "mediawiki")
ENDING_OF_FORMAT = {"csv": "csv", "xlsx": "xlsx", "json": "json", "mediawiki": "xml"}
EXPORTED_AT_ONCE = 200  # pages in memory
PREFETCHED = ("kommunen", "themen", "quellen", "nachnutzungen__kommune", "produkt_tags__tag")


def export(form: str, path: Path, request: HttpRequest | None) -> int:
    """Writes the export to `path`; returns the number of pages.

    The rights of `request` count. None is for the operator's own backup and exports everything,
    drafts and protected pages included.
    """
    projects = exported(each_once(Projektseite.objects.all()), request)
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
        return write_snapshot(_tree(request), file, tree_paths(readable))


def exported(pages: "PageQuerySet[Any]", request: HttpRequest | None) -> "PageQuerySet[Any]":
    """Keeps of `pages` those that the export may hold."""
    return pages if request is None else visible_to(pages, request)


def _one_by_one(projects: "PageQuerySet[Projektseite]") -> Iterator[Projektseite]:
    """Yields the projects in the order of the tree, which editing does not change. Every
    EXPORTED_AT_ONCE pages take a few queries."""
    ids = list(projects.order_by("path").values_list("pk", flat=True))
    for start in range(0, len(ids), EXPORTED_AT_ONCE):
        part = Projektseite.objects.filter(pk__in=ids[start : start + EXPORTED_AT_ONCE])
        yield from part.prefetch_related(*PREFETCHED).order_by("path")


def _tree(request: HttpRequest | None) -> Iterator[Page]:
    """Yields all pages of the wiki's own types, parents first, without aliases: those are made anew
    from their source."""
    pages = Page.objects.type(*PAGE_TYPES.values()).filter(alias_of=None)
    ids = list(exported(pages, request).order_by("depth", "url_path").values_list("pk", flat=True))
    for start in range(0, len(ids), EXPORTED_AT_ONCE):
        part = Page.objects.filter(pk__in=ids[start : start + EXPORTED_AT_ONCE])
        yield from part.order_by("depth", "url_path").specific()
