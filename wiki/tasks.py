"""Recurring work of the CMS itself."""

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from wiki.anmeldung.mails import send_change, send_reset
from wiki.aufbewahrung.fristen import AUFTRAEGE
from wiki.gueltigkeit.erinnerungen import send_reminders
from wiki.gueltigkeit.links import check_addresses, due_addresses
from wiki.mitmachen.rueckmeldung import send_antwort, send_rueckmeldung
from wiki.models.projektseite import heute
from wiki.platform.priorities import ACCOUNTS, MAILS, PUBLISHING
from wiki.platform.queued_mail import deliver
from wiki.platform.table_cache import tidy
from wiki.redaktion.bemerkungen.mentions import send_mention
from wiki.redaktion.forgetting import forget
from wiki.redaktion.papierkorb.bin import empty

AGAIN = RetryStrategy(max_attempts=5, exponential_wait=5)
LINKS_S = 20.0  # the one worker has other work, too


@app.periodic(cron="* * * * *")
@app.task(queue="wagtail", priority=PUBLISHING, queueing_lock="publish_scheduled")
def publish_scheduled(timestamp: int) -> None:
    """Pages that are due go online or offline, as their editors scheduled it."""
    call_command("publish_scheduled", verbosity=0)


@app.periodic(cron="30 2 * * *")
@app.task(queue="wagtail", queueing_lock="clear_sessions")
def clear_sessions(timestamp: int) -> None:
    """Sessions that have expired go, and with them who was logged in when."""
    call_command("clearsessions", verbosity=0)


@app.periodic(cron="40 2 * * *")
@app.task(queue="wagtail", queueing_lock="forget_records")
def forget_old_records(timestamp: int) -> None:
    """Every night: deletes what has been kept for as long as `wiki.aufbewahrung` says."""
    forget(timezone.now())
    tidy()


@app.periodic(cron="45 2 * * *")
@app.task(queue="wagtail", queueing_lock="forget_jobs", pass_context=True)
async def forget_old_jobs(context: JobContext, timestamp: int) -> None:
    """Every night: deletes jobs that ended long ago, well or not."""
    hours = AUFTRAEGE.tage * 24
    await context.app.job_manager.delete_old_jobs(
        nb_hours=hours, include_failed=True, include_cancelled=True, include_aborted=True
    )


@app.periodic(cron="50 2 * * *")
@app.task(queue="wagtail", queueing_lock="empty_bin")
def empty_bin(timestamp: int) -> None:
    """Every night: pages that have lain in the bin for 30 days are deleted for good."""
    empty(timezone.now())


@app.periodic(cron="0 6 * * *")
@app.task(queue="wagtail", lock="erinnerungen", queueing_lock="erinnerungen")
def remind_of_validity(timestamp: int) -> None:
    """Every morning (6 o'clock UTC): mailboxes whose pages run out get a mail."""
    send_reminders(heute())


@app.periodic(cron="*/10 1-4 * * *")
@app.task(queue="wagtail", queueing_lock="check_links")
def check_links(timestamp: int) -> None:
    """Every night, for a short while so that nobody waits: tries addresses of sources that were not
    tried for a week, if the operator wants that."""
    if settings.LINKPRUEFUNG:
        check_addresses(due_addresses(), seconds=LINKS_S)


@app.task(queue="wagtail", priority=MAILS, retry=AGAIN)
def mail_of_the_cms(key: str) -> None:
    """Sends a mail that Wagtail wanted to send while it answered an editor."""
    deliver(key)


@app.task(queue="wagtail", priority=MAILS, retry=AGAIN)
def mail_rueckmeldung(rueckmeldung_id: int) -> None:
    """What a reader wrote goes to the mailbox that answers for the page."""
    send_rueckmeldung(rueckmeldung_id)


@app.task(queue="wagtail", priority=MAILS, retry=AGAIN)
def mail_antwort(rueckmeldung_id: int) -> None:
    """What the Redaktion answers goes to the reader who left an address."""
    send_antwort(rueckmeldung_id)


@app.task(queue="wagtail", priority=ACCOUNTS, retry=AGAIN)
def mail_passwort(user_id: int) -> None:
    """The link for a new password; for an account that does not exist nothing."""
    send_reset(user_id)


@app.task(queue="wagtail", priority=ACCOUNTS, retry=AGAIN)
def mail_kontoaenderung(user_id: int, was: str, frueher: str = "") -> None:
    """Word of what has changed about an account. `frueher`: key of the mailbox it had before."""
    send_change(user_id, was, frueher)


@app.task(queue="wagtail", priority=MAILS, retry=AGAIN)
def mail_erwaehnung(kind: str, remark_id: int, user_id: int) -> None:
    """A remark on a page goes to somebody whom it names."""
    send_mention(kind, remark_id, user_id)
