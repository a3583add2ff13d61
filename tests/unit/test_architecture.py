"""Folders a newcomer can take in, and a contract that sees what it forbids. Who may import whom
stands in pyproject.toml, [tool.importlinter], and is checked in `make lint`."""

import ast
import re
import tomllib
from pathlib import Path

import grimp
import pytest

from tests.pure_rooms import PureRooms

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("wiki", "einbettung", "suche")
MODULES_AT_MOST = 15
UNTOLD = {"migrations", "management", "commands", "templatetags"}  # Django says what they are
FOLDERS = [
    file.parent
    for package in PACKAGES
    for file in sorted((ROOT / package).rglob("__init__.py"))
    if file.parent.name != "migrations"
]


def named(folder: Path) -> str:
    return str(folder.relative_to(ROOT))


@pytest.mark.parametrize("folder", FOLDERS, ids=named)
def test_no_folder_has_more_modules_than_one_can_take_in(folder: Path) -> None:
    modules = [file.name for file in folder.glob("*.py") if file.name != "__init__.py"]
    assert len(modules) <= MODULES_AT_MOST, modules


@pytest.mark.parametrize("folder", [f for f in FOLDERS if f.name not in UNTOLD], ids=named)
def test_a_folder_says_what_lives_there_and_what_may_come_in(folder: Path) -> None:
    said = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8")))
    assert len(re.findall(r"[.?!](?:\s|$)", said or "")) >= 2


def checked(imports: dict[str, str], doors: list[str]) -> bool:
    """Whether rooms `a` and what lies below it are pure, given who imports whom."""
    graph = grimp.ImportGraph()
    for module in ("a", "a.eins", "a.zwei", "a.tuer", "b"):
        graph.add_module(module)
    graph.add_module("django", is_squashed=True)
    for importer, imported in imports.items():
        graph.add_import(importer=importer, imported=imported)
    options = {"frameworks": ["django"], "rooms": ["a"], "doors": doors}
    contract = PureRooms("", {}, options)
    return contract.check(graph, verbose=False).kept


def test_a_room_without_frameworks_is_pure() -> None:
    assert checked({"a.eins": "a.zwei", "b": "django"}, doors=[])


def test_a_detour_to_a_framework_is_seen() -> None:
    assert not checked({"a.eins": "b", "b": "django"}, doors=[])


def test_a_door_may_use_a_framework() -> None:
    assert checked({"a.tuer": "django"}, doors=["a.tuer"])


def test_nothing_else_in_a_room_may_go_through_a_door() -> None:
    assert not checked({"a.eins": "a.tuer", "a.tuer": "django"}, doors=["a.tuer"])


def _below(name: str, rooms: list[str]) -> bool:
    return any(name == room or name.startswith(f"{room}.") for room in rooms)


def test_every_module_that_calls_itself_pure_is_checked_to_be() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    (pure,) = (one for one in contracts["contracts"] if one["type"] == "pure_rooms")
    files = [file for folder in FOLDERS for file in folder.glob("*.py")]
    said = [
        ".".join(file.relative_to(ROOT).with_suffix("").parts)
        for file in files
        if re.search(r"\bPure\b", ast.get_docstring(ast.parse(file.read_text("utf-8"))) or "")
    ]
    assert len(said) > 100
    assert [
        name for name in said if not _below(name, pure["rooms"]) or _below(name, pure["doors"])
    ] == []
