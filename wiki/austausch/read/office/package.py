"""The XML inside of Office files. Pure."""

import posixpath
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

Parts = Callable[[str], bytes | None]  # the name of a part -> its bytes, None if there is none
TITLE = re.compile(r"(?:title|titel)", re.I)  # the style of a document's title
STYLE_CHAIN_MAX = 20  # styles that are based on each other


def no_pictures(_: str) -> None:
    """Keeps no picture, for callers who want the words only."""


class OfficeBroken(ValueError):
    """Raised where the inside of the file is no XML, or no document."""


@lru_cache(maxsize=4_000)
def local(tag: str) -> str:
    """Takes the namespace away: Word writes two of them (transitional, strict) for the same."""
    return tag.rpartition("}")[2]


def attribute(element: Element | None, name: str) -> str:
    """Returns an attribute whatever its namespace; empty if it is absent."""
    if element is None:
        return ""
    return next((value for key, value in element.items() if local(key) == name), "")


def child(element: Element | None, *path: str) -> Element | None:
    """Returns the first element below this one along the path of local names."""
    for name in path:
        found = (
            element if element is None else next((e for e in element if local(e.tag) == name), None)
        )
        element = found
    return element


def parse(xml: bytes) -> Element:
    try:
        root: Element = fromstring(xml, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise OfficeBroken from error
    return root


def part(parts: Parts, name: str) -> Element | None:
    """Returns the root of a part that need not be there."""
    xml = parts(name)
    return parse(xml) if xml else None


def relations(parts: Parts, name: str) -> dict[str, tuple[str, str]]:
    """Returns what the part refers to: id -> (kind, target). Targets inside of the file are names
    of parts."""
    folder, base = posixpath.split(name)
    root = part(parts, posixpath.join(folder, "_rels", f"{base}.rels"))
    found = {}
    for relation in root if root is not None else ():
        target = relation.get("Target", "")
        if relation.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        kind = relation.get("Type", "").rpartition("/")[2]
        found[relation.get("Id", "")] = (kind, target)
    return found


def events(
    root: Element, children: Callable[[Element], list[Element]]
) -> Iterator[tuple[str, Element]]:
    """Yields ("open" | "close" | "tail", element) in reading order. It has a stack of its own,
    because a hostile file may be nested deeply. `children` says what is gone into."""
    waiting: list[tuple[str, Element]] = [("open", root)]
    while waiting:
        kind, element = waiting.pop()
        yield kind, element
        if kind == "open":
            waiting.append(("close", element))
            for below in reversed(children(element)):
                waiting += [("tail", below), ("open", below)]
