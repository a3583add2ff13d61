"""Undoes what Wagtail does with many pages at once: publish, take offline, move."""

from collections.abc import Callable, Iterable
from typing import Any

from wagtail.actions.move_page import MovePageAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page

from wiki.models import Sammelaenderung

from .online import online_states, put_online
from .protocol import Art, UndoImpossible, undone_by, write_down

# Wagtail's name for it -> ours, and what is said of one page and of several
KINDS = {
    "publish": (Art.VEROEFFENTLICHEN, "veröffentlicht"),
    "unpublish": (Art.OFFLINE, "offline genommen"),
    "move": (Art.VERSCHIEBEN, "verschoben"),
}


def states_of(pages: Iterable[Page]) -> dict[str, Any]:
    """Returns what undoing needs to know of these pages and of all below them: which were live in
    which version, and where they lay."""
    chosen = list(pages)
    below = Page.objects.none()
    for page in chosen:
        below |= Page.objects.descendant_of(page, inclusive=True)
    return {
        "gewaehlt": len(chosen),
        "live": online_states(below),
        "seiten": sorted(below.values_list("pk", flat=True)),
        "orte": {str(page.pk): page.get_parent().pk for page in chosen},
    }


def write_down_bulk(kind: str, before: dict[str, Any], user: Any) -> Sammelaenderung:
    art, done = KINDS[kind]
    number = before["gewaehlt"]
    text = f"1 Seite {done}." if number == 1 else f"{number} Seiten {done}."
    after = online_states(Page.objects.filter(pk__in=before["seiten"]))
    return write_down(art, text, before | {"danach": after}, user)


@undone_by(Art.VEROEFFENTLICHEN, Art.OFFLINE)
def restore_online(daten: dict[str, Any], user: Any) -> str:
    """Undoes that many pages were published or taken offline. Those that were published, taken
    offline or deleted again since stay as they are."""
    before = {state["pk"]: state for state in daten["live"]}
    after = {state["pk"]: state for state in daten["danach"]}
    pages = Page.objects.filter(pk__in=daten["seiten"]).order_by("depth")
    changed = [page for page in pages if _version(before, page) != _version(after, page)]
    return _each(changed, user, "can_publish", lambda page: _restore(page, before, after, user))


def _version(states: dict[int, Any], page: Page) -> Any:
    return states[page.pk]["fassung"] if page.pk in states else "offline"


def _restore(page: Page, before: dict[int, Any], after: dict[int, Any], user: Any) -> bool:
    now = {state["pk"]: state for state in online_states(Page.objects.filter(pk=page.pk))}
    if _version(now, page) != _version(after, page):
        return False
    if page.pk in before:
        put_online(before[page.pk], user)
    else:
        UnpublishPageAction(page.specific, user=user).execute(skip_permission_checks=True)
    return True


@undone_by(Art.VERSCHIEBEN)
def move_back(daten: dict[str, Any], user: Any) -> str:
    pages = list(Page.objects.filter(pk__in=daten["orte"]))
    places = Page.objects.in_bulk(daten["orte"].values())
    return _each(
        pages,
        user,
        "can_move",
        lambda page: _move(page, places.get(daten["orte"][str(page.pk)]), user),
    )


def _move(page: Page, place: Page | None, user: Any) -> bool:
    page = Page.objects.get(pk=page.pk).specific
    if place is None or not Page._slug_is_available(page.slug, place, page=page):
        return False
    if not page.permissions_for_user(user).can_move_to(place):
        return False
    action = MovePageAction(page, Page.objects.get(pk=place.pk), pos="last-child", user=user)
    action.execute(skip_permission_checks=True)
    return True


def _each(pages: list[Page], user: Any, right: str, undo: Callable[[Page], bool]) -> str:
    """Undoes it for each page for which the user has the right. Says for how many it was not."""
    left = 0
    for page in pages:
        allowed = getattr(page.specific.permissions_for_user(user), right)()
        left += not (allowed and undo(page))
    if pages and left == len(pages):
        raise UndoImpossible
    return f"{left} davon nicht, denn daran hat sich etwas geändert." if left else ""
