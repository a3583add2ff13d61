"""Makes links between imported pages.

While a page is written, the page that it links to may not exist yet: the link waits as
`href="wiki:Title"`. At the end of the run it becomes a link, or plain text.
"""

import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any
from urllib.parse import unquote

from django.db import transaction

from wiki.austausch.draft.matching import title_key
from wiki.austausch.draft.stream import stream_of
from wiki.austausch.draft.waiting_links import WAITING_LINK, WAITING_SCHEME
from wiki.austausch.models import Importlauf
from wiki.models import Projektseite

from .existing_projects import read_existing_projects, target


def page_link(page_id: int, label: str) -> str:
    return f'<a linktype="page" id="{page_id}">{label}</a>'


def close_links(lauf: Importlauf) -> None:
    """Closes all waiting links of the run's pages; each page is a transaction of its own."""
    if not lauf.optionen.get("links"):
        return
    titles = {title_key(title): pk for pk, title in read_existing_projects(target()).titles.items()}
    aliases = {
        title_key(a): title_key(b) for a, b in lauf.optionen.get("weiterleitungen", {}).items()
    }

    def find(title: str) -> int | None:
        folded = title_key(title)
        return titles.get(folded) or titles.get(aliases.get(folded, ""))

    for zeile in lauf.geschrieben.all():
        with transaction.atomic():
            page = Projektseite.objects.filter(pk=zeile.seite_id).first()
            if page is None or page.latest_revision_id != zeile.revision_nachher:
                continue
            version = page.get_latest_revision_as_object()
            if replace_links(version, find):
                revision = version.save_revision(clean=False, changed=False)
                if zeile.veroeffentlicht:
                    revision.publish()
                zeile.revision_nachher = revision.pk
                zeile.save(update_fields=["revision_nachher"])


def replace_links(page: Projektseite, find: Callable[[str], int | None]) -> bool:
    """Replaces the waiting links of a page; returns whether there were any."""
    raw = page.inhalt.get_prep_value()
    if WAITING_SCHEME not in json.dumps(raw):
        return False

    def close(match: re.Match[str]) -> str:
        page_id = find(unquote(unescape(match["title"])))
        return page_link(page_id, match["label"]) if page_id else match["label"]

    page.inhalt = stream_of(_map_texts(raw, lambda text: WAITING_LINK.sub(close, text)))
    return True


def _map_texts(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value) if WAITING_SCHEME in value else value
    if isinstance(value, list):
        return [_map_texts(entry, change) for entry in value]
    if isinstance(value, dict):
        return {key: _map_texts(entry, change) for key, entry in value.items()}
    return value
