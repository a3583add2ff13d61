"""How log lines look. They say what happened where, and not to whom.

Our own messages name pages by number and never hold a question. Others' may hold an address
(Wagtail, when an e-mail cannot be sent), and so may an exception's text (a database error quotes
the row): addresses are blotted out, and JSON lines leave texts of exceptions out altogether.
"""

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from typing import Any

MAIL_IN_TEXT = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
BLOT = "[E-Mail]"
INNERMOST = 15  # places of a traceback


class Line(logging.Formatter):
    """One line for people; with the traceback, where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        return MAIL_IN_TEXT.sub(BLOT, super().format(record))


class JsonLine(logging.Formatter):
    """One JSON object a line for programs: always time, level, logger, process, message."""

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


def _describe_exception(error: BaseException) -> dict[str, Any]:
    """Returns the exception's kind and the places it came through, innermost last."""
    places = traceback.extract_tb(error.__traceback__)[-INNERMOST:]
    return {
        "error": f"{type(error).__module__}.{type(error).__qualname__}",
        "trace": [f"{place.filename}:{place.lineno} {place.name}" for place in places],
    }
