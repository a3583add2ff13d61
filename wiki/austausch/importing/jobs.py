"""Does the work of a stored Importlauf, for the pages of the CMS and for the worker."""

from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils import timezone

from wiki.austausch.draft.schema import Meldung
from wiki.austausch.exceptions import ImportRunning
from wiki.austausch.models import Importlauf
from wiki.austausch.read.reports.case_source import open_reports
from wiki.austausch.read.source import Quelldatei
from wiki.austausch.read.tables.table_source import open_table
from wiki.austausch.read.wikitext.mediawiki_source import open_dump
from wiki.exceptions import WikiError

from .problems import faulty_rows
from .report import Bericht
from .running import ImportJob, check, only_run, run
from .undo import undo

SLICE_S = 20.0  # then the worker turns to other jobs before it goes on
FILE_KEPT_FOR = timedelta(days=30)  # a file that was uploaded and never imported
ENDED = {
    Importlauf.Stand.FERTIG,
    Importlauf.Stand.NICHT_AUSGEFUEHRT,
    Importlauf.Stand.ABGEBROCHEN,
    Importlauf.Stand.ZURUECKGENOMMEN,
}


def job_of(lauf: Importlauf, slice_s: float | None = None) -> ImportJob:
    """Makes the job of a run whose file was uploaded; WikiError for an unreadable file."""
    options = lauf.optionen
    source = _open(lauf)
    if remembered := source.optionen():
        options |= remembered
        lauf.save(update_fields=["optionen"])
    return ImportJob(
        lauf,
        source,
        rowwise=options.get("rowwise", False),
        publish=options.get("publish", False),
        aehnliche=options.get("aehnliche", False),
        request=_request_of(lauf),
        slice_s=slice_s,
    )


def _open(lauf: Importlauf) -> Quelldatei:
    path, options = Path(lauf.datei.path), lauf.optionen
    accept_fuzzy = options.get("accept_fuzzy", False)
    if lauf.art == Importlauf.Art.MEDIAWIKI:
        return open_dump(path, accept_fuzzy=accept_fuzzy)
    if lauf.art == Importlauf.Art.BERICHTE:
        return open_reports(path, accept_fuzzy=accept_fuzzy, uploaded_as=lauf.dateiname)
    return open_table(
        path,
        sheet=options.get("blatt", ""),
        mapping=lauf.zuordnung or None,
        accept_fuzzy=accept_fuzzy,
    )


def work_on(lauf: Importlauf) -> None:
    """Checks, runs or takes back, whichever is due.

    A file that cannot be read becomes an entry in the report.
    """
    if lauf.stand == Importlauf.Stand.RUECKNAHME:
        with only_run():
            undo(lauf)
        return
    writing = lauf.stand in (Importlauf.Stand.WARTET, Importlauf.Stand.LAEUFT)
    try:
        order = job_of(lauf, SLICE_S)
        (run if writing else check)(order)
    except ImportRunning:
        raise  # the job is tried again
    except WikiError as error:
        if lauf.geschrieben.exists():
            raise
        report = Bericht(trockenlauf=not writing)
        report.add("fehler", [Meldung(0, "", str(error))])
        lauf.set_stand(Importlauf.Stand.NICHT_AUSGEFUEHRT, bericht=report.as_json())
    drop_file(lauf)


def drop_file(lauf: Importlauf) -> None:
    """Deletes the file of a run that has ended; its report stays. A list with faulty rows is kept
    for a while, because somebody may want those rows as a file."""
    if lauf.stand in ENDED and lauf.datei and not has_rows_to_mend(lauf):
        _delete_file(lauf)


def has_rows_to_mend(lauf: Importlauf) -> bool:
    if lauf.art != Importlauf.Art.TABELLE or lauf.stand == Importlauf.Stand.ZURUECKGENOMMEN:
        return False
    return bool(faulty_rows(lauf.bericht))


def _delete_file(lauf: Importlauf) -> None:
    with suppress(OSError):
        lauf.datei.delete(save=False)
    lauf.save(update_fields=["datei"])


def drop_old_uploads() -> None:
    waiting = [Importlauf.Stand.HOCHGELADEN, Importlauf.Stand.GEPRUEFT]
    old = Importlauf.objects.filter(angelegt_am__lt=timezone.now() - FILE_KEPT_FOR)
    for lauf in old.filter(stand__in=waiting):
        discard_upload(lauf)
    for lauf in old.filter(stand__in=ENDED).exclude(datei=""):
        _delete_file(lauf)


def discard_upload(lauf: Importlauf) -> None:
    """Deletes an upload that was not imported, with its file."""
    with suppress(OSError):
        lauf.datei.delete(save=False)
    lauf.delete()


def _request_of(lauf: Importlauf) -> HttpRequest:
    """A request of whoever imports: the report names only similar pages that they may read."""
    request = HttpRequest()
    request.user = lauf.von or AnonymousUser()
    return request
