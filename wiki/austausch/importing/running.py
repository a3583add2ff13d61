"""Runs an import from its check to its end.

One import runs at a time. It can be cancelled and undone, and it goes on after a crash.

First everything is checked and nothing written. Then each page is a transaction of its own
together with its `Importzeile`, because one transaction for 5,000 pages would keep editors from
creating pages for as long as it lasts. So "all or nothing" means: with an error in any row nothing
is begun; if a page fails while writing, or somebody cancels, what was written is taken back; and
after a crash the run goes on where it stopped.
"""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from wiki.austausch.draft.schema import Meldung
from wiki.austausch.exceptions import ImportRunning
from wiki.austausch.models import Importlauf, Importzeile
from wiki.austausch.read.source import Quelldatei
from wiki.platform.locks import Lock, only_one
from wiki.visibility import anonymous_request

from .comparing import GEAENDERT, NEU, ComparedPage, RowComparison, missing_notes
from .duplicates import ASKED_AT_MOST, SimilarTitles
from .existing_projects import read_existing_projects, target
from .links import close_links
from .report import Bericht
from .undo import undo
from .writing import Written, create_page, flat, update_page

STORE_EVERY = 5  # rows between two stored states
Progress = Callable[[int], object]
Stand = Importlauf.Stand


@dataclass(frozen=True)
class ImportJob:
    """What to import, and how. With `aehnliche` the check asks the search which pages are like the
    new ones, for which the model is loaded.

    After `slice_s` seconds of writing the run stops with Paused and wants to be called again; with
    None it never does.
    """

    lauf: Importlauf
    quelle: Quelldatei
    rowwise: bool = False
    publish: bool = False
    aehnliche: bool = False
    request: HttpRequest | None = None
    slice_s: float | None = None


class Cancelled(Exception):
    """Somebody pressed "Abbrechen"."""


class Paused(Exception):
    """The time of this slice is over; nothing is lost."""


def check(job: ImportJob, progress: Progress = lambda _: None) -> dict[str, Any]:
    """Checks without writing pages, and returns the report of what would happen."""
    try:
        report = _check_all(job, progress)
    except Cancelled:
        return _finish(job.lauf, Stand.ABGEBROCHEN, Bericht(trockenlauf=True))
    report.trockenlauf = True
    return _finish(job.lauf, Stand.GEPRUEFT, report)


def run(job: ImportJob, progress: Progress = lambda _: None) -> dict[str, Any]:
    """Checks and writes; returns the report, which is also stored.

    A run that was interrupted while writing goes on without a second check. Raises ImportRunning
    if another import runs.
    """
    with only_run():
        lauf = job.lauf
        try:
            if lauf.stand != Stand.LAEUFT:
                report = _check_all(job, progress)
                if report.fehler and not job.rowwise:
                    report.neu = report.geaendert = 0
                    return _finish(lauf, Stand.NICHT_AUSGEFUEHRT, report)
                lauf.set_stand(
                    Stand.LAEUFT, zeilen=report.zeilen, erledigt=0, bericht=report.as_json()
                )
            return _write(job, progress)
        except Cancelled:
            return _stopped(job, "Der Import wurde abgebrochen.", Stand.ABGEBROCHEN)


def _write(job: ImportJob, progress: Progress) -> dict[str, Any]:
    failed: list[Meldung] = []
    try:
        _write_all(job, failed, progress)
    except ValidationError as error:
        return _stopped(job, flat(error), Stand.NICHT_AUSGEFUEHRT)
    except IntegrityError:
        problem = "Die Datenbank nimmt eine Zeile nicht an."
        return _stopped(job, problem, Stand.NICHT_AUSGEFUEHRT)
    return _conclude(job, failed)


def only_run() -> AbstractContextManager[None]:
    """One import at a time. Raises ImportRunning."""
    return only_one(Lock.IMPORT, ImportRunning())


def _check_all(job: ImportJob, progress: Progress) -> Bericht:
    lauf = job.lauf
    lauf.set_stand(Stand.PRUEFT, erledigt=0)
    existing = read_existing_projects(target())
    similar = SimilarTitles(existing.titles, job.request or anonymous_request(), job.aehnliche)
    comparison = RowComparison(existing, lauf.einheit, similar)
    report = Bericht()
    report.add("hinweise", job.quelle.hinweise())
    for _ in comparison.compare(job.quelle.imported_pages(), report):
        progress(1)
        _note_progress(lauf, report.zeilen)
    if similar.exhausted:
        text = (
            f"Nach Ähnlichem wurde für die ersten {ASKED_AT_MOST} neuen Zeilen gesucht, danach "
            "nur nach ähnlichen Titeln."
        )
        report.add("hinweise", [Meldung(0, "", text)])
    report.add("hinweise", missing_notes(comparison.missing))
    if not report.zeilen:
        text = f"In der Datei steht keine {lauf.einheit}, die sich einlesen lässt."
        report.add("hinweise", [Meldung(0, "", text)])
    report.weiteres = dict(job.quelle.about())
    return report


def _write_all(job: ImportJob, failed: list[Meldung], progress: Progress) -> None:
    """Writes all rows except those with an error and those that were written before."""
    lauf, parent, started = job.lauf, target(), time.monotonic()
    done = dict(lauf.geschrieben.values_list("nummer", "seite_id"))
    comparison = RowComparison(read_existing_projects(parent, done.values()), lauf.einheit)
    slugs = FreeSlugs(set(parent.get_children().values_list("slug", flat=True)))
    report, end = Bericht(), None
    for compared in comparison.compare(job.quelle.imported_pages(), report, done):
        if end is None and job.slice_s:  # reading up to here again must pay
            end = time.monotonic() + max(job.slice_s, 2 * (time.monotonic() - started))
        if compared.ergebnis in (NEU, GEAENDERT):
            _write_one(job, compared, parent, slugs, failed)
        _note_progress(lauf, report.zeilen)
        progress(1)
        if end and time.monotonic() > end:
            raise Paused
    close_links(lauf)


def _write_one(
    job: ImportJob, compared: ComparedPage, parent: Any, slugs: "FreeSlugs", failed: list[Meldung]
) -> None:
    imported, lauf = compared.imported, job.lauf
    try:
        with transaction.atomic():
            written = _write_page(job, compared, parent, slugs)
            Importzeile.objects.create(
                lauf=lauf,
                nummer=imported.zeile,
                ergebnis=compared.ergebnis,
                seite_id=written.page_id,
                revision_vorher=written.revision_before,
                revision_nachher=written.revision_after,
                veroeffentlicht=written.published,
            )
    except ValidationError as error:
        if not job.rowwise:
            raise
        failed.append(Meldung(imported.zeile, "", flat(error)))


def _write_page(job: ImportJob, compared: ComparedPage, parent: Any, slugs: "FreeSlugs") -> Written:
    user = job.lauf.von
    if compared.page_id is None:
        return create_page(compared.imported, parent, slugs.take, publish=job.publish, user=user)
    return update_page(compared.page_id, compared.imported, publish=job.publish, user=user)


def _note_progress(lauf: Importlauf, number: int) -> None:
    """Stores every few rows how far the run is, and raises Cancelled if somebody wants that."""
    if number % STORE_EVERY == 0:
        now = timezone.now()
        Importlauf.objects.filter(pk=lauf.pk).update(erledigt=number, lebenszeichen=now)
        if Importlauf.objects.filter(pk=lauf.pk, abbruch=True).exists():
            raise Cancelled


def _conclude(job: ImportJob, failed: list[Meldung]) -> dict[str, Any]:
    """Stores the report of the check with the numbers of what was really written."""
    lauf = job.lauf
    report = _with_counts(lauf)
    report.add("fehler", failed)
    report.ausgefuehrt = True
    if job.publish and (drafts := lauf.geschrieben.filter(veroeffentlicht=False).count()):
        text = (
            f"Entwürfe geblieben: {drafts}, weil Pflichtangaben fehlen oder weil schon ein "
            "Entwurf von jemandem da war."
        )
        report.add("hinweise", [Meldung(0, "", text)])
    return _finish(lauf, Stand.FERTIG, report)


def _with_counts(lauf: Importlauf) -> Bericht:
    report = Bericht.from_json(lauf.bericht)
    report.neu = lauf.geschrieben.filter(ergebnis=NEU).count()
    report.geaendert = lauf.geschrieben.filter(ergebnis=GEAENDERT).count()
    kept = ("werte", "zuordnung", "uebersprungen")
    report.weiteres = {name: lauf.bericht[name] for name in kept if name in lauf.bericht}
    report.weiteres["lauf"] = lauf.pk
    return report


def _stopped(job: ImportJob, problem: str, stand: str) -> dict[str, Any]:
    """Ends a run that cannot go on: it takes back what was written, unless it was rowwise."""
    lauf = job.lauf
    report = _with_counts(lauf)
    report.add("fehler", [Meldung(0, "", problem)])
    if job.rowwise:
        close_links(lauf)
        report.ausgefuehrt = bool(report.neu or report.geaendert)
    elif lauf.geschrieben.exists():
        left = undo(lauf).stehen_gelassen
        report.neu = report.geaendert = 0
        report.add("hinweise", [Meldung(0, "", "Was schon geschrieben war, ist zurückgenommen.")])
        report.add("hinweise", [Meldung(0, "", f"Stehen gelassen: {text}") for text in left])
    return _finish(lauf, stand, report)


def _finish(lauf: Importlauf, stand: str, report: Bericht) -> dict[str, Any]:
    content = report.as_json()
    lauf.set_stand(
        stand,
        bericht=content,
        zeilen=max(report.zeilen, lauf.zeilen),
        erledigt=report.zeilen,
        beendet_am=None if stand == Stand.GEPRUEFT else timezone.now(),
    )
    return content


class FreeSlugs:
    """The slugs below one page: read once, and extended with each page that is written."""

    def __init__(self, taken: set[str]) -> None:
        self._taken = taken

    def take(self, wanted: str) -> str:
        slug, number = wanted, 1
        while slug in self._taken:
            number += 1
            slug = f"{wanted}-{number}"
        self._taken.add(slug)
        return slug


def unfinished_run(art: str, digest: str) -> Importlauf | None:
    """Finds a run of the same file that was interrupted while it wrote."""
    broken_off = Q(stand=Stand.ABGEBROCHEN, optionen__unterbrochen=True, geschrieben__isnull=False)
    runs = Importlauf.objects.filter(Q(stand=Stand.LAEUFT) | broken_off)
    return runs.filter(art=art, pruefsumme=digest).order_by("-pk").first()
