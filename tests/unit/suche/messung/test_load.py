"""suche.messung.load: many searchers, at a small server that turns every second one away."""

import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from threading import Thread

import pytest

from suche.messung.load import searchers, slow
from suche.messung.load.searchers import measure, questions


class _EverySecond(BaseHTTPRequestHandler):
    numbers = count()

    def do_GET(self) -> None:
        self.send_response(503 if next(self.numbers) % 2 else 200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def address() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _EverySecond) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_who_is_turned_away_is_counted_apart(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searchers, "PAUSE_REFUSED_S", 0.01)
    load = measure(address, ["Kita", "Radweg"], searchers=2, seconds=0.3)
    assert load.answered > 0
    assert load.refused == pytest.approx(0.5, abs=0.1)
    assert load.failed == 0


def test_a_server_that_is_not_there_is_an_error_not_an_answer() -> None:
    load = measure("http://127.0.0.1:9", ["Kita"], searchers=1, seconds=0.05)
    assert load.answered == 0
    assert load.failed > 0


def test_more_searchers_than_questions_all_ask(address: str) -> None:
    load = measure(address, ["Kita"], searchers=3, seconds=0.2)
    assert load.answered > 0


def test_hardly_two_questions_are_the_same() -> None:
    asked = questions(["Kita", "Radweg"], [f"Ort {number}" for number in range(30)], seed=1)
    assert len(set(asked)) == len(asked) == 40


def test_slow_clients_send_a_byte_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slow, "PAUSE_S", 0.01)
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
        with slow.slow_clients(address, 3):
            clients = [server.accept()[0] for _ in slow.BEGINNINGS]
            for client, beginning in zip(clients, slow.BEGINNINGS, strict=True):
                assert client.recv(len(beginning)) == beginning
            assert clients[0].recv(1) == b"x"
    for client in clients:
        client.close()
