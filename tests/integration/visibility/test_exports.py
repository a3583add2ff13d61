"""Files that leave the wiki, and the texts in the index."""

import json
import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from docx import Document
from wagtail.models import Page

from einbettung.models import Dokument
from wiki.austausch.export.exporting import export

from .private_pages import Visitor, World, named_in
from .surfaces import Surface

pytestmark = pytest.mark.django_db


def exported(visitor: Visitor, form: str) -> set[str]:
    """What stands in an export with this visitor's rights; private pages are linked from others."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "export"
        export(form, path, visitor.request)
        if form != "xlsx":
            return named_in(path.read_text(encoding="utf-8-sig"))
        with zipfile.ZipFile(path) as archive:
            return named_in(" ".join(archive.read(name).decode() for name in archive.namelist()))


def documents(visitor: Visitor, pages: Iterable[Page]) -> set[str]:
    """What stands in the DOCX files of pages."""
    texts = []
    for page in pages:
        answer = visitor.client.get(f"/export/{page.pk}.docx")
        if answer.status_code == 200:
            docx = Document(BytesIO(answer.content))
            texts += [paragraph.text for paragraph in docx.paragraphs]
    return named_in(" ".join(texts))


def given_as_pdf(visitor: Visitor, world: World) -> set[str]:
    """The same document in another form: whether it is given is asked anew, what it says is not."""
    pages = {kind: f"/export/{page.pk}.pdf" for kind, page in world.private.items()}
    return {kind for kind, file in pages.items() if visitor.client.get(file).status_code == 200}


def compared(visitor: Visitor, world: World, address: str) -> set[str]:
    """What stands in the parts of a DOCX or XLSX file about all private pages; 404 about none."""
    numbers = [page.pk for page in world.private.values()]
    answer = visitor.client.get(address, {"nr": numbers})
    if answer.status_code == 404:
        return set()
    with zipfile.ZipFile(BytesIO(answer.content)) as archive:
        parts = [archive.read(name) for name in archive.namelist() if name.endswith(".xml")]
    return named_in(" ".join(part.decode() for part in parts))


SURFACES: dict[str, Surface] = {
    "CSV export": lambda v, w: exported(v, "csv"),
    "XLSX export": lambda v, w: exported(v, "xlsx"),
    "JSON export": lambda v, w: exported(v, "json"),
    "MediaWiki export": lambda v, w: exported(v, "mediawiki"),
    "the page as DOCX": lambda v, w: documents(v, w.private.values()),
    "the page as PDF": given_as_pdf,
    "comparison as DOCX": lambda v, w: compared(v, w, "/markt/vergleich/vergleich.docx"),
    "comparison as XLSX": lambda v, w: compared(v, w, "/markt/vergleich/vergleich.xlsx"),
    "Merkliste as DOCX": lambda v, w: compared(v, w, "/merkliste/merkliste.docx"),
    "Merkliste as XLSX": lambda v, w: compared(v, w, "/merkliste/merkliste.xlsx"),
    "link in another DOCX": lambda v, w: documents(v, w.neighbours.values()),
}


@pytest.mark.parametrize("surface", SURFACES.values(), ids=SURFACES)
def test_surface_shows_exactly_the_readable_pages(
    surface: Surface, visitor: Visitor, world: World
) -> None:
    assert surface(visitor, world) == visitor.readable


def test_indexed_text_of_public_pages_names_no_private_page(world: World) -> None:
    public: list[Page] = [*world.neighbours.values(), world.treffen]
    rows = Dokument.objects.filter(pk__in=[page.pk for page in public])
    assert len(rows) == len(public)
    assert not named_in(json.dumps([row.abschnitte for row in rows], ensure_ascii=False))
