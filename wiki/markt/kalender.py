"""Veranstaltungen as iCalendar (RFC 5545). A Veranstaltung knows days, no hours: all-day events."""

from collections.abc import Iterable
from datetime import UTC, timedelta

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event

from wiki.models import Veranstaltung
from wiki.schriftstueck.schema import printable

MEDIENTYP = "text/calendar; charset=utf-8"


def calendar_of(veranstaltungen: Iterable[Veranstaltung], wiki: str) -> bytes:
    """The file; `wiki` is the address of this wiki without a slash at the end."""
    calendar = Calendar()
    calendar.add("prodid", "-//Digitale Städte//Wissens-Wiki//DE")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Digitale Städte: Veranstaltungen")
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    for veranstaltung in veranstaltungen:
        calendar.add_component(_event(veranstaltung, wiki))
    return bytes(calendar.to_ical())


def _event(veranstaltung: Veranstaltung, wiki: str) -> Event:
    event = Event()
    # Stays the same when title, day or address change: calendars then update their entry.
    event.add("uid", str(veranstaltung.translation_key))
    changed = (veranstaltung.last_published_at or timezone.now()).astimezone(UTC)
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("dtstart", veranstaltung.datum)
    event.add("dtend", (veranstaltung.datum_bis or veranstaltung.datum) + timedelta(days=1))
    event.add("summary", printable(veranstaltung.title))
    event.add("location", printable(veranstaltung.ort))
    event.add("description", printable(veranstaltung.kurzfassung))
    event.add("url", f"{wiki}{veranstaltung.get_url()}")
    event.add("transp", "TRANSPARENT")
    return event
