"""Fetches what stands behind an address, within bounds of size, time and place.

Each redirect is tested like the first address (`machines`).
"""

import http.client
import time
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from .exceptions import AskedTooOften, FetchFailed
from .machines import (
    PORTS,
    REDIRECTS,
    Alarm,
    PinnedConnection,
    machines_of,
    may_be_reached,
    port_of,
    target_of,
)

MAX_BYTES = 20_000_000
MAX_SECONDS = 60.0  # for one address, redirects included
SOCKET_SECONDS = 10.0
MAX_REDIRECTS = 3
CHUNK = 65_536
HEADERS = {"Accept-Encoding": "identity", "User-Agent": "Wissens-Wiki"}


@dataclass(frozen=True)
class Bounds:
    """Limits of a fetch. `networks`: networks inside that the operator allows to be reached."""

    networks: tuple[str, ...] = ()
    max_bytes: int = MAX_BYTES
    seconds: float = MAX_SECONDS


@dataclass(frozen=True)
class Fetched:
    """`content` is None where nothing has changed since the `etag` that was sent along."""

    content: bytes | None
    etag: str


def fetch(address: str, bounds: Bounds | None = None) -> bytes:
    """Returns the content. Raises FetchFailed, which says why in German."""
    return fetch_unless(address, "", bounds).content or b""


def fetch_unless(address: str, etag: str, bounds: Bounds | None = None) -> Fetched:
    """Returns what stands there, unless it is what the caller has already (`etag`). Raises
    FetchFailed."""
    bounds = bounds or Bounds()
    end = time.monotonic() + bounds.seconds
    for _ in range(MAX_REDIRECTS + 1):
        found = _get(address, etag, bounds, end)
        if isinstance(found, Fetched):
            return found
        address = _after_redirect(address, found)
    raise FetchFailed(f"{address}: Sie leitet zu oft weiter.")


def _after_redirect(address: str, location: str) -> str:
    try:
        target = urljoin(address, location)
    except ValueError:
        raise FetchFailed(
            f"{address}: Sie leitet auf etwas weiter, das keine Adresse ist."
        ) from None
    if urlsplit(address).scheme == "https" and urlsplit(target).scheme != "https":
        raise FetchFailed(f"{address}: Sie leitet auf eine unverschlüsselte Adresse weiter.")
    return target


def _get(address: str, etag: str, bounds: Bounds, end: float) -> Fetched | str:
    """Returns the content, or where a redirect leads."""
    parts = parts_of(address)
    connection = connect(parts, _tested_machine(parts, address, bounds), SOCKET_SECONDS)
    headers = HEADERS | ({"If-None-Match": etag} if etag else {})
    try:
        with Alarm(connection, max(end - time.monotonic(), 0.1)):
            connection.request("GET", target_of(parts), headers=headers)
            response = connection.getresponse()
            if response.status in REDIRECTS and (location := response.getheader("Location")):
                return location
            return _answered(response, address, etag, bounds, end)
    except (OSError, http.client.HTTPException, UnicodeError) as error:
        if time.monotonic() > end:
            raise FetchFailed(f"{address}: Sie braucht zu lange.") from error
        raise FetchFailed(f"{address}: Sie antwortet nicht ({type(error).__name__}).") from error


def _answered(
    response: http.client.HTTPResponse, address: str, etag: str, bounds: Bounds, end: float
) -> Fetched:
    if response.status == http.client.NOT_MODIFIED and etag:
        return Fetched(None, etag)
    if response.status == http.client.TOO_MANY_REQUESTS:
        raise _too_often(response, address)
    if response.status != http.client.OK:
        raise FetchFailed(f"{address}: Sie antwortet mit {response.status}.")
    return Fetched(read_within(response, address, bounds, end), response.getheader("ETag") or "")


def _too_often(response: http.client.HTTPResponse, address: str) -> AskedTooOften:
    error = AskedTooOften(f"{address}: Sie wird zu oft gefragt.")
    said = response.getheader("Retry-After") or ""
    error.wait_s = float(said) if said.isascii() and said.isdecimal() else SOCKET_SECONDS
    return error


def parts_of(address: str) -> SplitResult:
    """Raises FetchFailed for what is no address of a web server."""
    try:
        parts = urlsplit(address)
        usable = parts.scheme in PORTS and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable or parts.username is not None:
        raise FetchFailed(f"{address}: Nur Adressen mit http:// oder https:// werden abgerufen.")
    return parts


def _tested_machine(parts: SplitResult, address: str, bounds: Bounds) -> str:
    """Returns the number of the machine to connect to."""
    machines = named_machines(parts, address)
    if not may_be_reached(machines, bounds.networks):
        raise FetchFailed(f"{address}: Sie liegt im eigenen Netz.")
    return machines[0]


def named_machines(parts: SplitResult, address: str) -> list[str]:
    """Returns the numbers of the machines that an address names. Raises FetchFailed."""
    try:
        return machines_of(parts.hostname or "", port_of(parts))
    except (OSError, UnicodeError) as error:
        raise FetchFailed(f"{address}: Den Rechner gibt es nicht.") from error


def connect(parts: SplitResult, machine: str, seconds: float) -> PinnedConnection:
    """Returns an open connection to the machine; each step may take `seconds`. Raises
    FetchFailed."""
    connection = PinnedConnection(parts, machine, seconds)
    try:
        connection.connect()
    except OSError as error:  # among them all errors of certificates
        reason = type(error).__name__
        raise FetchFailed(f"{parts.geturl()}: Keine Verbindung ({reason}).") from error
    return connection


def read_within(
    response: http.client.HTTPResponse, address: str, bounds: Bounds, end: float
) -> bytes:
    """Reads the whole content. Raises FetchFailed when it is too long or takes too long."""
    content = bytearray()
    while chunk := response.read1(CHUNK):
        content += chunk
        if len(content) > bounds.max_bytes:
            size = f"{bounds.max_bytes / 1_000_000:g} MB".replace(".", ",")
            raise FetchFailed(f"{address}: Sie liefert mehr als {size}.")
        if time.monotonic() > end:
            break
    if time.monotonic() > end:
        raise FetchFailed(f"{address}: Sie braucht zu lange.")
    if response.length:
        raise FetchFailed(f"{address}: Sie bricht mittendrin ab.")
    return bytes(content)
