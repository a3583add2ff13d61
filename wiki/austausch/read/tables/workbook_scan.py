"""Finds in an XLSX file what the reader of workbooks does not tell: its size before it is unpacked,
formulas, error values. Pure; `ods_scan` does the same for ODS.

It streams the XML, so that memory holds one row at a time.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from wiki.austausch.exceptions import FileUnreadable

from .cell_formats import Formats, formats_of

WORKBOOK_UNPACKED_MAX_BYTES = 400 * 1024 * 1024  # bytes; a zip bomb promises more
ROWS_MAX, COLUMNS_MAX = 100_000, 500
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
LINK_FORMULA = re.compile(r'HYPERLINK\("([^"]+)"', re.I)
TOO_WIDE = f"Die Tabelle ist zu groß (höchstens {ROWS_MAX} Zeilen und {COLUMNS_MAX} Spalten)."


MANIFEST, MANIFEST_MAX_BYTES = "META-INF/manifest.xml", 1024 * 1024  # bytes
Area = tuple[tuple[int, int], tuple[int, int]]  # first and last cell


@dataclass
class Scan:
    """What was found in one sheet. Cells are (row, column), counted from 1; `merged` holds the
    first and last cell of each merged area, counted from 0; `links` the addresses behind cells;
    `hidden_rows` and `hidden_columns` numbers from 1, and `comments` counts the cells with a remark
    beside them. `units` holds what cells show behind their numbers, `struck` those whose text is
    struck out."""

    cells: int = 0
    formulas: int = 0
    without_value: set[tuple[int, int]] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    links: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    comments: int = 0
    units: dict[tuple[int, int], str] = field(default_factory=dict)
    struck: set[tuple[int, int]] = field(default_factory=set)


def check_archive(path: Path) -> bool:
    """Returns whether the workbook holds macros. Raises FileUnreadable for a file that is damaged,
    encrypted, or unpacks to more than WORKBOOK_UNPACKED_MAX_BYTES."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            is_encrypted = _says_encrypted(archive)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise FileUnreadable("Sie ist beschädigt oder keine Tabellendatei.") from error
    if is_encrypted or any(entry.flag_bits & 0x1 for entry in entries):
        raise FileUnreadable("Sie ist mit einem Kennwort geschützt.")
    if sum(entry.file_size for entry in entries) > WORKBOOK_UNPACKED_MAX_BYTES:
        raise FileUnreadable("Ihr Inhalt ist ausgepackt zu groß (über 400 MB).")
    names = {entry.filename for entry in entries}
    return any(name.endswith("vbaProject.bin") or name.startswith("Basic/") for name in names)


def _says_encrypted(archive: zipfile.ZipFile) -> bool:
    """Returns whether an ODS file has a password, which its manifest says."""
    if MANIFEST not in archive.namelist():
        return False
    with archive.open(MANIFEST) as file:
        return b"encryption-data" in file.read(MANIFEST_MAX_BYTES)


def scan_xlsx(path: Path, sheet: str) -> Scan:
    with zipfile.ZipFile(path) as archive:
        part = _sheet_part(archive, sheet)
        if part not in archive.namelist():
            return Scan()
        with archive.open(part) as file:
            scan = _scan_cells(file, _targets(archive, part), formats_of(archive, elements))
        scan.comments = _comments(archive, part)
        return scan


def _comments(archive: zipfile.ZipFile, part: str) -> int:
    """Counts the cells of a sheet that somebody has written a comment to."""
    found = {
        target
        for relation, target in _relations(archive, part)
        if relation.endswith("/comments") and target in archive.namelist()
    }
    return sum(_count(archive, target, "comment") for target in found)


def _count(archive: zipfile.ZipFile, part: str, tag: str) -> int:
    with archive.open(part) as file:
        return sum(local_name(element.tag) == tag for element in elements(file))


def _relations(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[str, str]]:
    """Yields (kind, path in the archive) of what belongs to a part of the file."""
    folder, _, name = part.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in archive.namelist():
        return
    with archive.open(relations) as file:
        for element in elements(file):
            target = element.get("Target", "")
            path = posixpath.normpath(posixpath.join("/", folder, target))
            yield element.get("Type", ""), path.lstrip("/")


def _targets(archive: zipfile.ZipFile, part: str) -> dict[str, str]:
    """Returns the addresses that a sheet links to, by the id of the link."""
    folder, _, name = part.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in archive.namelist():
        return {}
    with archive.open(relations) as file:
        return {
            element.get("Id", ""): element.get("Target", "")
            for element in elements(file)
            if element.get("TargetMode") == "External"
        }


def _sheet_part(archive: zipfile.ZipFile, sheet: str) -> str:
    """Finds the file inside the archive that holds the sheet of this name."""
    with archive.open("xl/workbook.xml") as file:
        ids = {
            element.get("name"): element.get(RELATION)
            for element in elements(file)
            if local_name(element.tag) == "sheet"
        }
    with archive.open("xl/_rels/workbook.xml.rels") as file:
        targets = {element.get("Id"): element.get("Target", "") for element in elements(file)}
    target = str(targets.get(ids.get(sheet), ""))
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _scan_cells(file: IO[bytes], targets: Mapping[str, str], formats: Formats) -> Scan:
    scan = Scan()
    for element in elements(file):
        tag = local_name(element.tag)
        if tag == "c":
            _note_cell(element, scan, formats)
        if tag == "col" and element.get("hidden") in ("1", "true"):
            last = min(_number(element.get("max")), COLUMNS_MAX)
            scan.hidden_columns |= set(range(_number(element.get("min")), last + 1))
        if tag == "hyperlink":
            _note_link(element, targets, scan)
        if tag == "row":
            if element.get("hidden") in ("1", "true") and _number(element.get("r")) <= ROWS_MAX:
                scan.hidden_rows.add(_number(element.get("r")))
            element.clear()
    return scan


def _note_cell(cell: Any, scan: Scan, formats: Formats) -> None:
    match = REFERENCE.fullmatch(cell.get("r", ""))
    if match is None:
        return
    place = (int(match[2]), _column_number(match[1]))
    if place[0] > ROWS_MAX or place[1] > COLUMNS_MAX:
        if len(cell):  # a cell that only has a format does not count
            raise FileUnreadable(TOO_WIDE)
        return
    scan.cells += bool(len(cell))
    style = _number(cell.get("s"))
    if len(cell) and style in formats.struck:
        scan.struck.add(place)
    if style in formats.units:
        scan.units[place] = formats.units[style]
    children = {local_name(child.tag): child.text or "" for child in cell}
    if "f" in children:
        scan.formulas += 1
        if match := LINK_FORMULA.match(children["f"]):
            scan.links[place] = match[1]
        if not children.get("v") and "is" not in children:
            scan.without_value.add(place)
    if cell.get("t") == "e":
        scan.errors[place] = children.get("v", "")


def _note_link(link: Any, targets: Mapping[str, str], scan: Scan) -> None:
    ids = [value for name, value in link.attrib.items() if local_name(name) == "id"]
    match = REFERENCE.match(link.get("ref", ""))
    target = targets.get(ids[0], "") if ids else ""
    if match and target:
        scan.links[int(match[2]), _column_number(match[1])] = target


def elements(file: IO[bytes]) -> Iterator[Any]:
    try:
        for _, element in iterparse(file, forbid_dtd=True):
            yield element
    except (ParseError, DefusedXmlException, zipfile.BadZipFile, EOFError) as error:
        raise FileUnreadable("Ihr Inneres ist beschädigt.") from error


def local_name(tag: str) -> str:
    return tag.rpartition("}")[2]


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
