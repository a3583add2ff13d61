"""Posts a body to an address of the web, signed, and never into the own network
(`wiki.platform.network.machines`). Redirects are not followed.
"""

import json
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from http.client import HTTPException
from urllib.parse import SplitResult, urlsplit

from standardwebhooks.webhooks import Webhook as Signature

from wiki.platform.network.machines import (
    Alarm,
    PinnedConnection,
    machines_of,
    may_be_reached,
    port_of,
    target_of,
)
from wiki.platform.network.probing import WHOLE_S

from .bodies import Body

SECONDS = 10.0  # for each step; the worker has other work, too


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
            connection.request("POST", target_of(parts), text.encode(), dict(headers))
            status = connection.getresponse().status  # what it says is not read
    except (OSError, HTTPException, UnicodeError) as error:
        raise NotDelivered(f"Keine Antwort ({type(error).__name__}).") from error
    if not 200 <= status < 300:
        raise NotDelivered(f"Der Empfänger antwortet mit {status}.", gone=status == 410)
    return status


def signed(text: str, secret: str, message_id: str) -> Mapping[str, str]:
    """Returns the headers of Standard Webhooks. When a message is sent again its id stays the same,
    and the time does not."""
    now = datetime.now(UTC)
    return {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Wissens-Wiki",
        "webhook-id": message_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Signature(secret).sign(message_id, now, text),
    }


def _connect(parts: SplitResult, networks: Collection[str]) -> PinnedConnection:
    connection = PinnedConnection(parts, _tested_machine(parts, networks), SECONDS)
    try:
        connection.connect()
    except OSError as error:  # among them all errors of certificates
        raise NotDelivered(f"Keine Verbindung ({type(error).__name__}).") from error
    return connection


def _tested_machine(parts: SplitResult, networks: Collection[str]) -> str:
    try:
        machines = machines_of(parts.hostname or "", port_of(parts))
    except (OSError, UnicodeError) as error:
        raise NotDelivered("Den Rechner gibt es nicht.") from error
    if not may_be_reached(machines, networks):
        raise NotDelivered("Die Adresse liegt im eigenen Netz.", refused=True)
    return machines[0]
