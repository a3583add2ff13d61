"""`manage.py backup`: the wiki -> one file."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from suche.betrieb.sicherung.backup import back_up
from suche.betrieb.sicherung.schema import Progress

LEFT_OUT = "{} Einträge im Ordner der Medien sind Verknüpfungen oder keine Uploads und fehlen."


class Command(BaseCommand):
    help = (
        "Sichert Seiten, Benutzer, Einstellungen, Bilder und Dokumente in eine Datei. Der Index "
        "gehört nicht dazu: er entsteht aus den Seiten. Das Wiki läuft dabei weiter."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("datei", type=Path, help="etwa /sicherung/wiki.tar")
        parser.add_argument("--with-index", action="store_true", help="auch den Index sichern")
        parser.add_argument("--force", action="store_true", help="eine vorhandene Datei ersetzen")

    def handle(self, *args: Any, **options: Any) -> None:
        with Steps("Sichern") as steps:
            done = back_up(
                options["datei"].absolute(),
                with_index=options["with_index"],
                force=options["force"],
                started=steps.start,
            )
        megabytes = done.size / 1_000_000
        self.stdout.write(f"{done.path}: {megabytes:.1f} MB, {done.files} Bilder und Dokumente")
        if done.left_out:
            self.stderr.write(LEFT_OUT.format(done.left_out))


class Steps:
    """A progress bar for each step that counts bytes; none where nobody looks."""

    def __init__(self, *names: str) -> None:
        self._names = list(names)
        self._bar: Any = None

    def start(self, total: int) -> Progress:
        self.__exit__()
        name = self._names.pop(0)
        self._bar = tqdm(
            total=total or None,
            desc=name,
            unit="B",
            unit_scale=True,
            disable=not sys.stderr.isatty(),
        )
        return self._bar.update

    def __enter__(self) -> "Steps":
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()
