"""A message in the form that its receiver takes. Pure.

Titles are written by many people: in a chat they must not call everybody, nor look like a link to
somewhere else.
"""

import re
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from .schema import Meldung

MARKUP = re.compile(r"([\\`*_{}\[\]()#+!|~>-])")
NOTHING = "\u200b"  # has no width
CARD = "application/vnd.microsoft.card.adaptive"
Body = dict[str, Any]


def body_of(form: str, meldung: Meldung, when: str) -> Body:
    """Returns the message in one of FORMS. `when` is the moment of the event (ISO 8601)."""
    return FORMS[form](meldung, when)


def _standard(meldung: Meldung, when: str) -> Body:
    said = {"satz": meldung.satz, "titel": meldung.titel, "adresse": meldung.adresse}
    return {"type": meldung.ereignis, "timestamp": when, "data": {**said, **meldung.daten}}


def _mattermost(meldung: Meldung, when: str) -> Body:
    return {"text": f"{_plain(meldung.satz)} [{_plain(meldung.titel)}]({meldung.adresse})"}


def _teams(meldung: Meldung, when: str) -> Body:
    text = f"{_plain(meldung.satz)} **{_plain(meldung.titel)}**"
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": [{"type": "TextBlock", "text": text, "wrap": True}],
        "actions": [{"type": "Action.OpenUrl", "title": "Ansehen", "url": meldung.adresse}],
    }
    return {"type": "message", "attachments": [{"contentType": CARD, "content": card}]}


def _matrix(meldung: Meldung, when: str) -> Body:
    address = escape(meldung.adresse)
    html = f'{escape(meldung.satz)} <a href="{address}">{escape(meldung.titel)}</a>'
    text = f"{meldung.satz} {meldung.titel}: {meldung.adresse}"
    return {"text": _quiet(text), "html": _quiet(html)}


def _plain(text: str) -> str:
    """Escapes a text so that Markdown shows it as it is."""
    return _quiet(MARKUP.sub(r"\\\1", text).replace("<", "&lt;"))


def _quiet(text: str) -> str:
    """Keeps a chat from notifying people: `@all` looks the same afterwards, but calls nobody."""
    return text.replace("@", f"@{NOTHING}")


FORMS: Mapping[str, Callable[[Meldung, str], Body]] = {
    "standard": _standard,
    "mattermost": _mattermost,
    "teams": _teams,
    "matrix": _matrix,
}
