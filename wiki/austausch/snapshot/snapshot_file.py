"""Reads a JSON export from a file and checks its form."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from wiki.austausch.exceptions import FileUnreadable
from wiki.austausch.read.text_files import check_file
from wiki.dateien.unique_keys import RepeatedKey, load_json

from .snapshot import PAGE_TYPES, SNAPSHOT_FORMAT, SNAPSHOT_VERSION

SNAPSHOT_MAX_BYTES = 500 * 1024 * 1024  # bytes


def read_snapshot(path: Path) -> dict[str, Any]:
    """Returns the document. Raises FileUnreadable, with a German text, if it is no export of this
    wiki."""
    check_file(path)
    if path.stat().st_size > SNAPSHOT_MAX_BYTES:
        raise FileUnreadable(f"Sie ist größer als {SNAPSHOT_MAX_BYTES // 1024**2} MB.")
    try:
        content = load_json(path.read_text(encoding="utf-8-sig"))
    except RepeatedKey as error:
        raise FileUnreadable(str(error)) from error
    except (ValueError, RecursionError) as error:
        raise FileUnreadable("Sie ist kein JSON (UTF-8).") from error
    if not isinstance(content, dict) or content.get("format") != SNAPSHOT_FORMAT:
        raise FileUnreadable("Sie ist kein JSON-Export dieses Wikis (export_wiki --format json).")
    if content.get("version") != SNAPSHOT_VERSION:
        raise FileUnreadable(f"Sie hat die Fassung {content.get('version')}, gelesen wird 1.")
    for part in ("kommunen", "themen", "seiten"):
        entries = content.get(part)
        if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
            raise FileUnreadable(f"Der Teil „{part}“ fehlt oder ist keine Liste.")
    return content


def problem_of(entry: Mapping[str, Any]) -> str:
    """Says in German what is wrong with an entry; empty if nothing is."""
    if entry.get("art") not in PAGE_TYPES:
        return f"Die Art „{entry.get('art')}“ gibt es nicht."
    fields = entry.get("felder")
    if not isinstance(entry.get("pfad"), str) or not isinstance(fields, dict):
        return "Pfad oder Felder fehlen."
    if not fields.get("title") or not fields.get("slug"):
        return "Titel oder Kürzel fehlt."
    return ""
