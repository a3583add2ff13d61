"""Closes runs that nobody works on any more: their command was ended, their worker has died."""

from datetime import timedelta

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from wiki.austausch.draft.schema import Meldung
from wiki.austausch.models import Importlauf

from .report import Bericht

STALE_AFTER = timedelta(minutes=15)  # without a sign of life; a page takes seconds
WAITING = ("todo", "doing")
Stand = Importlauf.Stand
CLOSED = {
    Stand.PRUEFT: "Die Prüfung wurde unterbrochen, bevor sie fertig war. Geschrieben ist nichts.",
    Stand.LAEUFT: "Der Import wurde unterbrochen. Was geschrieben ist, lässt sich zurücknehmen; "
    "derselbe Befehl setzt den Import fort.",
}


def close_stale_runs() -> None:
    """Closes what has given no sign of life for STALE_AFTER and is no job of the queue."""
    silent = Importlauf.objects.annotate(
        seen=Coalesce(F("lebenszeichen"), F("angelegt_am"))
    ).filter(stand__in=CLOSED, seen__lt=timezone.now() - STALE_AFTER)
    for lauf in silent:
        if not _has_job(lauf):
            close_run(lauf)


def close_run(lauf: Importlauf) -> None:
    """Marks a run as broken off, if it was being checked or written; its report says so."""
    lauf.refresh_from_db(fields=["stand", "bericht", "optionen"])
    if lauf.stand not in CLOSED:
        return
    report = Bericht.from_json(lauf.bericht)
    report.trockenlauf = lauf.stand == Stand.PRUEFT
    report.add("fehler", [Meldung(0, "", CLOSED[Stand(lauf.stand)])])
    lauf.set_stand(
        Stand.ABGEBROCHEN,
        bericht=report.as_json(),
        optionen={**lauf.optionen, "unterbrochen": True},
        beendet_am=timezone.now(),
    )


def _has_job(lauf: Importlauf) -> bool:
    return ProcrastinateJob.objects.filter(
        queue_name="import", args__lauf_id=lauf.pk, status__in=WAITING
    ).exists()
