"""One thing of a published page changes at once; what somebody is writing stays a draft."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import transaction
from wagtail.models import Page

from wiki.exceptions import WikiError

PageT = TypeVar("PageT", bound=Page)


class ChangeScheduled(WikiError):
    """Für diese Seite ist eine Änderung geplant. Bitte ändern Sie es dort mit."""


@transaction.atomic
def change_live_page(
    model: type[PageT], page_id: int, change: Callable[[PageT], None], user: Any = None
) -> bool:
    """Applies `change` to a live page; True when that is published now, False when it waits with a
    change for approval.

    What is published is the live text: a draft that somebody is writing stays a draft, is changed
    alike and remains the newest version. ChangeScheduled: publishing would drop the schedule.
    """
    page = model.objects.live().select_for_update(of=("self",)).get(pk=page_id)
    if page.scheduled_revision is not None:
        raise ChangeScheduled
    if page.current_workflow_state is not None:  # publishing would cancel it
        _put_into_workflow(page, change, user)
        return False
    draft = page.get_latest_revision() if page.has_unpublished_changes else None
    _save_changed(page, change, user).publish(user=user, skip_permission_checks=True)
    if draft is not None:
        _save_changed(draft.as_object(), change, user)
    return True


def _put_into_workflow(page: Any, change: Callable[[Any], None], user: Any) -> None:
    """Changes what waits for approval, or what its author got back."""
    waiting = page.current_workflow_task_state
    version = waiting.revision if waiting else page.get_latest_revision()
    revision = _save_changed(version.as_object(), change, user)
    if waiting:
        waiting.revision = revision
        waiting.save(update_fields=["revision"])


def _save_changed(page: Any, change: Callable[[Any], None], user: Any) -> Any:
    change(page)
    return page.save_revision(user=user, clean=False, log_action=True)
