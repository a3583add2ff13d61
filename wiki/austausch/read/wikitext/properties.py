"""Reads what Semantic MediaWiki knows of an article: `[[Hat Kommune::Trier]]` in the text, and
`{{#set: Status=im Betrieb}}`, which shows nothing. Pure."""

import re
from collections.abc import Mapping

from wiki.austausch.draft.boxes import fields_of

from .reading import ArticleReading, split_options

SET = re.compile(r"\{\{\s*#set\s*:", re.I)
LINK = re.compile(r"\[\[:?(?:[^|\]]*\|)?([^\]]*)\]\]")
PREFIX = re.compile(r"(?:hat|has|ist|is|im|in)[ _]+", re.I)
SEPARATOR = "+sep"
PROPERTIES_MAX = 200  # of one article, and values of each


def take_link(target: str, reading: ArticleReading) -> str:
    """Keeps `Eigenschaft::Wert` (several properties may share a value); returns the value."""
    *names, value = (part.strip() for part in target.split("::"))
    for name in names:
        _keep(name, value, reading)
    return value


def take_set(call: str, reading: ArticleReading) -> bool:
    """Keeps what a `{{#set: …}}` says; returns False for any other call."""
    start = SET.match(call)
    if start is None:
        return False
    last = ""
    for part in split_options(call[start.end() : -2]):
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if name == SEPARATOR:
            _separate(last, value or ",", reading)
        elif equals:
            last = name
            _keep(name, LINK.sub(r"\1", value), reading)
            reading.result.unsichtbar.add(name)
        elif last and name:  # one more value of the property before
            _keep(last, LINK.sub(r"\1", name), reading)
    return True


def _separate(name: str, sign: str, reading: ArticleReading) -> None:
    values = reading.result.eigenschaften.get(name, [])
    parts = [part.strip() for value in values for part in value.split(sign)]
    if name in reading.result.eigenschaften:
        reading.result.eigenschaften[name] = [part for part in parts if part]


def _keep(name: str, value: str, reading: ArticleReading) -> None:
    found = reading.result.eigenschaften
    if not (name and value) or (name not in found and len(found) >= PROPERTIES_MAX):
        return
    values = found.setdefault(name, [])
    if value not in values and len(values) < PROPERTIES_MAX:
        values.append(value)


def field_of(name: str, given: Mapping[str, str]) -> str:
    """Returns the field that a property means, by the mapping file or by its name, with or without
    its first word: `Hat Kommune` -> `kommunen`. Empty if none does."""
    short = PREFIX.sub("", name, count=1)
    return fields_of([name], given)[0] or fields_of([short], given)[0] or ""


def as_parameters(
    properties: Mapping[str, list[str]], hidden: set[str], given: Mapping[str, str]
) -> dict[str, tuple[str, str]]:
    """Returns property -> (field, value, one a line) of those that mean a field, and of those that
    readers of the old article did not see."""
    found = {}
    for name, values in properties.items():
        wanted = field_of(name, given)
        if wanted or name in hidden:
            found[name] = (wanted, "\n".join(values))
    return found
