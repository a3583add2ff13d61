"""Whether an address in the public web answers. Never asks inside the own network.

The name is resolved once, every address it has must be public, and the connection goes to the one
that was tested: a name that changes its mind in between leads nowhere else.
"""

import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urljoin, urlsplit

PORTS = {"http": 80, "https": 443}
STEP_S, WHOLE_S = 10, 20  # for one step of a request, for all of them
REDIRECTS = 5
MOVED = {301, 302, 303, 307, 308}
# Addresses that stand for others, which may be inside: NAT64, 6to4, Teredo, IPv4 in IPv6.
DETOURS = tuple(
    ip_network(network)
    for network in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96")
)
IpAddress = IPv4Address | IPv6Address
ANSWERS_GET = {400, 403, 404, 405, 406, 410, 500, 501, 503}  # to HEAD, some say this of good pages


@dataclass(frozen=True)
class Antwort:
    """`status` is 0 when no server answered; `grund` then says why, in German. `verweigert`: the
    address leads into a network of the inside, or is none."""

    status: int
    grund: str = ""
    verweigert: bool = False


class Refused(Exception):
    """The address is none of the public web; the text says why, in German."""


class _Connection(HTTPConnection):
    """To one tested address, whatever the name resolves to by now."""

    def __init__(self, host: str, port: int, address: str, tls: bool) -> None:
        super().__init__(host, port, timeout=STEP_S)
        self._address, self._tls = address, tls

    def connect(self) -> None:
        self.sock = socket.create_connection((self._address, self.port), STEP_S)
        if self._tls:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.host)


def ask(url: str, agent: str, *, inside_allowed: bool = False) -> Antwort:
    """Asks with HEAD, then with GET where that was not answered; follows redirects.
    `inside_allowed` is for tests, whose server is on this machine."""
    try:
        answer = _follow("HEAD", url, agent, inside_allowed)
        if answer.status in ANSWERS_GET:
            answer = _follow("GET", url, agent, inside_allowed)
    except Refused as error:
        return Antwort(0, str(error), verweigert=True)
    except (OSError, HTTPException, ValueError) as error:
        return Antwort(0, _reason(error))
    return answer


def _follow(method: str, url: str, agent: str, inside_allowed: bool) -> Antwort:
    for _ in range(REDIRECTS + 1):
        status, location = _request(method, url, agent, inside_allowed)
        if status not in MOVED or not location:
            return Antwort(status)
        url = urljoin(url, location)
    return Antwort(0, "zu viele Weiterleitungen")


def _request(method: str, url: str, agent: str, inside_allowed: bool) -> tuple[int, str]:
    """(status, where it has moved to). The body is not read."""
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname or parts.username is not None:
        raise Refused("keine Adresse im Web")
    port = parts.port or PORTS[parts.scheme]
    address = public_address(parts.hostname, port, inside_allowed)
    connection = _Connection(parts.hostname, port, address, parts.scheme == "https")
    path = parts.path or "/"
    target = f"{path}?{parts.query}" if parts.query else path
    with Alarm(connection, WHOLE_S):
        connection.request(method, _ascii(target), headers=_headers(agent))
        response = connection.getresponse()
        return response.status, response.getheader("Location") or ""


def public_address(host: str, port: int, inside_allowed: bool = False) -> str:
    """The first address of a name. Refused if any of them is not public."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(entry[4][0]) for entry in found]
    if not inside_allowed and not all(is_public(_number(address)) for address in addresses):
        raise Refused("führt ins eigene Netz")
    return addresses[0]


def _number(address: str) -> IpAddress:
    return ip_address(address.partition("%")[0])


def is_public(address: IpAddress) -> bool:
    """Whether it is one of the internet, whatever it is written as: the one rule for all that this
    wiki fetches or sends."""
    address = getattr(address, "ipv4_mapped", None) or address
    inside = address.is_multicast or getattr(address, "is_site_local", False)
    return address.is_global and not inside and not any(address in one for one in DETOURS)


def _headers(agent: str) -> Mapping[str, str]:
    return {"User-Agent": agent, "Accept": "*/*", "Connection": "close"}


def _ascii(target: str) -> str:
    """As browsers send it."""
    return "".join(c if "!" <= c <= "~" else _percent(c) for c in target)


def _percent(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode())


class Alarm:
    """Hangs up after so many seconds, and at the end: each step has a limit of its own, but a
    server may take many."""

    def __init__(self, connection: HTTPConnection, seconds: float) -> None:
        self._connection = connection
        self._timer = threading.Timer(seconds, self._hang_up)
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        self._connection.close()

    def _hang_up(self) -> None:
        if sock := self._connection.sock:
            with suppress(OSError):  # the other side has hung up already
                sock.shutdown(socket.SHUT_RDWR)


def _reason(error: Exception) -> str:
    for kind, reason in REASONS:
        if isinstance(error, kind):
            return reason
    return "keine Verbindung"


REASONS: tuple[tuple[type[Exception], str], ...] = (
    (socket.gaierror, "Rechnername unbekannt"),
    (TimeoutError, "keine Antwort in 10 Sekunden"),
    (ssl.SSLCertVerificationError, "Zertifikat ungültig"),
    (ssl.SSLError, "keine verschlüsselte Verbindung"),
    (HTTPException, "unverständliche Antwort"),
    (UnicodeError, "keine Adresse im Web"),
)
