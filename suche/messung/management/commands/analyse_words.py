"""`manage.py analyse_words`: what the word search makes of words; for checks against word lists."""

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from suche.german.analysis import parts_of, readings_of
from suche.german.spelling import Vocabulary, suggest
from suche.understand.known_words import current_vocabulary
from wiki.exceptions import why_unreadable


class Command(BaseCommand):
    help = (
        "Zerlegt Wörter, wie die Wortsuche es tut. Eine Zeile je Wort, mit Tabulatoren getrennt: "
        "Wort, Teile (|), Stämme (Leerzeichen), Vorschlag (leer: das Wort ist bekannt)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--file", type=Path, required=True, help="UTF-8, ein Wort je Zeile")

    def handle(self, *args: Any, **options: Any) -> None:
        vocabulary = current_vocabulary()
        for word in _words(options["file"]):
            self.stdout.write(_line(word, vocabulary))


def _words(path: Path) -> Iterator[str]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path}: {why_unreadable(error)}") from error
    return (line.strip() for line in lines if line.strip())


def _line(word: str, vocabulary: Vocabulary) -> str:
    stems = dict.fromkeys(stem for reading in readings_of(word) for stem in reading)
    suggestion = suggest(word, vocabulary) or ""
    return "\t".join((word, "|".join(parts_of(word)), " ".join(stems), suggestion))
