"""Opens a Word or OpenDocument file of an import within limits. Pure."""

import zipfile
import zlib
from pathlib import Path

from wiki.austausch.exceptions import FileUnreadable
from wiki.austausch.read.pictures import PICTURE_MAX_BYTES

from .docx import read_docx
from .odt import read_odt
from .package import OfficeBroken
from .pieces import Gelesen

PART_MAX_BYTES = 50 * 1024 * 1024  # of one part that is read; pictures are apart
PICTURES_MAX_BYTES = 60 * 1024 * 1024  # of all that are kept
PARTS_MAX_BYTES = 150 * 1024 * 1024  # of all that are read
ENCRYPTED = 0x1


def read_office(path: Path) -> Gelesen:
    """Reads the file. Raises FileUnreadable, with a German text, for one that is damaged, locked or
    too large."""
    try:
        with zipfile.ZipFile(path) as archive:
            read = read_odt if "content.xml" in archive.namelist() else read_docx
            parts = _Parts(archive)
            if b"encryption-data" in (parts.read("META-INF/manifest.xml") or b""):
                raise FileUnreadable("Sie ist mit einem Kennwort geschützt.")
            return read(parts.read, parts.picture)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError) as error:
        raise FileUnreadable("Sie ist beschädigt oder kein DOCX oder ODT.") from error
    except (OfficeBroken, ValueError) as error:
        raise FileUnreadable("Ihr Inneres ist beschädigt.") from error
    except (RecursionError, MemoryError) as error:
        raise FileUnreadable("Ihr Inneres ist zu verschachtelt oder zu groß.") from error


class _Parts:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive, self._names = archive, set(archive.namelist())
        self._left = PARTS_MAX_BYTES
        self._left_for_pictures = PICTURES_MAX_BYTES

    def read(self, name: str) -> bytes | None:
        """Returns the bytes of a part, None if there is none."""
        if name not in self._names:
            return None
        entry = self._archive.getinfo(name)
        if entry.flag_bits & ENCRYPTED:
            raise FileUnreadable("Sie ist mit einem Kennwort geschützt.")
        self._left -= entry.file_size
        if entry.file_size > PART_MAX_BYTES or self._left < 0:
            raise FileUnreadable("Ihr Inhalt ist ausgepackt zu groß.")
        with self._archive.open(entry) as member:
            return member.read(PART_MAX_BYTES)

    def picture(self, name: str) -> bytes | None:
        """Returns the bytes of a picture; None if there is none, or it is too large: the document
        is worth having without it."""
        entry = self._archive.NameToInfo.get(name)
        if entry is None or entry.file_size > min(PICTURE_MAX_BYTES, self._left_for_pictures):
            return None
        self._left_for_pictures -= entry.file_size
        try:
            with self._archive.open(entry) as member:
                return member.read(PICTURE_MAX_BYTES)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError):
            return None
