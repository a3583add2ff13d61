"""Many pages are looked at together, and whatever has changed beneath one of them is noticed."""

from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from taggit.models import Tag
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction

from einbettung.indexing import index as einbettung_index
from einbettung.indexing.index import index_pages
from einbettung.model.encoder import TextEncoder
from einbettung.models import Anlagentext, Chunk, Dokument, Fassung
from tests.factories import KommuneFactory, publish_projekt
from tests.integration.conftest import IndexPages
from tests.integration.seiten import BIENEN, FRIEDHOF, publish_four
from wiki.models import Kommune, Nachnutzung, Projektseite, Thema


@pytest.fixture
def page(index: IndexPages, monkeypatch: pytest.MonkeyPatch) -> Projektseite:
    """One of five pages, indexed, with all that the index takes from elsewhere."""
    monkeypatch.setattr(einbettung_index, "PAGES_AT_ONCE", 2)
    publish_four()
    datei = Document.objects.create(title="Satzung", file=ContentFile(b"%PDF-1.7", "a.pdf"))
    Anlagentext.objects.create(dokument=datei, seiten=[{"nummer": 1, "text": FRIEDHOF}])
    page = publish_projekt(title="Bienen im Park")
    page.inhalt = [("loesung", [("text", f"<p>{BIENEN}</p>"), ("dokument", datei)])]
    page.nachnutzungen = [Nachnutzung(kommune=KommuneFactory())]
    page.produkte.set(["Beebox"])
    page.save_revision().publish()
    index()
    return Projektseite.objects.get(pk=page.pk)


def _close_the_file(page: Projektseite) -> None:
    closed = Collection.get_first_root_node().add_child(name="Intern")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    Document.objects.update(collection=closed)


# By SQL, so that no signal and no job knows of it.
CHANGES: dict[str, Callable[[Projektseite], object]] = {
    "title": lambda page: Projektseite.objects.filter(pk=page.pk).update(title="Bienen"),
    "lead": lambda page: Projektseite.objects.filter(pk=page.pk).update(kurzfassung="Summt."),
    "text": lambda page: Projektseite.objects.filter(pk=page.pk).update(inhalt=[]),
    "Kommune": lambda page: Kommune.objects.filter(projekte=page).update(name="Neustadt"),
    "Thema": lambda page: Thema.objects.filter(projekte=page).update(name="Natur"),
    "reuse": lambda page: Kommune.objects.filter(nachnutzungen__projekt=page).update(name="Neu"),
    "product": lambda page: Tag.objects.update(name="Bienenkasten"),
    "file": lambda page: Anlagentext.objects.update(seiten=[{"nummer": 1, "text": BIENEN}]),
    "file closed": _close_the_file,
    "row gone": lambda page: Fassung.objects.filter(dokument=page.pk).delete(),
    "text of before": lambda page: Dokument.objects.filter(pk=page.pk).update(fingerabdruck=""),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_has_changed_beneath_a_page_is_noticed(
    page: Projektseite, index: IndexPages, change: str
) -> None:
    CHANGES[change](page)
    report = index()
    assert (report.indexed, report.unchanged) == (1, 4)


def test_page_that_is_no_longer_live_is_removed(page: Projektseite, index: IndexPages) -> None:
    ids = list(einbettung_index.all_page_ids())
    Projektseite.objects.filter(pk=page.pk).update(live=False)
    report = index(ids)
    assert (report.removed, report.unchanged) == (1, 4)
    assert not Chunk.objects.filter(dokument=page.pk).exists()


def test_for_another_model_nothing_is_unchanged(page: Projektseite, encoder: TextEncoder) -> None:
    report = index_pages(einbettung_index.all_page_ids(), "anderes@123", lambda: encoder)
    assert report.unchanged == 0


def test_progress_counts_each_page_once(page: Projektseite, encoder: TextEncoder) -> None:
    Thema.objects.filter(projekte=page).update(name="Natur")
    done: list[int] = []
    ids = list(einbettung_index.all_page_ids())
    index_pages(ids, encoder.signature, lambda: encoder, progress=done.append)
    assert sum(done) == len(ids) == 5


def test_queries_do_not_grow_with_the_pages_that_are_unchanged(
    page: Projektseite, index: IndexPages
) -> None:
    few = _queries(lambda: index(list(einbettung_index.all_page_ids())[-3:]))
    assert _queries(index) <= few


def _queries(work: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as queries:
        work()
    return len(queries)
