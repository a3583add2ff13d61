"""suche.messung.corpus: composed articles become pages, in a database of their own."""

import pytest
from django.core.management import call_command
from django.test import Client

from einbettung.indexing.index import all_page_ids, index_pages, sample_passages
from einbettung.model.encoder import TextEncoder
from einbettung.models import Chunk, Dokument
from suche.messung.corpus.indexing import fill_index
from suche.messung.corpus.loading import add_kommunen, load_articles
from suche.messung.corpus.own_database import OwnWiki, is_own
from suche.messung.corpus.vectors import DrawnVectors
from suche.messung.corpus.vocabulary import vocabulary
from suche.messung.corpus.writing import Writer
from tests.factories import ThemaFactory, create_tree, publish_projekt
from wiki.models import Gemeinde, Kommune, Projektseite

pytestmark = pytest.mark.django_db


def _gemeinde(name: str, einwohner: int) -> None:
    Gemeinde.objects.create(
        schluessel=f"07{einwohner:010}", name=name, typ="Stadt", einwohner=einwohner
    )


def test_articles_become_pages_like_any_others(client: Client) -> None:
    create_tree()
    for slug in vocabulary().first:
        ThemaFactory(slug=slug)
    _gemeinde("Altstadt", 9_000)
    kommunen = add_kommunen(projects=6)
    articles = list(Writer(vocabulary(), [name for _, name in kommunen], 3).articles(30))
    assert load_articles(articles, [pk for pk, _ in kommunen]) == 30
    live = [article for article in articles if article.live]
    page = Projektseite.objects.get(title=live[0].title, slug=f"korpus-{live[0].number}")
    page.full_clean()
    assert client.get(page.get_url()).status_code == 200
    assert client.get("/projekte/").context["anzahl"] == len(live)
    call_command("fixtree", interactive=False, verbosity=0)
    assert publish_projekt(title="Danach").pk > page.pk  # the sequences go on


def test_the_index_is_written_as_an_index_run_would_write_it(encoder: TextEncoder) -> None:
    create_tree()
    for slug in vocabulary().first:
        ThemaFactory(slug=slug)
    _gemeinde("Altstadt", 9_000)
    kommunen = add_kommunen(projects=3)
    articles = Writer(vocabulary(), [name for _, name in kommunen], 3).articles(4)
    load_articles(articles, [pk for pk, _ in kommunen])
    sample = sample_passages(encoder.count_tokens)
    drawn = DrawnVectors(encoder, encoder.signature, sample)
    fill_index(encoder.signature, encoder.count_tokens, drawn)
    pages = Dokument.objects.count()
    report = index_pages(all_page_ids(), encoder.signature, lambda: encoder)
    assert (report.unchanged, report.indexed) == (pages, 0)
    assert list(Chunk.objects.order_by("pk").values_list("text", flat=True)) == [
        passage.text for passage in sample
    ]
    vectors = Chunk.objects.values_list("vektor", flat=True)
    assert len(set(map(tuple, vectors))) == len(sample)  # no two alike


def test_the_largest_municipalities_come_first() -> None:
    for name, einwohner in (("Dorf", 300), ("Altstadt", 9_000), ("Mittelstadt", 4_000)):
        _gemeinde(name, einwohner)
    assert [name for _, name in add_kommunen(projects=6)] == ["Altstadt", "Mittelstadt"]
    assert Kommune.objects.count() == 2


def test_a_corpus_never_lies_in_the_operators_database() -> None:
    assert not is_own()
    assert "/wiki_korpus_7?" in OwnWiki(7).environment["DATABASE_URL"]
