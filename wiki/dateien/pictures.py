"""Whether a picture can be drawn: one that breaks off in the middle would break every page that
shows it."""

from io import BytesIO
from typing import Any

from PIL import Image

from .exceptions import PictureBroken, PictureTooLarge

MAX_PIXELS = 50_000_000  # as unpacked: four bytes each


def check_picture(file: Any) -> None:
    """Raises PictureTooLarge or PictureBroken. Leaves `file` at its beginning."""
    file.seek(0)
    data = BytesIO(file.read())
    file.seek(0)
    try:
        with Image.open(data) as picture:
            too_large = picture.width * picture.height > MAX_PIXELS
            if not too_large:
                picture.load()
    except Image.DecompressionBombError as error:
        raise PictureTooLarge from error
    except Exception as error:  # each format trips in its own way
        raise PictureBroken from error
    if too_large:
        raise PictureTooLarge
