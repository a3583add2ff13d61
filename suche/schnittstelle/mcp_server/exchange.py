"""One request over streamable HTTP, without a stream, and its answer.

So it can stand beside the pages in a WSGI process: no session is kept, and no connection stays
open. GET (a stream of messages from the server) and DELETE (the end of a session) are refused, as
the protocol allows.
"""

from typing import Any

import anyio
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings

from .asking import caller_of
from .server import server_for

Message = dict[str, Any]


async def answer(request: HttpRequest, body: bytes) -> HttpResponse:
    """Answers a message of the protocol."""
    manager = StreamableHTTPSessionManager(
        server_for(caller_of(request)),
        json_response=True,
        stateless=True,
        security_settings=_security(request),
    )
    exchange = Exchange(body)
    async with manager.run():
        await manager.handle_request(_scope(request), exchange.receive, exchange.send)
    return exchange.response()


def _security(request: HttpRequest) -> TransportSecuritySettings:
    """Django has tested the host. Pages of other sites may not ask through a visitor's browser."""
    host = request.get_host()
    origins = [settings.WAGTAILADMIN_BASE_URL, f"{request.scheme}://{host}"]
    return TransportSecuritySettings(allowed_hosts=[host], allowed_origins=origins)


def _scope(request: HttpRequest) -> Message:
    """The request as ASGI names it."""
    told = {name.lower(): value for name, value in request.headers.items()}
    told["host"] = request.get_host()
    headers = [(name.encode(), value.encode("latin-1", "replace")) for name, value in told.items()]
    return {
        "type": "http",
        "http_version": "1.1",
        "method": request.method,
        "scheme": request.scheme,
        "path": request.path,
        "raw_path": request.path.encode(),
        "query_string": b"",
        "headers": headers,
        "client": (request.META.get("REMOTE_ADDR", ""), 0),
        "server": (request.get_host(), None),
    }


class Exchange:
    """One request and its answer, as an ASGI application sees them."""

    def __init__(self, body: bytes) -> None:
        self._body: bytes | None = body
        self._status, self._headers = 500, list[tuple[bytes, bytes]]()
        self._parts: list[bytes] = []

    async def receive(self) -> Message:
        """The body; then nothing, as long as it takes: the caller waits for the answer."""
        if self._body is None:
            await anyio.sleep_forever()
        body, self._body = self._body, None
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            self._status, self._headers = message["status"], list(message.get("headers", []))
        else:
            self._parts.append(message.get("body", b""))

    def response(self) -> HttpResponse:
        response = HttpResponse(b"".join(self._parts), status=self._status)
        del response.headers["Content-Type"]
        for name, value in self._headers:
            response.headers[name.decode("latin-1")] = value.decode("latin-1")
        return response
