"""Links that wait for their page: `<a href="wiki:Title">`, written by the converter. Pure."""

import re
from urllib.parse import quote

MARK = "wiki:"
WAITING = re.compile(r'<a href="wiki:(?P<title>[^"]*)">(?P<label>.*?)</a>', re.DOTALL)


def waiting_link(title: str, label: str) -> str:
    """`label` is HTML."""
    return f'<a href="{MARK}{quote(title)}">{label}</a>'
