"""Formats log lines. They say what happened where, and not to whom.

Our own messages name pages by number and never hold a question. Messages of others may hold an
address (Wagtail, when an e-mail cannot be sent), and so may the text of an exception (a database
error quotes the row). So addresses are blotted out, and JSON lines leave out texts of exceptions.
"""

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from typing import Any

# From its first letter on only: else a long address of a page, without an @, takes its square.
MAIL_IN_TEXT = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
BLOT = "[E-Mail]"
# Line breaks and the like in a message would let its sender write lines of their own.
CONTROL = {code: rf"\x{code:02x}" for code in (*range(32), *range(127, 160), 0x2028, 0x2029)}
INNERMOST = 15  # places of a traceback


class Line(logging.Formatter):
    """Formats a line for people, with the traceback if there is one."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        record.message = record.message.translate(CONTROL)
        return super().formatMessage(record)

    def format(self, record: logging.LogRecord) -> str:
        return MAIL_IN_TEXT.sub(BLOT, super().format(record))


class JsonLine(logging.Formatter):
    """Formats a line for programs: one JSON object with time, level, logger, process and
    message."""

    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "process": record.process,
            "message": record.getMessage(),
        }
        if record.exc_info and record.exc_info[1]:
            entry |= _describe_exception(record.exc_info[1])
        return MAIL_IN_TEXT.sub(BLOT, json.dumps(entry, ensure_ascii=False))


class Refused(logging.Filter):
    """Makes a line of what Django refuses (an unknown host, too many fields): anybody may cause it
    as often as they like, so it is no error of ours and shows no traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.levelno, record.levelname = logging.WARNING, "WARNING"
        record.exc_info = record.exc_text = None
        return True


class OfVisitors(logging.Filter):
    """Of what a visitor did wrong (a form that cannot be read) a line is enough; tracebacks are for
    errors of ours."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno < logging.ERROR:
            record.exc_info = record.exc_text = None
        return True


def _describe_exception(error: BaseException) -> dict[str, Any]:
    """Returns the kind of the exception and the places it came through, the innermost last."""
    places = traceback.extract_tb(error.__traceback__)[-INNERMOST:]
    return {
        "error": f"{type(error).__module__}.{type(error).__qualname__}",
        "trace": [f"{place.filename}:{place.lineno} {place.name}" for place in places],
    }
