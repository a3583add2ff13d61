"""Who plans the same: found by meaning (the question's vector) or by the project it is about."""

import logging
from collections.abc import Collection
from datetime import date, timedelta
from itertools import islice

from django.db import transaction
from django.db.models import Q, QuerySet
from pgvector import HalfVector
from pgvector.django import CosineDistance

from einbettung.model.active_model import model_signature
from suche.abo.mail.mails import link, quoted, send
from suche.answer.ergebnis import Ergebnis
from suche.answer.reply import reply_to
from suche.rank.levels import GOOD
from wiki.aufbewahrung.fristen import PLANUNG
from wiki.models import Projektseite
from wiki.models.projektseite import heute
from wiki.platform.table_cache import TableCache
from wiki.visibility import anonymous_request, visible_to

from .models import Planung
from .signed_links import VERLAENGERN, SignedLink

logger = logging.getLogger(__name__)

# Two questions are alike when one of their BEST pages answers both, or from this cosine on; of
# pairs of graded questions, see docs/suchversuche.md.
BEST = 5
MIN_COSINE = 0.89
PLANUNGEN_SHOWN = 8  # beside a list of hits
VALID_DAYS = PLANUNG.tage
REMINDED_DAYS = 30


def next_date(today: date) -> date:
    """Returns the last day on which an announcement made today counts."""
    return today + timedelta(days=VALID_DAYS)


def shown_planungen() -> "QuerySet[Planung]":
    """Returns the Planungen that readers may see: confirmed, and not run out."""
    rows = Planung.objects.exclude(bestaetigt_am=None).filter(gilt_bis__gte=heute())
    return rows.select_related("kommune", "gemeinde").order_by("-bestaetigt_am")


def planungen_like(
    ergebnis: Ergebnis,
) -> list[Planung]:
    """Returns the Planungen for a question: those of a similar question, and those about a page
    that answers it. An answer holds only pages that the visitor may read, so no others are told
    of."""
    if not _there_are_planungen.get():
        return []
    best = best_pages(ergebnis)
    wanted = _on(best) | Q(seite=None, treffer__overlap=best)
    if ergebnis.ranking.vector is not None:
        distance = CosineDistance("vektor", HalfVector(ergebnis.ranking.vector))
        same = Planung.objects.filter(modell=ergebnis.ranking.signature).alias(distanz=distance)
        wanted |= Q(seite=None, pk__in=same.filter(distanz__lte=1 - MIN_COSINE).values("pk"))
    return list(shown_planungen().filter(wanted)[:PLANUNGEN_SHOWN])


def best_pages(ergebnis: Ergebnis) -> list[int]:
    """Returns the ids of the first BEST pages that fit well."""
    good = (pk for pk in ergebnis.reihenfolge if ergebnis.stufen[pk] == GOOD)
    return list(islice(good, BEST))


def planungen_of(page_id: int) -> list[Planung]:
    """Returns the Planungen that were announced on this article."""
    return list(shown_planungen().filter(_on([page_id]))[:PLANUNGEN_SHOWN])


def _on(page_ids: Collection[int]) -> Q:
    """Finds what was announced on these pages or on aliases of theirs."""
    return Q(seite__in=page_ids) | Q(seite__alias_of__in=page_ids)


def encode_stale() -> int:
    """Announcements that the answering generation does not know yet are compared with it; returns
    how many. Without a model they wait for the next time."""
    stale = Planung.objects.exclude(bestaetigt_am=None).exclude(frage="")
    number = 0
    for planung in stale.exclude(modell=model_signature()):
        ergebnis = reply_to(planung.frage, anonymous_request()).ergebnis
        if ergebnis.ranking.vector is None:
            break
        planung.vektor = HalfVector(ergebnis.ranking.vector)
        planung.treffer, planung.modell = best_pages(ergebnis), ergebnis.ranking.signature
        planung.save(update_fields=["vektor", "treffer", "modell"])
        number += 1
    return number


def subject_of(planung: Planung) -> str:
    """Says for a mail what the Planung is about; a page is named only while everybody may read
    it."""
    if planung.frage:
        return planung.frage
    pages = Projektseite.objects.filter(pk=planung.seite_id)
    page = visible_to(pages, anonymous_request()).first()
    return page.title if page else "ein Projekt im Wiki"


def remind_of_end(today: date) -> int:
    """Sends one mail for each Planung that runs out within REMINDED_DAYS; returns how many. One
    that has run out already goes without: it could not be extended any more."""
    rows = Planung.objects.exclude(bestaetigt_am=None).filter(
        erinnert=False, gilt_bis__range=(today, today + timedelta(days=REMINDED_DAYS))
    )
    number = 0
    for planung in rows:
        try:
            number += _remind(planung)
        except OSError:  # what smtplib and sockets raise
            logger.exception("reminder not sent")
    return number


@transaction.atomic
def _remind(planung: Planung) -> bool:
    """Marks the Planung before the mail is sent: a second worker that does the same sends
    nothing."""
    if not Planung.objects.filter(pk=planung.pk, erinnert=False).update(erinnert=True):
        return False
    signed_link = SignedLink("planung", planung.kennung)
    send(
        planung.postfach,
        "Planen Sie das noch?",
        "planung_endet",
        signed_link,
        planung=planung,
        worum=quoted(subject_of(planung)),
        verlaengern=link(signed_link, VERLAENGERN),
    )
    return True


_there_are_planungen = TableCache(Planung.objects.exists, Planung)
