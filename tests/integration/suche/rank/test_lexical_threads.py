"""The Whoosh index in a process with many threads, as a web server is."""

import logging
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from einbettung.events.change_log import log_changes
from einbettung.models import Dokument
from suche.rank.words.lexical import LexicalIndex
from tests.factories import publish_projekt
from tests.integration.seiten import BIENEN, question
from wiki.models import Startseite


def test_eight_threads_search_while_one_writes(
    committed_start: Startseite,
    wortindex: LexicalIndex,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(logging.getLogger("suche"), "propagate", True)
    ids = _store_six()
    wortindex.catch_up()
    done = threading.Event()
    with ThreadPoolExecutor(max_workers=8) as pool:
        searching = [pool.submit(_search_until, done, wortindex, ids) for _ in range(8)]
        for number in range(40):
            log_changes([ids[number % len(ids)]])
            wortindex.catch_up()
        done.set()
    answers = [answer for future in searching for answer in future.result()]
    assert len(answers) > 8
    assert all(sorted(answer) == ids for answer in answers)
    assert not caplog.messages  # nobody had to throw the index away


def _search_until(
    done: threading.Event, wortindex: LexicalIndex, ids: list[int]
) -> list[list[int]]:
    """All answers; like a web thread it gives its connection back after each."""
    answers = []
    while not done.is_set():
        answers.append(found(wortindex, "Bienenstöcke", ids))
        connection.close()
    return answers


def _store_six() -> list[int]:
    """Index rows without vectors: the word index reads nothing else."""
    ids = [publish_projekt(BIENEN).pk for _ in range(6)]
    for pk in ids:
        text = [{"name": "Lösung", "anker": "", "text": BIENEN}]
        Dokument.objects.create(pk=pk, titel="Bienen", abschnitte=text)
    log_changes(ids)
    return ids


def found(wortindex: LexicalIndex, text: str, allowed: list[int]) -> list[int]:
    return [hit.page_id for hit in wortindex.search(question(text).units, allowed, limit=10)]
