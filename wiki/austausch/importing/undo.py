"""Takes an import back: deletes the pages it created and resets the pages it changed.

Pages that somebody has worked on since are left alone and named.
"""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision

from wiki.austausch.exceptions import UndoRefused
from wiki.austausch.models import Importlauf, Importzeile
from wiki.models import Projektseite

UNDOABLE = {
    Importlauf.Stand.FERTIG,
    Importlauf.Stand.ABGEBROCHEN,
    Importlauf.Stand.LAEUFT,
    Importlauf.Stand.NICHT_AUSGEFUEHRT,
    Importlauf.Stand.RUECKNAHME,
}


@dataclass
class Ruecknahme:
    """The outcome. `stehen_gelassen` has a line with the reason for each page left alone."""

    geloescht: int = 0
    zurueckgesetzt: int = 0
    stehen_gelassen: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        pages = "Seite" if self.geloescht == 1 else "Seiten"
        return (
            f"{self.geloescht} {pages} gelöscht, {self.zurueckgesetzt} zurückgesetzt, "
            f"{len(self.stehen_gelassen)} stehen gelassen."
        )


def check_undoable(lauf: Importlauf) -> None:
    """Raises UndoRefused for a run that has written nothing yet or was taken back already."""
    if lauf.stand not in UNDOABLE:
        raise UndoRefused(f"Sein Stand ist „{lauf.get_stand_display()}“.")


def undo(lauf: Importlauf) -> Ruecknahme:
    """Takes the pages back, the last one first; each is a transaction of its own.

    If it was interrupted, it can be called again.
    """
    check_undoable(lauf)
    result = Ruecknahme()
    for zeile in lauf.geschrieben.order_by("-nummer"):
        with transaction.atomic():
            _undo_one(zeile, result)
            zeile.delete()
    lauf.set_stand(
        Importlauf.Stand.ZURUECKGENOMMEN,
        beendet_am=timezone.now(),
        bericht={**lauf.bericht, "ruecknahme": str(result), "stehen": result.stehen_gelassen},
    )
    return result


def _undo_one(zeile: Importzeile, result: Ruecknahme) -> None:
    page = Projektseite.objects.filter(pk=zeile.seite_id).first()
    if page is None:
        return
    if reason := _worked_on(page, zeile):
        result.stehen_gelassen.append(f"„{page.title}“ ({reason})")
    elif zeile.ergebnis == Importzeile.Ergebnis.NEU:
        page.delete()
        result.geloescht += 1
    else:
        _restore(page, zeile)
        result.zurueckgesetzt += 1


def _worked_on(page: Projektseite, zeile: Importzeile) -> str:
    if page.latest_revision_id != zeile.revision_nachher:
        return "seit dem Import bearbeitet"
    if zeile.ergebnis == Importzeile.Ergebnis.NEU and page.live and not zeile.veroeffentlicht:
        return "seit dem Import veröffentlicht"
    if not page.live and zeile.veroeffentlicht:
        return "seit dem Import zurückgezogen"
    if not zeile.veroeffentlicht and page.live_revision_id == zeile.revision_nachher:
        return "seit dem Import veröffentlicht"
    return ""


def _restore(page: Projektseite, zeile: Importzeile) -> None:
    """Saves the text of before as a new version, and publishes it if the import had published."""
    before = Revision.objects.filter(pk=zeile.revision_vorher).first()
    if before is None:
        return
    version = before.as_object()
    revision = version.save_revision(clean=False)
    if zeile.veroeffentlicht or page.live_revision_id == before.pk:
        revision.publish()
