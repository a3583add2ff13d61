"""What was live and in which version, and how a page comes online again as it was.

A page goes offline without its live version being kept anywhere but in its row, and what is
published next would be the draft that somebody was writing.
"""

from datetime import datetime
from typing import Any

from wagtail.models import Page, Revision
from wagtail.signals import page_published

# {"pk", "fassung" (None: an alias), "am": when it was published}; with "geplant" the version was to
# come online at that time
Online = dict[str, Any]


def online_states(pages: Any) -> list[Online]:
    """Returns the state of those of the pages that are live (the upper ones first) or scheduled to
    go live, for `put_online`."""
    live = pages.filter(live=True).order_by("depth", "pk")
    return [*(online_state(page.specific) for page in live), *_scheduled(pages)]


def _scheduled(pages: Any) -> list[Online]:
    keys = [str(pk) for pk in pages.values_list("pk", flat=True)]
    waiting = Revision.objects.page_revisions().filter(
        object_id__in=keys, approved_go_live_at__isnull=False
    )
    return [
        {"pk": int(r.object_id), "fassung": r.pk, "geplant": r.approved_go_live_at.isoformat()}
        for r in waiting
    ]


def online_state(page: Any) -> Online:
    published = page.last_published_at
    return {
        "pk": page.pk,
        "fassung": None if page.alias_of_id else _live_version(page),
        "am": published.isoformat() if published else None,
    }


def _live_version(page: Any) -> int:
    """Returns the id of a version that says what is live. Where no version does, one is made, and a
    draft stays the newest version all the same."""
    if page.live_revision_id:
        return int(page.live_revision_id)
    draft = page.get_latest_revision()
    if draft is not None and not page.has_unpublished_changes:
        return int(draft.pk)
    live = page.save_revision(clean=False, log_action=False)
    if draft is not None:  # stays the newest
        draft.as_object().save_revision(clean=False, log_action=False)
    return int(live.pk)


def put_online(state: Online, user: Any) -> None:
    """Publishes the version that was live, with the date it had, or schedules it again. A page that
    was deleted for good meanwhile stays away."""
    if due := state.get("geplant"):
        when = datetime.fromisoformat(due)
        Revision.objects.filter(pk=state["fassung"]).update(approved_go_live_at=when)
        return
    found = Page.objects.filter(pk=state["pk"]).first()
    if found is None:
        return
    page = found.specific
    if page.alias_of_id:
        _put_alias_online(page)
        return
    _version_of(page, state).publish(user=user, skip_permission_checks=True)
    if state["am"]:
        published = datetime.fromisoformat(state["am"])
        Page.objects.filter(pk=page.pk).update(last_published_at=published)


def _version_of(page: Any, state: Online) -> Revision:
    """What was an alias has none, if its source was deleted meanwhile."""
    was_live = page.revisions.filter(pk=state["fassung"]).first()
    return was_live or page.get_latest_revision() or page.save_revision(clean=False)


def _put_alias_online(page: Any) -> None:
    """Puts an alias online if its source is online."""
    if page.alias_of.live and not page.live:
        page.live = True
        page.save(clean=False)
        page_published.send(sender=type(page), instance=page, revision=None, alias=True)


def rename_in_versions(versions: list[Any], slug: str) -> None:
    """Gives the versions with these ids the slug that the page has now: another page has taken the
    former one."""
    for version in Revision.objects.filter(pk__in=[pk for pk in versions if pk]):
        version.content["slug"] = slug
        version.save(update_fields=["content"])
