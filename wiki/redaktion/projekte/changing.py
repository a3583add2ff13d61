"""Changes one thing in many projects at once: Thema, Kommune, contact, validity."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain, repeat
from typing import Any

from django.db import transaction
from wagtail.models import Page

from wiki.models import Projektseite, Sammelaenderung
from wiki.redaktion.live_change import ChangeScheduled, change_live_page, held_page
from wiki.redaktion.ruecknahme.protocol import Art, UndoImpossible, undone_by, write_down
from wiki.sorting import sort_key

LISTS = ("themen", "kommunen")
VALUES = ("kontakt_stelle", "kontakt_postfach", "kontakt_telefon", "gueltig_bis")

State = dict[str, Any]  # name of a field -> keys, text or day


@dataclass(frozen=True)
class ChangePlan:
    """What is to change in many projects: ids that are added to lists (`dazu`) and taken away
    (`weg`), and values that replace others (`neu`)."""

    dazu: dict[str, list[int]]
    weg: dict[str, list[int]]
    neu: dict[str, Any]

    def applied_to(self, before: State) -> State:
        """Returns the state after the change. A list that would become empty stays as it is,
        because a project needs a Thema and a Kommune."""
        after = before | self.neu
        for name in LISTS:
            gone, added = self.weg.get(name, []), self.dazu.get(name, [])
            kept = [key for key in before[name] if key not in gone]
            after[name] = list(dict.fromkeys([*kept, *added])) or before[name]
        return after


def state_of(page: Any) -> State:
    keys = {name: [one.pk for one in getattr(page, name).all()] for name in LISTS}
    return keys | {name: getattr(page, name) for name in VALUES}


def shown_version(page: Projektseite) -> Any:
    """Returns the page as its readers see it; for a page that is offline, its newest draft."""
    return page if page.live else page.get_latest_revision_as_object()


def value_text(name: str, value: Any) -> str:
    """Returns the value of a field as people read it: names instead of keys, `31.12.2026`."""
    if name in LISTS:
        model = Projektseite._meta.get_field(name).related_model
        names = model._default_manager.filter(pk__in=value).values_list("name", flat=True)
        return ", ".join(sorted(names, key=sort_key))
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y")
    return str(value or "nichts")


def preview(page: Projektseite, plan: ChangePlan) -> list[dict[str, str]]:
    """Returns each field of the page that would change, with the value before and after."""
    before = state_of(shown_version(page))
    after = plan.applied_to(before)
    return [
        {
            "feld": str(Projektseite._meta.get_field(name).verbose_name),
            "vorher": value_text(name, before[name]),
            "nachher": value_text(name, after[name]),
        }
        for name in (*LISTS, *VALUES)
        if _different(name, before[name], after[name])
    ]


@transaction.atomic
def change_many(pages: list[Any], plan: ChangePlan, user: Any) -> tuple[Sammelaenderung, list[str]]:
    """Changes many projects at once. What is published changes at once, and a draft that somebody
    is writing gets the same change. Returns the change for undoing it, and the titles of pages that
    were left out because a change of theirs is scheduled."""
    written: list[dict[str, Any]] = []
    left: list[str] = []
    waiting = 0
    for page in pages:
        before = state_of(shown_version(page))
        if before == plan.applied_to(before):
            continue
        versions: list[State] = []
        try:
            waiting += not _set(page, partial(_apply_plan, plan, versions), user)
        except ChangeScheduled:
            left.append(page.title)
            continue
        written.append({"pk": page.pk, "fassungen": versions})
    text = "In 1 Projekt" if len(written) == 1 else f"In {len(written)} Projekten"
    later = _waiting(waiting)
    change = write_down(Art.ANGABEN, f"{text} Angaben geändert.{later}", {"seiten": written}, user)
    return change, left


def _waiting(number: int) -> str:
    if not number:
        return ""
    return f" {number} davon {'wartet' if number == 1 else 'warten'} damit auf Freigabe."


@undone_by(Art.ANGABEN)
def change_back(daten: dict[str, Any], user: Any) -> str:
    """Undoes `change_many`. Values that somebody has changed since stay; lists lose what was added
    and get back what was taken away. Published version and draft are undone each by itself, because
    they may have differed."""
    pages = Projektseite.objects.in_bulk([entry["pk"] for entry in daten["seiten"]])
    left = 0
    for entry in daten["seiten"]:
        page = pages.get(entry["pk"])
        if page is None or not page.permissions_for_user(user).can_publish():
            left += 1
            continue
        try:
            _set(page, partial(_apply_back, _changes_of(entry)), user)
        except ChangeScheduled:
            left += 1
    if daten["seiten"] and left == len(daten["seiten"]):
        raise UndoImpossible
    return f"{left} davon nicht." if left else ""


@transaction.atomic
def _set(page: Projektseite, change: Any, user: Any) -> bool:
    """Applies a change to the page. Returns False when it waits for approval together with the
    page. Raises ChangeScheduled for a scheduled one, which would come online without the change."""
    held = held_page(Projektseite.objects.all(), page.pk)
    if held.live:
        return change_live_page(Projektseite, held.pk, change, user)
    if held.scheduled_revision is not None:
        raise ChangeScheduled
    version = held.get_latest_revision_as_object()
    change(version)
    version.save_revision(user=user, clean=False, log_action=True)
    return True


def _apply(version: Any, state: State) -> None:
    for name in LISTS:
        setattr(version, name, _named(name, state[name]))
    for name in VALUES:
        setattr(version, name, state[name])


def _apply_plan(plan: ChangePlan, versions: list[State], version: Any) -> None:
    """Changes one version of a page, and adds to `versions` its state before and after."""
    before = state_of(version)
    after = plan.applied_to(before)
    _apply(version, after)
    versions.append({"vorher": _stored(before), "nachher": _stored(after)})


def _apply_back(changes: Iterator[State], version: Any) -> None:
    now, change = state_of(version), next(changes)
    _apply(version, now | _undone(change["vorher"], change["nachher"], now))


def _undone(before: State, after: State, now: State) -> State:
    """Returns the fields of a version that are to be set back, with their former values. `before`
    and `after` are states as stored, `now` is that of the version."""
    stored = _stored(now)
    back = {name: before[name] for name in VALUES if stored[name] == after[name]}
    if back.get("gueltig_bis"):
        back["gueltig_bis"] = date.fromisoformat(back["gueltig_bis"])
    return back | {name: _list_before(before[name], after[name], now[name]) for name in LISTS}


def _list_before(before: list[int], after: list[int], now: list[int]) -> list[int]:
    kept = [key for key in now if key in before or key not in after]
    gone = [key for key in before if key not in after]
    return list(dict.fromkeys([*kept, *gone]))


def _changes_of(entry: dict[str, Any]) -> Iterator[State]:
    """Yields what was changed in the published version, then in the draft; for a draft that was
    begun later, what was changed in the version it was begun from. Entries of older software know
    the first change only."""
    found: list[State] = entry.get("fassungen") or [entry]
    return chain(found, repeat(found[-1]))


def _named(name: str, keys: list[int]) -> list[Any]:
    found = Projektseite._meta.get_field(name).related_model._default_manager.in_bulk(keys)
    return [found[key] for key in keys if key in found]


def _stored(state: State) -> State:
    day = state["gueltig_bis"]
    return state | {"gueltig_bis": day.isoformat() if day else None}


def _different(name: str, one: Any, other: Any) -> bool:
    return set(one) != set(other) if name in LISTS else one != other


def projects(pages: list[Page]) -> list[Projektseite]:
    """Returns the projects among the pages, by title; in the place of a copy its source."""
    sources = {page.alias_of_id or page.pk for page in pages}
    return list(Projektseite.objects.filter(pk__in=sources).order_by("title"))
