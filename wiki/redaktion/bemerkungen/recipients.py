"""Remarks on a page are mailed only to those who may still edit it: Wagtail writes to all who ever
wanted to hear of them or took part."""

from collections.abc import Iterable, Mapping
from typing import Any

from wagtail.admin.mail import send_notification
from wagtail.admin.views.pages import edit


def send_to_editors(
    recipients: Iterable[Any], notification: str, extra_context: Mapping[str, Any]
) -> Any:
    """Takes the place of `send_notification` in Wagtail's view that tells of remarks."""
    page = extra_context["page"]
    allowed = [user for user in recipients if page.permissions_for_user(user).can_edit()]
    return send_notification(allowed, notification, extra_context)


edit.send_notification = send_to_editors
