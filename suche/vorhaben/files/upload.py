"""What arrives with a form that carries a file: kept in memory, and not read at all when it says
that it is too large. Django would write uploads over 2.5 MB to disk; a sketch never gets there."""

from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError

from suche.vorhaben.exceptions import FileTooLarge, TextTooLong, UploadBroken
from suche.vorhaben.schema import FILE_MAX_BYTES

AROUND = 1024 * 1024  # bytes that fields and boundaries may take beside the file


class InMemoryHandler(MemoryFileUploadHandler):
    """In memory whatever the size: `read_form` has limited that."""

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        self.activated = True


def read_form(request: HttpRequest) -> None:
    """Makes request.POST and request.FILES ready. SketchRefused where that may not be. The server
    hands over no more bytes than the request declares, so the declared length is the limit."""
    if _declared(request) > FILE_MAX_BYTES + AROUND:
        raise FileTooLarge
    request.upload_handlers = [InMemoryHandler(request)]
    try:
        sizes = [file.size or 0 for _, files in request.FILES.lists() for file in files]
    except RequestDataTooBig as error:
        raise TextTooLong from error
    except (SuspiciousOperation, MultiPartParserError, UnreadablePostError) as error:
        raise UploadBroken from error
    if any(size > FILE_MAX_BYTES for size in sizes):
        raise FileTooLarge


def _declared(request: HttpRequest) -> int:
    declared = request.META.get("CONTENT_LENGTH") or "0"
    return int(declared) if declared.isdigit() else 0
