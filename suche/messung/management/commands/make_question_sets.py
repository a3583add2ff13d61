"""`manage.py make_question_sets FOLDER`: question sets made from the wiki's own articles."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from suche.exceptions import WikiEmpty
from suche.messung.question_sets import COLLECTIONS, indexed_articles, write_collection


class Command(BaseCommand):
    help = (
        "Schreibt Fragensammlungen aus den Artikeln des Wikis, einen Unterordner je Sammlung, "
        "für evaluate_search --dataset. Sie enthalten auch geschützte Artikel: nicht weitergeben."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        articles = list(indexed_articles())
        if not articles:
            raise WikiEmpty
        for name, make in COLLECTIONS.items():
            folder = options["folder"] / name
            asked = write_collection((make(article) for article in articles), folder)
            self.stdout.write(f"{folder}: {asked} Fragen")
