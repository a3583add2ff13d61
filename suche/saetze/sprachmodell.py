"""Asks the language model that the operator names, at an OpenAI-compatible address in the house.

Every machine of the address must lie in the house, and the connection goes to one that was tested.
Redirects are not followed. What is asked and answered goes into no log.
"""

import http.client
import json
import logging
import time
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from ipaddress import ip_address, ip_network
from typing import Any
from urllib.parse import SplitResult

from django.conf import settings

from wiki.platform.network.exceptions import FetchFailed
from wiki.platform.network.fetching import Bounds, connect, named_machines, parts_of, read_within
from wiki.platform.network.machines import Alarm, IpAddress, PinnedConnection, target_of

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


def machines_in_the_house(parts: SplitResult, networks: Collection[str]) -> list[str]:
    """Returns the numbers of the machines that an address names. Raises FetchFailed, and
    OutsideTheHouse where any of them is outside."""
    machines = named_machines(parts, parts.geturl())
    if not all(is_in_the_house(ip_address(machine), networks) for machine in machines):
        raise OutsideTheHouse(parts.hostname or "")
    return machines


def is_in_the_house(number: IpAddress, networks: Collection[str]) -> bool:
    """Whether the number is this machine's, or lies in a private network or one of `networks`,
    which the operator names."""
    number = getattr(number, "ipv4_mapped", None) or number
    named = (ip_network(network) for network in networks)
    return any(number in network for network in (*IN_THE_HOUSE, *named))


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
    connection = _connected(parts, machines_in_the_house(parts, settings.SATZ_NETZE))
    with Alarm(connection, max(end - time.monotonic(), 0.1)):
        connection.request("POST", target_of(parts), body, _headers())
        response = connection.getresponse()
        if response.status != http.client.OK:
            raise FetchFailed(f"{address}: Sie antwortet mit {response.status}.")
        try:
            return read_within(response, address, Bounds(max_bytes=MAX_BYTES), end)
        except FetchFailed:
            if time.monotonic() >= end:
                raise
            raise AnswerUnusable from None  # too long, or broken off


def _connected(parts: SplitResult, machines: Sequence[str]) -> PinnedConnection:
    """Returns a connection to the first machine that accepts one: "localhost" has two numbers, and
    servers often listen at one of them only. Raises FetchFailed."""
    seconds = float(settings.SATZ_SEKUNDEN)
    for machine in machines[:-1]:
        with suppress(FetchFailed):
            return connect(parts, machine, seconds)
    return connect(parts, machines[-1], seconds)


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
