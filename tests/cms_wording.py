"""The words of the CMS and of signing in, where the German of Wagtail and allauth does not fit this
wiki: `wiki/locale/de`.

`python -m tests.cms_wording` (part of `make messages`) compiles django.mo, which is committed.
"""

import io
from collections.abc import Iterator
from pathlib import Path

import allauth
import wagtail
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

PO = Path(__file__).resolve().parents[1] / "wiki/locale/de/LC_MESSAGES/django.po"
MO = PO.with_suffix(".mo")


def stored() -> Catalog:
    return _read(PO)


def compiled(catalogue: Catalog) -> bytes:
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def of_others() -> Iterator[Catalog]:
    """The German catalogues of Wagtail's apps and of allauth."""
    for package in (wagtail, allauth):
        folder = Path(package.__file__).parent
        for file in sorted(folder.rglob("locale/de/LC_MESSAGES/django.po")):
            yield _read(file)


def _read(file: Path) -> Catalog:
    with file.open("rb") as stream:
        return read_po(stream, locale="de")


if __name__ == "__main__":
    MO.write_bytes(compiled(stored()))
