"""What the tests of import and export share: a small wiki, lists and exports as files."""

import csv
import json
from collections.abc import Iterable, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError

from tests.factories import KommuneFactory, ThemaFactory
from wiki.austausch.models import Importlauf
from wiki.models import Projektseite

HEADINGS = ("Titel", "Kurzfassung", "Kommune", "Thema", "Status")


def small_registers() -> None:
    """Three Kommunen and two Themen."""
    KommuneFactory(name="Trier", slug="trier", ags="07211000")
    KommuneFactory(name="Kaiserslautern", slug="kaiserslautern")
    KommuneFactory(name="VG Kusel", slug="vg-kusel", typ="Verbandsgemeinde")
    ThemaFactory(name="Umwelt", slug="umwelt")
    ThemaFactory(name="Kita & Schule", slug="kita-schule")


def row(number: int, **cells: Any) -> dict[str, Any]:
    """A faultless row; `cells` by heading."""
    return {
        "Titel": f"Vorhaben {number}",
        "Kurzfassung": f"Worum es bei {number} geht.",
        "Kommune": "Trier",
        "Thema": "Umwelt",
        "Status": "im Betrieb",
    } | cells


def csv_file(folder: Path, rows: Sequence[dict[str, Any]], name: str = "liste.csv") -> Path:
    path = folder / name
    headings = list(dict.fromkeys(heading for entry in rows for heading in entry))
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, headings, delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    return path


def run(command: str, path: Path | str, *options: str) -> dict[str, Any]:
    """The JSON report; under "code" the exit code, under "stderr" what the command complained."""
    out, complaint = StringIO(), ""
    try:
        call_command(command, str(path), "--json", *options, stdout=out, stderr=StringIO())
    except CommandError as error:
        complaint = str(error)
    report: dict[str, Any] = json.loads(out.getvalue() or "{}")
    return report | {"code": int(bool(complaint)), "stderr": complaint}


def export(form: str, path: Path, *options: str) -> bytes:
    call_command("export_wiki", "--format", form, "-o", str(path), *options, stdout=StringIO())
    return path.read_bytes()


def titles() -> list[str]:
    return sorted(Projektseite.objects.values_list("title", flat=True))


def rows_with_errors(report: dict[str, Any]) -> list[int]:
    return [entry["zeile"] for entry in report["fehler"]]


def texts(entries: Iterable[dict[str, Any]]) -> str:
    return " ".join(entry["meldung"] for entry in entries)


def imported(folder: Path, *cells: dict[str, Any], options: tuple[str, ...] = ()) -> dict[str, Any]:
    rows = [row(number, **entry) for number, entry in enumerate(cells, 1)]
    return run("import_table", csv_file(folder, rows), *options)


def last_run() -> Importlauf:
    found = Importlauf.objects.first()
    assert found
    return found
