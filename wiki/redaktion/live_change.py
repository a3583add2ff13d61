"""One thing of a published page changes at once; what somebody is writing stays a draft."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import transaction
from django.db.models.functions import Coalesce
from wagtail.models import Page
from wagtail.query import PageQuerySet

from wiki.exceptions import WikiError
from wiki.redaktion.form.one_at_a_time import hold_page

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
    page = held_page(model.objects.live(), page_id)
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


def held_page(pages: "PageQuerySet[Any]", page_id: int) -> Any:
    """Returns the page of this id, which nobody else stores until the transaction ends, not even a
    form that saves itself; of a copy (alias) its source, because a copy has no versions."""
    source = Page.objects.values_list(Coalesce("alias_of_id", "pk"), flat=True).get(pk=page_id)
    hold_page(source)
    return pages.get(pk=source)


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
