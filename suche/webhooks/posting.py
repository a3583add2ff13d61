"""Posts a body to an address of the web, signed, and never into the own network.

The name is resolved once and the connection goes to the address that was tested, so that a name
which means the outside when it is asked and the inside when it is used gains nothing. Redirects
are not followed.
"""

import json
import socket
import ssl
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from standardwebhooks.webhooks import Webhook as Signature

from wiki.austausch.harvest.fetching import is_outside
from wiki.platform.public_web import WHOLE_S, Alarm

from .bodies import Body

SECONDS = 10.0  # for each step; the worker has other work, too
PORT = 443


class NotDelivered(Exception):
    """Says in German why. `gone`: the receiver wants nothing any more."""

    def __init__(self, reason: str, *, gone: bool = False, refused: bool = False) -> None:
        super().__init__(reason)
        self.gone, self.refused = gone, refused


def post(
    address: str, body: Body, secret: str, message_id: str, networks: Collection[str] = ()
) -> int:
    """Returns the status. `networks`: those inside that may be reached. Raises NotDelivered."""
    parts = urlsplit(address)
    if parts.scheme != "https" or not parts.hostname:
        raise NotDelivered("Nur Adressen mit https:// werden bedient.", refused=True)
    text = json.dumps(body, ensure_ascii=False)
    headers = signed(text, secret, message_id)
    connection = _connect(parts, networks)
    try:
        with Alarm(connection, WHOLE_S):
            connection.request("POST", _target(parts), text.encode(), dict(headers))
            status = connection.getresponse().status  # what it says is not read
    except (OSError, HTTPException, UnicodeError) as error:
        raise NotDelivered(f"Keine Antwort ({type(error).__name__}).") from error
    if not 200 <= status < 300:
        raise NotDelivered(f"Der Empfänger antwortet mit {status}.", gone=status == 410)
    return status


def signed(text: str, secret: str, message_id: str) -> Mapping[str, str]:
    """The headers of Standard Webhooks: the id stays the same when it is sent again, the time does
    not."""
    now = datetime.now(UTC)
    return {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Wissens-Wiki",
        "webhook-id": message_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Signature(secret).sign(message_id, now, text),
    }


def _target(parts: SplitResult) -> str:
    return parts._replace(scheme="", netloc="", fragment="").geturl() or "/"


def _connect(parts: SplitResult, networks: Collection[str]) -> HTTPConnection:
    host, port = parts.hostname or "", parts.port or PORT
    target = _tested(host, port, networks)
    connection = HTTPConnection(host, port, timeout=SECONDS)
    try:
        plain = socket.create_connection((target, port), timeout=SECONDS)
        connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=host)
    except OSError as error:  # among them all errors of certificates
        raise NotDelivered(f"Keine Verbindung ({type(error).__name__}).") from error
    return connection


def _tested(host: str, port: int, networks: Collection[str]) -> str:
    try:
        rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotDelivered("Den Rechner gibt es nicht.") from error
    hosts = [str(row[4][0]).partition("%")[0] for row in rows]
    if not hosts or not all(is_outside(ip_address(found), networks) for found in hosts):
        raise NotDelivered("Die Adresse liegt im eigenen Netz.", refused=True)
    return hosts[0]
