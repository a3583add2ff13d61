"""The file: a tar of header, database dump, media and checksums, and behind it a trailer.

The trailer is the SHA-256 of all that stands before it: whatever is missing or changed shows. Any
`tar` reads the file, and `sha256sum -c pruefsummen.sha256` checks what it has unpacked.
"""

import hashlib
import io
import os
import re
import tarfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from .exceptions import ArchiveInvalid
from .schema import (
    ARCHIVE_FORMAT,
    DUMP,
    HEADER,
    MEDIA,
    SUMS,
    ArchiveHeader,
    Progress,
    header_from_json,
    header_to_json,
)

TRAILER = "SHA-256 {}\n"
TRAILER_BYTES = len(TRAILER.format("0" * 64))
HEADER_MAX_BYTES = 1_000_000  # a forged one must not fill the memory
SUMS_MAX_BYTES = 500_000_000  # the list of checksums is read into memory
CHUNK = 1 << 20

NOT_OURS = "Die Datei ist keine Sicherung dieses Wikis."
NEWER = "Sie stammt von einer neueren Fassung des Wikis. Bitte zuerst das Wiki aktualisieren."
DAMAGED = "Die Datei ist beschädigt oder unvollständig (Prüfsumme)."
UNEXPECTED = "Sie enthält etwas, das nicht hineingehört: {}"


class _Hashed:
    """A file that is hashed on its way, in whichever direction."""

    def __init__(self, file: BinaryIO, progress: Progress) -> None:
        self._file = file
        self._progress = progress
        self.digest = hashlib.sha256()

    def write(self, data: bytes) -> int:
        self.digest.update(data)
        self._progress(len(data))
        return self._file.write(data)

    def read(self, size: int) -> bytes:
        data = self._file.read(size)
        self.digest.update(data)
        self._progress(len(data))
        return data


def write_archive(
    target: BinaryIO,
    header: ArchiveHeader,
    dump: BinaryIO,
    media: Iterable[tuple[str, Path]],
    progress: Progress,
) -> None:
    """Header, dump, `media` (name in the archive, file), checksums, trailer.

    A file that has vanished meanwhile is left out: somebody has deleted that picture.
    """
    whole = _Hashed(target, progress)
    sums: dict[str, str] = {}
    with tarfile.open(fileobj=whole, mode="w|", format=tarfile.PAX_FORMAT) as tar:  # type: ignore[call-overload]
        _add(tar, HEADER, io.BytesIO(header_to_json(header)), sums)
        _add(tar, DUMP, dump, sums)
        for name, path in media:
            with suppress(FileNotFoundError), path.open("rb") as file:
                _add(tar, name, file, sums)
        lines = "".join(f"{digest}  {name}\n" for name, digest in sums.items())
        _add(tar, SUMS, io.BytesIO(lines.encode("utf-8", "surrogateescape")), sums)
    target.write(TRAILER.format(whole.digest.hexdigest()).encode())


def _add(tar: tarfile.TarFile, name: str, file: BinaryIO, sums: dict[str, str]) -> None:
    info = tarfile.TarInfo(name)
    info.size = file.seek(0, os.SEEK_END)
    file.seek(0)
    info.mtime = int(os.fstat(file.fileno()).st_mtime) if not isinstance(file, io.BytesIO) else 0
    hashed = _Hashed(file, lambda _: None)
    tar.addfile(info, hashed)  # type: ignore[arg-type]
    sums[name] = hashed.digest.hexdigest()


def read_header(path: Path) -> ArchiveHeader:
    """Reads the header. Raises ArchiveInvalid when the file is something else, or of a newer
    format."""
    with _opened(path) as tar:
        first = tar.next()
        if (
            first is None
            or first.name != HEADER
            or not first.isreg()
            or first.size > HEADER_MAX_BYTES
        ):
            raise ArchiveInvalid(NOT_OURS)
        try:
            header = header_from_json(_content(tar, first))
        except ValueError as error:
            raise ArchiveInvalid(NOT_OURS) from error
    if header.format > ARCHIVE_FORMAT:
        raise ArchiveInvalid(NEWER)
    return header


def check_whole(path: Path, progress: Progress) -> None:
    """Raises ArchiveInvalid unless every byte is as it was written."""
    digest = hashlib.sha256()
    left = path.stat().st_size - TRAILER_BYTES
    with path.open("rb") as file:
        while left > 0 and (data := file.read(min(CHUNK, left))):
            digest.update(data)
            progress(len(data))
            left -= len(data)
        if file.read() != TRAILER.format(digest.hexdigest()).encode():
            raise ArchiveInvalid(DAMAGED)


def check_contents(path: Path) -> int:
    """Returns the size of all files in bytes. Raises ArchiveInvalid unless they are plain files
    with harmless names, each with a checksum. Whoever can write a file can write a matching
    trailer: this keeps a forged archive from writing outside its folder."""
    with _opened(path) as tar:
        sizes: dict[str, int] = {}
        for info in tar:
            if not info.isreg() or info.issparse() or not harmless(info.name):
                raise ArchiveInvalid(UNEXPECTED.format(repr(info.name[:200])))
            if info.name in sizes:
                raise ArchiveInvalid(UNEXPECTED.format(f"{info.name[:200]!r} (doppelt)"))
            sizes[info.name] = info.size
        if sizes.keys() - {SUMS} != _sums(tar).keys() or DUMP not in sizes:
            raise ArchiveInvalid(DAMAGED)
    return sum(sizes.values())


def unpack(path: Path, folder: Path, progress: Progress) -> None:
    """Dump and media into `folder`, which must be empty and ours. Call `check_contents` before.

    Own code instead of `tar.extractall`: no owners, modes or links of the archive are taken over.
    """
    with _opened(path) as tar:
        sums = _sums(tar)
        for info in tar.getmembers():
            if info.name in (HEADER, SUMS):
                continue
            target = folder / info.name
            target.parent.mkdir(parents=True, exist_ok=True)
            source = tar.extractfile(info)
            if source is None:
                raise ArchiveInvalid(UNEXPECTED.format(repr(info.name[:200])))
            hashed = _Hashed(source, progress)  # type: ignore[arg-type]
            with source, target.open("xb") as file:
                while data := hashed.read(CHUNK):
                    file.write(data)
            os.utime(target, (info.mtime, info.mtime))
            if hashed.digest.hexdigest() != sums[info.name]:
                raise ArchiveInvalid(f"{DAMAGED} {info.name}")


def harmless(name: str) -> bool:
    """Returns whether the name is one of ours: no way up, no absolute path, no control
    characters."""
    if name in (HEADER, DUMP, SUMS):
        return True
    path = PurePosixPath(name)
    clean = str(path) == name and not path.is_absolute() and ".." not in path.parts
    return clean and name.startswith(MEDIA) and not re.search(r"[\x00-\x1f\\]", name)


def _sums(tar: tarfile.TarFile) -> dict[str, str]:
    try:
        info = tar.getmember(SUMS)
    except KeyError as error:
        raise ArchiveInvalid(DAMAGED) from error
    if not info.isreg() or info.size > SUMS_MAX_BYTES:
        raise ArchiveInvalid(DAMAGED)
    lines = _content(tar, info).decode("utf-8", "surrogateescape").split("\n")
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines if line)}


def _content(tar: tarfile.TarFile, info: tarfile.TarInfo) -> bytes:
    file = tar.extractfile(info)
    return file.read() if file else b""


@contextmanager
def _opened(path: Path) -> Iterator[tarfile.TarFile]:
    """Opens the archive. Whatever tarfile raises for a file that is none becomes one
    ArchiveInvalid."""
    try:
        with tarfile.open(path, mode="r:") as tar:
            yield tar
    except (tarfile.TarError, EOFError) as error:
        raise ArchiveInvalid(NOT_OURS) from error
    except OSError as error:
        if isinstance(error, FileNotFoundError):
            raise ArchiveInvalid(f"{path} gibt es nicht.") from error
        raise
