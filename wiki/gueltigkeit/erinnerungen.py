"""Reminders that pages run out: to the mailbox that answers for them, later to the Redaktion.

One mail per mailbox and day, whatever the number of its pages. Only what everybody may read is
named in a mail; private pages stand in the report and on the dashboard of the CMS.
"""

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from wiki.models import Erinnerung, Projektseite
from wiki.postfach import reachable
from wiki.visibility import anonymous_request, each_once, visible_to

from .angaben import asking_link
from .bestaetigung import signed_link
from .reminder_steps import ReminderStep, due_step, latest_reminded_date

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Faellig:
    """A page whose reminder is due, and the addresses for "noch aktuell" and the two questions."""

    seite: Projektseite
    gueltig_bis: date
    stufe: ReminderStep

    @property
    def postfach(self) -> str:
        """The mailbox that is reminded; empty when it is the Redaktion's turn."""
        postfach = self.seite.kontakt_postfach
        return postfach if reachable(postfach) and not self.stufe.an_redaktion else ""

    @property
    def bestaetigen(self) -> str:
        return _address("noch_aktuell", signed_link(self.seite))

    @property
    def ergaenzen(self) -> str:
        return _address("angaben", asking_link(self.seite, bool(self.postfach)))

    @property
    def adresse(self) -> str:
        return self.seite.full_url or ""


def _address(name: str, marke: str) -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL}{reverse(name, args=[marke])}"


def due_reminders(today: date) -> list[Faellig]:
    """Finds all reminders that are due, in two queries."""
    pages = each_once(Projektseite.objects.filter(gueltig_bis__lte=latest_reminded_date(today)))
    visible = list(visible_to(pages, anonymous_request()).order_by("pk"))
    sent: dict[tuple[int, date], set[str]] = defaultdict(set)
    rows = Erinnerung.objects.filter(seite__in=[page.pk for page in visible])
    for page_id, gueltig_bis, stufe in rows.values_list("seite_id", "gueltig_bis", "stufe"):
        sent[page_id, gueltig_bis].add(stufe)
    found = []
    for page in visible:
        bis = page.gueltig_bis or today  # the query has left out those without
        if step := due_step(bis, today, sent[page.pk, bis]):
            found.append(Faellig(page, bis, step))
    return found


def by_mailbox(due: Sequence[Faellig], redaktion: str) -> Mapping[str, list[Faellig]]:
    """Sorts the reminders by address. Pages without a reachable address wait for another day."""
    mails: dict[str, list[Faellig]] = defaultdict(list)
    for faellig in due:
        address = faellig.postfach or redaktion
        if reachable(address):
            mails[address].append(faellig)
    return mails


def send_reminders(today: date) -> int:
    """The number of mails sent. One that can't be sent is tried again the next time."""
    sent = 0
    for address, pages in by_mailbox(due_reminders(today), settings.REDAKTION_POSTFACH).items():
        try:
            _send(address, pages)
        except OSError:  # what smtplib and sockets raise
            logger.exception("reminder not sent")
        else:
            sent += 1
    return sent


@transaction.atomic
def _send(address: str, pages: Sequence[Faellig]) -> None:
    """Stores the reminders before the mail goes out.

    A second worker that does the same fails on the rows and sends nothing.
    """
    Erinnerung.objects.bulk_create(
        Erinnerung(seite=f.seite, gueltig_bis=f.gueltig_bis, stufe=f.stufe.name) for f in pages
    )
    count = len(pages)
    subject = (
        "Ist Ihr Fall im Wiki noch aktuell?"
        if count == 1
        else (f"Sind Ihre {count} Fälle im Wiki noch aktuell?")
    )
    body = render_to_string(
        "wiki/gueltigkeit/erinnerung.txt",
        {"faellige": pages, "an_redaktion": address == settings.REDAKTION_POSTFACH},
    )
    EmailMessage(subject, body, to=[address]).send()
