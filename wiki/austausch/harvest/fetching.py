"""Fetches what stands behind an address, within bounds of size, time and place.

A name is resolved once and the connection goes to that very address: a name that means the outside
when it is asked and the inside when it is used gains nothing. The same holds for each redirect.
"""

import http.client
import socket
import ssl
import time
from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from urllib.parse import SplitResult, urljoin, urlsplit

from wiki.austausch.exceptions import AskedTooOften, FetchFailed
from wiki.platform.public_web import Alarm, IpAddress, is_public

MAX_BYTES = 20_000_000
MAX_SECONDS = 60.0  # for one address, redirects included
SOCKET_SECONDS = 10.0
MAX_REDIRECTS = 3
CHUNK = 65_536
HEADERS = {"Accept-Encoding": "identity", "User-Agent": "Wissens-Wiki"}
REDIRECTS = {301, 302, 303, 307, 308}


@dataclass(frozen=True)
class Bounds:
    """`networks`: those inside that may be reached, as the operator says."""

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


def is_outside(address: IpAddress, networks: Collection[str]) -> bool:
    """Whether this address may be reached: everybody can, or the operator allows it."""
    real = getattr(address, "ipv4_mapped", None) or address
    named = (ip_network(network) for network in networks)
    return is_public(address) or any(address in one or real in one for one in named)


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
    connection = connect(parts, _resolve(parts, address, bounds), SOCKET_SECONDS)
    path = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
    headers = HEADERS | ({"If-None-Match": etag} if etag else {})
    try:
        with Alarm(connection, max(end - time.monotonic(), 0.1)):
            connection.request("GET", path, headers=headers)
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
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable or parts.username is not None:
        raise FetchFailed(f"{address}: Nur Adressen mit http:// oder https:// werden abgerufen.")
    return parts


def _resolve(parts: SplitResult, address: str, bounds: Bounds) -> tuple[str, int]:
    """Returns the machine to connect to, as a number, and its port."""
    hosts, port = addresses_of(parts, address)
    if not hosts or not all(is_outside(ip_address(host), bounds.networks) for host in hosts):
        raise FetchFailed(f"{address}: Sie liegt im eigenen Netz.")
    return hosts[0], port


def addresses_of(parts: SplitResult, address: str) -> tuple[list[str], int]:
    """Returns the machines that a name stands for, as numbers, and the port. Raises FetchFailed."""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        rows = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchFailed(f"{address}: Den Rechner gibt es nicht.") from error
    return [str(row[4][0]).partition("%")[0] for row in rows], port


def connect(
    parts: SplitResult, target: tuple[str, int], seconds: float
) -> http.client.HTTPConnection:
    """A connection to that machine, which is asked by its name; `seconds` for each step."""
    host, port = parts.hostname or "", target[1]
    connection = http.client.HTTPConnection(host, port, timeout=seconds)
    try:
        plain = socket.create_connection(target, timeout=seconds)
        secure = parts.scheme == "https"
        context = ssl.create_default_context() if secure else None
        connection.sock = context.wrap_socket(plain, server_hostname=host) if context else plain
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
