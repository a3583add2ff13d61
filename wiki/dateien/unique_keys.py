"""Reads YAML and JSON in which each key stands once: both formats take the last of two without a
word, and what the first says would be lost. Pure."""

import json
import re
from collections.abc import Iterator
from typing import Any

import yaml

JSON_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}:]', re.DOTALL)


class RepeatedKey(ValueError):
    """Raised for a key that stands twice. The text names it and its lines, in German."""

    def __init__(self, key: str, first: int, second: int) -> None:
        super().__init__(f"„{key}“ steht zweimal darin: in Zeile {first} und in Zeile {second}.")


class _Loader(yaml.SafeLoader):
    def flatten_mapping(self, node: Any) -> None:
        _check_keys(node)
        super().flatten_mapping(node)


class _FastLoader(yaml.CSafeLoader):
    def flatten_mapping(self, node: Any) -> None:
        _check_keys(node)
        super().flatten_mapping(node)


def _check_keys(node: Any) -> None:
    lines: dict[str, int] = {}
    for key, _ in node.value:
        name, line = str(key.value), key.start_mark.line + 1
        if name in lines:
            raise RepeatedKey(name, lines[name], line)
        lines[name] = line


def load_yaml(text: str, *, ours: bool = False) -> Any:
    """Reads YAML. What is `ours` is read ten times faster, by a parser that text from strangers can
    crash (20,000 brackets in each other). Raises RepeatedKey, or yaml.YAMLError for what is no
    YAML."""
    return yaml.load(text, Loader=_FastLoader if ours else _Loader)  # noqa: S506 - safe ones


class _Twice(Exception):
    pass


def load_json(text: str) -> Any:
    """Raises RepeatedKey, or ValueError for what is no JSON."""
    try:
        return json.loads(text, object_pairs_hook=_once)
    except _Twice:
        raise next(_repeated(text)) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Twice
    return found


def _repeated(text: str) -> Iterator[RepeatedKey]:
    """Finds in a JSON text where a key stands again, which the reader of JSON does not tell."""
    objects: list[dict[str, int]] = []
    last, line, place = "", 1, 0
    for match in JSON_TOKEN.finditer(text):
        line, place = line + text.count("\n", place, match.start()), match.start()
        if match[0] == "{":
            objects.append({})
        elif match[0] == "}":
            objects.pop()
        elif match[0] != ":":
            last = match[0]
        elif (key := json.loads(last)) in objects[-1]:
            yield RepeatedKey(key, objects[-1][key], line)
        else:
            objects[-1][key] = line
