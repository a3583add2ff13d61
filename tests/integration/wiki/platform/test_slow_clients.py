"""Whoever sends slowly holds nobody up: a real gunicorn with two threads and a tiny application."""

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress
from http.client import HTTPConnection

import pytest
from django.conf import settings
from gunicorn.config import Config

from wiki.platform.slow_clients.worker import SPARE, Connection, PatientWorker

WORKER = "wiki.platform.slow_clients.worker.PatientWorker"
APP = f"{__package__}.tiny_app:app"
SLOW = 20  # ten times as many as there are threads
ROOM = 30  # connections
HEAD = b"GET / HTTP/1.1\r\nHost: x\r\n"
BODY = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhal"


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        number = int(free.getsockname()[1])
    command = ["-m", "gunicorn", APP, "--worker-class", WORKER, "--threads", "2"]
    command += ["--worker-connections", str(SPARE + ROOM)]
    process = subprocess.Popen(
        [sys.executable, *command, "--bind", f"127.0.0.1:{number}", "--log-level", "critical"],
        cwd=settings.BASE_DIR,
    )
    try:
        _wait_for(number)
        yield number
    finally:
        process.kill()
        process.wait()


def _wait_for(port: int) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            connect(port).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError


def connect(port: int, first: bytes = b"") -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), timeout=20)
    connection.sendall(first)
    return connection


def answers(connection: socket.socket, number: int = 1) -> list[bytes]:
    """The bodies of so many answers, each a digit."""
    said = b""
    while len(found := re.findall(rb"\r\n\r\n(\d)", said)) < number:
        piece = connection.recv(1000)
        assert piece, said
        said += piece
    return found


def get(port: int, path: str) -> str:
    with closing(HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
        connection.request("GET", path)
        return connection.getresponse().read().decode()


def sent(port: int, body: bytes | Iterator[bytes], **headers: str) -> str:
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    with closing(connection):
        connection.request("POST", "/", body, headers, encode_chunked=not isinstance(body, bytes))
        return connection.getresponse().read().decode()


@pytest.mark.parametrize("begun", [b"", HEAD, BODY], ids=["nothing", "head", "body"])
def test_others_are_answered_while_some_send_slowly(port: int, begun: bytes) -> None:
    with ExitStack() as stack:
        slow = [stack.enter_context(connect(port, begun)) for _ in range(SLOW)]
        assert sent(port, b"hallo") == "5"
        rest = BODY[len(begun) :] + b"hallo!" if begun in (b"", BODY) else b"\r\n"
        slow[0].sendall(rest)
        assert answers(slow[0]) in ([b"9"], [b"0"])


def test_who_has_waited_longest_makes_room(port: int) -> None:
    """Also while all of them send: the process that serves stays the same."""
    process = get(port, "/process")
    with ExitStack() as stack:
        slow = [stack.enter_context(connect(port, HEAD)) for _ in range(ROOM)]
        for _ in range(5):
            more = [stack.enter_context(connect(port)) for _ in range(ROOM)]
            for connection in (*slow, *more):
                with suppress(OSError):
                    connection.sendall(b"x")
            assert get(port, "/process") == process
        assert slow[0].recv(1) == b""


@pytest.mark.parametrize("size", [0, 100, 3_000_000])
def test_a_body_comes_as_it_was_sent(port: int, size: int) -> None:
    assert sent(port, b"x" * size) == str(size)
    assert sent(port, iter([b"x" * size, b"y"]), **{"Transfer-Encoding": "chunked"}) == str(
        size + 1
    )


def test_a_connection_is_used_again_and_ahead(port: int) -> None:
    with connect(port, HEAD + b"\r\n" + HEAD + b"\r\n" + BODY) as connection:
        assert answers(connection, 2) == [b"0", b"0"]
        connection.sendall(b"hallo!")
        assert answers(connection) == [b"9"]


def test_who_asks_whether_to_send_is_told_so(port: int) -> None:
    begun = BODY[: -len(b"\r\nhal")] + b"Expect: 100-continue\r\n\r\n"
    with connect(port, begun) as connection:
        assert connection.recv(100).startswith(b"HTTP/1.1 100")
        connection.sendall(b"x" * 9)
        assert answers(connection) == [b"9"]


def test_what_nobody_needs_is_refused_before_it_comes(port: int) -> None:
    with connect(port, BODY.replace(b": 9", b": 99999999")) as connection:
        assert b" 413 " in connection.recv(100)
    with connect(port) as connection:
        connection.sendall(b"GET /" + b"x" * 300_000)
        assert b" 413 " in connection.recv(100)


def test_what_comes_from_who_has_just_made_room_is_nothing() -> None:
    """Both may be told in one turn of the loop."""
    worker = PatientWorker.__new__(PatientWorker)
    worker.waiting = {}
    here, there = socket.socketpair()
    with here, there, closing(Connection(Config(), here, ("", 0), ("", 0))) as connection:
        there.sendall(b"x")
        worker._take_in(connection)
        assert worker.waiting == {}
