"""The bin itself: pages go in and come back, and go for good after DAYS."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.move_page import MovePageAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.coreutils import find_available_slug
from wagtail.log_actions import log
from wagtail.models import Page, PageViewRestriction, Site

from wiki.aufbewahrung.fristen import PAPIERKORB
from wiki.exceptions import WikiError
from wiki.models import Papierkorb, Papierkorbeintrag, Projektseite, Projektverzeichnis
from wiki.redaktion.ruecknahme.online import online_states, put_online, rename_in_versions

from .telling import tell_deleted, waiting_for

DAYS = PAPIERKORB.tage
SLUG_LENGTH = 230  # what is left of a slug, with room for a number behind it
THROWN_AWAY, PUT_BACK = "wiki.papierkorb", "wiki.wiederhergestellt"


class DeletionForbidden(WikiError):
    """Diese Seite trägt das Wiki und lässt sich nicht löschen."""


class LiesThere(WikiError):
    """Das liegt schon im Papierkorb."""


class PlaceGone(WikiError):
    """Die Seite darüber gibt es nicht mehr. Bitte stellen Sie erst diese wieder her."""


def the_bin() -> Papierkorb:
    """Returns the bin; it is made with the first page that goes in. Nobody but administrators may
    read in it, even if something there came online."""
    if found := Papierkorb.objects.first():
        return found
    bin_ = Papierkorb(title="Papierkorb", slug="papierkorb", live=False)
    Page.get_first_root_node().add_child(instance=bin_)
    PageViewRestriction.objects.create(page=bin_, restriction_type=PageViewRestriction.GROUPS)
    return bin_


def bin_paths() -> tuple[str, ...]:
    """Returns the path of the bin in the tree of pages; nothing before anybody has deleted one."""
    return tuple(Papierkorb.objects.values_list("path", flat=True))


def is_in_bin(page: Page, bins: tuple[str, ...] | None = None) -> bool:
    """Whether the page lies in the bin, or is the bin itself. `bins`: the `bin_paths`, for whoever
    asks about many pages."""
    return bool(page.path.startswith(bin_paths() if bins is None else bins))


def without_bin(pages: Any) -> Any:
    """Those of `pages` that nobody has thrown away."""
    for path in bin_paths():
        pages = pages.exclude(path__startswith=path)
    return pages


@transaction.atomic
def throw_away(page_id: int, user: Any) -> Papierkorbeintrag | None:
    """Takes a page and all below it offline and puts it into the bin; None if it lies there. Who
    waits for its approval gets a mail. Raises DeletionForbidden for the home page of a site and
    what lies above it."""
    page = Page.objects.select_for_update().get(pk=page_id)
    if is_in_bin(page):
        return None
    if any(root.path.startswith(page.path) for root in _site_roots()):
        raise DeletionForbidden
    below = page.get_descendants(inclusive=True)
    entry = Papierkorbeintrag(
        seite=page,
        ort=page.get_parent(),
        slug=page.slug,
        live=online_states(below),
        geloescht_am=timezone.now(),
        geloescht_von=user if user and user.pk else None,
    )
    waiting = waiting_for(below.specific(), user)
    _stop(below, user)
    _move(page.pk, the_bin(), f"{page.slug[:SLUG_LENGTH]}-{page.pk}", user)
    entry.save()
    log(instance=page.specific, action=THROWN_AWAY, user=user)
    transaction.on_commit(lambda: tell_deleted(waiting))
    return entry


@transaction.atomic
def put_back(entry: Papierkorbeintrag, user: Any) -> Page:
    """Puts a page back where it was, online if it was. Raises PlaceGone."""
    place = place_of(entry)
    if place is None:
        raise PlaceGone
    page = Page.objects.select_for_update().get(pk=entry.seite_id)
    slug = find_available_slug(place, entry.slug, ignore_page_id=page.pk)
    _move(page.pk, place, slug, user)
    page.refresh_from_db()
    if slug != entry.slug:
        versions = [s["fassung"] for s in entry.live if s["pk"] == page.pk]
        rename_in_versions([*versions, page.latest_revision_id], slug)
    for state in entry.live:
        put_online(state, user)
    entry.delete()
    page = Page.objects.get(pk=page.pk)
    log(instance=page.specific, action=PUT_BACK, user=user)
    return page


def place_of(entry: Papierkorbeintrag, bins: tuple[str, ...] | None = None) -> Page | None:
    """Returns the page below which a deleted one is put back: the one it lay below, for a project
    else the Projektverzeichnis. None if neither is there, or they lie in the bin themselves."""
    if entry.ort and not is_in_bin(entry.ort, bins):
        return entry.ort
    is_project = entry.seite.specific_class is Projektseite
    projects = Projektverzeichnis.objects.first() if is_project else None
    return None if projects is None or is_in_bin(projects, bins) else projects


def empty(now: datetime) -> int:
    """Deletes for good what has lain in the bin for DAYS. Returns how many pages went, with those
    below them."""
    old = Papierkorbeintrag.objects.filter(geloescht_am__lt=now - timedelta(days=DAYS))
    return sum(delete_for_good(entry, None) for entry in old)


@transaction.atomic
def delete_for_good(entry: Papierkorbeintrag, user: Any) -> int:
    page = entry.seite.specific
    number: int = page.get_descendant_count() + 1
    DeletePageAction(page, user=user).execute(skip_permission_checks=True)
    return number


def _site_roots() -> list[Page]:
    return [site.root_page for site in Site.objects.select_related("root_page")]


def _stop(pages: Any, user: Any) -> None:
    """Takes pages offline, out of approval and out of the schedule."""
    for page in pages.specific().order_by("-depth"):
        UnpublishPageAction(page, user=user, log_action=False).execute(skip_permission_checks=True)
        page.revisions.update(approved_go_live_at=None)
        if workflow := page.current_workflow_state:
            workflow.cancel(user=user)


def _move(page_id: int, place: Page, slug: str, user: Any) -> None:
    """Moves a page and gives it a slug. The slug is written past Wagtail's signals, which would
    make redirects from the place in the bin."""
    Page.objects.filter(pk=page_id).update(slug=slug)
    page, target = Page.objects.get(pk=page_id).specific, Page.objects.get(pk=place.pk)
    action = MovePageAction(page, target, pos="last-child", user=user)
    action.execute(skip_permission_checks=True)
