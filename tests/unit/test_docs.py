"""The documents: short where they promise to be, and every link and command in them exists; so does
every module that a comment in the code names."""

import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest
from procrastinate.contrib.django import app

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)")
COMMAND = re.compile(r"manage\.py +([a-z]+(?:_[a-z]+)*)")
OF_DJANGO = {
    *("check", "clearsessions", "collectstatic", "createsuperuser", "dbshell", "migrate"),
    *("procrastinate", "purge_revisions", "sendtestemail"),
    "api_tokens",  # of Wagtail
}
PACKAGES = ("wiki", "einbettung", "suche")
COMMANDS = OF_DJANGO | {
    path.stem
    for package in PACKAGES
    for path in (ROOT / package).glob("**/management/commands/*.py")
}
DOTTED = re.compile(r"(?<![\w./-])(?:wiki|einbettung|suche)(?:\.[a-z]\w*)+(?:\.[A-Z]\w*)?")
NO_MODULES = {"wiki.json"}  # a file, in examples of commands
COMMENT_OF_TEMPLATE = re.compile(r"\{#.*?#\}", re.DOTALL)


def names(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


def anchors(page: Path) -> set[str]:
    """`## Modell wechseln` -> `modell-wechseln`, as the hosts of repositories make them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken_links(page: Path) -> list[str]:
    found = []
    for file, anchor in LINK.findall(page.read_text(encoding="utf-8")):
        target = page.parent / file if file else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            found.append(f"{file}#{anchor}")
    return found


@pytest.mark.parametrize("page", PAGES, ids=names(PAGES))
def test_every_link_leads_somewhere(page: Path) -> None:
    assert broken_links(page) == []


@pytest.mark.parametrize("page", PAGES, ids=names(PAGES))
def test_every_command_exists(page: Path) -> None:
    assert set(COMMAND.findall(page.read_text(encoding="utf-8"))) <= COMMANDS


def comments_of(path: Path) -> Iterator[str]:
    """Yields the comments of a template, or the comments and docstrings of a module."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        yield from COMMENT_OF_TEMPLATE.findall(text)
        return
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT or token.string.startswith('"""'):
            yield token.string


def is_there(dotted: str) -> bool:
    """Whether a name stands for a package, a module, or a word that stands in a module."""
    parts = dotted.split(".")
    for end in range(len(parts), 1, -1):
        folder = ROOT.joinpath(*parts[:end])
        for file in (folder.with_suffix(".py"), folder / "__init__.py"):
            if file.exists():
                word = rf"\b{parts[end]}\b" if end < len(parts) else ""
                return re.search(word, file.read_text(encoding="utf-8")) is not None
    return False


@pytest.mark.parametrize("folder", [*PACKAGES, "templates"])
def test_every_module_that_a_comment_names_exists(folder: str) -> None:
    files = [*(ROOT / folder).rglob("*.py"), *(ROOT / folder).rglob("*.html")]
    named = {
        (str(file.relative_to(ROOT)), name)
        for file in files
        for comment in comments_of(file)
        for name in DOTTED.findall(comment)
    }
    assert [one for one in named if one[1] not in NO_MODULES and not is_there(one[1])] == []


def test_readme_can_be_read_at_once() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 150


def test_glossary_holds_only_what_nobody_can_guess() -> None:
    lines = (DOCS / "glossar.md").read_text(encoding="utf-8").splitlines()
    assert len([line for line in lines if re.match(r"\| (?!Word|---)", line)]) <= 60


def test_decisions_are_numbered_without_a_gap_and_listed() -> None:
    records = sorted((DOCS / "adr").glob("[0-9]*.md"))
    listed = (DOCS / "adr" / "README.md").read_text(encoding="utf-8")
    assert [int(record.name[:4]) for record in records] == list(range(1, len(records) + 1))
    assert [record.name for record in records if f"({record.name})" not in listed] == []


def test_operators_are_told_when_each_job_runs() -> None:
    told = (DOCS / "betrieb.md").read_text(encoding="utf-8").partition("**Von selbst**")[2]
    table = told.partition("## ")[0]
    crons = [task.cron for task in app.periodic_registry.periodic_tasks.values()]
    at_an_hour = [cron.split() for cron in crons if re.match(r"\d+ [\d,]+ ", cron)]
    times = {
        f"{hour}:{minute:0>2}" for minute, hours, *_ in at_an_hour for hour in hours.split(",")
    }
    assert len(times) > 8
    assert {time for time in times if time not in table} == set()
