"""Pictures inside and beside imported files: which can be shown, which a draft waits for. Pure."""

import io
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path, PurePosixPath

from PIL import Image

from wiki.austausch.draft.schema import Abschnitt, NeuesBild

PICTURE_MAX_BYTES = 10 * 1024 * 1024  # as for pictures that people upload
PICTURE_MAX_PIXELS = 50_000_000
SHOWN = {"PNG": ".png", "JPEG": ".jpg", "GIF": ".gif", "WEBP": ".webp"}
TURNED_INTO_PNG = ("BMP", "TIFF")
PICTURE_NAME_MAX_CHARS = 100
NAMED = 10  # pictures
FOLDERS = ("images", "bilder")
FILES_MAX = 200_000  # looked at


def new_picture(name: str, data: bytes | None, alt: str = "") -> NeuesBild | None:
    """Makes a picture of the bytes of a file; None if no browser shows it, or it is too large."""
    found = _shown(data) if data and len(data) <= PICTURE_MAX_BYTES else None
    if found is None:
        return None
    stem = PurePosixPath(name.replace("\\", "/")).stem[:PICTURE_NAME_MAX_CHARS] or "bild"
    return NeuesBild(stem + found[1], found[0], " ".join(alt.split()))


def _shown(data: bytes) -> tuple[bytes, str] | None:
    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > PICTURE_MAX_PIXELS:
                return None
            if image.format in SHOWN:
                return data, SHOWN[image.format]
            return (_as_png(image), ".png") if image.format in TURNED_INTO_PNG else None
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Warning):
        return None


def _as_png(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.convert("RGBA" if image.mode in ("P", "LA", "RGBA") else "RGB").save(file, "PNG")
    return file.getvalue()


def file_key(name: str) -> str:
    """MediaWiki writes `Haus am See.jpg` as `Haus_am_See.jpg`, and begins with a capital."""
    name = unicodedata.normalize("NFC", name).strip().replace(" ", "_")
    return name[:1].upper() + name[1:]


def pictures_beside(export: Path) -> dict[str, Path]:
    """Finds the files in a folder `images` or `bilder` beside an export, as `dumpUploads` and a
    copy of MediaWiki's own folder have them: key of the name -> path. Links lead out of the folder
    and are not followed."""
    found: dict[str, Path] = {}
    for folder in (export.parent / name for name in FOLDERS):
        for path in islice(folder.rglob("*") if folder.is_dir() else (), FILES_MAX):
            if "thumb" not in path.parts and path.is_file() and not path.is_symlink():
                found.setdefault(file_key(path.name), path)
    return found


def read_picture(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.stat().st_size <= PICTURE_MAX_BYTES else None
    except OSError:
        return None


def new_pictures(sections: Iterable[Abschnitt]) -> Iterator[NeuesBild]:
    for section in sections:
        for kind, value in section.inhalt:
            if kind == "bild" and isinstance(value, NeuesBild):
                yield value


def missing_rights(sections: Iterable[Abschnitt]) -> str:
    """Says which pictures somebody has to complete; empty if there are none."""
    names = list(dict.fromkeys(bild.name for bild in new_pictures(sections)))
    if not names:
        return ""
    more = " …" if len(names) > NAMED else ""
    return (
        f"Bilder ohne Urheber, Lizenz und Quelle: {', '.join(names[:NAMED])}{more}. Sie sind "
        "übernommen, die Seite bleibt ein Entwurf, bis jemand sie ergänzt (Menü „Bilder“)."
    )
