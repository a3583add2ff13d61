"""Confirms that a page is still true: moves its dates on and publishes that, without changing its
text."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core import signing

from wiki.exceptions import WikiError
from wiki.models import Projektseite
from wiki.models.projektseite import heute
from wiki.redaktion.live_change import change_live_page

SALT = "wiki.gueltigkeit"
LINK_DAYS = 90


class ReminderLinkInvalid(WikiError):
    """Dieser Verweis gilt nicht (mehr). Er ist älter als 90 Tage oder nicht vollständig, oder die
    Seite ist nicht mehr für alle lesbar."""


def signed_link(page: Projektseite) -> str:
    """Signs the page and the date that is to be moved, for a link in a mail."""
    return signing.dumps([page.pk, _iso(page.gueltig_bis)], salt=SALT)


def read_link(marke: str) -> tuple[int, str]:
    """Reads (page id, the date it had) from the text of a link. Raises ReminderLinkInvalid when
    that is forged or older than LINK_DAYS."""
    try:
        page_id, gueltig_bis = signing.loads(marke, salt=SALT, max_age=timedelta(days=LINK_DAYS))
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise ReminderLinkInvalid from error
    return page_id, gueltig_bis


def is_confirmed(page: Projektseite, gueltig_bis: str) -> bool:
    """Whether the date has moved since the link was made. A second click then changes nothing."""
    return _iso(page.gueltig_bis) != gueltig_bis


def confirm(page_id: int, user: Any = None) -> bool:
    """Moves the dates of a live page on; True when that is published now, False when it waits with
    a change for approval."""
    return change_live_page(Projektseite, page_id, _move_dates_on, user)


def _move_dates_on(page: Projektseite) -> None:
    page.geprueft_am = heute()
    page.gueltig_bis = next_date(heute())


def next_date(today: date) -> date:
    """The date until which a page counts whose facts were confirmed `today`."""
    return today + timedelta(days=settings.GUELTIGKEIT_TAGE)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
