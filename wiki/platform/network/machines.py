"""Which machines a name stands for, whether they may be reached, and a connection to one of them.

Whatever the wiki fetches or sends goes this way: a name is resolved once, each of its machines is
tested, and the connection goes to a machine that was tested. So somebody gains nothing by a name
that leads outside while it is tested, and into the own network when it is used.
"""

import socket
import ssl
import threading
from collections.abc import Collection
from contextlib import suppress
from http.client import HTTPConnection
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from urllib.parse import SplitResult

AGAIN_S = 0.5  # between two attempts to hang up
PORTS = {"http": 80, "https": 443}
REDIRECTS = {301, 302, 303, 307, 308}  # statuses that lead to another address
IpAddress = IPv4Address | IPv6Address
# Addresses that stand for others, which may be inside: NAT64, 6to4, Teredo, IPv4 in IPv6.
DETOURS = tuple(
    ip_network(network)
    for network in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96")
)


def machines_of(host: str, port: int) -> list[str]:
    """Returns the numbers (IP addresses) of the machines that a name stands for. Raises OSError for
    a name that nobody knows, UnicodeError for a text that is no name."""
    rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(row[4][0]).partition("%")[0] for row in rows]


def may_be_reached(machines: Collection[str], networks: Collection[str]) -> bool:
    """Whether all `machines` are public, or in one of the `networks` that the operator allows."""
    allowed = [ip_network(network) for network in networks]
    numbers = [ip_address(machine) for machine in machines]
    return bool(numbers) and all(
        is_public(number) or any(_is_in(number, network) for network in allowed)
        for number in numbers
    )


def is_public(number: IpAddress) -> bool:
    """Whether the number belongs to the internet, in whatever way it is written."""
    number = getattr(number, "ipv4_mapped", None) or number
    inside = number.is_multicast or getattr(number, "is_site_local", False)
    return number.is_global and not inside and not any(number in one for one in DETOURS)


def _is_in(number: IpAddress, network: IPv4Network | IPv6Network) -> bool:
    real = getattr(number, "ipv4_mapped", None) or number
    return number in network or real in network


class PinnedConnection(HTTPConnection):
    """A connection to `machine`, a tested number, that asks for the host of the address by name.

    Each step may take so many `seconds`; an `Alarm` bounds them all together.
    """

    def __init__(self, parts: SplitResult, machine: str, seconds: float) -> None:
        super().__init__(parts.hostname or "", port_of(parts), timeout=seconds)
        self._machine, self._is_secure = machine, parts.scheme == "https"
        self.opened: socket.socket | None = None  # `sock` is gone once an answer says that it ends

    def connect(self) -> None:
        self.sock = self.opened = socket.create_connection((self._machine, self.port), self.timeout)
        if self._is_secure:
            context = ssl.create_default_context()
            self.sock = self.opened = context.wrap_socket(self.sock, server_hostname=self.host)


def port_of(parts: SplitResult) -> int:
    """Returns the port that an address names, else the usual one of its scheme."""
    return parts.port or PORTS[parts.scheme]


def target_of(parts: SplitResult) -> str:
    """Returns what is asked of the machine: the path of the address and its query."""
    return parts._replace(scheme="", netloc="", fragment="").geturl() or "/"


class Alarm:
    """Hangs up `seconds` after the block has begun, and when it ends. Each step of a request has a
    limit of its own, but a hostile machine may take as many steps as it likes."""

    def __init__(self, connection: PinnedConnection, seconds: float) -> None:
        self._connection, self._seconds = connection, seconds
        self._ended = threading.Event()

    def __enter__(self) -> None:
        threading.Thread(target=self._watch, daemon=True).start()

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._connection.close()

    def _watch(self) -> None:
        """Hangs up again and again: when the time is over, the connection may just be opened."""
        pause = self._seconds
        while not self._ended.wait(pause):
            if sock := self._connection.opened:
                with suppress(OSError):  # the other side has hung up already
                    sock.shutdown(socket.SHUT_RDWR)
            pause = AGAIN_S
