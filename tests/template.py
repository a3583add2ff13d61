"""Wikis that tests copy instead of making them again: one that is migrated and empty, one that is
loaded and indexed. The first takes a quarter of a minute to make, the second a minute or two; each
is kept until something changes that it is made of.

`python -m tests.template` makes them ahead, while other tests run.
"""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from tests.acceptance.operation import (
    Wiki,
    connect,
    create_database,
    drop_database,
    prepare_folder,
)


@dataclass(frozen=True)
class Template:
    """`made_of`: files that end up in its tables, its word index and its files (the rest of the
    code only reads those). `commands`: what makes it, from a copy of `base` if there is one."""

    name: str
    made_of: tuple[str, ...]
    commands: tuple[str, ...]
    base: "Template | None" = None

    @property
    def prefix(self) -> str:
        return f"wiki_vorlage_{self.name}_"

    @property
    def folder(self) -> Path:
        folder = Path(settings.VAR_DIR) / "vorlagen" / self.name
        folder.mkdir(parents=True, exist_ok=True)
        return folder


EMPTY = Template(
    "leer",
    ("constraints.txt", "*/migrations/*.py", "*/*/migrations/*.py", "wiki/settings"),
    ("migrate --verbosity 0",),
)
LOADED = Template(
    "geladen",
    (
        "constraints.txt",
        "einbettung",
        "fixtures",
        "suche/*.py",
        "suche/**/migrations",
        "suche/german",
        "suche/rank/words",
        "wiki",
    ),
    # The worker: with 1,400 jobs before them, a test's own would wait for minutes.
    ("load_wiki --verbosity 0", "index_pages --verbosity 0", "procrastinate worker --one-shot"),
    EMPTY,
)


def copy_template(template: Template, wiki: Wiki) -> None:
    """Database and files of `wiki` become those of the template, which is made if need be."""
    with only_one_process(template.folder):
        made = _made(template)
        create_database(wiki.database, made.database)
        shutil.copytree(made.var, wiki.var, symlinks=True, dirs_exist_ok=True)


def made(template: Template) -> Wiki:
    """The template itself. It may be copied, and nobody may stay connected to it."""
    with only_one_process(template.folder):
        return _made(template)


def _made(template: Template) -> Wiki:
    name = content_hash(settings.BASE_DIR, template.made_of)
    wiki = Wiki(f"{template.prefix}{name}", template.folder / name)
    finished = template.folder / f"{name}.fertig"
    if not (finished.exists() and wiki.database in _databases(template)):
        _remove_all(template)
        if template.base:
            copy_template(template.base, wiki)
        else:
            create_database(wiki.database)
        prepare_folder(wiki.var)
        for command in template.commands:  # in one process: each takes three seconds to begin
            wiki.command(*command.split())
        wiki.end_shell()
        if template.base:
            _analyze(wiki.database)
        finished.touch()
    return wiki


def _analyze(database: str) -> None:
    """As a server does it by itself that runs for longer (autovacuum, wiki.settings.test)."""
    with connect(database) as connection:
        connection.execute("VACUUM ANALYZE")


def content_hash(base: Path, made_of: tuple[str, ...]) -> str:
    """Of all files that a template is made of; short enough for the name of a database."""
    digest = hashlib.sha256()
    for file in sorted(_files(base, made_of)):
        digest.update(str(file.relative_to(base)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


def _files(base: Path, made_of: tuple[str, ...]) -> Iterator[Path]:
    for pattern in made_of:
        for found in base.glob(pattern):
            below = found.rglob("*") if found.is_dir() else [found]
            yield from (f for f in below if f.is_file() and f.suffix != ".pyc")


def _remove_all(template: Template) -> None:
    """Templates of what the code was before."""
    shutil.rmtree(template.folder)
    for database in _databases(template):
        drop_database(database)


def _databases(template: Template) -> list[str]:
    with connect("postgres") as connection:
        rows = connection.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [template.prefix]
        ).fetchall()
    return [str(name) for (name,) in rows]


@contextmanager
def only_one_process(folder: Path) -> Iterator[None]:
    """Makes what `folder` is to hold, while others wait."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wiki.settings.test")
    made(LOADED)
