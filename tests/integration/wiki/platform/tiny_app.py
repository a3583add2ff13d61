"""A web application that says how many bytes it was sent, or in which process it runs."""

import os
from collections.abc import Callable, Iterable
from typing import Any


def app(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    sent = len(environ["wsgi.input"].read())
    said = str(os.getpid() if environ["PATH_INFO"] == "/process" else sent).encode()
    start("200 OK", [("Content-Length", str(len(said)))])
    return [said]
