"""The scripts below deploy/: each runs by its own name, and the container's health check asks for a
host that the wiki answers for."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
AS_MODULES = {"build_districts.py"}  # run by `python -m`
SCRIPTS = sorted(path for path in DEPLOY.rglob("*.py") if path.name not in AS_MODULES)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_script_imports_nothing_by_a_dot(script: Path) -> None:
    nodes = ast.walk(ast.parse(script.read_text(encoding="utf-8")))
    assert [node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.level] == []


class _Named(BaseHTTPRequestHandler):
    hosts: list[str] = []

    def do_GET(self) -> None:
        self.hosts.append(self.headers["Host"])
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def port() -> Iterator[int]:
    with HTTPServer(("127.0.0.1", 0), _Named) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest.mark.parametrize(
    ("allowed", "host"),
    [
        ("wiki.stadt.de, 127.0.0.1", "wiki.stadt.de"),
        (".stadt.de", "stadt.de"),
        ("*", "localhost"),
        ("", "localhost"),
    ],
)
def test_the_health_check_names_a_host_that_is_allowed(port: int, allowed: str, host: str) -> None:
    subprocess.run(
        [sys.executable, str(DEPLOY / "container/alive.py"), str(port)],
        env=os.environ | {"DJANGO_ALLOWED_HOSTS": allowed},
        check=True,
    )
    assert _Named.hosts[-1] == host
