"""Asks the language model that the operator names, at an OpenAI-compatible address in the house.

The name is resolved once, every address that it has must lie in the house, and the connection goes
to the one that was tested. Redirects are not followed. What is asked and answered goes into no log.
"""

import http.client
import json
import logging
import time
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any
from urllib.parse import SplitResult

from django.conf import settings

from wiki.austausch.exceptions import FetchFailed
from wiki.austausch.harvest.fetching import Bounds, addresses_of, connect, parts_of, read_within
from wiki.platform.public_web import Alarm

from .exceptions import AnswerUnusable, ModelDown, ModelSlow

logger = logging.getLogger(__name__)

MAX_BYTES = 200_000  # of an answer
MAX_TOKENS = 1_000  # of it; a model that thinks first needs some for that
IN_THE_HOUSE = tuple(
    ip_network(network)
    for network in (
        *("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"),
        *("::1/128", "fc00::/7"),
    )
)


class OutsideTheHouse(FetchFailed):
    """Der Rechner des Sprachmodells steht nicht im eigenen Haus."""


def complete(messages: Sequence[Mapping[str, str]]) -> str:
    """Returns what the model says. Raises NoSentences."""
    body = json.dumps(
        {
            "model": settings.SATZ_MODELL,
            "messages": list(messages),
            "temperature": 0,
            "max_tokens": MAX_TOKENS,
            "stream": False,
        }
    ).encode()
    return _said(_posted(body))


def targets_of(parts: SplitResult, networks: Collection[str]) -> list[tuple[str, int]]:
    """Returns the machines of an address, as numbers and port. Raises FetchFailed, and
    OutsideTheHouse where any of them is outside."""
    hosts, port = addresses_of(parts, parts.geturl())
    if not all(is_in_the_house(ip_address(host), networks) for host in hosts):
        raise OutsideTheHouse(parts.hostname or "")
    return [(host, port) for host in hosts]


def is_in_the_house(address: IPv4Address | IPv6Address, networks: Collection[str]) -> bool:
    """This machine, a private network, or one that the operator names."""
    address = getattr(address, "ipv4_mapped", None) or address
    named = (ip_network(network) for network in networks)
    return any(address in network for network in (*IN_THE_HOUSE, *named))


def _posted(body: bytes) -> bytes:
    end = time.monotonic() + settings.SATZ_SEKUNDEN
    try:
        return _asked(body, end)
    except (OSError, http.client.HTTPException, FetchFailed, UnicodeError) as error:
        # FetchFailed repeats the address at most, the others nothing that was sent.
        logger.warning("Sprachmodell: %s", error if isinstance(error, FetchFailed) else type(error))
        raise (ModelSlow if time.monotonic() >= end else ModelDown) from None


def _asked(body: bytes, end: float) -> bytes:
    address = f"{settings.SATZ_ADRESSE}/chat/completions"
    parts = parts_of(address)
    connection = _connected(parts, targets_of(parts, settings.SATZ_NETZE))
    with Alarm(connection, max(end - time.monotonic(), 0.1)):
        path = parts._replace(scheme="", netloc="", fragment="").geturl()
        connection.request("POST", path, body, _headers())
        response = connection.getresponse()
        if response.status != http.client.OK:
            raise FetchFailed(f"{address}: Sie antwortet mit {response.status}.")
        try:
            return read_within(response, address, Bounds(max_bytes=MAX_BYTES), end)
        except FetchFailed:
            if time.monotonic() >= end:
                raise
            raise AnswerUnusable from None  # too long, or broken off


def _connected(
    parts: SplitResult, targets: Sequence[tuple[str, int]]
) -> http.client.HTTPConnection:
    """The first machine that lets us in: "localhost" has two numbers, and servers listen at one."""
    seconds = float(settings.SATZ_SEKUNDEN)
    for target in targets[:-1]:
        with suppress(FetchFailed):
            return connect(parts, target, seconds)
    return connect(parts, targets[-1], seconds)


def _headers() -> dict[str, str]:
    headers = {
        "Content-Type": "application/json",
        "Accept": "application/json",
        "Accept-Encoding": "identity",
        "User-Agent": "Wissens-Wiki",
    }
    key = settings.SATZ_SCHLUESSEL
    return headers | {"Authorization": f"Bearer {key}"} if key else headers


def _said(content: bytes) -> str:
    """Whatever is no answer of a language model is unusable; it is repeated nowhere."""
    try:
        answer: Any = json.loads(content)
        said = answer["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError):
        raise AnswerUnusable from None
    if not isinstance(said, str) or not said.strip():
        raise AnswerUnusable
    return said
