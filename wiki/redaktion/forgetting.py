"""Deletes what the wiki has kept for as long as `wiki.aufbewahrung` says; run every night."""

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from wagtail.models import ModelLogEntry, PageLogEntry

from wiki.aufbewahrung.fristen import CMS_PROTOKOLL, IMPORT, SITZUNG
from wiki.austausch.importing.jobs import ENDED
from wiki.austausch.models import Importlauf
from wiki.mitmachen import rueckmeldung


def forget(now: datetime) -> int:
    """Returns how many rows went or lost an address. It may run as often as you like."""
    return (
        rueckmeldung.forget_addresses(now)
        + rueckmeldung.delete_old(now)
        + _delete_logs(now - timedelta(days=CMS_PROTOKOLL.tage))
        + _delete_imports(now - timedelta(days=IMPORT.tage))
        + _delete_sessions(now - timedelta(days=SITZUNG.tage))
    )


def _delete_logs(since: datetime) -> int:
    logs = (PageLogEntry, ModelLogEntry)
    return sum(log.objects.filter(timestamp__lt=since).delete()[0] for log in logs)


def _delete_imports(since: datetime) -> int:
    """Deletes old imports with their files, except for those that wait for somebody's decision."""
    old = Importlauf.objects.filter(stand__in=ENDED, angelegt_am__lt=since)
    for lauf in old.exclude(datei=""):
        lauf.datei.delete(save=False)
    return old.delete()[0]


def _delete_sessions(since: datetime) -> int:
    """Where and with what somebody was logged in; the sessions themselves have long ended."""
    number: int = UserSession.objects.filter(last_seen_at__lt=since).delete()[0]
    return number
