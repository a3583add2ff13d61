"""Files from outside are read in a process of their own: whatever a hostile one does to the reader,
the web process goes on. The file travels through a pipe and is written nowhere."""

import subprocess
import sys

from django.conf import settings

from suche.vorhaben.exceptions import ReaderBusy, TooMuchWork
from suche.vorhaben.schema import FileText
from wiki.platform.turns import Turns

from .reading import BEGINNING, text_from_json

AT_ONCE = 2  # files read at the same time in one web process
WAIT_S = 10  # for one of these places
LIMIT_S = 20  # for one file, by the clock; the CPU limit is the child's own
PROGRAM = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from suche.vorhaben.files.reading import main; main()"
)

_places = Turns(AT_ONCE)


def read_file(data: bytes, *, beginning: bool = False) -> FileText:
    """Reads a file in a child process. Raises SketchRefused as `reading.read_bytes` does, and
    TooMuchWork when the child hit a limit or died."""
    if not _places.take(WAIT_S):
        raise ReaderBusy
    try:
        return text_from_json(_run(data, [BEGINNING] if beginning else []))
    finally:
        _places.give_back()


def _run(data: bytes, words: list[str]) -> str:
    command = [sys.executable, "-I", "-c", PROGRAM, str(settings.BASE_DIR), *words]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=LIMIT_S, check=True, env={}, cwd="/"
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        # Nothing of the error goes to a log: it may quote the file.
        raise TooMuchWork from error
    return done.stdout.decode()
