"""The direction of imports: wiki <- einbettung <- suche, and a core that knows no Django.

Read from the source with `ast`; strings in settings, URLs and templates are no imports.
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("wiki", "einbettung", "suche")
FORBIDDEN = {"wiki": {"einbettung", "suche"}, "einbettung": {"suche"}, "suche": set[str]()}
PURE = (
    "einbettung.characters",
    "einbettung.chunking",
    "einbettung.late_interaction",
    "einbettung.schema",
    "einbettung.telling_tokens",
    "suche.abo.neuheiten",
    "suche.analysis",
    "suche.ansprechstellen.offices",
    "suche.compounds",
    "suche.content",
    "suche.facetten",
    "suche.fakten",
    "suche.filters",
    "suche.fusion",
    "suche.highlighting",
    "suche.levels",
    "suche.lexicon",
    "suche.luecken.cluster",
    "suche.luecken.entwurf",
    "suche.luecken.maskierung",
    "suche.metrics",
    "suche.mistakes",
    "suche.names",
    "suche.question",
    "suche.ranges",
    "suche.recognition",
    "suche.schema",
    "suche.significance",
    "suche.sortierung",
    "suche.spelling",
    "suche.stopwords",
    "suche.ueberblick",
    "suche.vergleich",
    "suche.word_starts",
    "suche.vermerk.pdf",
    "suche.vermerk.schema",
    "suche.vermerk.word",
    "suche.vorhaben.comparison",
    "suche.vorhaben.facts",
    "suche.vorhaben.picking",
    "suche.vorhaben.reading",
    "suche.wortschatz",
    "wiki.markt.dots",
    "wiki.markt.facets",
    "wiki.markt.order",
    "wiki.markt.parameters",
    "wiki.markt.projection",
    "wiki.markt.schema",
    "wiki.markt.timeline",
    "wiki.sorting",
    "wiki.austausch.amounts",
    "wiki.austausch.case_files",
    "wiki.austausch.row_reading",
    "wiki.austausch.sections",
    "wiki.austausch.columns",
    "wiki.austausch.csv_file",
    "wiki.austausch.dates",
    "wiki.austausch.defuse",
    "wiki.austausch.dump",
    "wiki.austausch.dump_file",
    "wiki.austausch.lead",
    "wiki.austausch.lines",
    "wiki.austausch.matching",
    "wiki.austausch.paragraphs",
    "wiki.austausch.report",
    "wiki.austausch.schema",
    "wiki.austausch.tables",
    "wiki.austausch.text_files",
    "wiki.austausch.workbook",
    "wiki.austausch.workbook_scan",
    "wiki.austausch.waiting",
    "wiki.austausch.wikitext",
    "wiki.austausch.clean_html",
)
FRAMEWORKS = {"django", "wagtail", "modelcluster", "taggit", "procrastinate", "whoosh", "psycopg"}


def source_files(package: str) -> list[Path]:
    return [p for p in sorted((ROOT / package).rglob("*.py")) if "migrations" not in p.parts]


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(path: Path) -> Iterator[str]:
    """Full names of all that a file imports, at the top or inside functions."""
    package = module_name(path).split(".")
    if path.name != "__init__.py":
        package = package[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            origin = ".".join([*base, *filter(None, [node.module])])
            yield from (f"{origin}.{alias.name}" for alias in node.names)


def file_of(name: str) -> Path | None:
    """The file of one of our modules; of `module.name` that of `module`."""
    path = ROOT.joinpath(*name.split("."))
    for candidate in (path.with_suffix(".py"), path / "__init__.py"):
        if candidate.exists():
            return candidate
    return file_of(name.rpartition(".")[0]) if "." in name else None


@cache
def reached_from(module: str) -> frozenset[str]:
    """Top-level names of everything a module imports, directly or through our own modules."""
    waiting, seen, names = [file_of(module)], set[Path](), set[str]()
    while waiting:
        path = waiting.pop()
        if path is None or path in seen:
            continue
        seen.add(path)
        for name in imports_of(path):
            names.add(name.split(".")[0])
            if name.startswith(PACKAGES):
                waiting.append(file_of(name))
    return frozenset(names)


@pytest.mark.parametrize("package", PACKAGES)
def test_packages_import_in_one_direction_only(package: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in source_files(package)
        for name in imports_of(path)
        if name.split(".")[0] in FORBIDDEN[package]
    ]
    assert wrong == []


@pytest.mark.parametrize("module", PURE)
def test_the_core_is_pure(module: str) -> None:
    assert reached_from(module) & FRAMEWORKS == set()


def test_nothing_in_the_product_imports_its_tests() -> None:
    files = [path for package in PACKAGES for path in source_files(package)]
    assert [p for p in files if any(name.split(".")[0] == "tests" for name in imports_of(p))] == []


def test_this_test_sees_imports_of_every_form(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.unit.test_architecture.ROOT", tmp_path)
    (tmp_path / "wiki").mkdir()
    file = tmp_path / "wiki" / "eins.py"
    file.write_text(
        "import suche.search\nfrom . import zwei\nfrom .drei import x\n"
        "def f():\n    from einbettung.models import Chunk\n"
    )
    found = sorted(imports_of(file))
    assert found == ["einbettung.models.Chunk", "suche.search", "wiki.drei.x", "wiki.zwei"]


def test_this_test_follows_imports_into_our_own_modules() -> None:
    assert "django" in reached_from("suche.lexical")
    assert "simplemma" in reached_from("suche.question")
