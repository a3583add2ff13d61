"""Reads MediaWiki XML exports (schema 0.3 to 0.11) page by page, so that memory stays flat. No
Django.

FileUnreadable, with a German text, refuses files with a DTD or entities, and files that are no
export, are cut off, or are larger than the limit.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from wiki.austausch.exceptions import FileUnreadable

from .dump_file import Limited, open_dump_file, xml_problem

REDIRECT = re.compile(r"\s*#(?:redirect|weiterleitung)\s*:?\s*\[\[([^\]|#]+)", re.I)
WIKITEXT = ("", "wikitext")
OLD_VERSIONS_MAX, OLD_VERSIONS_MAX_CHARS = (
    200,
    32 * 1024 * 1024,
)  # older versions of a page, their characters
# Exports before 0.6 say the namespace in the title only.
KNOWN_NAMESPACES = (
    "talk diskussion user benutzer benutzerin benutzer_diskussion project wikipedia file datei "
    "bild image mediawiki template vorlage help hilfe category kategorie portal modul module "
    "special spezial media medium user_talk file_talk template_talk help_talk category_talk"
)


@dataclass(frozen=True)
class Wikiversion:
    """One version of a page: when it was saved (ISO 8601), its text, and its content model."""

    zeitpunkt: str
    text: str
    modell: str = ""


@dataclass(frozen=True)
class Wikiseite:
    """A page of the export. `nummer` is its number in the file, `namensraum` 0 for articles,
    `weiterleitung` the title it redirects to; `aeltere` holds older versions if they were asked
    for. `verborgen` counts versions whose text the wiki has taken away, `zu_alt` those beyond the
    limits."""

    nummer: int
    titel: str
    namensraum: int
    weiterleitung: str
    version: Wikiversion
    aeltere: tuple[Wikiversion, ...] = ()
    verborgen: int = 0
    zu_alt: int = 0


@dataclass
class _Page:
    titel: str = ""
    namensraum: int | None = None
    weiterleitung: str = ""
    versions: list[Wikiversion] = field(default_factory=list)
    hidden: int = 0
    dropped: int = 0


def read_dump(path: Path, limit: int, *, history: bool = False) -> Iterator[Wikiseite]:
    """Yields all pages in the order of the file. `limit`: bytes that the unpacked file may have."""
    with open_dump_file(path, limit) as file:
        reader = Limited(file, limit)
        try:
            yield from _pages(reader, history)
        except ParseError as error:
            raise FileUnreadable(xml_problem(path, error)) from error
        except DefusedXmlException as error:
            raise FileUnreadable(
                "Sie enthält eine DTD oder eigene Entitäten. Das wird aus Sicherheitsgründen "
                "nicht gelesen."
            ) from error
        except (LookupError, ValueError) as error:
            raise FileUnreadable("Ihr Zeichensatz ist unbekannt.") from error


def _pages(file: Limited, history: bool) -> Iterator[Wikiseite]:
    events = iterparse(file, events=("start", "end"), forbid_dtd=True)
    _, root = next(events)
    if _local(root.tag) != "mediawiki":
        kind = "eine HTML-Seite" if _local(root.tag).lower() == "html" else "anderes XML"
        raise FileUnreadable(f"Das ist {kind}, kein Export eines MediaWiki (<mediawiki>).")
    names = dict.fromkeys(map(_fold, KNOWN_NAMESPACES.split()), -1)
    number, page = 0, _Page()
    for event, element in events:
        tag = _local(element.tag)
        if event == "start":
            if tag == "page":
                page = _Page()
            continue
        if tag == "namespace":
            _take_namespace(names, element)
        elif tag == "revision":
            _take_version(page, element, history)
            element.clear()
            file.since_page = 0
        elif tag in ("title", "ns", "redirect"):
            _take_head(page, tag, element)
        elif tag == "page":
            number += 1
            file.since_page = 0
            root.clear()
            yield _finished(number, page, names)


def _take_namespace(names: dict[str, int], element: Any) -> None:
    key = element.get("key", "")
    if re.fullmatch(r"-?\d{1,9}", key):
        names[_fold(element.text or "")] = int(key)


def _take_head(page: _Page, tag: str, element: Any) -> None:
    text = " ".join((element.text or "").replace("_", " ").split())
    if tag == "title":
        page.titel = text
    elif tag == "ns" and re.fullmatch(r"-?\d{1,9}", text):
        page.namensraum = int(text)
    elif tag == "redirect":
        page.weiterleitung = element.get("title", "") or page.weiterleitung or "?"


def _take_version(page: _Page, revision: Any, history: bool) -> None:
    """Keeps a version of the page; without `history` only the newest by time. A version whose text
    was taken away is only counted."""
    if any(_local(child.tag) == "text" and child.get("deleted") for child in revision):
        page.hidden += 1
        return
    values = {_local(child.tag): child.text or "" for child in revision}
    version = Wikiversion(
        values.get("timestamp", "").strip(),
        values.get("text", ""),
        values.get("model", "").strip(),
    )
    if history or not page.versions:
        page.versions.append(version)
        _drop_oldest(page)
    elif version.zeitpunkt >= page.versions[0].zeitpunkt:
        page.versions[0] = version


def _drop_oldest(page: _Page) -> None:
    """Drops the oldest versions beyond the limits, so that a page with thousands of versions does
    not fill the memory."""
    size = sum(len(version.text) for version in page.versions)
    while len(page.versions) > OLD_VERSIONS_MAX + 1 or (
        len(page.versions) > 1 and size > OLD_VERSIONS_MAX_CHARS
    ):
        oldest = min(page.versions, key=lambda version: version.zeitpunkt)
        page.versions.remove(oldest)
        size -= len(oldest.text)
        page.dropped += 1


def _finished(number: int, page: _Page, names: dict[str, int]) -> Wikiseite:
    versions = sorted(page.versions, key=lambda version: version.zeitpunkt)
    newest = versions[-1] if versions else Wikiversion("", "")
    namespace = page.namensraum
    if namespace is None:
        prefix, colon, _ = page.titel.partition(":")
        namespace = names.get(_fold(prefix), 0) if colon else 0
    target = page.weiterleitung
    if match := REDIRECT.match(newest.text):
        target = match[1].strip() if target in ("", "?") else target
    older = tuple(versions[:-1])
    return Wikiseite(
        number, page.titel, namespace, target, newest, older, page.hidden, page.dropped
    )


def is_article(page: Wikiseite) -> bool:
    """Returns whether the page may be imported. A page without text has nothing to take over."""
    return is_wikitext(page) and bool(page.version.text.strip())


def is_wikitext(page: Wikiseite) -> bool:
    return page.namensraum == 0 and not page.weiterleitung and page.version.modell in WIKITEXT


def _fold(name: str) -> str:
    return name.strip().replace("_", " ").casefold()


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
