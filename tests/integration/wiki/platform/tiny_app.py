"""A web application that says how many bytes it was sent."""

from collections.abc import Callable, Iterable
from typing import Any


def app(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    said = str(len(environ["wsgi.input"].read())).encode()
    start("200 OK", [("Content-Length", str(len(said)))])
    return [said]
