"""Pictures that would break the pages they stand on are refused."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from wiki.dateien.exceptions import PictureBroken, PictureTooLarge
from wiki.dateien.pictures import check_picture


def drawn(kind: str = "PNG") -> bytes:
    file = BytesIO()
    Image.effect_noise((80, 80), 50).save(file, kind)
    return file.getvalue()


def bomb(side: int) -> bytes:
    """A PNG of a few bytes that says it is as wide and as high as `side`."""
    size = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR" + size) + chunk(b"IDAT" + bytes(8))


def chunk(said: bytes) -> bytes:
    return struct.pack(">I", len(said) - 4) + said + struct.pack(">I", zlib.crc32(said))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "AVIF"])
def test_a_sound_picture_is_taken(kind: str) -> None:
    file = BytesIO(drawn(kind))
    check_picture(file)
    assert file.tell() == 0


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n" + bytes(50), drawn()[:-900], drawn("JPEG")[:700], b"", bomb(100)],
    ids=["mark only", "half a PNG", "half a JPEG", "nothing", "head only"],
)
def test_what_cannot_be_drawn_is_refused(data: bytes) -> None:
    with pytest.raises(PictureBroken):
        check_picture(BytesIO(data))


@pytest.mark.parametrize("side", [8_000, 60_000])
def test_what_unpacks_too_large_is_refused(side: int) -> None:
    with pytest.raises(PictureTooLarge):
        check_picture(BytesIO(bomb(side)))
