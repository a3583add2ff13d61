"""`manage.py make_corpus`: a wiki of composed articles for measuring, in a database of its own."""

import time
from dataclasses import replace
from functools import partial
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from einbettung.indexing.generation import active_generation
from einbettung.indexing.index import all_page_ids, index_pages, sample_passages
from einbettung.model.active_model import get_encoder, model_signature
from einbettung.vectors.encoding import fit_to_corpus, spread
from einbettung.vectors.vector_index import ensure_vector_index
from suche.messung.corpus.indexing import fill_index
from suche.messung.corpus.loading import add_kommunen, load_articles
from suche.messung.corpus.own_database import OwnWiki, create, finish, is_own
from suche.messung.corpus.vectors import DrawnVectors
from suche.messung.corpus.vocabulary import vocabulary
from suche.messung.corpus.writing import Writer
from suche.messung.management.arguments import page_number
from suche.rank.words.lexical import lexical_index
from wiki.gemeinden.loading import load_bundled
from wiki.loading.fixtures import read_fixtures
from wiki.loading.loading import load

SEED = 17
REAL_PASSAGES = 400  # encoded by the model; all others are drawn around them


class Command(BaseCommand):
    help = "Baut ein Korpus aus erdachten Projekten in einer eigenen Datenbank, zum Messen."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("pages", type=page_number, metavar="SEITEN")
        parser.add_argument(
            "--modell",
            action="store_true",
            help="alle Passagen mit dem Modell einbetten (10.000 Seiten: gerechnet 20 Minuten); "
            "sonst gezogene Vektoren",
        )
        parser.add_argument("--ohne-index", action="store_true", help="nur die Seiten")

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_own():
            wiki = OwnWiki(options["pages"])
            create(wiki)
            flags = [f"--{name}" for name in ("modell", "ohne-index") if _asked(options, name)]
            wiki.manage("make_corpus", str(options["pages"]), *flags)
            return
        self._timed("Tabellen", partial(call_command, "migrate", verbosity=0))
        self._timed("Artikel", partial(_fill, options["pages"]))
        if not options["ohne_index"]:
            self._timed("Passagen und Vektoren", partial(_index, with_model=options["modell"]))
            self._timed("Wörterverzeichnis", lexical_index().catch_up)
            if generation := active_generation():
                self._timed("Vektorindex", partial(ensure_vector_index, generation))
        finish(OwnWiki(options["pages"]))

    def _timed(self, name: str, work: Any) -> None:
        started = time.perf_counter()
        work()
        self.stdout.write(f"{name:24} {time.perf_counter() - started:8.1f} s")
        self.stdout.flush()


def _asked(options: dict[str, Any], name: str) -> bool:
    return bool(options[name.replace("-", "_")])


def _fill(pages: int) -> None:
    if connection.settings_dict["NAME"] != OwnWiki(pages).database:
        raise CommandError("Das ist nicht die Datenbank dieses Korpus.")
    folder = settings.BASE_DIR / "fixtures"
    found = read_fixtures(folder)
    load_bundled(folder)
    load(replace(found, projekte=[], veranstaltungen=[]))
    kommunen = add_kommunen(pages)
    writer = Writer(vocabulary(), [name for _, name in kommunen], SEED)
    load_articles(writer.articles(pages), [pk for pk, _ in kommunen])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _index(*, with_model: bool) -> None:
    encoder, signature = get_encoder(), model_signature()
    if with_model:
        index_pages(list(all_page_ids()), signature, lambda: encoder)
        return
    sample = spread(sample_passages(encoder.count_tokens), REAL_PASSAGES)
    fit_to_corpus(signature, encoder, lambda: sample)
    fill_index(signature, encoder.count_tokens, DrawnVectors(encoder, signature, sample))
