"""The weekly mail of a saved question: what has come in since the last one."""

import logging
from collections.abc import Mapping, Sequence

from django.conf import settings
from django.db import transaction
from django.http import QueryDict
from django.urls import reverse
from wagtail.models import Page

from suche.abo.models import Abonnement
from suche.abo.signed_links import SignedLink
from suche.answer.reply import reply_to
from suche.exceptions import QuestionInvalid
from suche.rank.levels import WEAK
from wiki.fakten.exceptions import FilterUnknown
from wiki.fakten.filters import SEARCH_FILTERS
from wiki.fakten.selection import parse_filters
from wiki.models import Projektseite
from wiki.visibility import anonymous_request, visible_to

from .mails import quoted, send
from .news import news, remembered

logger = logging.getLogger(__name__)

PAGES_NAMED = 20  # pages named in one mail; the rest is behind the link


def hits(frage: str, filters: str) -> list[int] | None:
    """Ids of pages that fit well or are related, best first, as anybody may see them. None when the
    meaning cannot be asked for: words alone would call everything weak.

    QuestionInvalid and FilterUnknown as on the result page."""
    chosen = parse_filters(QueryDict(filters), SEARCH_FILTERS).filters
    ergebnis = reply_to(frage, anonymous_request(), chosen).ergebnis
    if ergebnis.ranking.vector is None:
        return None
    return [pk for pk in ergebnis.reihenfolge if ergebnis.stufen[pk] != WEAK]


def found_now(abo: Abonnement) -> dict[int, str] | None:
    """Returns page id -> status (empty: no project), best first; None: ask again another time."""
    try:
        ids = hits(abo.frage, abo.filter)
    except (QuestionInvalid, FilterUnknown) as error:  # a Thema that no longer exists
        logger.warning("Abonnement %s: %s", abo.pk, error)
        return None
    if ids is None:
        return None
    rows = Projektseite.objects.filter(pk__in=ids).order_by().values_list("pk", "status")
    statuses = dict(rows)
    return {pk: statuses.get(pk, "") for pk in ids}


def remember_first(abo: Abonnement) -> None:
    """Stores what an Abonnement finds when it begins: only what comes later is news."""
    found = found_now(abo)
    if found is not None:
        abo.gemeldet = remembered(found, {})
        abo.save(update_fields=["gemeldet"])


def send_weekly() -> int:
    """Sends the weekly mails and returns how many. One that can't be sent is tried again the next
    time."""
    sent = 0
    confirmed = Abonnement.objects.exclude(bestaetigt_am=None).order_by("pk")
    for pk in list(confirmed.values_list("pk", flat=True)):
        try:
            sent += _tell(pk)
        except OSError:  # what smtplib and sockets raise
            logger.exception("weekly mail not sent")
    return sent


@transaction.atomic
def _tell(pk: int) -> bool:
    """Tells one mailbox, under a lock on its row: a second worker waits and then finds nothing
    new."""
    abo = Abonnement.objects.select_for_update().exclude(bestaetigt_am=None).filter(pk=pk).first()
    found = found_now(abo) if abo else None
    if abo is None or found is None:
        return False
    first, told = abo.gemeldet is None, abo.gemeldet or {}
    new = [] if first else _visible(news(found, told))
    abo.gemeldet = remembered(found, told)
    abo.save(update_fields=["gemeldet"])
    if not new:
        return False
    _send(abo, new, found)
    return True


def _visible(ids: Sequence[int]) -> list[Page]:
    """Asks once more who may see the pages: between search and mail one may have become private."""
    pages = visible_to(Page.objects.filter(pk__in=ids), anonymous_request())
    by_id = {page.pk: page for page in pages.specific()}
    return [by_id[pk] for pk in ids if pk in by_id]


def _send(abo: Abonnement, new: Sequence[Page], found: Mapping[int, str]) -> None:
    labels = dict(Projektseite.Status.choices)
    neue = [(page, labels.get(found[page.pk], "")) for page in new[:PAGES_NAMED]]
    subject = f"{len(new)} neue Treffer zu Ihrer Frage" if len(new) > 1 else "Neues zu Ihrer Frage"
    signed_link = SignedLink("frage", abo.kennung)
    send(
        abo.postfach,
        subject,
        "woche",
        signed_link,
        frage=quoted(abo.frage),
        neue=neue,
        weitere=len(new) - len(neue),
        adresse=address_of(abo),
    )


def address_of(abo: Abonnement) -> str:
    """Returns the address of the result page with question and filters."""
    query = QueryDict(abo.filter, mutable=True)
    query["q"] = abo.frage
    return f"{settings.WAGTAILADMIN_BASE_URL}{reverse('suche')}?{query.urlencode()}"
