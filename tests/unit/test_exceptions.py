"""Errors: one hierarchy, and the docstring is the German message."""

import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from wiki.exceptions import WikiError, first_line, why_unreadable

ROOT = Path(__file__).resolve().parents[2]
# Whoever defines an error names what it inherits from.
MODULES = [
    ".".join(file.relative_to(ROOT).with_suffix("").parts)
    for package in ("wiki", "einbettung", "suche")
    for file in sorted((ROOT / package).rglob("*.py"))
    if re.search(r"^class \w+\(\w+\):\n    \"\"\"", text := file.read_text("utf-8"), re.MULTILINE)
    and "WikiError" in text
]


def below(error: type[WikiError]) -> Iterator[type[WikiError]]:
    yield error
    for heir in error.__subclasses__():
        yield from below(heir)


for module in MODULES:
    importlib.import_module(module)
ERRORS = sorted(set(below(WikiError)), key=lambda error: (error.__module__, error.__name__))


def test_errors_of_every_package_are_seen() -> None:
    assert {error.__module__.split(".")[0] for error in ERRORS} == {"wiki", "einbettung", "suche"}
    assert len(ERRORS) > 50


@pytest.mark.parametrize("error", ERRORS)
def test_every_error_has_a_message_of_its_own(error: type[WikiError]) -> None:
    said = (error.__dict__["__doc__"] or "").split()
    assert said
    assert str(error()).split() == said


@pytest.mark.parametrize("error", ERRORS)
def test_details_follow_the_message(error: type[WikiError]) -> None:
    assert str(error("Zeile 7.")) == f"{error()} Zeile 7."


def test_no_two_errors_say_the_same() -> None:
    assert len({str(error()) for error in ERRORS}) == len(ERRORS)


@pytest.mark.parametrize(("said", "line"), [("a\nb", "a"), ("\n a", "a"), ("", "OSError")])
def test_what_another_error_says_is_one_line_in_any_case(said: str, line: str) -> None:
    assert first_line(OSError(said)) == line


def test_why_a_file_cannot_be_read_is_said_in_german(tmp_path: Path) -> None:
    (tmp_path / "bild").write_bytes(b"\xff")
    said = []
    for path in (tmp_path / "fehlt", tmp_path, tmp_path / "bild"):
        with pytest.raises((OSError, UnicodeDecodeError)) as raised:
            path.read_text(encoding="utf-8")
        said.append(why_unreadable(raised.value))
    assert said == [
        "Die Datei gibt es nicht.",
        "Das ist ein Ordner.",
        "Die Datei ist kein UTF-8-Text.",
    ]
