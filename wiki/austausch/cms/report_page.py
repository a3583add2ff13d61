"""The report of an import in the CMS: grouped by problem, filtered, its faulty rows as a file."""

from io import BytesIO
from pathlib import Path
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from wiki.austausch.export.attachment import attachment
from wiki.austausch.export.faulty_rows import write_faulty_rows
from wiki.austausch.importing.jobs import has_rows_to_mend
from wiki.austausch.importing.problems import faulty_rows, matching, problems_of
from wiki.austausch.importing.report import KINDS, faults_of
from wiki.austausch.models import Importlauf
from wiki.exceptions import WikiError

GROUPED = [(kind, title) for kind, title in KINDS if kind != "duplikate"]


def report_context(lauf: Importlauf, request: HttpRequest) -> dict[str, Any]:
    report = lauf.bericht
    spalte, suche = request.GET.get("spalte", ""), request.GET.get("suche", "").strip()
    messages = [entry for kind, _ in GROUPED for entry in report.get(kind, ())]
    groups = [
        (title, problems_of(matching(report.get(kind, ()), spalte, suche)))
        for kind, title in GROUPED
    ]
    return {
        "fehlerzahl": faults_of(report, lauf.einheit),
        "gruppen": [(title, problems) for title, problems in groups if problems],
        "weggelassen": sum(report.get("weggelassen", {}).values()),
        "berichtsspalten": sorted({entry["spalte"] for entry in messages if entry["spalte"]}),
        "gefiltert": {"spalte": spalte, "suche": suche},
        "zu_berichtigen": len(faulty_rows(report)) if lauf.datei and has_rows_to_mend(lauf) else 0,
    }


def faulty_rows_file(lauf: Importlauf) -> HttpResponse:
    file = BytesIO()
    try:
        sheet = lauf.optionen.get("blatt", "")
        write_faulty_rows(Path(lauf.datei.path), sheet, faulty_rows(lauf.bericht), file)
    except (WikiError, OSError) as error:
        raise Http404 from error
    return attachment(file.getvalue(), "xlsx", f"zu-berichtigen-{lauf.pk}.xlsx")
