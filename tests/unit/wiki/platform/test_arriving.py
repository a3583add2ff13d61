"""wiki.platform.slow_clients.arriving: when a request is there, and how long it may take."""

import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from wiki.platform.slow_clients.arriving import Arriving, TooLarge

GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhallo"
CHUNKS = b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nX: 0\r\n\r\n5\r\nhallo\r\n0\r\n\r\n"


@pytest.fixture
def arriving() -> Iterator[Arriving]:
    with closing(Arriving()) as one:
        yield one


@pytest.mark.parametrize("request_", [GET, POST, CHUNKS], ids=["GET", "POST", "chunks"])
def test_a_request_is_there_with_its_last_byte(arriving: Arriving, request_: bytes) -> None:
    there = []
    for number in range(len(request_)):
        arriving.add(request_[number : number + 1])
        there.append(arriving.is_there)
    assert there == [False] * (len(request_) - 1) + [True]
    arriving.begin_reading()
    assert arriving.recv(1000) == request_


@pytest.mark.parametrize(("path", "refused"), [("/", True), ("/admin/importe/", False)])
def test_only_an_import_may_be_large(arriving: Arriving, path: str, refused: bool) -> None:
    head = f"POST {path} HTTP/1.1\r\nContent-Length: 100000000\r\n\r\n".encode()
    if refused:
        with pytest.raises(TooLarge):
            arriving.add(head)
    else:
        arriving.add(head)


def test_a_large_body_may_take_its_time_and_a_head_may_not(arriving: Arriving) -> None:
    assert arriving.until < time.monotonic() + 11
    arriving.add(b"POST / HTTP/1.1\r\nContent-Length: 10000000\r\n\r\n")
    assert arriving.until > time.monotonic() + 500
