"""What an address delivers -> a file that the import of tables reads. Pure but for the file.

Tables stay as they are. JSON, Atom and RSS become CSV: each key a heading, each entry a row.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from email.utils import parsedate_to_datetime
from html import unescape
from io import StringIO
from json import detect_encoding
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from wiki.austausch.draft.headings import suggest_mapping
from wiki.dateien import marks
from wiki.dateien.unique_keys import RepeatedKey, load_json
from wiki.platform.network.exceptions import FetchFailed

ATOM = "{http://www.w3.org/2005/Atom}"
MARKUP = re.compile(r"<[^>]*>")
RSS_1 = "{http://purl.org/rss/1.0/}"
DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
WRAPPERS = ("properties", "attributes", "fields")
NAMES = frozenset(["name", "title", "titel", "label", "bezeichnung"])
DEPTH_MAX = 4  # keys below keys
ListRow = dict[str, str]


def write_list(content: bytes, folder: Path) -> Path:
    """Writes the file. Raises FetchFailed for JSON or XML that is no list of projects."""
    begin = content.removeprefix(marks.UTF_8).lstrip()[:1]
    if content.startswith(marks.ANY_ZIP):
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
    """A list of objects, wherever it lies: `{"result": {"records": […]}}`; or an object a line."""
    text = content.decode(detect_encoding(content))
    try:
        found = load_json(text)
    except RepeatedKey as error:
        raise FetchFailed(str(error)) from error
    except (ValueError, RecursionError) as error:
        found = _json_lines(text)
        if not found:
            raise FetchFailed("Sie liefert fehlerhaftes JSON.") from error
    rows = [dict(_plain(_inside(entry))) for entry in _entries(found)]
    if not any(rows):
        raise FetchFailed("Im JSON steht keine Liste von Projekten.")
    return rows


def _json_lines(text: str) -> list[Any]:
    try:
        found = [load_json(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError):
        return []
    return found if all(isinstance(entry, dict) for entry in found) else []


def _entries(found: Any) -> list[dict[str, Any]]:
    """Returns that list of objects which tells of projects, else the longest: beside its records a
    portal lists their fields."""
    return max(_lists(found), key=lambda one: (_tells_of_projects(one), len(one)), default=[])


def _lists(found: Any, depth: int = 0) -> Iterator[list[dict[str, Any]]]:
    if isinstance(found, list):
        yield [entry for entry in found if isinstance(entry, dict)]
    elif isinstance(found, dict) and depth < DEPTH_MAX:
        for value in found.values():
            yield from _lists(value, depth + 1)


def _tells_of_projects(entries: Sequence[dict[str, Any]]) -> bool:
    keys = [key for entry in entries[:1] for key, _ in _plain(_inside(entry))]
    return "titel" in suggest_mapping(keys).fields


def _inside(entry: dict[str, Any]) -> dict[str, Any]:
    """Maps and portals put what they tell of a record into one key of it (GeoJSON, ArcGIS)."""
    for name in WRAPPERS:
        if isinstance(entry.get(name), dict):
            inside: dict[str, Any] = entry[name]
            return inside
    return entry


def _plain(entry: dict[str, Any], above: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    """Yields keys and values, lists with semicolons. Keys below a key come behind it, `kosten
    einmalig`; a name below one is its value: `{"kommune": {"name": "Trier"}}`."""
    for key, value in entry.items():
        name = above if above and key.casefold() in NAMES else f"{above} {key}".strip()
        if isinstance(value, dict) and depth < DEPTH_MAX:
            yield from _plain(value, name, depth + 1)
        elif parts := _parts(value):
            yield name, "; ".join(parts)


def _parts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [text for text in map(_part, values) if text]


def _part(value: Any) -> str:
    """An object in a list is one line of its values: `Bericht | https://a.de`."""
    if isinstance(value, dict):
        said = sorted(value.values(), key=lambda one: str(one).startswith("http"))
        return " | ".join(filter(None, map(_part, said)))
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    return str(value)


def _atom_rows(content: bytes) -> list[ListRow]:
    """Entries of Atom, or items of RSS."""
    try:
        feed = fromstring(content)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise FetchFailed("Sie liefert fehlerhaftes XML.") from error
    rows = [_entry(entry) for entry in feed.iter(f"{ATOM}entry")]
    rows += [_item(item) for item in feed.iter() if item.tag in ("item", f"{RSS_1}item")]
    if not rows:
        raise FetchFailed("Im XML steht kein Eintrag eines Feeds (Atom oder RSS).")
    return rows


def _entry(entry: Element) -> ListRow:
    links = [link for link in entry.iter(f"{ATOM}link") if link.get("rel", "alternate") != "self"]
    link = next((link.get("href", "") for link in links), "")
    lead = _text(entry, f"{ATOM}summary") or _text(entry, f"{ATOM}content")
    day = _text(entry, f"{ATOM}updated")[:10]
    return _row_of_feed(_text(entry, f"{ATOM}title"), lead, day, link)


def _item(item: Element) -> ListRow:
    space = RSS_1 if item.tag == f"{RSS_1}item" else ""
    try:
        day = parsedate_to_datetime(_text(item, "pubDate")).date().isoformat()
    except ValueError:
        day = _text(item, f"{DUBLIN_CORE}date")[:10]
    texts = [_text(item, f"{space}{name}") for name in ("title", "description", "link")]
    return _row_of_feed(texts[0], texts[1], day, texts[2])


def _row_of_feed(title: str, lead: str, day: str, link: str) -> ListRow:
    source = " | ".join(filter(None, (title.replace("|", "/"), day and f"Feed | {day}", link)))
    return {"Titel": title, "Kurzfassung": lead, "Quellen": source if link else ""}


def _text(entry: Element, name: str) -> str:
    """Returns the text of an element without markup, in one line."""
    found = entry.find(name)
    text = "".join(found.itertext()) if found is not None else ""
    return " ".join(MARKUP.sub(" ", unescape(text)).split())
