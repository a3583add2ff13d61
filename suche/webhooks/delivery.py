"""Brings an event to those who want to know: a job for each hook, and what came of it."""

from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.utils import timezone

from .bodies import body_of
from .meldungen import meldung_of
from .models import Webhook, waiting_for
from .posting import NotDelivered, post


def tell(ereignis: str, number: int, before: str = "") -> None:
    """Enqueues a message to each webhook that waits for this event, in the caller's transaction."""
    from .tasks import deliver  # the job queue is ready only when all apps are

    when = timezone.now().isoformat()
    for hook_id in waiting_for(ereignis).values_list("pk", flat=True):
        deliver.defer(
            hook_id=hook_id,
            message_id=f"msg_{uuid4().hex}",
            ereignis=ereignis,
            number=number,
            before=before,
            when=when,
        )


def send(hook_id: int, message_id: str, ereignis: str, number: int, before: str, when: str) -> None:
    """Sends one message, with what is true and public by now; nothing if that is nothing. Raises
    NotDelivered if the queue should try it again."""
    hook = waiting_for(ereignis).filter(pk=hook_id).first()
    meldung = meldung_of(ereignis, number, before) if hook else None
    if hook is None or meldung is None:
        return
    body = body_of(hook.form, meldung, when)
    try:
        post(hook.adresse, body, hook.geheimnis, message_id, settings.WEBHOOK_NETZE)
    except NotDelivered as error:
        _remember(hook, str(error), timezone.now(), stop=error.gone)
        if not (error.gone or error.refused):
            raise
    else:
        _remember(hook, "zugestellt", timezone.now())


def _remember(hook: Webhook, result: str, now: datetime, *, stop: bool = False) -> None:
    """Stores how the delivery went. Not with `save()`, which would write over what an administrator
    may be changing at the same time."""
    found = Webhook.objects.filter(pk=hook.pk)
    found.update(ergebnis=result, zuletzt_am=now)
    if stop:
        found.update(aktiv=False)
