"""An import from check to end: one at a time, resumable after a crash, cancellable, undoable.

First everything is checked and nothing written. Then each page is a transaction of its own
together with its `Importzeile`, because one transaction for 5,000 pages would keep editors from
creating pages for as long as it lasts. So "all or nothing" means: with an error in any row nothing
is begun; if a page fails while writing, or somebody cancels, what was written is taken back; and
after a crash the run goes on where it stopped.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, InterfaceError, connection, transaction
from django.http import HttpRequest
from django.utils import timezone

from wiki.models import Projektseite
from wiki.visibility import anonymous_request

from .comparing import GEAENDERT, NEU, Vergleich, Verglichen, missing_notes
from .duplicates import ASKED_AT_MOST, SimilarTitles
from .exceptions import ImportRunning
from .links import close_links
from .matching import fold
from .models import Importlauf, Importzeile
from .report import Bericht
from .schema import Entwurf, Meldung
from .stock import Bestand, read_stock, target
from .undo import undo
from .writing import Written, create_page, flat, update_page

RUN_LOCK = 7_301_011  # advisory lock of the session: one import at a time, on whatever machine
STORE_EVERY = 25  # rows between two stored states of the check
Progress = Callable[[int], object]
Stand = Importlauf.Stand


@dataclass(frozen=True)
class Auftrag:
    """What to import. `entwuerfe` reads the file anew each time it is called; `about` is asked at
    the end for what only the whole file tells (unknown names, pages skipped)."""

    lauf: Importlauf
    entwuerfe: Callable[[], Iterable[Entwurf]]
    about: Callable[[], dict[str, Any]] = dict
    hinweise: tuple[Meldung, ...] = ()
    rowwise: bool = False
    publish: bool = False
    request: HttpRequest | None = None
    resolve_links: Callable[[str], str] | None = None


class Cancelled(Exception):
    """Somebody pressed "Abbrechen"."""


def check(auftrag: Auftrag, progress: Progress = lambda _: None) -> dict[str, Any]:
    """The dry run: the report of what would happen. Only the Importlauf is written."""
    report = _check_all(auftrag, progress)
    report.trockenlauf = True
    return _finish(auftrag.lauf, Stand.GEPRUEFT, report)


def run(auftrag: Auftrag, progress: Progress = lambda _: None) -> dict[str, Any]:
    """Check and write; returns the report, which is also stored. ImportRunning if another import
    is at it."""
    with only_run():
        lauf = auftrag.lauf
        resumed = lauf.geschrieben.exists()
        report = Bericht() if resumed else _check_all(auftrag, progress)
        if report.fehler and not auftrag.rowwise:
            report.neu = report.geaendert = 0
            return _finish(lauf, Stand.NICHT_AUSGEFUEHRT, report)
        lauf.set_stand(Stand.LAEUFT, zeilen=max(report.zeilen, lauf.zeilen), erledigt=0)
        written = Bericht()
        try:
            _write_all(auftrag, written, progress)
        except Cancelled:
            return _stopped(auftrag, written, "Der Import wurde abgebrochen.", Stand.ABGEBROCHEN)
        except (ValidationError, DatabaseError) as error:
            if isinstance(error, InterfaceError):
                raise
            problem = flat(error) if isinstance(error, ValidationError) else "Datenbankfehler."
            return _stopped(auftrag, written, problem, Stand.NICHT_AUSGEFUEHRT)
        return _conclude(auftrag, report if not resumed else written, written)


@contextmanager
def only_run() -> Iterator[None]:
    """The lock belongs to the database session: it ends with a process that is killed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [RUN_LOCK])
        if cursor.fetchone() != (True,):
            raise ImportRunning()
    try:
        yield
    finally:
        with suppress(DatabaseError, InterfaceError), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [RUN_LOCK])


def _check_all(auftrag: Auftrag, progress: Progress) -> Bericht:
    lauf = auftrag.lauf
    lauf.set_stand(Stand.PRUEFT, erledigt=0)
    stock = read_stock(target())
    similar = SimilarTitles(stock.titles, auftrag.request or anonymous_request())
    comparison = Vergleich(stock, similar)
    report = Bericht()
    report.add("hinweise", auftrag.hinweise)
    for _ in comparison.compare(auftrag.entwuerfe(), report):
        progress(1)
        if report.zeilen % STORE_EVERY == 0:
            lauf.set_stand(Stand.PRUEFT, erledigt=report.zeilen)
    if similar.exhausted:
        text = (
            f"Nach Ähnlichem wurde für die ersten {ASKED_AT_MOST} neuen Zeilen gesucht, danach "
            "nur nach ähnlichen Titeln."
        )
        report.add("hinweise", [Meldung(0, "", text)])
    report.add("hinweise", missing_notes(comparison.missing))
    report.weiteres = dict(auftrag.about())
    lauf.zeilen = report.zeilen
    return report


def _write_all(auftrag: Auftrag, report: Bericht, progress: Progress) -> None:
    """Rows with an error are left out; those that an interrupted run has written, too."""
    lauf, parent = auftrag.lauf, target()
    done = set(lauf.geschrieben.values_list("nummer", flat=True))
    comparison = Vergleich(read_stock(parent))
    slugs = FreeSlugs(set(parent.get_children().values_list("slug", flat=True)))
    for number, compared in enumerate(comparison.compare(auftrag.entwuerfe(), report), 1):
        if compared.entwurf.zeile not in done and compared.ergebnis in (NEU, GEAENDERT):
            _write_one(auftrag, compared, parent, slugs, report)
        _note_progress(lauf, number)
        progress(1)
    close_links(lauf, publish=auftrag.publish)


def _write_one(
    auftrag: Auftrag, compared: Verglichen, parent: Any, slugs: "FreeSlugs", report: Bericht
) -> None:
    entwurf, lauf = compared.entwurf, auftrag.lauf
    try:
        with transaction.atomic():
            written = _write_page(auftrag, compared, parent, slugs)
            Importzeile.objects.create(
                lauf=lauf,
                nummer=entwurf.zeile,
                ergebnis=compared.ergebnis,
                seite_id=written.page_id,
                revision_vorher=written.revision_before,
                revision_nachher=written.revision_after,
                veroeffentlicht=written.published,
            )
    except ValidationError as error:
        if not auftrag.rowwise:
            raise
        report.add("fehler", [Meldung(entwurf.zeile, "", flat(error))])


def _write_page(auftrag: Auftrag, compared: Verglichen, parent: Any, slugs: "FreeSlugs") -> Written:
    user = auftrag.lauf.von
    if compared.page_id is None:
        return create_page(compared.entwurf, parent, slugs.take, publish=auftrag.publish, user=user)
    return update_page(compared.page_id, compared.entwurf, publish=auftrag.publish, user=user)


def _note_progress(lauf: Importlauf, number: int) -> None:
    """Stored in steps; here is also asked whether somebody wants to cancel."""
    if number % 5 and number != lauf.zeilen:
        return
    Importlauf.objects.filter(pk=lauf.pk).update(erledigt=number)
    if Importlauf.objects.filter(pk=lauf.pk, abbruch=True).exists():
        raise Cancelled


def _conclude(auftrag: Auftrag, checked: Bericht, written: Bericht) -> dict[str, Any]:
    """The report of the check with what was really written."""
    lauf = auftrag.lauf
    checked.neu = lauf.geschrieben.filter(ergebnis=NEU).count()
    checked.geaendert = lauf.geschrieben.filter(ergebnis=GEAENDERT).count()
    known = set(checked.fehler)
    checked.add("fehler", [meldung for meldung in written.fehler if meldung not in known])
    checked.ausgefuehrt = True
    checked.weiteres = {**auftrag.about(), "lauf": lauf.pk}
    if auftrag.publish and (drafts := lauf.geschrieben.filter(veroeffentlicht=False).count()):
        text = f"{drafts} Seiten blieben Entwürfe, weil Pflichtangaben fehlen."
        checked.add("hinweise", [Meldung(0, "", text)])
    return _finish(lauf, Stand.FERTIG, checked)


def _stopped(auftrag: Auftrag, report: Bericht, problem: str, stand: str) -> dict[str, Any]:
    """All or nothing: take back what was written. Row by row: keep it."""
    lauf = auftrag.lauf
    report.add("fehler", [Meldung(0, "", problem)])
    if auftrag.rowwise:
        close_links(lauf, publish=auftrag.publish)
        report.neu = lauf.geschrieben.filter(ergebnis=NEU).count()
        report.geaendert = lauf.geschrieben.filter(ergebnis=GEAENDERT).count()
        report.ausgefuehrt = bool(report.neu or report.geaendert)
    else:
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
    """Slugs below one page, known once and kept up while writing."""

    def __init__(self, taken: set[str]) -> None:
        self._taken = taken

    def take(self, wanted: str) -> str:
        slug, number = wanted, 1
        while slug in self._taken:
            number += 1
            slug = f"{wanted}-{number}"
        self._taken.add(slug)
        return slug


def titles_below(stock: Bestand) -> dict[str, int]:
    """Folded title -> page, for links by title."""
    return {fold(title): pk for pk, title in stock.titles.items()}


def unfinished_run(art: str, digest: str) -> Importlauf | None:
    """A run of the same file that was interrupted while it wrote."""
    runs = Importlauf.objects.filter(art=art, pruefsumme=digest, stand=Stand.LAEUFT)
    return runs.order_by("-pk").first()


def seiten_of(lauf: Importlauf) -> Any:
    """The pages this run has written that still exist."""
    ids = lauf.geschrieben.values("seite_id")
    return Projektseite.objects.filter(pk__in=ids)
