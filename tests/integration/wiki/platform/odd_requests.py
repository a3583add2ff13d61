"""Requests that no page of the wiki sends: forged numbers, missing and doubled fields, half of a
form, a million letters. Drawn at random from a seed, the same in every run."""

import random
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import wagtail
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

Patterns = Iterable[URLPattern | URLResolver]
Form = dict[str, Any]

LEFT_OUT = {
    "logout",  # ends the walk
    "wagtailadmin_error_test",  # Wagtail's page for trying what an error looks like
}
MILLION = "x" * 1_000_000
NUMBERS = (0, 2**31, 2**63, 10**30)
SLUGS = ("x", "0", "-", "a" * 3000, "page", "wiki", "projektseite")
WORDS = (
    *("", " ", "x", "0", "-1", "9" * 30, "1.5", "1e999", "NaN", "1,2", "2026-13-45", "31.02.2026"),
    *("\x00", "a\x00b", "ä" * 3000, "%", "'\"<", "\u202e", "😀", "[]", "{", "null"),
    *("../../etc/passwd", "//evil.example", "wagtailcore", "wiki.projektseite"),
)
# How views and forms ask for a parameter by its name.
READ = re.compile(r"""(?:GET|POST|data|FILES)(?:\.(?:get|getlist|pop)\(|\[)\s*["']([\w-]+)["']""")


@dataclass(frozen=True)
class Address:
    """An address with a name, and the kind of each of its parameters."""

    name: str
    parameters: dict[str, str]


@dataclass(frozen=True)
class Sent:
    """A request; without `content_type` the data are a form."""

    method: str
    path: str
    data: Any = field(default_factory=dict)
    content_type: str = ""


def addresses() -> list[Address]:
    found = {one.name: one for one in _walk(get_resolver().url_patterns, "", {})}
    return [found[name] for name in sorted(found) if not name.endswith(tuple(LEFT_OUT))]


def _walk(patterns: Patterns, space: str, above: dict[str, str]) -> Iterator[Address]:
    for pattern in patterns:
        parameters = above | _parameters(pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, inner, parameters)
        elif pattern.name:
            yield Address(space + pattern.name, parameters)


def _parameters(pattern: URLPattern | URLResolver) -> dict[str, str]:
    kinds = getattr(pattern.pattern, "converters", {})
    return {name: type(kinds.get(name)).__name__ for name in pattern.pattern.regex.groupindex}


@cache
def parameters_read() -> list[str]:
    """Names of the parameters that somebody asks for, here or in Wagtail."""
    folders = [
        Path(str(wagtail.__file__)).parent,
        *(settings.BASE_DIR / n for n in ("wiki", "suche")),
    ]
    files = (file for folder in folders for file in folder.rglob("*.py") if "test" not in str(file))
    return sorted({name for file in files for name in READ.findall(file.read_text("utf-8"))})


@dataclass
class Draw:
    """Draws requests; `known` are numbers of things that exist."""

    known: list[int]
    by: random.Random

    def requests(self, address: Address, show: Callable[[Sent], str]) -> Iterator[Sent]:
        """Two of the address with odd values, and its form as it is shown, changed."""
        path = self.path(address)
        if path:
            looked_at = Sent("get", path, self.query())
            yield looked_at
            yield Sent("post", path, *self.body())
            if form := fields_of(show(Sent("get", path)) or show(looked_at)):
                yield Sent("post", path, self.changed(form))

    def path(self, address: Address) -> str | None:
        """None where none of some tries fits."""
        for _ in range(6):
            values = {name: self.part(kind) for name, kind in address.parameters.items()}
            try:
                return reverse(address.name, kwargs=values)
            except (NoReverseMatch, ValueError):
                continue
        return None

    def part(self, kind: str) -> Any:
        number = self.by.choice(self.known if self.by.random() < 0.6 else NUMBERS)
        words = {"SlugConverter": SLUGS, "UUIDConverter": [f"{0:032x}"]}
        if kind == "IntConverter" or (kind not in words and self.by.random() < 0.5):
            return number
        return self.by.choice(words.get(kind, [word for word in (*WORDS, *SLUGS) if word]))

    def query(self) -> Form:
        names = self.by.sample(parameters_read(), self.by.randint(0, 6))
        return {name: self.word() for name in names}

    def word(self) -> Any:
        kind = self.by.random()
        if kind < 0.2:
            return str(self.by.choice(self.known))
        return [self.by.choice(WORDS) for _ in range(3)] if kind < 0.35 else self.by.choice(WORDS)

    def body(self) -> tuple[Any, str]:
        """What is no form of the page, and its content type."""
        found: tuple[Any, str] = self.by.choice(
            [
                (self.query(), ""),
                ({"q": MILLION, "title": MILLION}, ""),
                ({"file": SimpleUploadedFile("x.exe", b"MZ")}, ""),
                ('{"id": "x", "action": [], "q": 1}', "application/json"),
                ("[1, null]", "application/json"),
                ("{", "application/json"),
                (b"\xff\xfe", "application/x-www-form-urlencoded"),
                (b"a=b", "multipart/form-data"),
            ]
        )
        return found

    def changed(self, form: Form) -> Form:
        """The form with some fields left out, and others with odd values."""
        said = dict(form)
        for name in self.by.sample(sorted(said), min(len(said), self.by.randint(1, 3))):
            if self.by.random() < 0.3:
                del said[name]
            else:
                said[name] = self.word()
        return said


def fields_of(page: str) -> Form:
    reader = _Fields()
    reader.feed(page)
    return reader.fields


class _Fields(HTMLParser):
    """Reads names and values of the fields of a page; of long texts only the name."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: Form = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        name, value = said.get("name"), said.get("value") or ""
        if name and tag in {"input", "select", "textarea", "button"} and said.get("type") != "file":
            self.fields[name] = value
        elif tag == "option" and "selected" in said and self.fields:
            self.fields[next(reversed(self.fields))] = value
