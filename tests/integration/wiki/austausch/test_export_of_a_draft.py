"""A draft on which hardly anything is filled in leaves the wiki in every form."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.factories import ProjektseiteFactory
from tests.integration.austausch import export
from wiki.austausch.draft.stream import stream_of
from wiki.austausch.export.page_document import schriftstueck_of
from wiki.felder.felder import SECTIONS
from wiki.models import Projektquelle, Projektseite, Projektverzeichnis
from wiki.schriftstueck.files import FORMEN

pytestmark = pytest.mark.usefixtures("small_wiki")

TEXT = {"type": "text", "value": "<p>Schon da.</p>"}
EMPTY_BLOCKS = [
    TEXT,
    {"type": "text", "value": ""},
    {"type": "bild", "value": {"bild": None, "unterschrift": None}},
    {
        "type": "tabelle",
        "value": {"columns": [{"type": "text", "heading": None}], "rows": [{"values": [None]}]},
    },
    {"type": "zitat", "value": {"text": None, "quelle": None}},
    {"type": "dokument", "value": None},
    {"type": "projekt", "value": None},
    {"type": "gewuenscht", "value": None},
]


def empty_article() -> Any:
    """Every kind of section, of which only the text is there: no day, no heading, no question."""
    named = [{"type": name, "value": EMPTY_BLOCKS} for name in SECTIONS]
    free = {"type": "frei", "value": {"ueberschrift": None, "inhalt": EMPTY_BLOCKS}}
    said = {"type": "einschaetzung", "value": {"stand": None, "inhalt": EMPTY_BLOCKS}}
    asked = {"type": "frage", "value": {"frage": None, "stand": None, "inhalt": EMPTY_BLOCKS}}
    return stream_of([*named, free, said, asked])


@pytest.fixture
def draft() -> Projektseite:
    page = ProjektseiteFactory.build(title="Entwurf", slug="entwurf", kurzfassung="", status="")
    page.live, page.inhalt = False, empty_article()
    page.quellen = [Projektquelle(bezeichnung="Bericht")]
    Projektverzeichnis.objects.get().add_child(instance=page)
    return page


def words_of(workbook: bytes) -> str:
    rows = load_workbook(BytesIO(workbook)).worksheets[0].iter_rows(values_only=True)
    return " ".join(str(cell) for row in rows for cell in row if cell is not None)


@pytest.mark.parametrize("form", ["csv", "xlsx", "json", "mediawiki"])
def test_every_export_takes_it(draft: Projektseite, tmp_path: Path, form: str) -> None:
    content = export(form, tmp_path / "alles", "--alle")
    said = words_of(content) if form == "xlsx" else content.decode()
    assert "Schon da." in said
    assert "None" not in said


@pytest.mark.parametrize("ending", FORMEN)
def test_every_document_takes_it(draft: Projektseite, ending: str) -> None:
    parts = schriftstueck_of(draft, "http://wiki/entwurf/", frozenset())
    assert FORMEN[ending].write(parts)
    assert not re.findall(r"'[^']*None[^']*'", repr(parts))


def test_its_preview_shows_what_is_there(draft: Projektseite) -> None:
    said = draft.make_preview_request().content.decode()
    article = said.partition("<article")[2].partition("</article>")[0]
    assert "Schon da." in article
    assert "None" not in article
