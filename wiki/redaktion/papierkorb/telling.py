"""Tells whoever waits for an answer that the page was deleted instead."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from wagtail.models import Page

from wiki.aufbewahrung.fristen import PAPIERKORB
from wiki.postfach import one_line, reachable


def waiting_for(pages: Iterable[Page], user: Any) -> list[tuple[Any, str]]:
    """Returns (who has handed it in, its title) for the pages that wait for approval or were sent
    back, without those that `user` has handed in, or whose author may not edit them any more."""
    return list(_waiting_for(pages, user))


def _waiting_for(pages: Iterable[Page], user: Any) -> Iterator[tuple[Any, str]]:
    for page in pages:
        state = page.current_workflow_state
        author = state.requested_by if state else None
        if author is None or author == user or not reachable(author.email):
            continue
        if page.permissions_for_user(author).can_edit():
            yield author, page.get_latest_revision_as_object().title


def tell_deleted(waiting: Iterable[tuple[Any, str]]) -> None:
    for author, title in waiting:
        context = {
            "titel": title,
            "tage": PAPIERKORB.tage,
            "link": f"{settings.WAGTAILADMIN_BASE_URL}{reverse('wagtailadmin_home')}",
        }
        text = render_to_string("wiki/redaktion/papierkorb/geloescht.txt", context)
        send_mail(f"Gelöscht: {one_line(title)}", text, None, [author.email])
