"""A file that is said to be a JSON export: read, and its form checked."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from wiki.austausch.exceptions import FileUnreadable
from wiki.austausch.read.text_files import check_file

from .snapshot import FORMAT, PAGE_TYPES, VERSION

SIZE_LIMIT = 500 * 1024 * 1024  # bytes


def read_snapshot(path: Path) -> dict[str, Any]:
    """The document, its form checked. FileUnreadable says in German what is wrong."""
    check_file(path)
    if path.stat().st_size > SIZE_LIMIT:
        raise FileUnreadable(f"Sie ist größer als {SIZE_LIMIT // 1024**2} MB.")
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise FileUnreadable("Sie ist kein JSON (UTF-8).") from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise FileUnreadable("Sie ist kein JSON-Export dieses Wikis (export_wiki --format json).")
    if content.get("version") != VERSION:
        raise FileUnreadable(f"Sie hat die Fassung {content.get('version')}, gelesen wird 1.")
    for part in ("kommunen", "themen", "seiten"):
        entries = content.get(part)
        if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
            raise FileUnreadable(f"Der Teil „{part}“ fehlt oder ist keine Liste.")
    return content


def problem_of(entry: Mapping[str, Any]) -> str:
    """What is wrong with an entry, in German; empty when nothing."""
    if entry.get("art") not in PAGE_TYPES:
        return f"Die Art „{entry.get('art')}“ gibt es nicht."
    fields = entry.get("felder")
    if not isinstance(entry.get("pfad"), str) or not isinstance(fields, dict):
        return "Pfad oder Felder fehlen."
    if not fields.get("title") or not fields.get("slug"):
        return "Titel oder Kürzel fehlt."
    return ""
