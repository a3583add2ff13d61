"""What has come of a request so far, and until when the rest has to be there. Pure."""

import re
import time
from tempfile import SpooledTemporaryFile

HEAD_BYTES = 256 * 1024  # questions may have 24 kB; longer ones the wiki refuses in German
HEAD_S = 10.0  # until address and headers are there
BODY_S, SLOWEST = 20.0, 20_000  # until the body is: so long, and a second for so many bytes
IN_MEMORY = 64 * 1024  # of one request: a thousand at a time; what is longer lies in a file
LARGEST = 80 * 1024 * 1024  # what is over its own bounds the wiki refuses itself, in German
LARGE_FILES, LARGEST_FILE = b"/admin/importe/", 1100 * 1024 * 1024

END = b"\r\n\r\n"
LAST_CHUNK = b"0" + END  # nobody sends trailers
LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,15})[ \t]*\r\n", re.IGNORECASE)
CHUNKED = re.compile(rb"\r\ntransfer-encoding:[^\r]*chunked", re.IGNORECASE)
EXPECTS = re.compile(rb"\r\nexpect:[ \t]*100-continue", re.IGNORECASE)


class TooLarge(Exception):
    """A head or a body that the wiki has no use for."""


class Arriving:
    """What has arrived of one request. `seen` counts its bytes so far. `whole` is how many it has
    in all: None until the head says so, and for a request in chunks until the last chunk is there.
    `until` is when the sender runs out of time."""

    def __init__(self) -> None:
        self.until = time.monotonic() + HEAD_S
        self.seen = 0
        self.whole: int | None = None
        self.head = b""
        self._in_chunks, self._tail = False, b""
        self._limit = LARGEST
        self._file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed by `close`

    def add(self, piece: bytes) -> None:
        """Takes in the next bytes. Raises TooLarge."""
        self._file.write(piece)
        self.seen += len(piece)
        if not self.head.endswith(END):
            self._add_to_head(piece)
        elif self._in_chunks:
            self._tail = (self._tail + piece)[-len(LAST_CHUNK) :]
        if self._in_chunks and self._tail == LAST_CHUNK:
            self.whole = self.seen
        if max(self.seen, self.whole or 0) > self._limit:
            raise TooLarge

    def _add_to_head(self, piece: bytes) -> None:
        self.head += piece
        head, end, body = self.head.partition(END)
        if end:
            self._read_head(head + end)
            self._tail = body[-len(LAST_CHUNK) :]
        elif self.seen > HEAD_BYTES:
            raise TooLarge

    def _read_head(self, head: bytes) -> None:
        self.head, said = head, LENGTH.search(head)
        length = int(said[1]) if said else 0
        self._in_chunks = bool(CHUNKED.search(head))
        self.whole = None if self._in_chunks else len(head) + length
        _, _, rest = head.partition(b" ")
        self._limit = LARGEST_FILE if rest.startswith(LARGE_FILES) else LARGEST
        self.until = time.monotonic() + BODY_S + length / SLOWEST

    @property
    def is_there(self) -> bool:
        return self.whole is not None and self.seen >= self.whole

    @property
    def waits_for_a_word(self) -> bool:
        """Whether the sender keeps the body until it is asked for."""
        at_its_head = self.seen == len(self.head) and self.head.endswith(END)
        return at_its_head and not self.is_there and bool(EXPECTS.search(self.head))

    def begin_reading(self) -> None:
        self._file.seek(0)

    def recv(self, size: int) -> bytes:
        """Gives back what has arrived, as gunicorn reads from a connection; nothing at its end."""
        return self._file.read(size)

    def close(self) -> None:
        self._file.close()
