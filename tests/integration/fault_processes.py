"""What the processes of `test_faults.py` do. The fork server loads this module once, with Django
and a small model; every process then starts in a moment, and dies as processes do.

Each function gets a `Place` first. Time runs faster here than in operation: a worker counts as dead
after a second, and who could not write tries again after half of one.
"""

import random
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 - after setup
from django.core.management import CommandError, call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402
from django.urls import resolve  # noqa: E402
from procrastinate.contrib.django import app  # noqa: E402
from procrastinate.exceptions import AlreadyEnqueued  # noqa: E402
from wagtail.models import Page, PageViewRestriction  # noqa: E402
from wagtail.signals import page_published  # noqa: E402

from einbettung import tasks  # noqa: E402
from einbettung.events.enqueue import enqueue_pages  # noqa: E402
from einbettung.exceptions import RepairRunning  # noqa: E402
from einbettung.indexing import audit, index, repair  # noqa: E402
from einbettung.indexing.generation import encoder_of  # noqa: E402
from einbettung.indexing.index import all_page_ids, index_pages  # noqa: E402
from einbettung.model.active_model import get_encoder, model_signature  # noqa: E402
from einbettung.model.encoder import (  # noqa: E402
    Encoded,
    Encoder,
    configured_signature,
    configured_source,
    load_encoder,
    path_of,
)
from einbettung.models import Chunk, Dokument, Indexbericht  # noqa: E402
from suche.german.analysis import terms_of  # noqa: E402
from suche.german.spelling import german  # noqa: E402
from suche.messung.page_copies import copy_projects  # noqa: E402
from suche.rank.words import lexical  # noqa: E402
from tests.factories import create_tree, publish_projekt  # noqa: E402
from wiki.models import Projektseite  # noqa: E402

from .conftest import ensure_ground  # noqa: E402
from .fault_sizes import COPIES  # noqa: E402

SECRETS = ("Axolotl", "Okapi")  # stand in a private page and in a draft
COMMON = "Rathaus"  # stands in every page
HEARTBEAT_S = 0.3
STALLED_S = 1.0
ANSWERED_AT_LEAST = 5

setup_test_environment()  # answers carry what their templates were given
# Once for all: each takes a process up to a second, and none of it asks the database.
load_encoder(path_of(configured_source()), configured_signature())
resolve("/suche/")
terms_of("Rathausdach")
german()


@dataclass(frozen=True)
class Place:
    """Where a wiki of these tests lies: its database, its folder for the word index."""

    database: str
    folder: Path

    @property
    def forbidden(self) -> Path:
        """Words that no answer may hold from now on, one a line."""
        return self.folder / "verboten"


def run(function: Callable[..., Any], place: Place, answer: Connection, *arguments: Any) -> None:
    """What a process does from beginning to end; its result goes back through `answer`."""
    connections["default"].settings_dict["NAME"] = place.database
    settings.WHOOSH_DIR = place.folder / "whoosh"
    vars(tasks).update(STALLED_AFTER_S=STALLED_S, PAUSES_S=(1, 1, 1))
    vars(lexical).update(PAUSE_S=0.5)
    for module in (index, repair):
        vars(module)["PAGES_AT_ONCE"] = 16
    vars(audit)["AUDITED_AT_ONCE"] = 16
    answer.send(function(place, *arguments))


def prepare(place: Place) -> None:
    """What every test starts from, indexed: projects, a private one, one with a draft."""
    with connection.cursor() as cursor:  # what other tests have left in the test database
        cursor.execute("TRUNCATE wagtailcore_page, wiki_kommune, wiki_thema CASCADE")
        cursor.execute(
            "TRUNCATE einbettung_aenderung, einbettung_projektion, einbettung_generation"
        )
    ensure_ground()
    create_tree()
    texts = [f"Im {COMMON} wird gemessen und gezählt.", f"Vor dem {COMMON} steht ein Terminal."]
    pages = [publish_projekt(text, title=f"Vorlage {n}") for n, text in enumerate(texts)]
    copy_projects(pages, COPIES, lambda n, _: f"Vorhaben kennwort{n} {mark(n)}")
    closed = publish_projekt(f"Im {COMMON} wohnt ein {SECRETS[0]}.", title=f"{COMMON} privat")
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    edited = publish_projekt(f"Im {COMMON} tut sich etwas.", title=f"{COMMON} im Umbau")
    index_pages(all_page_ids(), model_signature(), get_encoder)
    edited.title = f"{COMMON} mit {SECRETS[1]}"
    edited.save_revision()  # a draft
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


def work(place: Place, slow: float = 0.0) -> None:
    """A worker; when it breaks it starts again, as under `serve` or systemd. `slow`: seconds that
    the model takes longer for every batch."""
    if slow:
        load = encoder_of
        vars(index)["encoder_of"] = lambda generation: SlowEncoder(load(generation), slow, place)
    while True:
        try:
            with app.replace_connector(app.connector.get_worker_connector()) as worker:
                worker.run_worker(
                    install_signal_handlers=False,
                    fetch_job_polling_interval=0.2,
                    update_heartbeat_interval=HEARTBEAT_S,
                    stalled_worker_timeout=STALLED_S,
                )
        except Exception:
            time.sleep(0.3)


def ask_throughout(place: Place, stop: Event, seed: int) -> dict[str, Any]:
    """Questions one after the other until `stop` and until ANSWERED_AT_LEAST: what was wrong with
    an answer, how many were answered, how many refused because the database was away."""
    client = Client(raise_request_exception=False, headers={"host": "localhost"})
    chance = random.Random(seed)
    seen: dict[str, Any] = {"problems": [], "answered": 0, "refused": 0}
    while not stop.is_set() or not (seen["answered"] >= ANSWERED_AT_LEAST or seen["problems"]):
        forbidden = {*SECRETS, *_lines(place.forbidden)}
        question = chance.choice(
            [COMMON, "Terminal gemessen", f"kennwort{chance.randrange(COPIES)}"]
        )
        answer = client.get("/suche/", {"q": question})
        connections.close_all()  # as after every real request
        text = answer.content.decode()
        if answer.status_code == 503:
            seen["refused"] += 1
        elif answer.status_code != 200:
            seen["problems"].append(f"{question}: {answer.status_code} {text[-300:]}")
        else:
            seen["answered"] += 1
            seen["problems"] += [f"{question}: {word}" for word in forbidden if word in text]
        time.sleep(0.1)  # the others want to work, too
    return seen


def ask(place: Place, question: str) -> list[str]:
    """Titles of a visitor's first result page."""
    answer = Client(headers={"host": "localhost"}).get("/suche/", {"q": question})
    return [entry.seite.title for entry in answer.context["treffer"]]


def compare(place: Place) -> dict[str, int]:
    """What `repair_index --audit` finds."""
    with suppress(CommandError):
        call_command("repair_index", "--audit", verbosity=0)
    bericht = Indexbericht.objects.first()
    assert bericht
    assert bericht.beendet
    return bericht.befunde


def mend(place: Place, full: bool = False) -> dict[str, Any] | None:
    """`repair_index`; None when another one was running."""
    try:
        call_command("repair_index", *(["--full"] if full else []), verbosity=0)
    except RepairRunning:
        return None
    bericht = Indexbericht.objects.exclude(art="audit").first()
    assert bericht
    return {"repariert": bericht.repariert, "fehler": bericht.fehler}


def mend_refusing(place: Place, word: str) -> dict[str, Any] | None:
    """`repair_index` with a model that breaks on texts that hold `word`."""
    vars(repair)["get_encoder"] = lambda: RefusingEncoder(get_encoder(), word)
    return mend(place)


def forget_index(place: Place) -> None:
    """Every page has to be indexed anew."""
    Chunk.objects.all().delete()
    Dokument.objects.all().delete()


def enqueue_reindex(place: Place) -> None:
    """The weekly job, and a job for each page beside it."""
    enqueue_pages(all_page_ids())
    app.tasks["suche.tasks.repair_index_weekly"].configure(queueing_lock="repair_index").defer(
        timestamp=0
    )


def open_jobs(place: Place) -> int:
    """Jobs of ours that have not ended. Calls for the rescue that comes every two minutes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing') "
            "AND task_name IN ('einbettung.tasks.index_page', 'suche.tasks.repair_index_weekly')"
        )
        number = int(cursor.fetchone()[0])
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo' "
            "AND task_name = 'einbettung.tasks.rescue_stalled_jobs'"
        )
        waiting = cursor.fetchone()[0]
    if number and not waiting:
        with suppress(AlreadyEnqueued):  # by the worker's own clock in this moment
            app.tasks["einbettung.tasks.rescue_stalled_jobs"].configure(
                queueing_lock=None, priority=100
            ).defer(timestamp=0)
    return number


def ring_in_a_burst(place: Place, part: int, parts: int, rounds: int) -> None:
    """Publish events, as fast as they come: every page of this part gets a new title each round."""
    pages = list(Projektseite.objects.live().order_by("pk"))[part::parts]
    for number in range(rounds):
        for page in pages:
            title = f"{page.title} runde{number}"
            Projektseite.objects.filter(pk=page.pk).update(title=title, draft_title=title)
            page_published.send(sender=Projektseite, instance=page)


def indexed_titles(place: Place) -> set[str]:
    return set(Dokument.objects.values_list("titel", flat=True))


def rename(place: Place, word: str, title: str) -> None:
    """An editor publishes the page that is found under `word` with another title."""
    page = Projektseite.objects.get(title__contains=word)
    page.title = title
    page.save_revision().publish()


def hide(place: Place, word: str) -> None:
    Projektseite.objects.get(title__contains=word).unpublish()
    _forbid(place, word)


def delete(place: Place, word: str) -> None:
    Page.objects.get(title__contains=word).delete()
    _forbid(place, word)


def mark(number: int) -> str:
    """A word in the title of the page with this number that no question holds."""
    return f"marke{number}x"


def _forbid(place: Place, word: str) -> None:
    with place.forbidden.open("a") as file:
        file.write(f"{word}\n")


def _lines(path: Path) -> Sequence[str]:
    return path.read_text().splitlines() if path.exists() else ()


class SlowEncoder:
    """The model, slow enough to be interrupted; a file shows that it has begun."""

    def __init__(self, encoder: Encoder, seconds: float, place: Place) -> None:
        self.signature = encoder.signature
        self.count_tokens = encoder.count_tokens
        self.encode_query = encoder.encode_query
        self._encoder, self._seconds, self._place = encoder, seconds, place

    def encode_documents(self, texts: Sequence[str]) -> list[Encoded]:
        (self._place.folder / "begonnen").touch()
        time.sleep(self._seconds)
        return self._encoder.encode_documents(texts)


class RefusingEncoder:
    """The model, except for passages that hold a word."""

    def __init__(self, encoder: Encoder, word: str) -> None:
        self.signature = encoder.signature
        self.count_tokens = encoder.count_tokens
        self.encode_query = encoder.encode_query
        self._encoder, self._word = encoder, word

    def encode_documents(self, texts: Sequence[str]) -> list[Encoded]:
        if any(self._word in text for text in texts):
            raise RuntimeError("unverdaulich")
        return self._encoder.encode_documents(texts)
