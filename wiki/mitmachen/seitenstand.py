"""Since when a page is new and says what it says: its `Seitenstand`.

A page that people write here changes on the day it is published with other words or facts. One
that came with the fixtures is as old as its facts, whenever it was loaded.
"""

import hashlib
from datetime import datetime
from functools import singledispatch
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from wiki.felder.felder import FELDER
from wiki.felder.schema import Art
from wiki.models import Fixturestand, Projektseite, Seitenstand, Textseite, Veranstaltung
from wiki.models.projektseite import heute

from .versionen import published_versions, statements

KINDS: tuple[type[Page], ...] = (Projektseite, Veranstaltung, Textseite)
# That somebody looked again is no change of what was seen.
NO_FACTS = {feld.label for feld in FELDER if feld.art is Art.DATUM}


def on_published(instance: Page, **_: Any) -> None:
    """A page that is only scheduled rings, too, and again when its time has come."""
    if instance.live and isinstance(instance, KINDS):
        note_publication(instance)


def note_publication(page: Any) -> None:
    """Called after each publication. If the page says something else than before, today is the day
    it changed."""
    stand = Seitenstand.objects.filter(seite=page.pk).first() or _from_history(page)
    said = digest(page)
    if stand.gesagt != said:
        stand.geaendert, stand.gesagt = heute().isoformat(), said
        stand.neu_seit = stand.neu_seit or stand.geaendert
    stand.save()


def note_facts(page: Any) -> None:
    """Called after loading: the page is as new as its facts, and was changed with them."""
    day = day_of_facts(page)
    said = {"neu_seit": day, "geaendert": day, "gesagt": digest(page)}
    Seitenstand.objects.update_or_create(seite_id=page.pk, defaults=said)


def complete() -> int:
    """Makes a Seitenstand for each live page that has none: from its facts if it is as loaded from
    the fixtures, else from its history. Returns how many were made."""
    count = 0
    for kind in KINDS:
        for page in kind._default_manager.live().filter(seitenstand=None):
            if _is_as_loaded(page):
                note_facts(page)
            else:
                _from_history(page).save()
            count += 1
    return count


@singledispatch
def day_of_facts(page: Any) -> str:
    """The newest day, month or year that the page names for its facts; empty without any."""
    return ""


@day_of_facts.register
def _(page: Projektseite) -> str:
    checked = page.geprueft_am.isoformat() if page.geprueft_am else ""
    days = [checked, str(page.status_jahr or ""), *(q.datum for q in page.quellen.all())]
    return max((day for day in days if day <= heute().isoformat()), default="")


@day_of_facts.register
def _(page: Veranstaltung) -> str:
    return min(page.datum, heute()).isoformat()


def digest(page: Any) -> str:
    """A hash of what a page says to its readers."""
    said = "\0".join(f"{name}\0{text}" for name, text in sorted(_said(page).items()))
    return hashlib.sha256(said.encode()).hexdigest()


@singledispatch
def _said(page: Any) -> dict[str, str]:
    return {"titel": page.title, "text": str(getattr(page, "text", ""))}


@_said.register
def _(page: Projektseite) -> dict[str, str]:
    return {name: text for name, text in statements(page).items() if name not in NO_FACTS}


@_said.register
def _(page: Veranstaltung) -> dict[str, str]:
    when = (page.datum, page.datum_bis, page.ort, page.veranstalter)
    points = (f"{point.value['titel']} {point.value['beschreibung']}" for point in page.programm)
    head = {"titel": page.title, "kurzfassung": page.kurzfassung, "wann": str(when)}
    sections = {section.name: section.text for section in page.sections()}
    return head | {"programm": "\n".join(points)} | sections


def _from_history(page: Any) -> Seitenstand:
    """Returns a Seitenstand, not saved, made of the published versions of a page. Without any it is
    as old as its first publication."""
    first = _day(page.first_published_at)
    stand = Seitenstand(seite_id=page.pk, neu_seit=first, geaendert=first, gesagt="")
    for version in reversed(published_versions(page)):
        said = digest(version.revision.as_object())
        if stand.gesagt and said != stand.gesagt:
            stand.geaendert = _day(version.am)
        stand.gesagt = said
    return stand


def _is_as_loaded(page: Page) -> bool:
    row = Fixturestand.objects.filter(objekt_id=page.pk, stand=str(page.latest_revision_id))
    return row.filter(schluessel__regex="^(projekt|veranstaltung|seite)/").exists()


def _day(moment: datetime | None) -> str:
    return timezone.localdate(moment).isoformat() if moment else ""
