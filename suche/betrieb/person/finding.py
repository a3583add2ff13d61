"""Finds all that is kept of a person, in every table that names an account or holds a mailbox."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import Model, Q, QuerySet, TextField
from django.db.models.functions import Cast
from wagtail.models import ModelLogEntry, Page, PageLogEntry, Revision

from suche.abo.models import Abonnement, Planung
from suche.models import Netzwerkfrage
from wiki.models import Projektseite, Rueckmeldung

SECRET = {"password", "data", "key", "token", "session_key", "content", "vektor", "kennung"}
SHORTEST = 4  # letters; fewer would stand in half of all texts
TOO_SHORT = (
    "Bitte mindestens vier Zeichen nennen: ein Postfach, einen Anmeldenamen oder einen Namen."
)
KINDS_KEPT = (str, int, float, bool, type(None))


@dataclass(frozen=True)
class Person:
    """`wort`: a mailbox, or the name of an account; also searched for in texts."""

    wort: str
    konten: list[Any] = field(default_factory=list)

    @property
    def ids(self) -> list[int]:
        return [konto.pk for konto in self.konten]


def find_person(wort: str) -> Person:
    accounts = get_user_model()._default_manager.filter(
        Q(email__iexact=wort) | Q(username__iexact=wort)
    )
    return Person(wort, list(accounts))


def all_of(person: Person) -> dict[str, Any]:
    """What is said to the person, ready for JSON."""
    return {
        "gesucht": person.wort,
        "konten": [_fields(konto) for konto in person.konten],
        "eintraege": {
            str(rows.model._meta.verbose_name): [_fields(row) for row in rows]
            for rows in entries_of(person.wort)
            if rows
        },
        "vom_konto": {
            f"{rows.model._meta.label}.{name}": [_fields(row) for row in rows]
            for name, rows in rows_of_accounts(person)
            if rows
        },
        "genannt_in": [
            {"seite": page.pk, "titel": page.title} for page in pages_that_name(person.wort)
        ],
        "genannt_in_versionen": revisions_that_name(person.wort).count(),
    }


def entries_of(mailbox: str) -> Iterator["QuerySet[Any]"]:
    """Yields the rows of each table that hold this mailbox without belonging to an account."""
    yield Abonnement.objects.filter(postfach__iexact=mailbox)
    yield Planung.objects.filter(postfach__iexact=mailbox)
    yield Netzwerkfrage.objects.filter(kontakt__iexact=mailbox)
    yield Rueckmeldung.objects.filter(kontakt__iexact=mailbox)
    yield Projektseite.objects.filter(kontakt_postfach__iexact=mailbox)


def rows_of_accounts(person: Person) -> Iterator[tuple[str, "QuerySet[Any]"]]:
    """Yields, for each field that points to accounts in whatever table, its name and the rows in
    which it points to the accounts of this person."""
    for model in apps.get_models():
        for relation in model._meta.fields:
            if relation.related_model is get_user_model():
                rows = model._default_manager.filter(**{f"{relation.name}__in": person.ids})
                yield relation.name, rows


def pages_that_name(wort: str) -> list[Page]:
    """Returns the pages that have the words in their newest version or in the published one: an
    editor has to take them out."""
    latest = revisions_with(wort).filter(pk__in=Page.objects.values("latest_revision"))
    live = revisions_with(wort).filter(pk__in=Page.objects.values("live_revision"))
    revisions = [*latest.values_list("pk", flat=True), *live.values_list("pk", flat=True)]
    return list(
        Page.objects.filter(Q(latest_revision__in=revisions) | Q(live_revision__in=revisions))
    )


def revisions_that_name(wort: str) -> "QuerySet[Revision]":
    """Returns older versions that have the words. Nobody can edit them any more."""
    current = Q(pk__in=Page.objects.exclude(latest_revision=None).values("latest_revision"))
    current |= Q(pk__in=Page.objects.exclude(live_revision=None).values("live_revision"))
    return revisions_with(wort).exclude(current)


def revisions_with(wort: str) -> "QuerySet[Revision]":
    """Returns all versions, of pages and of snippets, that have the words in their title or
    content."""
    named = Q(object_str__icontains=wort)
    for spelling in spellings(wort):
        named |= Q(inhalt__icontains=json.dumps(spelling, ensure_ascii=False)[1:-1])
    found: QuerySet[Revision] = Revision.objects.annotate(inhalt=Cast("content", TextField()))
    return found.filter(named)


def spellings(wort: str) -> tuple[str, ...]:
    """Returns the two ways in which words stand in a stored version: plainly, and escaped, because
    the sections of a page are JSON inside of JSON."""
    return tuple(dict.fromkeys((wort, json.dumps(wort)[1:-1])))


def logs_that_name(wort: str) -> Iterator["QuerySet[Any]"]:
    """Entries of the CMS's log with the words in title or details."""
    for log in (PageLogEntry, ModelLogEntry):
        rows = log.objects.annotate(angaben=Cast("data", TextField()))
        yield rows.filter(Q(label__icontains=wort) | Q(angaben__icontains=wort))


def _fields(row: Model) -> dict[str, Any]:
    """Returns the fields of a row by their German names, without those that are secret."""
    return {
        str(f.verbose_name): _plain(f.value_from_object(row))
        for f in row._meta.concrete_fields
        if f.name not in SECRET
    }


def _plain(value: Any) -> Any:
    return value if isinstance(value, KINDS_KEPT) else str(value)
