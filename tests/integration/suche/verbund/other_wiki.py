"""Another wiki, as far as it is asked: its list of cases over HTTP, well-behaved or not."""

import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Handler = BaseHTTPRequestHandler
Misbehaviour = Callable[[Handler], None]


class OtherWiki:
    """`cases`: what it shows by now. `misbehaviour`: answers in place of the list."""

    def __init__(self, address: str) -> None:
        self.address, self.cases = address, list[dict[str, Any]]()
        self.misbehaviour: Misbehaviour | None = None
        self.answers: list[int] = []  # the status of each
        self.too_often = 0  # so many requests are refused for now

    def add(self, number: int, titel: str, text: str = "", **more: Any) -> None:
        self.cases.append(
            {
                "kennung": f"{self.address}/id/{number}/",
                "adresse": f"{self.address}/projekte/{number}/",
                "titel": titel,
                "kurzfassung": text or f"{titel}, kurz gesagt.",
                "kommunen": [{"name": "Gießen", "land": "Hessen"}],
                "status": "im Betrieb",
                "stand": 2025,
                "themen": ["Umwelt"],
                "abschnitte": [{"ueberschrift": "Lösung", "text": text}] if text else [],
            }
            | more
        )

    def answer(self, handler: Handler) -> None:
        if self.misbehaviour:
            return self.misbehaviour(handler)
        if self.too_often:
            self.too_often -= 1
            return send(handler, 429, Retry_After="0")
        query = parse_qs(urlsplit(handler.path).query)
        first, number = int(query.get("weiter", ["0"])[0]), int(query["anzahl"][0])
        part, end = self.cases[first : first + number], first + number
        more = str(end) if end < len(self.cases) else None
        body = json.dumps({"projekte": part, "weiter": more}).encode()
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        known = handler.headers.get("If-None-Match") == etag
        self.answers.append(304 if known else 200)
        send(handler, 304 if known else 200, b"" if known else body, ETag=etag)


def send(handler: Handler, status: int, body: bytes = b"", **headers: str) -> None:
    handler.send_response(status)
    headers = {"Content-Length": str(len(body))} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


@contextmanager
def other_wiki() -> Iterator[OtherWiki]:
    server: ThreadingHTTPServer

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wiki.answer(self)

        def log_message(self, *args: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # who hangs up is no error
    wiki = OtherWiki(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield wiki
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def rubbish(handler: Handler) -> None:
    send(handler, 200, b"<html>Wartung</html>")


def longer_than_said(handler: Handler) -> None:
    send(handler, 200, b'{"projekte": [], "weiter": null}', Content_Length="9")


def shorter_than_said(handler: Handler) -> None:
    send(handler, 200, b'{"projekte": [], "weiter": null}', Content_Length="900")


def endless(handler: Handler) -> None:
    send(handler, 200, b'{"projekte": [], "weiter": "1"}')


def away(handler: Handler) -> None:
    send(handler, 503)


def crooked(handler: Handler) -> None:
    send(handler, 302, Location="http://[kaputt/")


def umlaut(handler: Handler) -> None:
    send(handler, 302, Location="/ä/")


def asked_too_often(handler: Handler) -> None:
    send(handler, 429, Retry_After="3600")


def of_another_version(handler: Handler) -> None:
    send(handler, 200, b'{"projekte": [{"title": "Pegel", "url": "/1"}], "weiter": null}')


def half_a_pair(handler: Handler) -> None:
    send(handler, 200, b'{"projekte": [], "weiter": "\\ud800"}')


def inside(handler: Handler) -> None:
    send(handler, 302, Location="http://10.0.0.1/api/v1/austausch")


def by_header(handler: Handler) -> None:
    """Lets the reader wait for the end of the headers, a line at a time."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(50):
        handler.wfile.write(f"X-{number}: x\r\n".encode())
        handler.wfile.flush()
        time.sleep(0.1)


def by_chunk_size(handler: Handler) -> None:
    """Lets the reader wait for the end of a line behind the headers, and says that it hangs up
    afterwards: the reader's connection then knows no socket any more."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n")
    handler.wfile.write(b"Transfer-Encoding: chunked\r\n\r\n")
    for _ in range(50):
        handler.wfile.write(b"0")
        handler.wfile.flush()
        time.sleep(0.1)
