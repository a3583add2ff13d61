"""Mails and tidying, by the worker."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from suche.abo.mail.mails import link, send
from suche.abo.mail.wochenmail import send_weekly
from wiki.models.projektseite import heute
from wiki.platform.priorities import MAILS

from .consent import MODELLE, forget
from .netzwerk import send_answers, tell_redaktion
from .planungen import encode_stale, remind_of_end
from .signed_links import BESTAETIGEN, SignedLink

AGAIN = RetryStrategy(max_attempts=5, exponential_wait=5)


@app.task(queue="wagtail", priority=MAILS, retry=AGAIN)
def mail_confirmation(art: str, kennung: str) -> None:
    """Asks a mailbox whether it really wants this. In fixed words: what a stranger has typed stands
    on the page behind the link."""
    entry = MODELLE[art]._default_manager.filter(kennung=UUID(kennung), bestaetigt_am=None).first()
    if entry is None:
        return
    signed_link = SignedLink(art, entry.kennung)
    send(
        entry.postfach,  # type: ignore[attr-defined]
        "Bitte bestätigen Sie Ihren Eintrag",
        "bestaetigen",
        signed_link,
        art=art,
        bestaetigen=link(signed_link, BESTAETIGEN),
    )


@app.task(queue="wagtail", priority=MAILS, retry=AGAIN)
def mail_question(frage_id: int) -> None:
    """Tells the Redaktion that somebody has asked the network."""
    tell_redaktion(frage_id)


@app.task(queue="wagtail", priority=MAILS)
def mail_answers() -> None:
    """Sends the answers of one question: it was answered, or its asker's mailbox confirmed. What
    fails goes with the daily run."""
    send_answers()


@app.periodic(cron="0 6 * * 1")
@app.task(queue="index", lock="wochenmail", queueing_lock="wochenmail")
def mail_weekly(timestamp: int) -> None:
    """Mondays at 6 (UTC): what is new about saved questions."""
    send_weekly()


@app.periodic(cron="30 6 * * *")
@app.task(queue="wagtail", lock="abo_taeglich", queueing_lock="abo_taeglich")
def look_after(timestamp: int) -> None:
    """Every day: what was not confirmed goes, who runs out is reminded, late answers are sent."""
    today = heute()
    remind_of_end(today)
    forget(today)
    send_answers()


@app.periodic(cron="*/10 * * * *")
@app.task(queue="index", lock="planungen", queueing_lock="planungen")
def compare_planungen(timestamp: int) -> None:
    """Encodes Planungen again after another generation took over; otherwise this is one query."""
    encode_stale()
