"""Log lines say what happened, not to whom."""

import json
import logging
import os
import subprocess
import sys
import time
from typing import Any

import pytest
from django.conf import settings

from wiki.platform.logs import JsonLine, Line, OfVisitors

# What `django.setup()` does first; the rest of it takes seconds.
CONFIGURE = """
import logging
from django.conf import settings
from django.utils.log import configure_logging
configure_logging(settings.LOGGING_CONFIG, settings.LOGGING)
"""


def record(message: str, *values: Any, error: BaseException | None = None) -> logging.LogRecord:
    trouble = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord("suche.x", logging.ERROR, "x.py", 1, message, values, trouble)


def raised(text: str) -> ValueError:
    try:
        raise ValueError(text)
    except ValueError as error:
        return error


def test_json_line_has_fixed_keys() -> None:
    entry = json.loads(JsonLine().format(record("Seite %s fehlt", 7)))
    assert list(entry) == ["time", "level", "logger", "process", "message"]
    assert (entry["level"], entry["logger"], entry["message"]) == (
        "ERROR",
        "suche.x",
        "Seite 7 fehlt",
    )
    assert entry["time"].endswith("+00:00")


def test_json_line_is_one_line() -> None:
    assert "\n" not in JsonLine().format(record("eins\nzwei", error=raised("drei\nvier")))


def test_nobody_writes_a_line_of_their_own_into_the_log() -> None:
    said = Line().format(record("Gesucht: %s", "x\n2026-11-30 INFO wiki: Angemeldet\u2028y\x1b[2J"))
    assert said == "Gesucht: x\\x0a2026-11-30 INFO wiki: Angemeldet\\x2028y\\x1b[2J"


def test_json_line_tells_kind_and_place_of_an_error_but_not_its_text() -> None:
    line = JsonLine().format(record("kaputt", error=raised("Anna Muster")))
    entry = json.loads(line)
    assert entry["error"] == "builtins.ValueError"
    assert entry["trace"][-1].endswith(" raised")
    assert "Muster" not in line


@pytest.mark.parametrize("formatter", [JsonLine(), Line()])
def test_a_long_address_of_a_page_costs_no_time(formatter: logging.Formatter) -> None:
    """Anybody may ask for one, and is told in the log that there is none."""
    began = time.process_time()
    formatter.format(record("Not Found: /%s", "_" * 100_000))
    assert time.process_time() - began < 2  # it was more than a minute


@pytest.mark.parametrize("formatter", [JsonLine(), Line()])
def test_addresses_are_blotted_out(formatter: logging.Formatter) -> None:
    line = formatter.format(record("An %s ging nichts", "anna.muster+x@stadt.example.de"))
    assert "An [E-Mail] ging nichts" in line


def test_signature_of_a_model_is_no_address() -> None:
    assert "e5-small@0123abcd" in Line().format(record("e5-small@0123abcd"))


def test_line_for_people_keeps_the_traceback() -> None:
    line = Line().format(record("kaputt", error=raised("Spalte fehlt")))
    assert "Spalte fehlt" in line
    assert "Traceback" in line


@pytest.mark.parametrize(("chosen", "structured"), [("json", True), ("", False)])
def test_operator_chooses_by_environment(chosen: str, structured: bool) -> None:
    code = f"{CONFIGURE}logging.getLogger('wiki').info('bereit')"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=settings.BASE_DIR,
        env=os.environ | {"WIKI_LOG": chosen, "DJANGO_SETTINGS_MODULE": "wiki.settings.test"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr.strip().startswith("{") == structured
    assert "bereit" in done.stderr


@pytest.mark.parametrize("what", ["DisallowedHost", "TooManyFieldsSent"])
def test_what_anybody_may_cause_is_one_line_and_no_alarm(what: str) -> None:
    code = (
        f"{CONFIGURE}try: raise ValueError('boese')\n"
        f"except ValueError as e: logging.getLogger('django.security.{what}').error(\n"
        "    str(e), exc_info=e)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "wiki.settings.dev"},
        capture_output=True,
        text=True,
        check=True,
    )
    (line,) = done.stderr.splitlines()
    assert f"WARNING django.security.{what}: boese" in line


def test_what_a_visitor_did_wrong_has_no_traceback() -> None:
    theirs, ours = record("Bad request", error=raised("a")), record("Fehler", error=raised("b"))
    theirs.levelno = logging.WARNING
    assert OfVisitors().filter(theirs)
    assert OfVisitors().filter(ours)
    assert (theirs.exc_info, ours.exc_info is None) == (None, False)
