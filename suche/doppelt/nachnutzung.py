"""Wir nutzen das nach: the own Kommune is proposed for "Nachgenutzt von" of another case."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest

from wiki.exceptions import WikiError
from wiki.models import Kommune, Nachnutzung, Projektseite
from wiki.models.mitarbeit import own_kommunen
from wiki.redaktion.form.one_at_a_time import hold_page
from wiki.visibility import visible_to

BEGUN = (
    "Eingetragen in den Entwurf, an dem dort gerade geschrieben wird; mit ihm geht es zur Freigabe."
)


class CaseMissing(WikiError):
    """Diesen Fall gibt es nicht (mehr)."""


class NotYourKommune(WikiError):
    """Für diese Kommune schreiben Sie nicht. Die Leitung kann das ändern."""


class AlreadyNamed(WikiError):
    """Diese Kommune steht dort schon."""


class CaseLocked(WikiError):
    """Dort wartet schon eine Änderung, oder die Seite ist gesperrt. Fragen Sie die
    Redaktion: auf der Seite unter „Fehler melden“."""


class NobodyDecides(WikiError):
    """Für diese Seite ist keine Freigabe eingerichtet. Sagen Sie es der Redaktion: auf der
    Seite unter „Fehler melden“."""


def choosable_kommunen(user: Any) -> list[Kommune]:
    """The Kommunen that a user may enter: an Autor the own ones."""
    return list(Kommune.objects.filter(pk__in=own_kommunen(user)).order_by("name"))


@transaction.atomic
def propose_reuse(page_id: int, kommune_id: int, request: HttpRequest) -> str:
    """Adds the Kommune to "Nachgenutzt von" in a draft of the case, on top of the newest one.
    Returns a German sentence about what happens next. Nothing is published: whoever may publish
    finds the draft in the editor; for everybody else it is submitted, unless somebody is writing at
    the page. Raises CaseMissing, NotYourKommune, AlreadyNamed, CaseLocked or NobodyDecides."""
    user = request.user
    page = _readable(page_id, request)
    kommune = _own(kommune_id, user)
    draft = page.get_latest_revision_as_object()
    taken = {row.kommune_id for row in draft.nachnutzungen.all()}
    if kommune.pk in taken | {k.pk for k in draft.kommunen.all()}:
        raise AlreadyNamed
    lock = page.get_lock()
    if lock is not None and lock.for_user(user):
        raise CaseLocked
    begun = page.has_unpublished_changes
    draft.nachnutzungen.add(Nachnutzung(kommune=kommune, sort_order=len(taken)))
    revision = draft.save_revision(user=user, clean=False, log_action=True)
    return _hand_on(page, revision, user, begun=begun)


def _hand_on(page: Projektseite, revision: Any, user: Any, *, begun: bool) -> str:
    """Returns what happens next. `begun`: somebody is writing at the page and has not handed it
    in, which is for them to do."""
    if page.permissions_for_user(user).can_publish():
        return "Als Entwurf eingetragen. Bitte dort durchsehen und veröffentlichen."
    page.refresh_from_db()
    if page.current_workflow_state is not None:
        if waiting := page.current_workflow_task_state:
            waiting.revision = revision
            waiting.save(update_fields=["revision"])
        return "Eingetragen. Die Redaktion prüft es zusammen mit einer Änderung, die schon wartet."
    if begun:
        return BEGUN
    workflow = page.get_workflow()
    if workflow is None:
        raise NobodyDecides
    workflow.start(page, user)
    return "Eingetragen und zur Freigabe an die Redaktion geschickt."


def _readable(page_id: int, request: HttpRequest) -> Projektseite:
    hold_page(page_id)
    pages = Projektseite.objects.filter(pk=page_id, alias_of=None)
    page = visible_to(pages, request).first()
    if page is None:
        raise CaseMissing
    return page


def _own(kommune_id: int, user: Any) -> Kommune:
    kommune = Kommune.objects.filter(pk=kommune_id).first()
    if kommune is None or kommune.pk not in own_kommunen(user):
        raise NotYourKommune
    return kommune
