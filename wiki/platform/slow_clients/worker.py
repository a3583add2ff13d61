"""gunicorn's worker with threads, which get a request once all of it is there."""

import errno
import logging
import selectors
import socket
import struct
import time
from contextlib import suppress
from functools import partial
from typing import Any

from gunicorn import http, util
from gunicorn.workers.gthread import TConn, ThreadWorker

from .arriving import Arriving, TooLarge

PIECE = 64 * 1024
AT_EASE = 2  # requests in a process of which none has to wait
FULL = 24  # one more is refused: as many as `wiki.platform.admission` answers and lets wait
SPARE = 50  # connections that are always left for new ones
HELD = 2 * 1024**3  # bytes of all requests on their way in
ANSWER_BYTES = 1024 * 1024  # of an answer, kept by the system for who reads slowly
READING_S = 30  # who reads nothing of the rest for so long is hung up on
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
TOO_LARGE = b"HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
PASSING = (errno.EAGAIN, errno.ECONNABORTED, errno.EMFILE)


class Connection(TConn):
    """A connection and what has arrived of its next request. Unlike gunicorn's own it closes at
    once, because gunicorn waits two seconds for the other side, and lets nobody else in
    meanwhile."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.arriving = Arriving()

    def wait(self) -> None:
        """Begins to wait for the next request on this connection."""
        self.arriving.close()
        self.arriving = Arriving()
        self.sock.setblocking(False)

    def close(self, graceful: bool = False) -> None:
        self.arriving.close()
        if graceful:
            self.sock.setblocking(True)
            util.close_graceful(self.sock, timeout=0)
        else:
            util.close(self.sock)


class PatientWorker(ThreadWorker):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waiting: dict[Connection, Arriving] = {}  # oldest first

    def init_process(self) -> None:
        logging.getLogger("gunicorn.error").addFilter(is_no_slow_reader)
        super().init_process()

    def accept(self, listener: socket.socket) -> None:
        """Takes new connections in, later and several at once while there is much to do. The
        processes accept from one queue, and whichever woke first took it: of two one had up to
        twelve requests of sixteen."""
        busy = self.nr_conns - len(self.waiting)
        if self.cfg.workers > 1:
            time.sleep(left_to_others_s(busy))
        for _ in range(taken_at_once(busy)):
            if not self._take_one(listener):
                return

    def _take_one(self, listener: socket.socket) -> bool:
        try:
            sock, address = listener.accept()
        except OSError as error:
            if error.errno in PASSING:
                return False
            raise
        self.nr_conns += 1
        _bound_what_is_written(sock)
        self.enqueue_req(Connection(self.cfg, sock, address, listener.getsockname()))
        return True

    def enqueue_req(self, conn: Connection) -> None:
        """Waits for the whole request before a thread gets the connection. gunicorn calls this
        where it would give it to a thread at once, for new connections and for those that are used
        again."""
        if self.cfg.is_ssl:  # what comes can be read by a thread only
            super().enqueue_req(conn)
            return
        before = conn.parser.unreader.take_buffered() if conn.parser else b""
        self._make_room()
        conn.wait()
        self.waiting[conn] = conn.arriving
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._take_in, conn))
        if before:
            self._add(conn, before)
        if conn in self.waiting:
            self._take_in(conn)

    def _take_in(self, conn: Connection, _: Any = None) -> None:
        if conn not in self.waiting:  # made room for another in the same turn
            return
        try:
            piece = conn.sock.recv(PIECE)
        except BlockingIOError:
            return
        except OSError:
            piece = b""
        if piece:
            self._add(conn, piece)
        else:
            self._drop(conn)

    def _add(self, conn: Connection, piece: bytes) -> None:
        arriving = self.waiting[conn]
        try:
            arriving.add(piece)
            if arriving.waits_for_a_word:
                conn.sock.send(CONTINUE)
        except (TooLarge, OSError):  # also a full disk
            self._drop(conn, TOO_LARGE)
            return
        if arriving.is_there:
            self._give_to_thread(conn)

    def _give_to_thread(self, conn: Connection) -> None:
        arriving = self._forget(conn)
        arriving.begin_reading()
        conn.parser = http.get_parser(self.cfg, arriving, conn.client)
        conn.data_ready = True
        super().enqueue_req(conn)

    def _forget(self, conn: Connection) -> Arriving:
        with suppress(OSError, KeyError, ValueError):  # closed by the other side
            self.poller.unregister(conn.sock)
        return self.waiting.pop(conn)

    def _drop(self, conn: Connection, word: bytes = b"") -> None:
        self._forget(conn)
        with suppress(OSError):
            conn.sock.send(word)
        self.nr_conns -= 1
        conn.close()

    def _make_room(self) -> None:
        """Hangs up on those who have waited longest while too many wait, or what they have sent
        takes too much room. A request that is really on its way takes no time."""
        held = sum(arriving.seen for arriving in self.waiting.values())
        while self.waiting and (self.nr_conns > self.worker_connections - SPARE or held > HELD):
            oldest = next(iter(self.waiting))
            held -= self.waiting[oldest].seen
            self._drop(oldest)

    def murder_pending(self) -> None:
        """Hangs up on senders whose time is over. gunicorn calls this each second."""
        now = time.monotonic()
        for conn in [c for c, arriving in self.waiting.items() if arriving.until < now]:
            self._drop(conn)


def left_to_others_s(busy: int) -> float:
    """Returns the seconds for which a process with so many requests leaves a new connection to
    others. A full one waits longest, because it would refuse."""
    if busy >= FULL:
        return 0.15
    return min(max(busy - AT_EASE, 0) * 0.01, 0.08)


def taken_at_once(busy: int) -> int:
    """Returns how many connections it takes then. A full one takes all that are there: whoever is
    refused is to hear it soon."""
    return 64 if busy >= FULL else 1 + max(busy, 0) // 6


def _bound_what_is_written(sock: socket.socket) -> None:
    with suppress(OSError):
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, ANSWER_BYTES)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", READING_S, 0))


def is_no_slow_reader(record: logging.LogRecord) -> bool:
    """Whether the log should have it: anybody may read slowly, and that is no fault of the wiki."""
    return not (record.exc_info and isinstance(record.exc_info[1], BlockingIOError))
