"""The head of a Markdown file: YAML between lines of three dashes as Jekyll, Obsidian and Wiki.js
write it, TOML between plus signs or JSON as Hugo does, or lines that begin with `%`. Pure."""

import re
import tomllib
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import yaml

from wiki.austausch.draft.headings import is_known
from wiki.austausch.exceptions import FileUnreadable
from wiki.dateien.unique_keys import RepeatedKey, load_json, load_yaml

HEAD = re.compile(r"\A\ufeff?\s*---[ \t]*\n(.*?)\n?[ \t]*(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
COMMENT_ABOVE = re.compile(r"\A\ufeff?\s*<!--.*?-->(?=\s*---[ \t]*\n)", re.DOTALL)
HEAD_MAX_CHARS = 50_000
VALUES_MAX = 100  # of one key
DEPTH_MAX = 3  # keys below keys
LINE = re.compile(r"^([^\s:=#][^:=]{0,60})[:=]\s*(.*)$")
TITLE_KEYS = frozenset(["title", "titel"])


def split_head(text: str) -> tuple[dict[str, str], str]:
    """Returns (what the head says, the text below it). Several values of a key are lines. Raises
    FileUnreadable for a head in which a key stands twice."""
    plain = COMMENT_ABOVE.sub(_blank, text.replace("\r\n", "\n"))
    for pattern, read in HEADS:
        match = pattern.match(plain)
        if match is None or len(match[1]) > HEAD_MAX_CHARS:
            continue
        try:
            loaded = read("\n" * plain.count("\n", 0, match.start(1)) + match[1])
        except RepeatedKey as error:
            raise FileUnreadable(str(error)) from error
        found = dict(_flat(loaded)) if isinstance(loaded, dict) else {}
        if found or not match[1].strip():
            return found, plain[match.end() :]
    return {}, text  # two rules with text between them


def _blank(comment: re.Match[str]) -> str:
    """Keeps the numbers of the lines below."""
    return "\n" * comment[0].count("\n")


def _yaml(head: str) -> Any:
    try:
        return load_yaml(head)
    except RepeatedKey:
        raise
    except (yaml.YAMLError, ValueError, RecursionError):
        return _lines(head)


def _toml(head: str) -> Any:
    try:
        return tomllib.loads(head)
    except (tomllib.TOMLDecodeError, RecursionError):
        return _lines(head)


def _json(head: str) -> Any:
    try:
        return load_json(head)
    except RepeatedKey:
        raise
    except (ValueError, RecursionError):
        return None


def _percent(head: str) -> dict[str, str]:
    """Reads the three lines of pandoc: title, authors, day. Whoever wrote it is no field."""
    lines = [line.strip("% ").strip() for line in head.split("\n")]
    return {
        key: line for key, line in zip(("title", "author", "date"), lines, strict=False) if line
    }


HEADS: tuple[tuple[re.Pattern[str], Callable[[str], Any]], ...] = (
    (HEAD, _yaml),
    (re.compile(r"\A\ufeff?\s*\+\+\+[ \t]*\n(.*?)\n\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL), _toml),
    (re.compile(r"\A\ufeff?\s*(\{\n.*?\n\})[ \t]*(?:\n|\Z)", re.DOTALL), _json),
    (re.compile(r"\A\ufeff?((?:%[^\n]*\n){1,3})"), _percent),
)


def _flat(loaded: dict[Any, Any], above: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    """Yields keys and values, those of keys below keys as well: `kosten: {einmalig: 5}` ->
    (`kosten einmalig`, `5`)."""
    for key, value in list(loaded.items())[:VALUES_MAX]:
        name = _named(above, str(key).strip())
        if isinstance(value, dict) and depth < DEPTH_MAX:
            yield from _flat(value, name, depth + 1)
        elif text := "\n".join(_values(value)):
            yield name, text


def _named(above: str, key: str) -> str:
    joined = f"{above} {key}".strip()
    return key if is_known(key) and not is_known(joined) else joined


def _lines(head: str) -> dict[str, str]:
    """Reads what is no YAML (`title: Kita: neu`), or TOML with a key twice, line by line."""
    found: dict[str, str] = {}
    lines: dict[str, int] = {}
    for number, line in enumerate(head.split("\n"), 1):
        if not (match := LINE.match(line)):
            continue
        key = match[1].strip()
        if key in found and not key.startswith("-"):  # of several entries of a list each has it
            raise RepeatedKey(key, lines[key], number)
        found[key], lines[key] = match[2].strip().strip("\"'"), number
    return found


def _values(value: Any) -> Iterator[str]:
    """Yields the values, of lists and lists of keys as well; not deeper, for YAML can say the same
    a thousand times."""
    members = value.values() if isinstance(value, dict) else value
    if isinstance(value, list):  # `kontakt: [{name: Weber, mail: w@trier.de}]`
        members = [part for one in value[:VALUES_MAX] for part in _members(one)]
    members = members if isinstance(value, (list, dict)) else [value]
    for member in list(members)[:VALUES_MAX]:
        text = _one(member)
        if text:
            yield text


def _members(value: Any) -> list[Any]:
    return list(value.values()) if isinstance(value, dict) else [value]


def _one(value: Any) -> str:
    if value is None or isinstance(value, (list, dict, set, bytes)):
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, (date, datetime)):
        return value.isoformat()[:10]
    return " ".join(str(value).split())
