"""`manage.py load_wiki`: fixtures -> wiki."""

import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from wiki.gemeinden.loading import load_bundled
from wiki.loading.fixtures import read_fixtures
from wiki.loading.loading import load
from wiki.loading.signals import fixtures_loaded
from wiki.mitmachen.seitenstand import complete


class Command(BaseCommand):
    help = "Lädt alles aus fixtures/ in das Wiki: Projekte, Kommunen, Themen, Seiten, Synonyme."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, default=settings.BASE_DIR / "fixtures")
        parser.add_argument(
            "--force", action="store_true", help="auch überschreiben, was das Team bearbeitet hat"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        fixtures = read_fixtures(options["folder"])
        gemeinden = load_bundled(options["folder"])
        with tqdm(total=len(list(fixtures)), desc="Wiki laden", disable=_quiet()) as bar:
            outcome = load(fixtures, force=options["force"], progress=lambda _: bar.update())
        outcome.update(gemeinden)
        if missing := complete():
            outcome["Seitenstand ergänzt"] = missing
        for _, others in fixtures_loaded.send(Command, folder=options["folder"]):
            outcome.update(others)
        for name, count in sorted(outcome.items()):
            self.stdout.write(f"{count:5} {name}")


def _quiet() -> bool | None:
    return None if sys.stderr.isatty() else True
