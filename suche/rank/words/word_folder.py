"""The folder of one machine's word index: what lies in it, who may write, how it is replaced.

An index is replaced by one that was built beside it: whoever searches keeps the old one open until
the new one is in its place. The lock belongs to the kernel and ends with its process.
"""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex

MARK = "bau"  # a file that names the build; written last, so that a folder without it is no index
WRITER_MB = 16  # what a new index may hold in memory before it goes to disk


class WordFolder:
    """One path with at most one index in it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def mark(self) -> str:
        """The name of the build that lies here; empty when there is none."""
        try:
            return (self.path / MARK).read_text()
        except (OSError, ValueError):
            return ""

    def open(self) -> FileIndex:
        """Opens the index. Raises whatever Whoosh raises over a damaged one."""
        return _open(self.path)

    @contextmanager
    def writing(self, *, wait: bool) -> Iterator[bool]:
        """Yields whether this process may write. `wait`: waits until the process that is writing
        has finished or died.

        Raises OSError where no process can write.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.with_suffix(".lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                yield False
            else:
                yield True

    def replace(self, schema: Schema, fill: Callable[[Any], object]) -> None:
        """Builds a new index beside the old one and puts it in its place; `fill` gets its writer.

        Call it only inside `writing`. When it is broken off the old index stays, and the next call
        removes what was left.
        """
        self._remove_leftovers()
        beside, old = self._sibling("neu"), self._sibling("alt")
        beside.mkdir()
        try:
            _build(beside, schema, fill)
        except BaseException:
            shutil.rmtree(beside, ignore_errors=True)
            raise
        if self.path.exists():
            self.path.rename(old)
        beside.rename(self.path)
        shutil.rmtree(old, ignore_errors=True)

    def remove(self) -> None:
        shutil.rmtree(self.path, ignore_errors=True)

    def _sibling(self, kind: str) -> Path:
        return self.path.with_name(f"{self.path.name}.{kind}")

    def _remove_leftovers(self) -> None:
        """Removes what a killed process has left. An old index that was moved away and not replaced
        goes back to its place first."""
        old = self._sibling("alt")
        if old.exists() and not self.path.exists():
            old.rename(self.path)
        for kind in ("alt", "neu"):
            shutil.rmtree(self._sibling(kind), ignore_errors=True)


def _open(path: Path) -> FileIndex:
    # Without mmap: a file that somebody shortens would end the whole process (SIGBUS). Reading
    # costs 0.8 ms more a question.
    return FileIndex(FileStorage(str(path), supports_mmap=False))


def _build(path: Path, schema: Schema, fill: Callable[[Any], object]) -> None:
    storage = FileStorage(str(path), supports_mmap=False)
    writer = FileIndex.create(storage, schema).writer(limitmb=WRITER_MB)
    try:
        fill(writer)
    except BaseException:
        writer.cancel()
        raise
    writer.commit()
    with (path / MARK).open("w") as file:
        file.write(uuid4().hex)
        file.flush()
        os.fsync(file.fileno())
