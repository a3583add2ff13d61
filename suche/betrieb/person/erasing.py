"""Erases what is kept of a person. What stands on a page now is named instead: there an editor must
find other words."""

import re
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from wagtail.models import ModelLogEntry, PageLogEntry

from suche.abo.models import Abonnement, Netzwerkantwort, Planung
from suche.models import Netzwerkfrage
from wiki.models import Rueckmeldung

from .finding import Person, logs_that_name, pages_that_name, revisions_that_name, spellings

GONE = "[entfernt]"
# Whole words: who erases a Max takes nothing from Maxdorf. A line in JSON in JSON begins as \\n.
BEGINS, ENDS = r"(?:(?<!\w)|(?<=\\[nrt]))", r"(?!\w)"


@dataclass(frozen=True)
class Loeschung:
    """How much went; `seiten`: titles of pages that still name the person."""

    eintraege: int
    versionen: int
    konten: int
    seiten: list[str]


@transaction.atomic
def erase(person: Person, *, really: bool) -> Loeschung:
    """Deletes what is kept of the person and returns how much it was. Without `really` the
    transaction is rolled back: the numbers say what would be deleted."""
    done = Loeschung(
        _erase_entries(person.wort),
        _erase_from_revisions(person.wort),
        _erase_accounts(person),
        [page.title for page in pages_that_name(person.wort)],
    )
    if not really:
        transaction.set_rollback(True)
    return done


def _erase_entries(mailbox: str) -> int:
    """Deletes Abonnements and Planungen of the mailbox. A question to the network and a Rückmeldung
    stay, but lose the mailbox. Returns how many rows were deleted or changed."""
    number = 0
    for model in (Abonnement, Planung):
        number += model._default_manager.filter(postfach__iexact=mailbox).delete()[0]
    questions = Netzwerkfrage.objects.filter(kontakt__iexact=mailbox)
    Netzwerkantwort.objects.filter(frage__in=questions).update(bestaetigt_am=None)
    number += questions.update(kontakt="")
    return number + Rueckmeldung.objects.filter(kontakt__iexact=mailbox).update(kontakt="")


def _erase_from_revisions(wort: str) -> int:
    """Takes the words out of older versions, and out of the log of the CMS."""
    number = 0
    for revision in revisions_that_name(wort).iterator():
        revision.content = _without(revision.content, wort)
        revision.object_str = _without(revision.object_str, wort)
        revision.save(update_fields=["content", "object_str"])
        number += 1
    for rows in logs_that_name(wort):
        for row in rows.iterator():
            row.label, row.data = _without(row.label, wort), _without(row.data, wort)
            row.save(update_fields=["label", "data"])
    return number


def _erase_accounts(person: Person) -> int:
    """Deletes the accounts, and with them their names in the log of the CMS. What they have written
    stays, as that of nobody. Returns how many accounts were deleted."""
    for log in (PageLogEntry, ModelLogEntry):
        log.objects.filter(user__in=person.ids).update(user=None)
    for konto in person.konten:
        ModelLogEntry.objects.filter(
            content_type__app_label="auth", content_type__model="user", object_id=str(konto.pk)
        ).delete()
        konto.delete()
    return len(person.konten)


def _without(value: Any, wort: str) -> Any:
    if isinstance(value, dict):
        return {key: _without(inner, wort) for key, inner in value.items()}
    if isinstance(value, list):
        return [_without(inner, wort) for inner in value]
    if isinstance(value, str):
        named = "|".join(map(re.escape, spellings(wort)))
        return re.sub(f"{BEGINS}(?:{named}){ENDS}", GONE, value, flags=re.IGNORECASE)
    return value
