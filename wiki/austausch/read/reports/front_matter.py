"""The head of a Markdown file, as Hugo, Jekyll, Obsidian and Wiki.js write it: YAML between lines
of three dashes. Pure."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import yaml

HEAD = re.compile(r"\A\ufeff?\s*---[ \t]*\n(.*?)\n?[ \t]*(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
HEAD_MAX_CHARS = 50_000
VALUES_MAX = 100  # of one key
LINE = re.compile(r"^([^\s:#][^:]{0,60}):\s*(.*)$")
TITLE_KEYS = frozenset(["title", "titel"])


def split_head(text: str) -> tuple[dict[str, str], str]:
    """Returns (what the head says, the text below it). Several values of a key are lines."""
    match = HEAD.match(text.replace("\r\n", "\n"))
    if match is None or len(match[1]) > HEAD_MAX_CHARS:
        return {}, text
    found = _read(match[1])
    if not found and match[1].strip():
        return {}, text  # two rules with text between them
    return found, text.replace("\r\n", "\n")[match.end() :]


def _read(head: str) -> dict[str, str]:
    try:
        loaded = yaml.safe_load(head)
    except (yaml.YAMLError, ValueError, RecursionError):
        loaded = _lines(head)
    if not isinstance(loaded, dict):
        return {}
    values = {str(key).strip(): "\n".join(_values(value)) for key, value in loaded.items()}
    return {key: value for key, value in values.items() if key and value}


def _lines(head: str) -> dict[str, str]:
    """Reads what is no YAML (`title: Kita: neu`) line by line."""
    matches = map(LINE.match, head.split("\n"))
    return {match[1].strip(): match[2].strip().strip("\"'") for match in matches if match}


def _values(value: Any) -> Iterator[str]:
    """Yields the values, of lists and lists of keys as well; not deeper, for YAML can say the same
    a thousand times."""
    members = value.values() if isinstance(value, dict) else value
    members = members if isinstance(value, (list, dict)) else [value]
    for member in list(members)[:VALUES_MAX]:
        text = _one(member)
        if text:
            yield text


def _one(value: Any) -> str:
    if value is None or isinstance(value, (list, dict, set, bytes)):
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, (date, datetime)):
        return value.isoformat()[:10]
    return " ".join(str(value).split())
