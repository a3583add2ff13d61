"""The weekly mail of an Abonnement: what has come in since the last one."""

import logging
from collections.abc import Sequence
from dataclasses import replace

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
from wiki.fakten.conditions import restrict
from wiki.fakten.exceptions import FilterUnknown
from wiki.fakten.filters import SEARCH_FILTERS, Weggelassen
from wiki.fakten.left_out import without
from wiki.fakten.selection import parse_filters, read_filters
from wiki.markt.feeds.feeds import NEWEST_FIRST
from wiki.models import Projektseite
from wiki.visibility import anonymous_request, each_once, visible_to

from .mails import quoted, send
from .news import news, remembered
from .worum import FRAGE, PROJEKT, worum

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


def projects(filters: str) -> list[int]:
    """Ids of the projects that pass filters, as anybody may see them, the newest first."""
    chosen = parse_filters(QueryDict(filters), SEARCH_FILTERS).filters
    pages = restrict(each_once(Projektseite.objects.all()), chosen, SEARCH_FILTERS)
    newest = visible_to(pages, anonymous_request()).order_by(*NEWEST_FIRST)
    return list(newest.values_list("pk", flat=True))


def _ids(abo: Abonnement) -> list[int] | None:
    if abo.seite_id:
        page = Projektseite.objects.filter(pk=abo.seite_id)
        return list(visible_to(page, anonymous_request()).values_list("pk", flat=True))
    return hits(abo.frage, abo.filter) if abo.frage else projects(abo.filter)


def found_now(abo: Abonnement) -> dict[int, str] | None:
    """Returns page id -> what makes it news when it is another (the status; empty: no project),
    best first; None: ask again another time."""
    try:
        ids = _ids(abo)
    except (QuestionInvalid, FilterUnknown) as error:  # a Thema that no longer exists
        logger.warning("Abonnement %s: %s", abo.pk, error)
        return None
    if ids is None:
        return None
    rows = Projektseite.objects.filter(pk__in=ids).order_by()
    said = rows.values_list("pk", "status", "seitenstand__gesagt")
    states = {pk: f"{status} {text}" if abo.seite_id else status for pk, status, text in said}
    return {pk: states.get(pk, "") for pk in ids}


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
    lost = _lost_filters(abo) if abo and abo.frage else ()
    if abo and lost:
        _end(abo, lost)
        return True
    found = found_now(abo) if abo else None
    if abo is None or found is None:
        return False
    first, told = abo.gemeldet is None, abo.gemeldet or {}
    new = [] if first else _visible(news(found, told))
    abo.gemeldet = remembered(found, told)
    abo.save(update_fields=["gemeldet"])
    if not new:
        return False
    unknown = [page for page in new if str(page.pk) not in told]
    _send(abo, new, only_unknown=len(unknown) == len(new))
    return True


def _lost_filters(abo: Abonnement) -> tuple[Weggelassen, ...]:
    return read_filters(QueryDict(abo.filter), SEARCH_FILTERS).weggelassen


def _end(abo: Abonnement, lost: Sequence[Weggelassen]) -> None:
    """Says that a filter is gone and forgets the mailbox: without it more would be told than its
    owner has asked for. The mail leads to the form for what is left."""
    left = without(QueryDict(abo.filter), lost)
    left["q"] = abo.frage
    adresse = f"{settings.WAGTAILADMIN_BASE_URL}{reverse('abo')}?{left.urlencode()}"
    fehlt = ", ".join(quoted(str(one)) for one in lost)
    frage = quoted(abo.frage)
    subject = "Ihre Benachrichtigung endet"
    send(abo.postfach, subject, "ende", None, frage=frage, fehlt=fehlt, adresse=adresse)
    abo.delete()


def _visible(ids: Sequence[int]) -> list[Page]:
    """Asks once more who may see the pages: between search and mail one may have become private."""
    pages = visible_to(Page.objects.filter(pk__in=ids), anonymous_request())
    by_id = {page.pk: page for page in pages.specific()}
    return [by_id[pk] for pk in ids if pk in by_id]


def _send(abo: Abonnement, new: Sequence[Page], *, only_unknown: bool) -> None:
    """`only_unknown`: none of them was told of before and only has another status now."""
    neue = [(page, _status(page)) for page in new[:PAGES_NAMED]]
    about = worum(abo)
    about = replace(about, name=quoted(about.name))
    subject = about.kurz if about.art == FRAGE else about.zu
    is_counted = only_unknown and len(new) > 1 and about.art == FRAGE
    many = f"{len(new)} neue Treffer" if is_counted else "Neues"
    signed_link = SignedLink("frage", abo.kennung)
    send(
        abo.postfach,
        f"{many} {subject}",
        "woche",
        signed_link,
        worum=about,
        neue=neue,
        weitere=len(new) - len(neue),
        adresse="" if about.art == PROJEKT else about.adresse,
    )


def _status(page: Page) -> str:
    return page.get_status_display() if isinstance(page, Projektseite) else ""
