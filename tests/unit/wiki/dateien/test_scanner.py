"""The virus scanner is asked over a real connection; no clear answer is a refusal."""

import io
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.clamd import EICAR
from tests.scanner_process import scanner_running
from wiki.dateien.exceptions import ScannerDown, VirusFound
from wiki.dateien.scanner import CHUNK, scan


@pytest.fixture(scope="module")
def scanner() -> Iterator[str]:
    with scanner_running() as address:
        yield address


@contextmanager
def answering(listening: socket.socket, said: bytes) -> Iterator[None]:
    """Answers one question with `said`, whatever is asked."""

    def answer() -> None:
        connection, _ = listening.accept()
        with connection:
            connection.recv(1024)
            connection.sendall(said)

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    yield
    thread.join(5)


def test_a_clean_file_passes_and_is_still_at_its_beginning(scanner: str) -> None:
    file = io.BytesIO(b"harmless")
    scan(file, scanner)
    assert file.read() == b"harmless"


def test_a_virus_behind_the_first_piece_is_found(scanner: str) -> None:
    with pytest.raises(VirusFound):
        scan(io.BytesIO(b" " * CHUNK + EICAR), scanner)


def test_a_scanner_that_is_not_there_is_no_yes() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    with pytest.raises(ScannerDown):
        scan(io.BytesIO(b"harmless"), f"tcp://127.0.0.1:{port}")


@pytest.mark.parametrize("said", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"?\0"])
def test_an_answer_that_is_not_clear_is_no_yes(said: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening, answering(listening, said):
        port = listening.getsockname()[1]
        with pytest.raises(ScannerDown):
            scan(io.BytesIO(b"harmless"), f"tcp://127.0.0.1:{port}")


def test_a_scanner_may_listen_at_a_unix_socket(tmp_path: Path) -> None:
    path = str(tmp_path / "clamd.ctl")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(path)
        listening.listen()
        with answering(listening, b"stream: OK\0"):
            scan(io.BytesIO(b"harmless"), f"unix:{path}")
