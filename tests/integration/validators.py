"""What validators of formats ask for. Each function returns what is wrong, as short texts."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import Element, fromstring

from icalendar import Calendar
from rdflib import SDO

ATOM = "{http://www.w3.org/2005/Atom}"


def faults_of_feed(content: bytes) -> list[str]:
    """RFC 4287, 4.1: what a feed and each of its entries must have, and have once."""
    feed = fromstring(content)
    entries = feed.findall(f"{ATOM}entry")
    names = [str(one.findtext(f"{ATOM}id")) for one in (feed, *entries)]
    return [
        *([] if feed.tag == f"{ATOM}feed" else ["no feed"]),
        *([] if len(set(names)) == len(names) else ["two with one id"]),
        *(fault for one in (feed, *entries) for fault in _faults_of_part(one, feed)),
    ]


def _faults_of_part(one: Element, feed: Element) -> Iterator[str]:
    for name in ("id", "title", "updated"):
        if len(one.findall(f"{ATOM}{name}")) != 1 or not one.findtext(f"{ATOM}{name}"):
            yield f"{name}: not once"
    if ":" not in (one.findtext(f"{ATOM}id") or ""):
        yield "id: no address"
    if not (one.findall(f"{ATOM}author/{ATOM}name") or feed.findall(f"{ATOM}author/{ATOM}name")):
        yield "author: nobody"
    for day in (*one.findall(f"{ATOM}updated"), *one.findall(f"{ATOM}published")):
        if datetime.fromisoformat(str(day.text)).tzinfo is None:
            yield f"{day.text}: no zone"
    for link in one.findall(f"{ATOM}link"):
        if ":" not in link.get("href", ""):
            yield "link: no whole address"


def faults_of_calendar(content: bytes) -> list[str]:
    """RFC 5545, 3.1 and 3.6: lines, and properties that must be there or only once."""
    lines = content.split(b"\r\n")
    long = [line for line in lines if len(line) > 75 or b"\n" in line]
    parts = Calendar.from_ical(content).walk()
    events = [part for part in parts if part.name == "VEVENT"]
    uids = [str(event.get("UID")) for event in events]
    return [
        *(f"line: {line!r}" for line in long),
        *(f"{p.name}: no {name}" for p in parts for name in p.required if name not in p),
        *(f"{p.name}: {e}" for p in parts for e in p.errors),
        *(f"{uid}: ends before it begins" for uid, e in zip(uids, events, strict=True) if _ends(e)),
        *([] if len(set(uids)) == len(uids) else ["two with one UID"]),
    ]


def _ends(event: Any) -> bool:
    return bool("DTEND" in event and event["DTEND"].dt <= event["DTSTART"].dt)


def faults_of_linked_data(text: str) -> list[str]:
    """Types and properties that schema.org does not know, and addresses that are none."""
    said = json.loads(text)
    context = said.pop("@context", "")
    return [
        *([] if str(context).rstrip("/") == "https://schema.org" else ["@context: another"]),
        *_faults_of_thing(said),
    ]


def _faults_of_thing(said: Any) -> Iterator[str]:
    if isinstance(said, list):
        for one in said:
            yield from _faults_of_thing(one)
    if isinstance(said, dict):
        for name, value in said.items():
            if name == "@type" and value not in SDO:
                yield f"{value}: no such type"
            # "query-input": schema.org's own way to say what an action takes
            if not name.startswith("@") and name.removesuffix("-input") not in SDO:
                yield f"{name}: no such property"
            if name in ("url", "item", "contentUrl", "license", "@id") and "://" not in str(value):
                yield f"{name}: no whole address"
            yield from _faults_of_thing(value)
