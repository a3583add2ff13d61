"""Files attached to a page are found with it, and only those that everybody may open."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction, ReferenceIndex

from einbettung.indexing.attachments import document_of
from einbettung.models import Anlagentext, Dokument
from suche.anlagen.events import read_and_index, read_missing
from suche.page.index_report import with_index_state
from tests.factories import publish_projekt
from tests.integration.conftest import IndexPages
from tests.integration.seiten import BIENEN, FRIEDHOF, run_jobs, titles_found, waiting_jobs
from tests.sketch_files import docx, pdf
from wiki.models import Projektseite

SATZUNG = "Die Gebührensatzung für Imkereien gilt ab Januar; der Beitrag ist ermäßigt."
ASKED = "Gebührensatzung"


@dataclass(frozen=True)
class Attached:
    page: Projektseite
    file: Document

    @property
    def anlagen(self) -> list[dict[str, str]]:
        return Dokument.objects.get(pk=self.page.pk).anlagen


def publish_with(data: bytes, name: str = "Satzung.pdf", *, link: bool = False) -> Attached:
    """A published page that offers a file, as a block or as a link in its text; not indexed yet."""
    file = Document.objects.create(title="Satzung", file=ContentFile(data, name))
    text = f'<p>{BIENEN} <a linktype="document" id="{file.pk}">Satzung</a></p>'
    blocks = [("text", text)] if link else [("text", f"<p>{BIENEN}</p>"), ("dokument", file)]
    page = publish_projekt(title="Bienen auf dem Dach")
    page.inhalt = [("loesung", blocks)]
    page.save_revision().publish()
    page = Projektseite.objects.get(pk=page.pk)
    ReferenceIndex.create_or_update_for_object(page)
    return Attached(page, file)


@pytest.fixture
def satzung(index: IndexPages) -> Attached:
    """A page with a PDF of two pages, read and indexed."""
    attached = publish_with(pdf(SATZUNG, pages=2))
    read_and_index([attached.file.pk], attached.page.pk)
    index()
    return attached


def close_collection(file: Document) -> None:
    """The file lies in a collection for people with a login, as if moved there by SQL."""
    closed = Collection.get_first_root_node().add_child(name="Intern")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    Document.objects.filter(pk=file.pk).update(collection=closed)


def first_hit(client: Client, asked: str = ASKED) -> Any:
    return client.get("/suche/", {"q": asked}).context["treffer"][0]


def test_word_of_a_file_finds_its_page(satzung: Attached, client: Client) -> None:
    publish_projekt(FRIEDHOF, title="Friedhof von oben")
    assert titles_found(client, ASKED)[:1] == ["Bienen auf dem Dach"]


def test_hit_names_file_and_page(satzung: Attached, client: Client) -> None:
    assert first_hit(client).passage.abschnitt in {
        f"Anlage „{satzung.file.filename}“, Seite {number}" for number in (1, 2)
    }


def test_hit_leads_to_the_page_of_the_file(satzung: Attached, client: Client) -> None:
    html = client.get("/suche/", {"q": ASKED}).content.decode()
    assert f'href="{satzung.file.url}#page=' in html


def test_api_gives_the_address_of_the_file(satzung: Attached, client: Client) -> None:
    said = client.get("/api/v1/suche", {"q": ASKED}).json()
    assert satzung.file.url in said["treffer"][0]["passage"]["adresse"]


@pytest.mark.parametrize(("data", "name"), [(docx(SATZUNG), "a.docx"), (pdf(SATZUNG), "a.pdf")])
def test_file_linked_in_the_text_counts(index: IndexPages, data: bytes, name: str) -> None:
    attached = publish_with(data, name, link=True)
    assert read_missing() == 1
    assert ASKED in document_of(attached.page).attachments[0].text


def test_broken_file_is_named_and_does_not_stop_the_index(
    index: IndexPages, client: Client, admin_user: Any
) -> None:
    attached = publish_with(b"%PDF-1.7 kaputt")
    read_missing()
    index()
    pages: Any = [attached.page]
    for page in pages:
        page.gehoert_hinein, page.indexiert_am = True, page.last_published_at
        page.index_fingerabdruck = ""
    with_index_state(pages)
    assert titles_found(client, "Bienenstöcke") == ["Bienen auf dem Dach"]
    assert pages[0].anlagen == f"{attached.file.filename}: beschädigt"


def test_file_in_a_closed_collection_is_not_indexed(index: IndexPages) -> None:
    attached = publish_with(pdf(SATZUNG))
    close_collection(attached.file)
    read_missing()
    index()
    assert attached.anlagen == []


def test_file_closed_afterwards_is_quoted_no_more_at_once(
    satzung: Attached, client: Client
) -> None:
    close_collection(satzung.file)
    html = client.get("/suche/", {"q": ASKED}).content.decode()
    assert "ermäßigt" not in html
    assert satzung.file.filename not in html


def test_closing_a_collection_enqueues_the_pages(satzung: Attached) -> None:
    run_jobs(satzung.page.pk)
    root = Collection.get_first_root_node()
    CollectionViewRestriction.objects.create(collection=root, restriction_type="login")
    assert len(waiting_jobs(satzung.page.pk)) == 1
    run_jobs(satzung.page.pk)
    assert satzung.anlagen == []


def test_new_file_replaces_the_old_text(satzung: Attached) -> None:
    file = satzung.file
    file.file = ContentFile(
        pdf("Die Bienenordnung ersetzt die alte Fassung ganz und gar."), "b.pdf"
    )
    file.file_hash = ""
    file.save()
    read_and_index([file.pk], None)
    run_jobs(satzung.page.pk)
    assert ["Bienenordnung" in part["text"] for part in satzung.anlagen] == [True]


def test_file_is_read_once(satzung: Attached) -> None:
    before = Anlagentext.objects.get().gelesen_am
    assert read_missing() == 0
    read_and_index([satzung.file.pk], None)
    assert Anlagentext.objects.get().gelesen_am == before
