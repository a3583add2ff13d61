"""A question to the network after it was asked: the Redaktion hears of it, and who asked hears of
the answer."""

import logging

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django import app
from wagtail.models import Page

from suche.abo.mail.mails import quoted, send
from suche.models import Netzwerkfrage
from wiki.postfach import reachable
from wiki.visibility import anonymous_request, visible_to

from .consent import UNCONFIRMED_PER_ADDRESS
from .models import Netzwerkantwort
from .signed_links import SignedLink

logger = logging.getLogger(__name__)


def announce(frage: Netzwerkfrage, *, tells_redaktion: bool = True) -> None:
    """Enqueues the mails about a new Netzwerkfrage: to the Redaktion, and to the mailbox that was
    left."""
    if tells_redaktion:
        task = app.configure_task("suche.abo.tasks.mail_question", queue="wagtail")
        task.defer(frage_id=frage.pk)
    waiting = Netzwerkantwort.objects.filter(
        bestaetigt_am=None, frage__kontakt__iexact=frage.kontakt
    )
    if frage.kontakt and waiting.count() < UNCONFIRMED_PER_ADDRESS:
        antwort = Netzwerkantwort.objects.create(frage=frage)
        app.configure_task("suche.abo.tasks.mail_confirmation", queue="wagtail").defer(
            art="netzwerk", kennung=antwort.kennung.hex
        )


def tell_redaktion(frage_id: int) -> None:
    """Sends the question to the mailbox of the Redaktion, if there is one."""
    frage = Netzwerkfrage.objects.filter(pk=frage_id, erledigt=False).first()
    if frage is None or not reachable(settings.REDAKTION_POSTFACH):
        return
    path = reverse(frage.snippet_viewset.get_url_name("edit"), args=[frage.pk])  # type: ignore[attr-defined]
    address = f"{settings.WAGTAILADMIN_BASE_URL}{path}"
    to = settings.REDAKTION_POSTFACH
    send(to, "Neue Frage ans Netzwerk", "netzwerk", None, adresse=address)


def is_public(page: Page) -> bool:
    """Returns whether everybody may read the page, so that it may be named to who asked."""
    return visible_to(Page.objects.filter(pk=page.pk), anonymous_request()).exists()


@transaction.atomic
def answer(frage: Netzwerkfrage, page: Page | None) -> None:
    """Stores that this page answers the question; None takes that back. Who was told is not told
    again."""
    antwort = Netzwerkantwort.objects.filter(frage=frage).first()
    if antwort is None:
        if page is None:
            return
        antwort = Netzwerkantwort(frage=frage)
    antwort.seite = page
    antwort.save()
    if page:
        app.configure_task("suche.abo.tasks.mail_answers", queue="wagtail").defer()


def send_answers() -> int:
    """Tells everybody whose answer can be read by now, once; returns how many."""
    waiting = Netzwerkantwort.objects.filter(
        benachrichtigt_am=None, bestaetigt_am__isnull=False, frage__erledigt=True
    )
    sent = 0
    for pk in waiting.exclude(seite=None).values_list("pk", flat=True):
        try:
            sent += _tell(pk)
        except OSError:  # what smtplib and sockets raise
            logger.exception("answer not sent")
    return sent


@transaction.atomic
def _tell(pk: int) -> bool:
    """Tells one asker, locked and checked again: a second worker sends nothing, a private page is
    not named."""
    rows = Netzwerkantwort.objects.select_for_update().filter(pk=pk, benachrichtigt_am=None)
    antwort = rows.exclude(bestaetigt_am=None).first()
    if antwort is None or not antwort.postfach:
        return False
    page = visible_to(Page.objects.filter(pk=antwort.seite_id), anonymous_request()).first()
    if page is None:
        return False
    antwort.benachrichtigt_am = timezone.now()
    antwort.save(update_fields=["benachrichtigt_am"])
    signed_link = SignedLink("netzwerk", antwort.kennung)
    send(
        antwort.postfach,
        "Antwort auf Ihre Frage ans Netzwerk",
        "netzwerk_antwort",
        signed_link,
        frage=quoted(antwort.frage.text),
        seite=page,
    )
    return True
