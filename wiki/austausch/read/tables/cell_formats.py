"""What a cell shows beside its number: `350` in the format `0 "T€"` is 350 thousand euros. Pure.

`workbook_scan` reads the formats of an XLSX file, `ods_scan` the shown texts of an ODS file.
"""

import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from wiki.german.amounts import decimal_of

STYLES, STYLES_MAX_BYTES = "xl/styles.xml", 20 * 1024 * 1024  # bytes
PERCENT_FORMATS = {9: "0%", 10: "0.00%"}  # that every spreadsheet has
CONDITION = re.compile(r"\[[^\]]*\]")
SCALED = re.compile(r"[0#?],+(?![,0#?])")  # `0,` divides by a thousand what it shows
UNITS = (
    (re.compile(r"T ?€|T ?EUR|Tsd|Tausend", re.I), "T€"),
    (re.compile(r"Mio|Million", re.I), "Mio. €"),
    (re.compile(r"Mrd|Milliard", re.I), "Mrd. €"),
)
SHOWN = re.compile(r"(\d{1,3}(?:\.\d{3})*(?:,\d+)?|\d+(?:,\d+)?)\s*([^\d\s].*)")
ROUNDED_BY = 0.06  # of the value; what is shown may be rounded


@dataclass(frozen=True)
class Formats:
    """By the number of a style: the unit it shows, and whether it strikes the text out."""

    units: dict[int, str] = field(default_factory=dict)
    struck: frozenset[int] = frozenset()


def formats_of(archive: zipfile.ZipFile, elements: Any) -> Formats:
    """Reads the styles of an XLSX file. `elements` parses XML piece by piece."""
    entry = archive.NameToInfo.get(STYLES)
    if entry is None or entry.file_size > STYLES_MAX_BYTES:
        return Formats()
    codes, struck_fonts, styles = dict(PERCENT_FORMATS), set(), []
    with archive.open(entry) as file:
        for element in elements(file):
            tag = _tag(element)
            if tag == "numFmt":
                codes[_number(element, "numFmtId")] = element.get("formatCode", "")
            elif tag == "fonts":
                struck_fonts = {n for n, font in enumerate(element) if _is_struck(font)}
            elif tag == "cellXfs":
                styles = list(element)
    units = {n: unit_of(codes.get(_number(xf, "numFmtId"), "")) for n, xf in enumerate(styles)}
    struck = {n for n, xf in enumerate(styles) if _number(xf, "fontId") in struck_fonts}
    return Formats({n: unit for n, unit in units.items() if unit}, frozenset(struck))


def unit_of(code: str) -> str:
    """`#,##0" T€"` -> `T€`, `0%` -> `%`; nothing for a format that divides what it shows."""
    shown = CONDITION.sub("", code).split(";")[0]
    if SCALED.search(re.sub(r'"[^"]*"', "", shown)):
        return ""
    return _unit_in(shown.replace('"', "").replace("\\", ""))


def _unit_in(text: str) -> str:
    found = (unit for pattern, unit in UNITS if pattern.search(text))
    return next(found, "%" if text.rstrip().endswith("%") else "")


def unit_shown(shown: str, value: str) -> str:
    """The unit that is shown behind a number, if the number is the one that is stored: `350 T€`
    over 350 -> `T€`, over 350000 -> nothing."""
    match = SHOWN.fullmatch(shown.strip())
    unit = _unit_in(match[2]) if match else ""
    if match is None or unit in ("", "%"):
        return ""
    number, stored = float(decimal_of(match[1])), float(value)
    return unit if abs(number - stored) <= ROUNDED_BY * abs(stored) else ""


def as_shown(value: Any, unit: str) -> Any:
    """`350.0` and `T€` -> `350 T€`, `0.6` and `%` -> `60 %`; what is no number stays."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return value
    number = value * 100 if unit == "%" else value
    return f"{number:.4f}".rstrip("0").rstrip(".").replace(".", ",") + f" {unit}"


def letters_of(columns: Iterable[int]) -> str:
    """Columns, counted from 1, as a spreadsheet names them: 1, 28 -> `A, AB`."""
    return ", ".join(map(_letters, sorted(columns)))


def _letters(number: int) -> str:
    above, place = divmod(number - 1, 26)
    return (_letters(above) if above else "") + chr(65 + place)


def _is_struck(font: Element) -> bool:
    marks = [child for child in font if _tag(child) == "strike"]
    return bool(marks) and marks[0].get("val", "1") not in ("0", "false")


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _number(element: Any, name: str) -> int:
    value = element.get(name, "0")
    return int(value) if value.isdecimal() else 0
