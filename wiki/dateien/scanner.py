"""Asks a virus scanner that speaks clamd's protocol (INSTREAM), by TCP or a Unix socket."""

import logging
import socket
from collections.abc import Iterator
from typing import IO
from urllib.parse import urlsplit

from .exceptions import ScannerDown, VirusFound

logger = logging.getLogger(__name__)

CHUNK = 64 * 1024
CONNECT_S, ANSWER_S = 5, 60
LONGEST_ANSWER = 4096
COMMAND, CLEAN, FOUND = b"zINSTREAM\0", "OK", "FOUND"


def scan(file: IO[bytes], address: str) -> None:
    """Raises VirusFound, or ScannerDown where no clear answer comes: what could not be looked at is
    not taken. `address`: `tcp://host:3310` or `unix:/run/clamav/clamd.ctl`."""
    file.seek(0)
    try:
        answer = _ask(file, address)
    except (OSError, ValueError) as error:
        logger.warning("Virenscanner %s: %s", address, error)
        raise ScannerDown from error
    finally:
        file.seek(0)
    if answer.endswith(FOUND):
        logger.warning("Virenscanner: %s", answer)
        raise VirusFound
    if not answer.endswith(CLEAN):
        logger.warning("Virenscanner %s: %s", address, answer or "keine Antwort")
        raise ScannerDown


def _ask(file: IO[bytes], address: str) -> str:
    with _connect(address) as connection:
        connection.settimeout(ANSWER_S)
        try:
            for part in _stream(file):
                connection.sendall(part)
        except (BrokenPipeError, ConnectionResetError):
            pass  # it has said enough, as when a file is larger than it reads
        return _answer(connection)


def _connect(address: str) -> socket.socket:
    if address.startswith("unix:"):
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(CONNECT_S)
        try:
            connection.connect(address.removeprefix("unix:"))
        except OSError:
            connection.close()
            raise
        return connection
    parts = urlsplit(address)
    return socket.create_connection((parts.hostname or "", parts.port or 0), CONNECT_S)


def _stream(file: IO[bytes]) -> Iterator[bytes]:
    yield COMMAND
    while chunk := file.read(CHUNK):
        yield len(chunk).to_bytes(4, "big") + chunk
    yield bytes(4)


def _answer(connection: socket.socket) -> str:
    said = b""
    while b"\0" not in said and len(said) < LONGEST_ANSWER:
        part = connection.recv(LONGEST_ANSWER)
        if not part:
            break
        said += part
    return said.partition(b"\0")[0].decode(errors="replace").strip()
