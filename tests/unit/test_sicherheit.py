"""docs/sicherheit.md names a test for each point, and each of them exists."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "sicherheit.md"
NAMED = re.compile(r"`(…|[\w/.]+(?:\.py|/))(?:::(test_\w+))?`")
Named = tuple[str, str]  # file or folder, and name of a test in it, which may be empty


def rows() -> list[tuple[str, str]]:
    """The first and the last cell of each line of the tables."""
    found = re.findall(r"^\|(.*)\|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    lines = (line.split("|") for line in found)
    cells = ([cell.strip() for cell in line] for line in lines)
    return [(line[0], line[-1]) for line in cells if line[-1] not in ("Test", "---")]


def named() -> Iterator[Named]:
    """Paths are below tests/integration unless they say otherwise; … is the one before."""
    path = ""
    for _, cell in rows():
        for file, test in NAMED.findall(cell):
            if file != "…":
                path = file if file.startswith("tests/") else f"tests/integration/{file}"
            yield path, test


@pytest.mark.parametrize("one", sorted(set(named())), ids="::".join)
def test_what_is_named_is_a_test(one: Named) -> None:
    path, test = ROOT / one[0], one[1]
    files = sorted(path.glob("**/test_*.py")) if path.is_dir() else [path]
    text = "".join(file.read_text(encoding="utf-8") for file in files)
    assert f"def {test or 'test_'}" in text


def test_every_line_names_one_or_says_that_it_is_open() -> None:
    page = PAGE.read_text(encoding="utf-8")
    without = [
        first
        for first, last in rows()
        if not NAMED.search(last) and last != "derselbe" and f"| {first} | offen" not in page
    ]
    assert without == []


def test_the_tables_are_read() -> None:
    assert len(rows()) > 60
    assert len(set(named())) > 60
