"""Links to pages that may not exist yet: `<a href="wiki:Title">`. The converter writes them, and
the end of an import closes them (`importing.links`). Pure."""

import re
from urllib.parse import quote

WAITING_SCHEME = "wiki:"
WAITING_LINK = re.compile(r'<a href="wiki:(?P<title>[^"]*)">(?P<label>.*?)</a>', re.DOTALL)


def waiting_link(title: str, label: str) -> str:
    """Writes a link to the page with this title; `label` is HTML."""
    return f'<a href="{WAITING_SCHEME}{quote(title)}">{label}</a>'
