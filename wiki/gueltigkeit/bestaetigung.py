"""Confirms that a page is still true: moves its dates on and publishes that, without changing its
text."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction

from wiki.exceptions import WikiError
from wiki.models import Projektseite
from wiki.models.projektseite import heute

SALT = "wiki.gueltigkeit"
LINK_DAYS = 90


class LinkInvalid(WikiError):
    """Dieser Verweis gilt nicht (mehr). Bitte wenden Sie sich an die Redaktion."""


def signed_link(page: Projektseite) -> str:
    """Signs the page and the date that is to be moved, for a link in a mail."""
    return signing.dumps([page.pk, _iso(page.gueltig_bis)], salt=SALT)


def read_link(marke: str) -> tuple[int, str]:
    """Reads (page id, the date it had) from the text of a link. Raises LinkInvalid when that is
    forged or older than LINK_DAYS."""
    try:
        page_id, gueltig_bis = signing.loads(marke, salt=SALT, max_age=timedelta(days=LINK_DAYS))
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise LinkInvalid from error
    return page_id, gueltig_bis


def is_confirmed(page: Projektseite, gueltig_bis: str) -> bool:
    """Whether the date has moved since the link was made. A second click then changes nothing."""
    return _iso(page.gueltig_bis) != gueltig_bis


class ChangeScheduled(WikiError):
    """Für diese Seite ist eine Änderung geplant. Bitte verschieben Sie die Frist dort mit."""


@transaction.atomic
def confirm(page_id: int, user: Any = None) -> bool:
    """Moves the dates of a live page on; True when that is published now, False when it waits with
    a change for approval.

    What is published is the live text: a draft that somebody is writing stays a draft, gets the new
    dates too and remains the newest version. ChangeScheduled: publishing would drop the schedule.
    """
    page = Projektseite.objects.live().select_for_update(of=("self",)).get(pk=page_id)
    if page.scheduled_revision is not None:
        raise ChangeScheduled
    if page.current_workflow_state is not None:  # publishing would cancel it
        _put_into_workflow(page, user)
        return False
    draft = page.get_latest_revision() if page.has_unpublished_changes else None
    _save_with_new_dates(page, user).publish(user=user, skip_permission_checks=True)
    if draft is not None:
        _save_with_new_dates(draft.as_object(), user)
    return True


def _put_into_workflow(page: Projektseite, user: Any) -> None:
    """Puts the new dates into a change that waits for approval, or that its author got back."""
    waiting = page.current_workflow_task_state
    change = waiting.revision if waiting else page.get_latest_revision()
    revision = _save_with_new_dates(change.as_object(), user)
    if waiting:
        waiting.revision = revision
        waiting.save(update_fields=["revision"])


def _save_with_new_dates(page: Projektseite, user: Any) -> Any:
    page.geprueft_am = heute()
    page.gueltig_bis = next_date(heute())
    return page.save_revision(user=user, clean=False, log_action=True)


def next_date(today: date) -> date:
    """The date until which a page counts whose facts were confirmed `today`."""
    return today + timedelta(days=settings.GUELTIGKEIT_TAGE)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
