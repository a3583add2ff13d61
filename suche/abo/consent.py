"""Abonnements and Planungen from their first click to their last: stored, confirmed by their
mailbox, removed, deleted when nobody needs them."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from suche.abo.mail.wochenmail import remember_first
from suche.abo.mail.worum import worum
from suche.models import Netzwerkfrage
from wiki.aufbewahrung.fristen import (
    ABO_UNBESTAETIGT,
    NETZWERK_POSTFACH,
    NETZWERKFRAGE,
)
from wiki.aufbewahrung.schema import Frist
from wiki.models.projektseite import heute

from .models import Abonnement, Einwilligung, Netzwerkantwort, Planung
from .planungen import encode_stale, next_date
from .signed_links import ABMELDEN, BESTAETIGEN, VERLAENGERN, AboLinkInvalid, SignedLink, read

MODELLE: dict[str, type[Einwilligung]] = {
    "frage": Abonnement,
    "planung": Planung,
    "netzwerk": Netzwerkantwort,
}
ART = {model: art for art, model in MODELLE.items()}
UNCONFIRMED_DAYS = ABO_UNBESTAETIGT.tage  # as long as the link in the mail is good
PER_ADDRESS = 20  # entries of one kind for one mailbox
UNCONFIRMED_PER_ADDRESS = 3  # mails that somebody else can make us send to a mailbox


def signed_link_of(entry: Einwilligung) -> SignedLink:
    return SignedLink(ART[type(entry)], entry.kennung)


def request_confirmation(entry: Abonnement | Planung) -> None:
    """Stores the entry and sends its mailbox a mail with the link to confirm it. Nothing happens
    for an entry that is stored already, or when the mailbox has too many. The caller says the same
    to the visitor in any case, because nobody may learn here what a mailbox follows."""
    same = type(entry)._default_manager.filter(postfach__iexact=entry.postfach)
    waiting = same.filter(bestaetigt_am=None).count()
    if same.count() >= PER_ADDRESS or waiting >= UNCONFIRMED_PER_ADDRESS:
        return
    with transaction.atomic():
        try:
            with transaction.atomic():
                entry.save()
        except IntegrityError:
            return
        defer_confirmation(entry)


def defer_confirmation(entry: Einwilligung) -> None:
    """Enqueues the mail, so that a mail server that is down holds up no reader."""
    signed_link = signed_link_of(entry)
    app.configure_task("suche.abo.tasks.mail_confirmation", queue="wagtail").defer(
        art=signed_link.art, kennung=signed_link.kennung.hex
    )


def entry_of(text: str, zweck: str) -> Any:
    """Returns the entry that a link is about. Raises AboLinkInvalid when it is gone or was never
    confirmed in time."""
    signed_link = read(text, zweck)
    found = MODELLE[signed_link.art]._default_manager.filter(kennung=signed_link.kennung).first()
    if found is None or (zweck == BESTAETIGEN and _is_late(found)):
        raise AboLinkInvalid
    return found


def _is_late(entry: Einwilligung) -> bool:
    too_old = timezone.now() - timedelta(days=UNCONFIRMED_DAYS)
    return entry.bestaetigt_am is None and entry.angelegt_am < too_old


def confirm(text: str, zweck: str) -> Any:
    """Lets the entry count from now on. A second click changes nothing."""
    entry = entry_of(text, zweck)
    if zweck == VERLAENGERN and isinstance(entry, Planung):
        entry.gilt_bis, entry.erinnert = next_date(heute()), False
        entry.save(update_fields=["gilt_bis", "erinnert"])
    if entry.bestaetigt_am is None:
        entry.bestaetigt_am = timezone.now()
        entry.save(update_fields=["bestaetigt_am"])
        _after_confirmation(entry)
    return entry


def _after_confirmation(entry: Einwilligung) -> None:
    if isinstance(entry, Abonnement):
        remember_first(entry)
    elif isinstance(entry, Planung):
        encode_stale()
    else:
        app.configure_task("suche.abo.tasks.mail_answers", queue="wagtail").defer()


def remove(text: str) -> None:
    """Deletes the entry at once. Raises AboLinkInvalid for a forged link; an entry that is gone
    already is no error."""
    signed_link = read(text, ABMELDEN)
    rows = MODELLE[signed_link.art]._default_manager.filter(kennung=signed_link.kennung)
    with transaction.atomic():
        for row in rows:
            if isinstance(row, Netzwerkantwort):  # the question stays, the mailbox goes
                row.frage.kontakt = ""
                row.frage.save(update_fields=["kontakt"])
                row.bestaetigt_am = None
                row.save(update_fields=["bestaetigt_am"])
            else:
                row.delete()


def forget(today: date) -> int:
    """Deletes what was not confirmed in time, plans whose year is over, and what follows a Thema or
    a Kommune that there is no more; returns how many."""
    too_old = timezone.now() - timedelta(days=UNCONFIRMED_DAYS)
    number = 0
    for model in (Abonnement, Planung):
        rows = model._default_manager.filter(bestaetigt_am=None, angelegt_am__lt=too_old)
        number += rows.delete()[0]
    number += Abonnement.objects.filter(pk__in=_about_nothing()).delete()[0]
    number += Planung.objects.filter(gilt_bis__lt=today).delete()[0]
    return number + _forget_questions()


def _about_nothing() -> list[int]:
    """Returns the ids of Abonnements that follow a Thema or a Kommune which was deleted. Those that
    follow a project stay, even one that is private by now: it may be public again."""
    without_question = Abonnement.objects.filter(frage="", seite=None)
    return [abo.pk for abo in without_question if not worum(abo).name]


def _forget_questions() -> int:
    """Deletes the mailbox of questions to the network some time after they were answered, and the
    questions themselves later. Returns how many questions were deleted."""
    done = Netzwerkfrage.objects.filter(erledigt=True)
    done.filter(gestellt_am__lt=_ago(NETZWERK_POSTFACH)).exclude(kontakt="").update(kontakt="")
    return done.filter(gestellt_am__lt=_ago(NETZWERKFRAGE)).delete()[0]


def _ago(frist: Frist) -> datetime:
    return timezone.now() - timedelta(days=frist.tage)
