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
    "einbettung.vectors.ngram_vectors",
    "einbettung.text.chunking",
    "einbettung.vectors.late_interaction",
    "einbettung.schema",
    "einbettung.vectors.token_selection",
    "suche.abo.mail.neuheiten",
    "suche.german.analysis",
    "suche.ansprechstellen.ansprechstellen",
    "suche.german.compounds",
    "suche.rank.word_weights",
    "suche.rank.fusion",
    "suche.answer.highlighting",
    "suche.rank.levels",
    "suche.rank.parameters",
    "suche.understand.schema",
    "suche.german.lexicon",
    "suche.luecken.cluster",
    "suche.luecken.draft_text",
    "suche.luecken.maskierung.maskierung",
    "suche.messung.ranking_figures",
    "suche.german.mistakes",
    "suche.german.names",
    "suche.understand.question",
    "suche.german.ranges",
    "suche.understand.recognition",
    "suche.rank.schema",
    "suche.messung.significance",
    "suche.fakten.order",
    "suche.german.spelling",
    "suche.german.stopwords",
    "suche.fakten.ueberblick",
    "suche.fakten.size_difference",
    "suche.german.word_starts",
    "suche.vermerk.pdf",
    "suche.vermerk.schema",
    "suche.vermerk.docx",
    "suche.vorhaben.comparison",
    "suche.vorhaben.facts",
    "suche.vorhaben.picking",
    "suche.vorhaben.files.reading",
    "suche.german.synonyms",
    "wiki.markt.landkarte.dots",
    "wiki.markt.order",
    "wiki.markt.landkarte.projection",
    "wiki.markt.schema",
    "wiki.markt.timeline",
    "wiki.fakten.codes",
    "wiki.fakten.facets",
    "wiki.fakten.facts",
    "wiki.fakten.filters",
    "wiki.fakten.order",
    "wiki.fakten.rules",
    "wiki.fakten.sizes",
    "wiki.sorting",
    "wiki.austausch.read.rows.amounts",
    "wiki.austausch.read.reports.case_files",
    "wiki.austausch.read.rows.row_reading",
    "wiki.austausch.draft.sections",
    "wiki.austausch.draft.headings",
    "wiki.felder.felder",
    "wiki.redaktion.form.guete",
    "wiki.austausch.read.tables.csv_file",
    "wiki.austausch.read.rows.dates",
    "wiki.austausch.export.formula_guard",
    "wiki.austausch.read.wikitext.dump",
    "wiki.austausch.read.wikitext.dump_file",
    "wiki.austausch.draft.lead",
    "wiki.austausch.draft.lines",
    "wiki.austausch.draft.matching",
    "wiki.austausch.draft.paragraphs",
    "wiki.austausch.importing.report",
    "wiki.austausch.draft.schema",
    "wiki.austausch.read.tables.tables",
    "wiki.austausch.read.text_files",
    "wiki.austausch.read.tables.workbook",
    "wiki.austausch.read.tables.workbook_scan",
    "wiki.austausch.draft.waiting_links",
    "wiki.austausch.read.wikitext.wikitext",
    "wiki.austausch.draft.clean_html",
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
        "import suche.rank.ranking\nfrom . import zwei\nfrom .drei import x\n"
        "def f():\n    from einbettung.models import Chunk\n"
    )
    found = sorted(imports_of(file))
    assert found == ["einbettung.models.Chunk", "suche.rank.ranking", "wiki.drei.x", "wiki.zwei"]


def test_this_test_follows_imports_into_our_own_modules() -> None:
    assert "django" in reached_from("suche.rank.words.lexical")
    assert "simplemma" in reached_from("suche.understand.question")
