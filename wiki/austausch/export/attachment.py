"""Answers with a file to be saved, of each kind that the wiki writes."""

import re

from django.http import HttpResponse

from wiki.schriftstueck.files import FORMEN

TYPES = {name: form.content_type for name, form in FORMEN.items()} | {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "mediawiki": "application/xml",
}
PRIVATE = "private, no-cache"


def attachment(content: bytes, kind: str, name: str) -> HttpResponse:
    """Answers with a file to be saved as `name`, without the characters that could not stand in a
    header."""
    response = HttpResponse(content, content_type=TYPES[kind])
    safe = re.sub(r"[^\w.-]", "", name)
    response["Content-Disposition"] = f'attachment; filename="{safe}"'
    response["Cache-Control"] = PRIVATE
    return response
