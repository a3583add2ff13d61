"""Clients that hold a connection open and send a byte a second: of the head, of a body, or none."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import cycle
from urllib.parse import urlsplit

BEGINNINGS = (
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ",
    b"POST /suche/vorhaben/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9000000\r\n\r\n",
    b"",
)
PAUSE_S = 1.0


@contextmanager
def slow_clients(address: str, number: int) -> Iterator[None]:
    """So many at a time: whoever is hung up on comes back."""
    parts = urlsplit(address)
    done = threading.Event()
    target = (parts.hostname or "", parts.port or 80)
    thread = threading.Thread(target=_keep_open, args=(target, number, done))
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _keep_open(target: tuple[str, int], number: int, done: threading.Event) -> None:
    beginnings = cycle(BEGINNINGS)
    clients: list[tuple[socket.socket, bytes]] = []
    while not done.wait(PAUSE_S if len(clients) == number else 0.0):
        if len(clients) < number:
            clients += _begun(target, next(beginnings))
        else:
            clients = [client for client in clients if _sends(*client)]
    for connection, _ in clients:
        connection.close()


def _begun(target: tuple[str, int], beginning: bytes) -> list[tuple[socket.socket, bytes]]:
    with suppress(OSError):
        connection = socket.create_connection(target, timeout=1)
        connection.sendall(beginning)
        return [(connection, beginning)]
    return []


def _sends(connection: socket.socket, beginning: bytes) -> bool:
    """Sends a byte, if it sends at all; False when it was hung up on."""
    connection.setblocking(False)
    try:
        if connection.recv(1000) == b"":
            raise ConnectionResetError
    except BlockingIOError:
        pass
    except OSError:
        connection.close()
        return False
    with suppress(OSError):
        connection.send(b"x" if beginning else b"")
    return True
