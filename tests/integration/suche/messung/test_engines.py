"""The engines that ours is compared with: each finds a page by its title, and leaves nothing."""

from django.db import connection

from einbettung.model.active_model import get_active_model
from suche.messung.engines.comparison import ENGINES
from suche.messung.engines.corpus import read_corpus
from tests.integration.conftest import IndexPages
from tests.integration.seiten import publish_four


def test_every_engine_finds_a_page_by_its_title(index: IndexPages) -> None:
    publish_four()
    index()
    corpus = read_corpus(get_active_model())
    first = {}
    for name, engine in ENGINES.items():
        with engine(corpus) as search:
            first[name] = [search(title)[:1] for title in corpus.titles]
    assert first == {name: [[page_id] for page_id in corpus.ids] for name in ENGINES}
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_class WHERE relpersistence = 't'")
        assert cursor.fetchone() == (0,)
