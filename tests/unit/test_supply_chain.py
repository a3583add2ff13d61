"""What production installs: nothing that only developers need, every file known by its hash, and
no licence that does not go with ours."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("wiki", "einbettung", "suche")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
PINNED = re.compile(r"^([A-Za-z0-9_.-]+)==([^\s+]+)", re.MULTILINE)
ALLOWED = (
    r"MIT|MIT-0|MIT-CMU|BSD|0BSD|BSD-[23]-Clause|3-Clause BSD License|ISC \(ISCL\)|PSF-2\.0"
    r"|Python Software Foundation"
    r"|Apache[ -]Software|Apache[- ]2\.0( License)?|Apache-2\.0 WITH LLVM-exception|CNRI-Python"
    r"|MPL-2\.0|Mozilla Public 2\.0 \(MPL 2\.0\)|Zlib|CC0-1\.0|BSL-1\.0|LGPL-3\.0-only|EUPL-1\.2"
    r"|Bitstream-Vera|LicenseRef-Public-Domain"
)


@cache
def pinned(path: str) -> dict[str, str]:
    return {
        canonicalize_name(name): version
        for name, version in PINNED.findall((ROOT / path).read_text(encoding="utf-8"))
    }


def needed(wanted: list[str], extras: frozenset[str] = frozenset()) -> Iterator[str]:
    """Names of these requirements and of all that they need, on this machine."""
    for requirement in map(Requirement, wanted):
        marker = requirement.marker
        if marker and not any(marker.evaluate({"extra": extra}) for extra in extras | {""}):
            continue
        yield canonicalize_name(requirement.name)
        below = (requirement.name, frozenset(requirement.extras))
        if below not in _SEEN:
            _SEEN.add(below)
            yield from needed(requires(requirement.name) or [], below[1])


_SEEN: set[tuple[str, frozenset[str]]] = set()


def imported_packages() -> set[str]:
    """Names of the installed packages that a module of the product imports."""
    names = set()
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    names |= {alias.name.partition(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    names.add(node.module.partition(".")[0])
    where = packages_distributions()
    return {canonicalize_name(where[name][0]) for name in names if name in where}


def test_production_installs_what_it_needs_and_nothing_else() -> None:
    _SEEN.clear()
    locked = set(pinned("deploy/produktion.txt"))
    assert locked == set(needed(PROJECT["dependencies"])), "make lock licences"


def test_production_installs_the_versions_that_were_tested() -> None:
    tested = pinned("constraints.txt")
    locked = pinned("deploy/produktion.txt")
    assert {name: tested.get(name) for name in locked} == locked


def test_every_package_of_production_has_a_hash() -> None:
    text = (ROOT / "deploy/produktion.txt").read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=[a-z0-9])", text.partition("\n")[2])
    assert [block for block in blocks if "--hash=sha256:" not in block] == []


def test_the_product_imports_nothing_that_only_developers_have() -> None:
    assert imported_packages() <= set(pinned("deploy/produktion.txt"))


def test_the_page_of_licences_is_what_the_packages_say() -> None:
    command = [sys.executable, "deploy/licences.py"]
    written = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert (ROOT / "docs/lizenzen.md").read_text(encoding="utf-8") == written, "make licences"


def goes_with_ours(licence: str) -> bool:
    parts = re.split(r" AND | OR | / ", licence)
    return all(re.fullmatch(ALLOWED, part) for part in parts)


def test_every_licence_goes_with_ours() -> None:
    text = (ROOT / "docs/lizenzen.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (?!Paket|---)(.+) \| .+ \| (.*) \|$", text, re.MULTILINE)
    assert [name for name, licence in rows if not goes_with_ours(licence)] == []


@pytest.mark.parametrize("licence", ["", "UNKNOWN", "GPL-3.0-only", "MIT AND AGPL-3.0-only"])
def test_an_unknown_or_stricter_licence_is_seen(licence: str) -> None:
    assert not goes_with_ours(licence)


def test_every_file_says_its_licence() -> None:
    found = subprocess.run(
        [Path(sys.executable).parent / "reuse", "lint", "--quiet"], cwd=ROOT, capture_output=True
    )
    assert found.returncode == 0, found.stdout.decode()
