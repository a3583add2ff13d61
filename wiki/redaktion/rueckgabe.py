"""Says what the Redaktion wants changed before it publishes a page."""

from typing import Any

from wagtail.models import Page, WorkflowState

NO_REMARK = "mit der Bitte um Änderung"


def remark_of(state: WorkflowState) -> str:
    """Returns the remark with which something was sent back."""
    task = state.current_task_state
    return f"„{task.comment}“" if task and task.comment else NO_REMARK


def remark_on(page: Page) -> str:
    """Returns a sentence about a page that was sent back; empty for all other pages."""
    state = page.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return ""
    return f"Die Redaktion hat den Text zurückgegeben: {remark_of(state)}"


def approval_remark(page: Page) -> str:
    """Returns the remark with which a page was approved last; empty where there was none. Wagtail's
    mail leaves it out."""
    states = WorkflowState.objects.for_instance(page).order_by("-created_at")
    state = states.filter(status=WorkflowState.STATUS_APPROVED).first()
    task = state.current_task_state if state else None
    return task.comment if task else ""


def decides_on(page: Page, user: Any) -> bool:
    """Returns whether the page waits for this user to approve it."""
    task = page.current_workflow_task
    actions = task.get_actions(page, user) if task else ()
    return any(name == "approve" for name, *_ in actions)
