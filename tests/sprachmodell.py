"""A language model of the house, as far as it is asked: chat completions over HTTP, in a process of
its own. It says what a test wants, well-behaved or not, and keeps what it was sent.

`python -m tests.sprachmodell FOLDER` listens on a free port of this machine and prints its number.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

REPLY, ASKED = "reply.json", "asked.jsonl"


@dataclass(frozen=True)
class Sprachmodell:
    """`address`: what the operator names."""

    address: str
    folder: Path

    def says(self, content: str) -> None:
        """From now on."""
        self.answers(json.dumps(completion(content)))

    def answers(
        self, body: str, *, status: int = 200, sleep_s: float = 0.0, length: int = 0
    ) -> None:
        """With this body, whatever it is. `length`: what the header says of it."""
        said = {"body": body, "status": status, "sleep_s": sleep_s, "length": length}
        (self.folder / REPLY).write_text(json.dumps(said))

    def echoes(self) -> None:
        """Says of each source what stands in it."""
        (self.folder / REPLY).unlink(missing_ok=True)

    @property
    def asked(self) -> list[Any]:
        """{"path", "headers", "body"} of each request."""
        file = self.folder / ASKED
        return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []

    @property
    def quellen(self) -> list[Any]:
        """The sources of the last request."""
        return list(json.loads(self.asked[-1]["body"]["messages"][1]["content"])["quellen"])


@contextmanager
def sprachmodell_running(folder: Path) -> Iterator[Sprachmodell]:
    command = [sys.executable, "-m", "tests.sprachmodell", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            port = int(process.stdout.readline())
            yield Sprachmodell(f"http://127.0.0.1:{port}/v1", folder)
        finally:
            process.terminate()


def completion(content: str) -> Mapping[str, Any]:
    message = {"role": "assistant", "content": content}
    return {"object": "chat.completion", "choices": [{"index": 0, "message": message}]}


def _echo(asked: Any) -> str:
    quellen = json.loads(asked["messages"][1]["content"])["quellen"]
    said = "\n".join(f"{q['text'].rstrip('.')} [{q['nummer']}]." for q in quellen)
    return json.dumps(completion(said))


class Answering(BaseHTTPRequestHandler):
    folder: Path

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        asked = {"path": self.path, "headers": dict(self.headers), "body": body}
        with (self.folder / ASKED).open("a") as kept:
            kept.write(json.dumps(asked) + "\n")
        file = self.folder / REPLY
        said: Any = json.loads(file.read_text()) if file.exists() else {"body": _echo(body)}
        time.sleep(said.get("sleep_s", 0.0))
        self.send_response(said.get("status", 200))
        text = said["body"].encode("utf-8", "surrogatepass")
        self.send_header("Location", "http://127.0.0.1:9/")
        self.send_header("Content-Length", str(said.get("length") or len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_: object) -> None: ...


if __name__ == "__main__":
    Answering.folder = Path(sys.argv[1])
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    print(server.server_port, flush=True)
    server.serve_forever()
