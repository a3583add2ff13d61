"""Searchers who ask one question after the other, without a pause. Pure but for the network."""

import random
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from statistics import quantiles
from urllib.parse import urlencode, urlsplit

TIMEOUT_S = 60
REFUSED = 503
NO_ANSWER = 0  # in place of a status
PAUSE_REFUSED_S = 1.0  # somebody who is turned away does not ask again at once


@dataclass(frozen=True)
class Asked:
    """A question: what came back, and after how many seconds."""

    status: int
    seconds: float


@dataclass(frozen=True)
class Load:
    """What so many searchers saw. Times are milliseconds of the questions that were answered."""

    searchers: int
    answered: int
    a_second: float
    p50: float
    p95: float
    refused: float  # share of all questions
    failed: int


def questions(texts: Sequence[str], places: Sequence[str], seed: int) -> "list[str]":
    """Returns questions of which hardly two are the same, so that no memory answers them."""
    chance = random.Random(seed)  # noqa: S311 - the same questions every time
    pairs = [f"{text} {place}" for text in texts for place in chance.sample(places, 20)]
    chance.shuffle(pairs)
    return pairs


def measure(address: str, asked: Sequence[str], searchers: int, seconds: float) -> Load:
    """Lets them all ask for so long; each begins elsewhere in the list."""
    end = time.monotonic() + seconds
    with ThreadPoolExecutor(searchers) as pool:
        parts = [asked[number::searchers] or asked for number in range(searchers)]
        started = time.monotonic()
        found = list(pool.map(lambda part: _ask_until(address, part, end), parts))
        took = time.monotonic() - started
    return _load(searchers, [one for part in found for one in part], took)


def _ask_until(address: str, asked: Sequence[str], end: float) -> list[Asked]:
    found: list[Asked] = []
    while time.monotonic() < end:
        answer = ask(address, asked[len(found) % len(asked)])
        found.append(answer)
        if answer.status == REFUSED:
            time.sleep(PAUSE_REFUSED_S)
    return found


def ask(address: str, text: str) -> Asked:
    """Asks as a browser does, and reads the whole page."""
    parts = urlsplit(address)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=TIMEOUT_S)
    started = time.perf_counter()
    try:
        path = f"/suche/?{urlencode({'q': text})}"
        connection.request("GET", path, headers={"Accept": "text/html"})
        response = connection.getresponse()
        response.read()
        return Asked(response.status, time.perf_counter() - started)
    except (HTTPException, OSError):
        return Asked(NO_ANSWER, time.perf_counter() - started)
    finally:
        connection.close()


def _load(searchers: int, found: Sequence[Asked], seconds: float) -> Load:
    times = [1000 * one.seconds for one in found if one.status == 200]
    refused = sum(one.status == REFUSED for one in found)
    p50, p95 = _quantiles(times)
    return Load(
        searchers,
        answered=len(times),
        a_second=len(times) / seconds,
        p50=p50,
        p95=p95,
        refused=refused / len(found) if found else 0.0,
        failed=len(found) - len(times) - refused,
    )


def _quantiles(times: Sequence[float]) -> tuple[float, float]:
    """The median, and what 19 of 20 stay below; nan of nothing."""
    if len(times) < 2:
        return (times[0], times[0]) if times else (float("nan"), float("nan"))
    parts = quantiles(times, n=20)
    return parts[9], parts[18]
