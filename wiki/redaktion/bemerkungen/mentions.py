"""Tells people who are named in a remark: only those who may edit the page it stands on."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.db.models import QuerySet
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe
from procrastinate.contrib.django import app
from wagtail.models import Comment, CommentReply, Page, PageSubscription

from wiki.postfach import one_line, reachable
from wiki.redaktion.rollen.rechte import page_policy

from .names import mentioned_in

OFFERED = 8  # names in the list while somebody types one


def tell_mentioned(page: Page, changes: Any, sender: Any) -> None:
    """Queues a mail to everybody whom a new remark or answer names. `changes`: as Wagtail's editor
    gives them."""
    task = app.configure_task("wiki.tasks.mail_erwaehnung", queue="wagtail")
    for kind, remark in _new_remarks(changes):
        for user_id in _named_in(remark.text, page, sender):
            task.defer(kind=kind, remark_id=remark.pk, user_id=user_id)


def send_mention(kind: str, remark_id: int, user_id: int) -> None:
    """Mails somebody a remark that names them, if it still stands there."""
    remark = apps.get_model("wagtailcore", kind).objects.filter(pk=remark_id).first()
    user = get_user_model().objects.filter(pk=user_id, is_active=True).first()
    if remark is None or user is None or not reachable(user.email):
        return
    page = (remark if isinstance(remark, Comment) else remark.comment).page.specific
    if not page.permissions_for_user(user).can_edit():
        return
    title = page.get_latest_revision_as_object().title
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    context = {
        "von": _shown_name(remark.user),
        "titel": title,
        "text": remark.text,
        "link": f"{settings.WAGTAILADMIN_BASE_URL}{address}",
    }
    text = render_to_string("wiki/redaktion/bemerkungen/erwaehnung.txt", context)
    send_mail(f"Bemerkung an Sie: {one_line(title)}", text, None, [user.email])


@require_safe
def mentionable(request: HttpRequest, page_id: int) -> JsonResponse:
    """Completes a name behind an @ (`?q=`), of those who may edit the page."""
    page = get_object_or_404(page_policy().explorable_instances(request.user), pk=page_id).specific
    start = request.GET.get("q", "").strip().casefold()
    named = (user for user in _may_be_editors(page) if _begins(user, start))
    people = islice(_may_edit(page, named), OFFERED)  # to ask for rights takes some queries each
    return JsonResponse([_shown_name(user) for user in people], safe=False)


def _new_remarks(changes: Any) -> Iterator[tuple[str, Any]]:
    for comment in changes["new_comments"]:
        yield Comment.__name__, comment
    for _, replies in changes["new_replies"]:
        for reply in replies:
            yield CommentReply.__name__, reply


def _named_in(text: str, page: Page, sender: Any) -> set[int]:
    """Ids of the people named. Who follows all remarks on the page gets Wagtail's mail anyway."""
    if "@" not in text:
        return set()
    names = {user.pk for user in _people() if mentioned_in(text, {user.pk: _ways(user)})}
    followers = PageSubscription.objects.filter(page=page, comment_notifications=True)
    left = names - {sender.pk} - set(followers.values_list("user_id", flat=True))
    return {user.pk for user in _may_edit(page, _people().filter(pk__in=left))}


def _people() -> "QuerySet[Any]":
    return get_user_model().objects.filter(is_active=True).order_by("last_name", "username")


def _may_be_editors(page: Page) -> "QuerySet[Any]":
    """Returns those whose roles let them edit pages in this place, Autoren of other Kommunen
    included."""
    allowed = page_policy().users_with_any_permission_for_instance({"change", "publish"}, page)
    return _people().filter(pk__in=allowed.order_by().values("pk"))


def _may_edit(page: Page, people: Iterable[Any]) -> Iterator[Any]:
    return (user for user in people if page.permissions_for_user(user).can_edit())


def _ways(user: Any) -> tuple[str, str]:
    return user.get_username(), user.get_full_name()


def _shown_name(user: Any) -> str:
    return user.get_full_name() or user.get_username()


def _begins(user: Any, start: str) -> bool:
    words = [*_ways(user), user.last_name]
    return any(word.casefold().startswith(start) for word in words if word)
