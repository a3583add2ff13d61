"""Reads a CSV file row by row, and finds out its encoding and separator. Pure."""

import csv
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from wiki.austausch.draft.schema import Meldung, RawRow
from wiki.austausch.exceptions import FileUnreadable
from wiki.austausch.read.text_files import OLD_ENCODINGS, detect_encoding

DELIMITERS = ";,\t|"
SAMPLE_ROWS = 20
CELL_MAX_CHARS = 100_000  # characters


def read_csv(path: Path) -> tuple[Iterator[RawRow], list[Meldung]]:
    """Returns the rows, and notes about the file as a whole."""
    encoding = detect_encoding(path)
    delimiter = _detect_delimiter(path, encoding)
    notes = []
    if name := OLD_ENCODINGS.get(encoding):
        text = f"Zeichensatz {name} angenommen; bitte die Umlaute ansehen."
        notes.append(Meldung(0, "", text))
    return _csv_rows(path, encoding, delimiter), notes


def _detect_delimiter(path: Path, encoding: str) -> str:
    """Chooses the separator that cuts most of the first rows into the same number of cells; of two
    that do equally well, the one that gives more cells."""
    best, score = ";", (0.0, 0)
    for delimiter in DELIMITERS:
        rows = []
        try:
            for row in _csv_rows(path, encoding, delimiter):
                if any(str(cell).strip() for cell in row.zellen):
                    rows.append(len(row.zellen))
                if len(rows) >= SAMPLE_ROWS:
                    break
        except FileUnreadable:
            continue
        widths = [width for width in rows if width > 1]
        if not widths:
            continue
        common = max(set(widths), key=widths.count)
        found = (widths.count(common) / len(rows), common)
        if found > score:
            best, score = delimiter, found
    return best


def _csv_rows(path: Path, encoding: str, delimiter: str) -> Iterator[RawRow]:
    csv.field_size_limit(CELL_MAX_CHARS)
    with path.open(encoding=encoding, newline="", errors="strict") as file:
        lines = _unwrapped(_quoted(file, delimiter))
        first = next(lines, "")
        quote = "'" if _in_single_quotes(first, delimiter) else '"'
        reader = csv.reader(
            chain([first], lines), delimiter=delimiter, quotechar=quote, strict=True
        )
        number = 0
        try:
            for number, cells in enumerate(reader, 1):
                yield RawRow(number, tuple(cells))
        except csv.Error as error:
            raise FileUnreadable(_csv_problem(number + 1, str(error))) from error
        except UnicodeDecodeError as error:
            raise FileUnreadable(
                "Sie ist keine Textdatei, oder ihr Zeichensatz ist unbekannt. Bitte als UTF-8 "
                "speichern."
            ) from error


def _quoted(lines: Iterable[str], delimiter: str) -> Iterable[str]:
    """Some offices write each cell as a formula: `="a; b"`. Its quotation marks hold the cell
    together as those of CSV do."""
    rest = iter(lines)
    first = next(rest, "")
    every = chain([first], rest)
    if not first.lstrip("\ufeff").startswith('="'):
        return every
    begin = re.compile(rf'(^\ufeff?|{re.escape(delimiter)})="')
    return (begin.sub(r'\1"', line) for line in every)


def _unwrapped(lines: Iterable[str]) -> Iterator[str]:
    """Some programs quote whole lines: `"Titel;Kommune"`. The lines are what stands inside."""
    rest = iter(lines)
    first = next(rest, "")
    if not any(sign in _inside(first) for sign in DELIMITERS):
        return chain([first], rest)
    return (f"{_inside(line)}\n" for line in chain([first], rest))


def _inside(line: str) -> str:
    """Returns what a line quotes as a whole; empty if it quotes cells, or nothing."""
    line = line.strip().lstrip("\ufeff")
    try:
        cells = next(csv.reader([line], strict=True), []) if line.startswith('"') else []
    except csv.Error:
        return ""
    return cells[0] if len(cells) == 1 else ""


def _in_single_quotes(line: str, delimiter: str) -> bool:
    """Returns whether each heading stands between single quotation marks."""
    cells = [cell.strip() for cell in line.lstrip("\ufeff").split(delimiter)]
    return len(cells) > 1 and all(len(c) > 2 and c[0] == c[-1] == "'" for c in cells)


def _csv_problem(row: int, message: str) -> str:
    if "field larger" in message:
        return (
            f"Zeile {row}: Eine Zelle ist länger als {CELL_MAX_CHARS} Zeichen. Oft fehlt davor ein "
            "schließendes Anführungszeichen."
        )
    return f"Zeile {row}: Die Anführungszeichen gehen nicht auf. Bitte dort nachsehen."
