"""Whether the addresses of sources still answer: which are due, asking them, keeping the answer.

Off unless the operator wants it (WIKI_LINKPRUEFUNG). One address after the other, never the same
host twice within PAUSE_S, each once in DUE_DAYS, but for one that shows whether there is internet.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import chain, zip_longest
from operator import itemgetter
from random import choice, shuffle
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from wiki.exceptions import WikiError
from wiki.models import Linkpruefung, Projektquelle, Veranstaltungsquelle
from wiki.platform.network.probing import Antwort, ask

DUE_DAYS = 7
PAUSE_S = 2.0
AT_MOST = 500  # addresses of one run
GIVE_UP_AFTER = 10  # addresses without any answer: then it is this machine that is cut off
REFUSES_PROGRAMS = {401, 403, 405, 406, 429, 451, 503}  # the server is there, and answers people


class NoInternet(WikiError):
    """Keine einzige Adresse hat geantwortet. Kommt dieser Rechner ins Internet?"""


def source_addresses() -> set[str]:
    """Addresses of the sources of published pages."""
    projekte = Projektquelle.objects.filter(projekt__live=True)
    veranstaltungen = Veranstaltungsquelle.objects.filter(veranstaltung__live=True)
    named = (rows.values_list("url", flat=True) for rows in (projekte, veranstaltungen))
    return {url for url in chain.from_iterable(named) if url}


def due_addresses() -> list[str]:
    """Returns the addresses that were not tried for DUE_DAYS, those that wait longest first, at
    most AT_MOST. The order of addresses that were never tried is random, so that a few dead ones do
    not stand in front in every run."""
    tried = dict(Linkpruefung.objects.values_list("url", "geprueft_am"))
    since = timezone.now() - timedelta(days=DUE_DAYS)
    never = timezone.now() - timedelta(days=36_500)
    due = [(tried.get(url, never), url) for url in source_addresses()]
    shuffle(due)
    due.sort(key=itemgetter(0))
    return [url for when, url in due if when < since][:AT_MOST]


def check_addresses(
    addresses: Iterable[str],
    *,
    seconds: float | None = None,
    inside_allowed: bool = False,
    progress: Callable[[], object] = lambda: None,
) -> int:
    """Asks and stores; the number of addresses that were tried, in `seconds` if that is given.
    NoInternet, and nothing is stored, when the first GIVE_UP_AFTER give no answer, among them one
    that answered last time."""
    asked_for = dict.fromkeys(addresses)
    agent = f"Wissens-Wiki Linkprüfung (+{settings.WAGTAILADMIN_BASE_URL})".replace("ü", "ue")
    end = None if seconds is None else time.monotonic() + seconds
    kept: list[tuple[str, Antwort]] = []
    online, count = False, 0
    for url in _politely(dict.fromkeys([*_probe(asked_for), *asked_for])):
        if end is not None and time.monotonic() > end:
            break
        answer = ask(url, agent, inside_allowed=inside_allowed)
        online = online or bool(answer.status)
        kept.append((url, answer))
        if url in asked_for:
            count += 1
            progress()
        if online:
            _store(kept)
            kept = []
        elif len(kept) >= GIVE_UP_AFTER:
            break
    if kept and not online:
        raise NoInternet
    return count


def forget_unused() -> int:
    """Results of addresses that no source names any more."""
    return Linkpruefung.objects.exclude(url__in=source_addresses()).delete()[0]


def is_reachable(answer: Antwort) -> bool:
    """Whether people who follow the link find something there, as far as a program can tell."""
    return 0 < answer.status < 400 or answer.status in REFUSES_PROGRAMS


def _probe(addresses: Collection[str]) -> list[str]:
    """Returns an address that answered last time, chosen at random; nothing when no such address is
    known, or nothing is to be asked. If it does not answer either, this machine may have no
    internet, and not all sources be dead. Chance chooses it, because a single address may have died
    since."""
    known = Linkpruefung.objects.filter(erreichbar=True, url__in=source_addresses())
    answered = sorted(known.values_list("url", flat=True)) if addresses else []
    return [choice(answered)] if answered else []  # noqa: S311 - no secret


def _store(answers: Sequence[tuple[str, Antwort]]) -> None:
    for url, answer in answers:
        result = answer.grund or f"Antwort {answer.status}"
        Linkpruefung.objects.update_or_create(
            url=url,
            defaults={
                "geprueft_am": timezone.now(),
                "erreichbar": is_reachable(answer),
                "ergebnis": result,
            },
        )


def _politely(addresses: Iterable[str]) -> Iterator[str]:
    """Yields the addresses, taking turns between hosts, and waits PAUSE_S before the same host is
    asked again."""
    by_host: dict[str, list[str]] = defaultdict(list)
    for url in addresses:
        by_host[urlsplit(url).netloc].append(url)
    asked: dict[str, float] = {}
    for url in filter(None, chain.from_iterable(zip_longest(*by_host.values()))):
        host = urlsplit(url).netloc
        if host in asked:
            time.sleep(max(0.0, asked[host] + PAUSE_S - time.monotonic()))
        yield url
        asked[host] = time.monotonic()
