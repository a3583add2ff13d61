"""Shows the published versions of an article to people who may edit it.

Not to everybody, because a version may hold what had to be removed (a name, a mistake about
somebody). Drafts are never shown, and nobody is told who wrote a version.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wagtail.models import PageLogEntry, Revision

from wiki.felder.felder import FELDER
from wiki.felder.schema import Art, Feld
from wiki.felder.values import entries_of
from wiki.models import Projektseite
from wiki.redaktion.rollen.rechte import editable_pages

from .version_diff import Unterschied, differences

VERSIONS_SHOWN = 50
NOT_COMPARED = {Art.KUERZEL, Art.ZEITRAUM}  # the address is no text, a period is its two years


@dataclass(frozen=True)
class Version:
    """A version that was published: its number, the time, and its revision."""

    nummer: int
    am: datetime
    revision: Revision


def may_see_versions(user: Any, page: Projektseite) -> bool:
    """Whether this user may edit the page, and so knows its history anyway."""
    if not user.is_authenticated:
        return False
    return editable_pages(user).filter(pk=page.pk).exists()


def published_versions(page: Projektseite) -> list[Version]:
    """Returns the versions, newest first. What was only scheduled, or never published, has no entry
    in the log and is not among them."""
    entries = (
        PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish", revision__isnull=False)
        .select_related("revision")
        .order_by("timestamp", "pk")
    )
    first_time: dict[int, PageLogEntry] = {}
    for entry in entries:
        first_time.setdefault(entry.revision_id, entry)
    numbered = enumerate(first_time.values(), 1)
    versions = [Version(number, entry.timestamp, entry.revision) for number, entry in numbered]
    return versions[::-1][:VERSIONS_SHOWN]


def changes_of(old: Revision, new: Revision) -> list[Unterschied]:
    """Returns the fields whose text differs between two revisions."""
    return differences(statements(old.as_object()), statements(new.as_object()))


def statements(page: Projektseite) -> dict[str, str]:
    """Returns what an article says: label of a field or heading of a section -> its text. Links to
    other pages are left out, because their titles may be private."""
    said = {feld.label: _said(page, feld) for feld in FELDER if feld.art not in NOT_COMPARED}
    said |= {section.name: section.text for section in page.sections()}
    return {name: text for name, text in said.items() if text}


def _said(page: Projektseite, feld: Feld) -> str:
    entries = entries_of(page, feld)
    if feld.art in (
        Art.KOMMUNEN,
        Art.THEMEN,
        Art.PRODUKTE,
    ):  # a set: an order of its own is no change
        entries = sorted(entries)
    return ("\n" if feld.art in (Art.ZEILEN, Art.QUELLEN) else ", ").join(entries)
