"""What an address delivers -> a file that the import of tables reads. Pure but for the file.

Tables stay as they are. JSON and Atom become CSV: each key a heading, each entry a row.
"""

import csv
import re
from collections.abc import Sequence
from html import unescape
from io import StringIO
from json import detect_encoding
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from wiki.dateien.unique_keys import RepeatedKey, load_json
from wiki.platform.network.exceptions import FetchFailed

ATOM = "{http://www.w3.org/2005/Atom}"
MARKUP = re.compile(r"<[^>]*>")
LEAD_CHARS = 300
BOM = b"\xef\xbb\xbf"
ListRow = dict[str, str]


def write_list(content: bytes, folder: Path) -> Path:
    """Writes the file. Raises FetchFailed for JSON or XML that is no list of projects."""
    begin = content.removeprefix(BOM).lstrip()[:1]
    if content.startswith(b"PK"):
        name, stored = "liste.xlsx", content
    elif begin in (b"[", b"{"):
        name, stored = "liste.csv", _csv(_json_rows(content))
    elif begin == b"<":
        name, stored = "liste.csv", _csv(_atom_rows(content))
    else:
        name, stored = "liste.csv", content
    path = folder / name
    path.write_bytes(stored)
    return path


def _csv(rows: Sequence[ListRow]) -> bytes:
    file = StringIO()
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    writer = csv.DictWriter(file, headings, delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def _json_rows(content: bytes) -> list[ListRow]:
    """A list of objects, or an object that holds one such list."""
    try:
        found = load_json(content.decode(detect_encoding(content)))
    except RepeatedKey as error:
        raise FetchFailed(str(error)) from error
    except (ValueError, RecursionError) as error:
        raise FetchFailed("Sie liefert fehlerhaftes JSON.") from error
    lists = found.values() if isinstance(found, dict) else [found]
    entries = next((e for e in lists if isinstance(e, list) and e), [])
    rows = [_plain(entry) for entry in entries if isinstance(entry, dict)]
    if not rows:
        raise FetchFailed("Im JSON steht keine Liste von Projekten.")
    return rows


def _plain(entry: dict[str, Any]) -> ListRow:
    """Texts and numbers as they are, lists with semicolons; what is nested deeper is left out."""
    return {
        str(key): "; ".join(str(part) for part in _parts(value))
        for key, value in entry.items()
        if _parts(value)
    }


def _parts(value: Any) -> list[Any]:
    values = value if isinstance(value, list) else [value]
    return [v for v in values if isinstance(v, (str, int, float)) and not isinstance(v, bool)]


def _atom_rows(content: bytes) -> list[ListRow]:
    try:
        feed = fromstring(content)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise FetchFailed("Sie liefert fehlerhaftes XML.") from error
    rows = [_entry(entry) for entry in feed.iter(f"{ATOM}entry")]
    if not rows:
        raise FetchFailed("Im XML steht kein Eintrag eines Atom-Feeds.")
    return rows


def _entry(entry: Element) -> ListRow:
    title = _text(entry, "title")
    links = [link for link in entry.iter(f"{ATOM}link") if link.get("rel", "alternate") != "self"]
    link = next((link.get("href", "") for link in links), "")
    day = _text(entry, "updated")[:10]
    source = " | ".join(filter(None, (title.replace("|", "/"), day and f"Feed | {day}", link)))
    lead = (_text(entry, "summary") or _text(entry, "content"))[:LEAD_CHARS]
    return {"Titel": title, "Kurzfassung": lead, "Quellen": source if link else ""}


def _text(entry: Element, name: str) -> str:
    """Without markup, in one line."""
    found = entry.find(f"{ATOM}{name}")
    text = "".join(found.itertext()) if found is not None else ""
    return " ".join(MARKUP.sub(" ", unescape(text)).split())
