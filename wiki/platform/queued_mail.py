"""Wagtail sends its mails (approvals, remarks) while it answers an editor. They wait for the worker
instead: a mail server that does not answer must hold nobody up, and loses none of them.

Our own mails are sent by jobs of the worker, which are done again when they fail; they go out at
once. Wagtail's tell themselves apart: they say that no person has sent them.
"""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.core.cache import caches
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from procrastinate.contrib.django import app

from .priorities import MAILS

BY_MACHINE = "Auto-Submitted"
KEPT_S = 24 * 3600  # attempts to send one end within two hours
DELIVERING = "django.core.mail.backends.smtp.EmailBackend"


class QueuedMail(BaseEmailBackend):
    """`EMAIL_BACKEND`: queues what Wagtail sends, in the surrounding transaction."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        now = [message for message in email_messages if not _may_wait(message)]
        task = app.configure_task("wiki.tasks.mail_of_the_cms", queue="wagtail", priority=MAILS)
        for message in email_messages:
            if _may_wait(message):
                task.defer(key=_put_aside(message))
        return len(email_messages) - len(now) + (_delivering().send_messages(now) or 0)


def deliver(key: str) -> None:
    """Sends a mail that has waited, if it still does. Raises OSError when the mail server cannot be
    reached."""
    mail = caches["geteilt"].get(key)
    if mail is not None:
        EmailMessage(**mail, connection=_delivering()).send()
        caches["geteilt"].delete(key)


def _may_wait(message: EmailMessage) -> bool:
    """Whether Wagtail sends it, as plain text: what else may hang on a mail is not put aside."""
    is_plain = not (message.attachments or getattr(message, "alternatives", []))
    return is_plain and BY_MACHINE in message.extra_headers


def _put_aside(message: EmailMessage) -> str:
    """Keeps a mail in the cache and returns its key, by which the job finds it. A job is kept for a
    month, so it must not name the mailbox itself."""
    key = f"mail:{uuid4()}"
    caches["geteilt"].set(key, _parts(message), timeout=KEPT_S)
    return key


def _parts(message: EmailMessage) -> dict[str, Any]:
    told = {name: list(getattr(message, name)) for name in ("to", "cc", "bcc", "reply_to")}
    words = {name: str(getattr(message, name)) for name in ("subject", "body", "from_email")}
    return {**told, **words, "headers": dict(message.extra_headers)}


def _delivering() -> Any:
    return get_connection(DELIVERING)
