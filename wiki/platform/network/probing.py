"""Tries whether an address in the public web answers. Never asks inside the own network."""

import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException
from urllib.parse import urljoin, urlsplit

from .machines import (
    PORTS,
    REDIRECTS,
    Alarm,
    PinnedConnection,
    machines_of,
    may_be_reached,
    port_of,
)

STEP_S, WHOLE_S = 10, 20  # for one step of a request, for all of them
MAX_REDIRECTS = 5
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
    for _ in range(MAX_REDIRECTS + 1):
        status, location = _request(method, url, agent, inside_allowed)
        if status not in REDIRECTS or not location:
            return Antwort(status)
        url = urljoin(url, location)
    return Antwort(0, "zu viele Weiterleitungen")


def _request(method: str, url: str, agent: str, inside_allowed: bool) -> tuple[int, str]:
    """Asks once, without following a redirect. Returns the status and where the address has moved
    to; the body is not read."""
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname or parts.username is not None:
        raise Refused("keine Adresse im Web")
    machine = public_machine(parts.hostname, port_of(parts), inside_allowed)
    connection = PinnedConnection(parts, machine, STEP_S)
    path = parts.path or "/"
    target = f"{path}?{parts.query}" if parts.query else path
    with Alarm(connection, WHOLE_S):
        connection.request(method, _ascii(target), headers=_headers(agent))
        response = connection.getresponse()
        return response.status, response.getheader("Location") or ""


def public_machine(host: str, port: int, inside_allowed: bool = False) -> str:
    """Returns the number of the first machine of a name. Raises Refused if any of them is not
    public."""
    machines = machines_of(host, port)
    if not inside_allowed and not may_be_reached(machines, ()):
        raise Refused("führt ins eigene Netz")
    return machines[0]


def _headers(agent: str) -> Mapping[str, str]:
    return {"User-Agent": agent, "Accept": "*/*", "Connection": "close"}


def _ascii(target: str) -> str:
    """Writes the target of a request as browsers send it, with other letters in per cent signs."""
    return "".join(c if "!" <= c <= "~" else _percent(c) for c in target)


def _percent(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode())


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
