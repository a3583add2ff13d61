"""The loaded and indexed wiki that acceptance tests copy. It takes a minute or two to make and is
kept until something changes that it is made of.

`python -m tests.acceptance.template` makes it ahead, while other tests run.
"""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from .operation import Wiki, connect, create_database, drop_database, prepare_folder

PREFIX = "wiki_abnahme_vorlage_"
# What ends up in its tables, its word index and its files. The rest of the code only reads them.
MADE_OF = (
    "constraints.txt",
    "einbettung",
    "fixtures",
    "suche/*.py",
    "suche/**/migrations",
    "suche/german",
    "suche/rank/words",
    "wiki",
)
COMMANDS = ("migrate", "load_wiki", "index_pages")


def copy_template(wiki: Wiki) -> None:
    """Database and files of `wiki` become those of the template, which is made if need be."""
    with _only_one_process():
        template = _made()
        create_database(wiki.database, template.database)
        shutil.copytree(template.var, wiki.var, symlinks=True)


def _made() -> Wiki:
    name = content_hash(settings.BASE_DIR)
    template = Wiki(f"{PREFIX}{name}", _folder() / name)
    finished = _folder() / f"{name}.fertig"
    if not (finished.exists() and template.database in _databases()):
        _remove_all()
        create_database(template.database)
        prepare_folder(template.var)
        for command in COMMANDS:
            template.manage_or_fail(command, "--verbosity", "0")
        finished.touch()
    return template


def content_hash(base: Path) -> str:
    """Of all files that the template is made of; short enough for the name of a database."""
    digest = hashlib.sha256()
    for file in sorted(_files(base)):
        digest.update(str(file.relative_to(base)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


def _files(base: Path) -> Iterator[Path]:
    for pattern in MADE_OF:
        for found in base.glob(pattern):
            below = found.rglob("*") if found.is_dir() else [found]
            yield from (f for f in below if f.is_file() and f.suffix != ".pyc")


def _remove_all() -> None:
    """Templates of what the code was before."""
    shutil.rmtree(_folder())
    for database in _databases():
        drop_database(database)


def _databases() -> list[str]:
    with connect("postgres") as connection:
        rows = connection.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX]
        ).fetchall()
    return [str(name) for (name,) in rows]


def _folder() -> Path:
    folder = Path(settings.VAR_DIR) / "abnahme"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def _only_one_process() -> Iterator[None]:
    with (_folder().parent / "abnahme.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wiki.settings.test")
    with _only_one_process():
        _made()
