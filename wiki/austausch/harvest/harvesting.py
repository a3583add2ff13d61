"""The run of the harvest: each address is fetched, compared with the wiki, and imported as drafts.

Only what is new is written, and what the harvest itself has written before and nobody has touched
since. A list that has not changed since last time is not imported again.
"""

import hashlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from wiki.austausch.draft.schema import ImportedPage, ImportedQuelle, Meldung
from wiki.austausch.exceptions import HarvestListInvalid
from wiki.austausch.importing.existing_projects import read_existing_projects, target
from wiki.austausch.importing.running import ImportJob, check, run
from wiki.austausch.models import Importlauf, Importzeile
from wiki.austausch.read.source import Quelldatei
from wiki.austausch.read.tables.table_source import open_table
from wiki.exceptions import WikiError
from wiki.models import Projektquelle, Projektseite
from wiki.platform.network.fetching import Bounds, fetch

from .addresses import Sammeladresse, read_addresses
from .conversion import write_list

UNCHANGED = "seit dem letzten Mal unverändert"


@dataclass
class HarvestedList:
    """A table as source of an import. Every page gets the list as a source, with its licence and
    the day on which it was harvested first."""

    adresse: Sammeladresse
    table: Quelldatei
    today: date
    left: int = field(default=0, init=False)

    @property
    def name(self) -> str:
        return self.adresse.name

    @property
    def files(self) -> tuple[Path, ...]:
        return self.table.files

    def imported_pages(self) -> Iterator[ImportedPage]:
        """Rows about pages of others are left out: nobody's work is changed by a list. What a row
        was found to tell of goes with it: the import sees fewer rows, and might find another."""
        existing = read_existing_projects(target())
        own, days = _own_pages(self.adresse.adresse), _days(self.adresse.adresse)
        self.left = 0
        for imported in self.table.imported_pages():
            page_id = existing.find(imported)
            if page_id is None or page_id in own:
                source = self._source(days.get(page_id, self.today))
                quellen = (*(imported.quellen or ()), source)
                yield replace(imported, quellen=quellen, seite=page_id or 0)
            else:
                self.left += 1

    def hinweise(self) -> tuple[Meldung, ...]:
        return self.table.hinweise()

    def optionen(self) -> dict[str, Any]:
        adresse = self.adresse
        return {
            "adresse": adresse.adresse,
            "lizenz": adresse.lizenz,
            "abgerufen_am": self.today.isoformat(),
        }

    def about(self) -> dict[str, Any]:
        return self.table.about()

    def _source(self, day: date) -> ImportedQuelle:
        text = f"{self.adresse.name} (Lizenz: {self.adresse.lizenz})"
        return ImportedQuelle(text[:255], self.adresse.adresse, self.adresse.herausgeber, "", day)


def configured_addresses() -> list[Sammeladresse]:
    """Returns what the operator has named; nothing when nothing is set."""
    path = settings.WIKI_SAMMELLISTE
    if not path:
        return []
    try:
        return read_addresses(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise HarvestListInvalid(f"{path} lässt sich nicht lesen.") from error


def harvest(adresse: Sammeladresse, today: date, *, dry_run: bool = False) -> dict[str, Any]:
    """Returns the report of one address: that of an import, or {"fehlschlag": why} or
    {"ergebnis": UNCHANGED}. One address that fails keeps no other from being harvested."""
    with tempfile.TemporaryDirectory(prefix="wiki-sammeln-") as folder:
        try:
            content = fetch(adresse.adresse, Bounds(networks=settings.WIKI_SAMMEL_NETZE))
            digest = hashlib.sha256(content).hexdigest()
            if _harvested(adresse.adresse, digest):
                return {"ergebnis": UNCHANGED}
            return _import(adresse, write_list(content, Path(folder)), digest, today, dry_run)
        except WikiError as error:
            return {"fehlschlag": str(error)}


def _import(
    adresse: Sammeladresse, path: Path, digest: str, today: date, dry_run: bool
) -> dict[str, Any]:
    source = HarvestedList(adresse, open_table(path), today)
    lauf = Importlauf.objects.create(
        art=Importlauf.Art.TABELLE,
        dateiname=adresse.name[:255],
        pruefsumme=digest,
        optionen=source.optionen(),
    )
    job = ImportJob(lauf, source, rowwise=True)
    try:
        report = check(job) if dry_run else run(job)
    except WikiError:
        lauf.delete()
        raise
    if dry_run:
        lauf.delete()
    return report | {"schon_im_wiki": source.left}


def _runs_of(address: str) -> Any:
    return Importlauf.objects.filter(optionen__adresse=address)


def _harvested(address: str, digest: str) -> bool:
    done = _runs_of(address).filter(stand=Importlauf.Stand.FERTIG).order_by("-pk").first()
    return done is not None and done.pruefsumme == digest


def _own_pages(address: str) -> set[int]:
    """Pages that were made of this list and are as the harvest left them."""
    rows = Importzeile.objects.filter(lauf__in=_runs_of(address)).order_by("pk")
    left = dict(rows.values_list("seite_id", "revision_nachher"))
    now = Projektseite.objects.filter(pk__in=left).values_list("pk", "latest_revision_id")
    return {pk for pk, revision in now if left[pk] == revision}


def _days(address: str) -> dict[int | None, date]:
    """Id of a page -> the day on which its record was harvested first."""
    rows = Projektquelle.objects.filter(url=address).exclude(abgerufen_am=None)
    return dict(rows.values_list("projekt_id", "abgerufen_am"))
