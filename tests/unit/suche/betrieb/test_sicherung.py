"""The archive of a backup: whatever has been done to it is told before anything is unpacked."""

import hashlib
import io
import subprocess
import tarfile
from dataclasses import replace
from pathlib import Path

import pytest

from suche.betrieb.sicherung.archive import (
    TRAILER,
    check_contents,
    check_whole,
    read_header,
    unpack,
    write_archive,
)
from suche.betrieb.sicherung.exceptions import ArchiveInvalid
from suche.betrieb.sicherung.schema import (
    ARCHIVE_FORMAT,
    DUMP,
    HEADER,
    SUMS,
    ArchiveHeader,
    header_from_json,
    header_to_json,
)

KOPF = ArchiveHeader(
    ARCHIVE_FORMAT, "2026-11-25T01:00:00+00:00", "18.6", "0.8.6", ("wiki.0001_initial",), False
)


def nothing(_: int) -> None:
    """No progress bar."""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    media = tmp_path / "bild.jpg"
    media.write_bytes(b"Bild" * 5_000)
    path = tmp_path / "wiki.tar"
    with path.open("wb") as file:
        files = [("media/images/Größe.jpg", media), ("media/fehlt.jpg", tmp_path / "fehlt")]
        write_archive(file, KOPF, io.BytesIO(b"Auszug" * 1_000), files, nothing)
    return path


def forge(path: Path, *members: tarfile.TarInfo, sums: str = "") -> Path:
    """An archive with a right trailer, as somebody who knows the format would make it."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as tar:
        content = {HEADER: header_to_json(KOPF), SUMS: sums.encode()}
        for info in (*map(tarfile.TarInfo, (HEADER, DUMP)), *members, tarfile.TarInfo(SUMS)):
            info.size = len(content.get(info.name, b""))
            tar.addfile(info, io.BytesIO(content.get(info.name, b"")))
    digest = hashlib.sha256(buffer.getvalue()).hexdigest()
    path.write_bytes(buffer.getvalue() + TRAILER.format(digest).encode())
    return path


def test_what_was_written_comes_back(archive: Path, tmp_path: Path) -> None:
    assert read_header(archive) == KOPF
    check_whole(archive, nothing)
    check_contents(archive)
    unpack(archive, tmp_path / "neu", nothing)
    assert (tmp_path / "neu" / DUMP).read_bytes() == b"Auszug" * 1_000
    assert (tmp_path / "neu/media/images/Größe.jpg").read_bytes() == b"Bild" * 5_000


def test_any_tar_and_sha256sum_understand_it(archive: Path, tmp_path: Path) -> None:
    folder = tmp_path / "von Hand"
    folder.mkdir()
    subprocess.run(["tar", "xf", archive, "-C", folder], check=True)
    subprocess.run(["sha256sum", "--quiet", "-c", SUMS], cwd=folder, check=True)


@pytest.mark.parametrize("keep", [0.999, 0.5, 0.1])
def test_truncated_archive_is_told(archive: Path, keep: float) -> None:
    content = archive.read_bytes()
    archive.write_bytes(content[: int(len(content) * keep)])
    with pytest.raises(ArchiveInvalid, match="beschädigt oder unvollständig"):
        check_whole(archive, nothing)


def test_every_flipped_byte_is_told(archive: Path) -> None:
    content = archive.read_bytes()
    for position in range(0, len(content), 997):
        archive.write_bytes(
            content[:position] + bytes([content[position] ^ 1]) + content[position + 1 :]
        )
        with pytest.raises(ArchiveInvalid):
            check_whole(archive, nothing)


@pytest.mark.parametrize("content", [b"", b"Lebenslauf", b"\x1f\x8b\x08\x00", b"\x00" * 20_000])
def test_another_kind_of_file_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "wiki.tar"
    path.write_bytes(content)
    with pytest.raises(ArchiveInvalid, match="keine Sicherung"):
        read_header(path)


def test_another_tar_is_told(tmp_path: Path) -> None:
    path = tmp_path / "wiki.tar"
    with tarfile.open(path, "w") as tar:
        tar.addfile(tarfile.TarInfo("readme"))
    with pytest.raises(ArchiveInvalid, match="keine Sicherung"):
        read_header(path)


def test_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ArchiveInvalid, match="gibt es nicht"):
        read_header(tmp_path / "fehlt.tar")


def test_newer_format_is_told(tmp_path: Path) -> None:
    path = tmp_path / "wiki.tar"
    with path.open("wb") as file:
        write_archive(file, replace(KOPF, format=ARCHIVE_FORMAT + 1), io.BytesIO(), [], nothing)
    with pytest.raises(ArchiveInvalid, match="neueren Fassung"):
        read_header(path)


@pytest.mark.parametrize(
    "header", [b"", b"[]", b"{}", b'{"format": "1"}', b'{"format": 1}', b'{"format": 0}', b"\xff"]
)
def test_header_that_is_none_is_told(header: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        header_from_json(header)


@pytest.mark.parametrize(
    "name",
    [
        "media/../../etc/passwd",
        "/etc/passwd",
        "../media/x",
        "media/a/./b",
        "media//b",
        "anderes/x",
        "media",
        "media/a\\b",
        "media/a\nb",
    ],
)
def test_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ArchiveInvalid, match="nicht hineingehört"):
        check_contents(forge(tmp_path / "wiki.tar", tarfile.TarInfo(name)))


@pytest.mark.parametrize(
    "kind",
    [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE],
)
def test_anything_but_a_plain_file_is_refused(tmp_path: Path, kind: bytes) -> None:
    info = tarfile.TarInfo("media/x")
    info.type, info.linkname = kind, "/etc/passwd"
    with pytest.raises(ArchiveInvalid, match="nicht hineingehört"):
        check_contents(forge(tmp_path / "wiki.tar", info))


def test_name_that_comes_twice_is_refused(tmp_path: Path) -> None:
    twice = [tarfile.TarInfo("media/x"), tarfile.TarInfo("media/x")]
    with pytest.raises(ArchiveInvalid, match="doppelt"):
        check_contents(forge(tmp_path / "wiki.tar", *twice))


def test_file_without_a_checksum_is_refused(tmp_path: Path) -> None:
    path = forge(tmp_path / "wiki.tar", tarfile.TarInfo("media/x"), sums=f"{'0' * 64}  {DUMP}\n")
    with pytest.raises(ArchiveInvalid, match="Prüfsumme"):
        check_contents(path)


def test_wrong_checksum_of_a_file_is_told(tmp_path: Path) -> None:
    sums = f"{'0' * 64}  {HEADER}\n{'0' * 64}  {DUMP}\n"
    path = forge(tmp_path / "wiki.tar", sums=sums)
    check_contents(path)
    with pytest.raises(ArchiveInvalid, match=DUMP):
        unpack(path, tmp_path / "neu", nothing)
