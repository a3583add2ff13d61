"""Pages and Lücken ring here."""

from typing import Any

from django.db.models.signals import pre_save
from wagtail.signals import page_published

from suche.luecken.signals import luecke_asked, luecke_closed
from wiki.models import Projektseite
from wiki.visibility import anonymous_request, visible_to

from .delivery import tell
from .models import Webhook, waiting_for

Ereignis = Webhook.Ereignis


def remember_status(instance: Projektseite, **_: Any) -> None:
    """Keeps the status that everybody could read until now. Asks the database only if a webhook
    waits for changes of status."""
    if not instance.pk or not waiting_for(Ereignis.STATUS).exists():
        return
    public = visible_to(Projektseite.objects.filter(pk=instance.pk), anonymous_request())
    before = public.values_list("status", flat=True).first()
    instance.public_status = before or ""


def on_published(instance: Projektseite, **_: Any) -> None:
    """A page that is only scheduled rings, too, and again when its time has come."""
    if not instance.live or instance.alias_of_id:
        return
    if instance.first_published_at == instance.last_published_at:
        tell(Ereignis.NEU, instance.pk)
    before = getattr(instance, "public_status", "")
    if before and before != instance.status:
        tell(Ereignis.STATUS, instance.pk, before)


def on_luecke_asked(luecke_id: int, **_: Any) -> None:
    tell(Ereignis.FRAGE, luecke_id)


def on_luecke_closed(luecke_id: int, **_: Any) -> None:
    tell(Ereignis.BEANTWORTET, luecke_id)


def register_signal_handlers() -> None:
    pre_save.connect(remember_status, sender=Projektseite, dispatch_uid="webhooks.status")
    page_published.connect(on_published, sender=Projektseite, dispatch_uid="webhooks.published")
    luecke_asked.connect(on_luecke_asked, dispatch_uid="webhooks.asked")
    luecke_closed.connect(on_luecke_closed, dispatch_uid="webhooks.closed")
