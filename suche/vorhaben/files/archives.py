"""ZIP archives from outside, within limits that are checked before anything is unpacked. Pure."""

import io
import zipfile
import zlib

from suche.vorhaben.exceptions import ArchiveTooLarge, FileBroken, FileEncrypted, Macros

MAX_MEMBERS = 2_000
MEMBER_MAX_BYTES = 12 * 1024 * 1024  # of the one member that is read
MAX_RATIO = 200  # text packs about 1:10, a bomb 1:1000
SMALL = 5 * 1024 * 1024  # bytes; what unpacks to less is no bomb, whatever its ratio
ENCRYPTED = 0x1
MACROS = ("vbaproject.bin", "vbadata.xml", "script-lc.xml", "script-lb.xml")
MACRO_FOLDERS = ("basic/", "scripts/")  # of an ODT


def open_archive(data: bytes) -> zipfile.ZipFile:
    """Opens the archive, when it is one that may be read at all."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise FileBroken from error
    check_members(archive.infolist())
    return archive


def check_members(members: list[zipfile.ZipInfo]) -> None:
    """Checks the archive's table of contents; reading never goes beyond what that declares."""
    if len(members) > MAX_MEMBERS:
        raise ArchiveTooLarge
    for member in members:
        if member.flag_bits & ENCRYPTED:
            raise FileEncrypted
        name = member.filename.lower()
        if name.endswith(MACROS) or name.startswith(MACRO_FOLDERS):
            raise Macros


def read_member(archive: zipfile.ZipFile, name: str) -> bytes:
    """Reads one member, at most MEMBER_MAX_BYTES of it. One that packs like a bomb is refused; a
    light picture may pack as well as that, but is never unpacked."""
    try:
        entry = archive.getinfo(name)
        if entry.file_size > min(MEMBER_MAX_BYTES, max(SMALL, MAX_RATIO * entry.compress_size)):
            raise ArchiveTooLarge
        with archive.open(name) as member:
            return member.read(MEMBER_MAX_BYTES)
    except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError) as error:
        raise FileBroken from error
