"""What the import commands have in common: options, the run, the report, the exit code."""

import json
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import current_thread, main_thread
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from wiki.austausch.models import Importlauf
from wiki.austausch.read.source import Quelldatei
from wiki.austausch.read.text_files import digest_of
from wiki.dateien.unique_keys import load_json
from wiki.exceptions import WikiError

from .decisions import remember, ziel_named
from .report import faults_of, report_text
from .running import ImportJob, check, run, unfinished_run
from .stale import close_run, close_stale_runs


def add_import_arguments(parser: CommandParser, mapped: str = "") -> None:
    """Adds the options. `mapped` says in German what a mapping file maps; empty for no mapping."""
    parser.add_argument(
        "--dry-run", action="store_true", help="nur prüfen und berichten, nichts schreiben"
    )
    parser.add_argument("--json", action="store_true", help="den Bericht als JSON ausgeben")
    parser.add_argument(
        "--rowwise",
        action="store_true",
        help="fehlerfreie Zeilen importieren, auch wenn andere Fehler haben (sonst: alles oder "
        "nichts)",
    )
    parser.add_argument(
        "--publish",
        action="store_true",
        help="vollständige Seiten gleich veröffentlichen (sonst: Entwürfe)",
    )
    parser.add_argument(
        "--accept-fuzzy",
        action="store_true",
        help="Vorschläge für ähnlich geschriebene Kommunen und Themen übernehmen",
    )
    parser.add_argument(
        "--aehnliche",
        action="store_true",
        help="auch nach ähnlichen Seiten suchen (lädt das Sprachmodell); sonst nur nach Titeln",
    )
    if mapped:
        parser.add_argument("--mapping", type=Path, help=f"JSON-Datei: {mapped} -> Feld")


def run_import(
    command: BaseCommand,
    options: dict[str, Any],
    art: str,
    open_source: Callable[[], Quelldatei],
) -> None:
    """Runs or checks, and prints the report. The exit code is 1 when there were errors."""
    try:
        source = open_source()
    except WikiError as error:
        raise CommandError(str(error)) from error
    close_stale_runs()
    lauf = Importlauf(
        art=art,
        dateiname=source.name[-255:],
        pruefsumme=digest_of(*source.files),
        optionen=source.optionen(),
    )
    report = _run(command, options, lauf, source)
    text = json.dumps(report, ensure_ascii=False, indent=1) if options["json"] else None
    command.stdout.write(text or report_text(report, lauf.einheit))
    if report["fehler"]:
        raise CommandError(_outcome(report, lauf.einheit))


def _run(
    command: BaseCommand, options: dict[str, Any], lauf: Importlauf, source: Quelldatei
) -> dict[str, Any]:
    """Returns the report. A dry run stores nothing, and an interrupted run is continued."""
    lauf = _begun(command, options, lauf)
    order = ImportJob(
        lauf,
        source,
        rowwise=options["rowwise"],
        publish=options["publish"],
        aehnliche=options["aehnliche"],
    )
    do = check if options["dry_run"] else run
    with tqdm(desc="Import", unit=lauf.einheit, disable=_quiet(options)) as bar:
        try:
            with _closed_when_ended(lauf):
                report = do(order, bar.update)
        except WikiError as error:
            drop_unwritten_run(lauf)
            raise CommandError(str(error)) from error
        finally:
            if options["dry_run"] and lauf.pk:
                lauf.delete()
    return report


def _begun(command: BaseCommand, options: dict[str, Any], lauf: Importlauf) -> Importlauf:
    """Returns the run that was interrupted with the same file; else `lauf`, stored."""
    before = None if options["dry_run"] else unfinished_run(lauf.art, lauf.pruefsumme)
    if before is None:
        lauf.save()
        return lauf
    command.stderr.write(f"Der unterbrochene Import {before.pk} wird fortgesetzt.")
    before.set_stand(Importlauf.Stand.LAEUFT)
    return before


@contextmanager
def _closed_when_ended(lauf: Importlauf) -> Iterator[None]:
    """Closes the run when the block ends in whatever way: by an error, Ctrl+C or SIGTERM."""
    is_main = current_thread() is main_thread()
    before = signal.signal(signal.SIGTERM, _exit) if is_main else None
    try:
        yield
    except WikiError:
        raise
    except BaseException:
        close_run(lauf)
        raise
    finally:
        if is_main:
            signal.signal(signal.SIGTERM, before)


def _exit(number: int, frame: Any) -> NoReturn:
    sys.exit(128 + number)


def drop_unwritten_run(lauf: Importlauf) -> None:
    """Deletes a run that has written no page."""
    if lauf.pk and not lauf.geschrieben.exists():
        lauf.delete()


def _outcome(report: dict[str, Any], unit: str) -> str:
    faults = faults_of(report, unit)
    if report["trockenlauf"]:
        return f"{faults}; es wurde nichts geschrieben (Probelauf)."
    if not report["ausgefuehrt"]:
        return f"{faults}; es wurde nichts importiert."
    return f"{faults}; das Übrige ist importiert."


def _quiet(options: dict[str, Any]) -> bool | None:
    return None if sys.stderr.isatty() and not options["json"] else True


def read_mapping(path: Path | None) -> dict[str, str] | None:
    """Reads which column goes into which field. A file may also say what words mean; that is
    remembered for this list and later ones:
    `{"spalten": {"Was": "titel"}, "werte": {"themen": {"Kita": "Kita & Schule"}}}`."""
    if path is None:
        return None
    try:
        content = load_json(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise CommandError(f"Die Zuordnung {path} lässt sich nicht lesen: {error}") from error
    columns = content
    if isinstance(content, dict) and set(content) <= {"spalten", "werte"}:
        columns = content.get("spalten")
        _remember_words(content.get("werte", {}))
        if columns is None:
            return None
    if not isinstance(columns, dict) or not all(isinstance(v, str) for v in columns.values()):
        raise CommandError('Die Zuordnung muss so aussehen: {"Überschrift": "feld", …}')
    return columns


def _remember_words(words: Any) -> None:
    """Stores `{"themen": {"Kita": "Kita & Schule"}}`, all of it or nothing."""
    if not isinstance(words, dict) or not all(isinstance(v, dict) for v in words.values()):
        raise CommandError('Die Werte müssen so aussehen: {"themen": {"Wort": "Thema"}, …}')
    pairs = [
        (feld, wort, ziel_named(feld, str(ziel)), ziel)
        for feld, chosen in words.items()
        for wort, ziel in chosen.items()
    ]
    if unknown := [f"{feld} „{ziel}“" for feld, _, found, ziel in pairs if not found]:
        raise CommandError(f"Das kennt das Wiki nicht: {', '.join(unknown)}.")
    for feld, wort, found, _ in pairs:
        remember(feld, wort, found)
