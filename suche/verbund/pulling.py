"""The run over one other wiki: its list is fetched part by part and stored, what is gone withdrawn.

Each part is a transaction of its own, so a run that is broken off has done something. Only a run
that came to the end withdraws, and only it counts as a confirmation (`models.SHOWN_FOR`).
"""

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils import timezone

from wiki.platform.locks import Lock, only_one
from wiki.platform.network.exceptions import AskedTooOften, FetchFailed
from wiki.platform.network.fetching import Bounds, Fetched, fetch_unless
from wiki.texte import grouped

from .exceptions import AnswerUnreadable, PullRunning
from .indexing import index_cases, index_missing, renew_words
from .models import Fremdprojekt, Nachbarwiki
from .reading import read_part
from .schema import Teil

logger = logging.getLogger(__name__)

LIST = "/api/v1/austausch"
AT_ONCE = 50  # cases in a part
PART_BYTES, PART_SECONDS = 10_000_000, 60.0
MAX_CASES, MAX_SECONDS = 20_000, 1_800.0
# The other wiki lets an address ask so often a minute: the first parts at once, then in its time.
WITHOUT_PAUSE, PAUSE_S = 20, 1.2
WAIT_MAX_S = 10.0  # when it says that it was asked too often: the worker does nothing else
REASONS_SAID = 5


@dataclass
class Bericht:
    """What a run did, in numbers; `fehler` says why it did not come to the end. `findet_alles`:
    what the cases are found by could be brought up to date."""

    gelesen: int = 0
    neu: int = 0
    geaendert: int = 0
    entfernt: int = 0
    abgelehnt: list[str] = field(default_factory=list)
    fehler: str = ""
    findet_alles: bool = True

    def text(self) -> str:
        """Says the report in German, for the CMS and the command."""
        parts = [
            f"{grouped(self.gelesen)} {'Projekt' if self.gelesen == 1 else 'Projekte'}",
            f"{self.neu} neu",
            f"{self.geaendert} geändert",
            f"{self.entfernt} zurückgezogen",
        ]
        said = [", ".join(parts) + "."]
        if self.abgelehnt:
            reasons = " ".join(dict.fromkeys(self.abgelehnt[:REASONS_SAID]))
            said.append(f"Nicht übernommen: {len(self.abgelehnt)}. {reasons}")
        if self.fehler:
            said.append(f"Nicht zu Ende gelesen: {self.fehler} Zurückgezogen wurde nichts.")
        if not self.findet_alles:
            said.append("Noch nicht alles ist auffindbar; der nächste Abruf versucht es wieder.")
        return " ".join(said)


def pull(wiki: Nachbarwiki) -> Bericht:
    """Brings the cases of one wiki to its present state and stores the report with it. Raises
    PullRunning."""
    bericht = Bericht()
    with only_one(Lock.VERBUND, PullRunning()):
        try:
            _pull(wiki, bericht)
        except (FetchFailed, AnswerUnreadable) as error:
            bericht.fehler = str(error)
            logger.warning("%s: %s", wiki.name, error)
        except DatabaseError:
            bericht.fehler = "Es ließ sich nicht speichern."
            logger.exception("%s", wiki.name)
        bericht.findet_alles = _bring_up_to_date(wiki)
        rows = Nachbarwiki.objects.filter(pk=wiki.pk)
        rows.update(zuletzt_am=timezone.now(), bericht=bericht.text())
    return bericht


def _bring_up_to_date(wiki: Nachbarwiki) -> bool:
    """Updates what the cases of this wiki are found by. Returns False when that failed, whatever
    the reason: texts of others must not keep the wikis behind them from being pulled."""
    try:
        renew_words(wiki)
        index_missing(wiki)
    except Exception:
        logger.exception("Projekte aus %s sind nicht alle indexiert", wiki.name)
        return False
    return True


def _pull(wiki: Nachbarwiki, bericht: Bericht) -> None:
    found: list[dict[str, Any]] = []
    seen: set[str] = set()
    for part in _parts(wiki, bericht):
        found.append(part)
        seen.update(part["kennungen"])
        bericht.gelesen = len(seen)
    gone = wiki.projekte.exclude(kennung__in=seen)
    bericht.entfernt = gone.count()
    with transaction.atomic():
        gone.delete()
        # Under another address meanwhile, it is another wiki that has shown nothing yet.
        rows = Nachbarwiki.objects.filter(pk=wiki.pk, adresse=wiki.adresse)
        rows.update(teile=found, bestaetigt_am=timezone.now())


def _parts(wiki: Nachbarwiki, bericht: Bericht) -> Iterator[dict[str, Any]]:
    """Yields each part of the list, stored. Raises when the list does not end."""
    known = {part["adresse"]: part for part in wiki.teile}
    end, cursor, cursors = time.monotonic() + MAX_SECONDS, "", set[str]()
    while True:
        address = f"{wiki.wurzel}{LIST}?{urlencode({'anzahl': AT_ONCE, 'weiter': cursor})}"
        part = _part(wiki, address, known.get(address), bericht)
        yield part
        cursor = part["weiter"]
        if not cursor:
            return
        if cursor in cursors or len(cursors) * AT_ONCE >= MAX_CASES or time.monotonic() > end:
            raise AnswerUnreadable("Die Liste hört nicht auf.")
        cursors.add(cursor)
        if len(cursors) >= WITHOUT_PAUSE:
            time.sleep(PAUSE_S)


def _part(
    wiki: Nachbarwiki, address: str, known: dict[str, Any] | None, bericht: Bericht
) -> dict[str, Any]:
    if known and not _is_stored(wiki, known["kennungen"]):
        known = None  # somebody has cleared the table: unchanged there is new here
    fetched = _fetch(address, known["etag"] if known else "")
    if fetched.content is None and known:
        return known
    part = read_part(fetched.content or b"", urlsplit(wiki.adresse).hostname or "")
    bericht.abgelehnt += part.abgelehnt
    _store(wiki, part, bericht)
    return {
        "adresse": address,
        "etag": fetched.etag if fetched.etag.isascii() and len(fetched.etag) < 200 else "",
        "kennungen": [fall.kennung for fall in part.faelle],
        "weiter": part.weiter,
    }


def _is_stored(wiki: Nachbarwiki, kennungen: list[str]) -> bool:
    return wiki.projekte.filter(kennung__in=kennungen).count() == len(set(kennungen))


def _fetch(address: str, etag: str) -> Fetched:
    bounds = Bounds(settings.WIKI_SAMMEL_NETZE, PART_BYTES, PART_SECONDS)
    try:
        return fetch_unless(address, etag, bounds)
    except AskedTooOften as refused:  # once: others behind the same address ask, too
        if refused.wait_s > WAIT_MAX_S:
            raise
        time.sleep(refused.wait_s)
        return fetch_unless(address, etag, bounds)


def _store(wiki: Nachbarwiki, part: Teil, bericht: Bericht) -> None:
    """Stores what is new or says something else than before, with its passages."""
    faelle = {fall.kennung: fall for fall in part.faelle}
    rows = wiki.projekte.filter(kennung__in=faelle)
    stored = dict(rows.values_list("kennung", "fingerabdruck"))
    stale = [fall for key, fall in faelle.items() if stored.get(key) != fall.fingerabdruck]
    with transaction.atomic():
        projekte = [
            Fremdprojekt.objects.update_or_create(
                wiki=wiki,
                kennung=fall.kennung,
                defaults=fall.as_fields() | {"fingerabdruck": fall.fingerabdruck},
            )[0]
            for fall in stale
        ]
        index_cases(projekte)
    bericht.neu += sum(fall.kennung not in stored for fall in stale)
    bericht.geaendert += sum(fall.kennung in stored for fall in stale)
