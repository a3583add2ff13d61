"""Uploaded files: which belong into a backup, and the change from the old ones to the new ones."""

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from .archive import harmless
from .schema import DUMP, MEDIA

# Inside the media folder, because that may be a drive of its own: what is on one drive can be
# moved in an instant. Never served: only /media/images/ is.
WORKSHOP = ".wiederherstellung"
NAMED_IN = "kennung"  # the file with the token of a run


def media_files(root: Path) -> tuple[list[tuple[str, Path]], int]:
    """Returns (name in the archive, file) of every plain file, and how many others were left out:
    links, and names that no upload can have."""
    found, left_out = [], 0
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name != WORKSHOP)
        for name in sorted(names):
            path = Path(folder, name)
            member = MEDIA + path.relative_to(root).as_posix()
            if path.is_file() and not path.is_symlink() and harmless(member):
                found.append((member, path))
            else:
                left_out += 1
    return found, left_out


def total_bytes(files: list[tuple[str, Path]]) -> int:
    """Adds the sizes of these files; one that vanishes meanwhile counts nothing."""
    total = 0
    for _, path in files:
        with suppress(OSError):
            total += path.stat().st_size
    return total


@dataclass(frozen=True)
class Workshop:
    """Where a restore unpacks, and where the old files wait until it is sure."""

    root: Path

    @property
    def folder(self) -> Path:
        return self.root / WORKSHOP

    @property
    def new(self) -> Path:
        """The folder that the archive is unpacked into."""
        return self.folder / "neu"

    @property
    def old(self) -> Path:
        return self.folder / "vorher"

    @property
    def dump(self) -> Path:
        return self.new / DUMP

    @property
    def token(self) -> str:
        """What the database bears once it holds what was unpacked here; empty without a run."""
        path = self.folder / NAMED_IN
        return path.read_text() if path.exists() else ""

    def open(self) -> None:
        """Makes the empty folders and a token. Raises OSError where the media folder may not be
        written."""
        self.root.mkdir(parents=True, exist_ok=True)
        self.folder.mkdir(mode=0o700)
        self.new.mkdir()
        (self.folder / NAMED_IN).write_text(uuid4().hex)

    def swap(self) -> None:
        """Puts the new files in the place of the old ones; undoes that when it breaks half way."""
        self.old.mkdir()
        try:
            _move_all(self.root, self.old)
            media = self.new / MEDIA.rstrip("/")
            if media.exists():
                _move_all(media, self.root)
        except OSError:
            self.give_back()
            raise

    def give_back(self) -> None:
        """Puts the old files back, whatever lies there; also after a run that was killed."""
        if not self.old.exists():
            return
        for entry in list(self.old.iterdir()):
            _remove(self.root / entry.name)
            entry.rename(self.root / entry.name)
        self.old.rmdir()

    def forget_old(self) -> None:
        """Deletes the old files. They are renamed first, in one step: who is killed while deleting
        must not find half of them given back."""
        if self.old.exists():
            self.old.rename(self.folder / "abfall")
        self.close()

    def close(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def _move_all(source: Path, target: Path) -> None:
    for entry in list(source.iterdir()):
        if entry.name != WORKSHOP:
            entry.rename(target / entry.name)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
