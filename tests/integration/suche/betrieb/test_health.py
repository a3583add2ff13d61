"""`/health/live` and `/health/ready`: each cause of trouble is planted and must be told."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from einbettung.events.change_log import log_changes
from einbettung.events.enqueue import enqueue_page
from einbettung.models import Generation
from suche.betrieb import health
from suche.betrieb.health import CheckResult, check_disk, summarise
from suche.rank.words.lexical import LexicalIndex
from tests.factories import publish_projekt
from tests.integration.conftest import IndexPages
from wiki.models import Startseite
from wiki.settings import base
from wiki.settings.database import POOL

pytestmark = [pytest.mark.usefixtures("empty_queue"), pytest.mark.real_model]

UNREACHABLE = "postgresql://x@127.0.0.1:1/x"
ASK = """
import json, time
import django; django.setup()
from django.test import Client
Client().get("/health/live")  # reads the code that any first request reads
begun = time.monotonic()
answer = Client().get("/health/ready")
print(json.dumps([answer.status_code, time.monotonic() - begun, answer.json()]))
"""


def ready(client: Client) -> tuple[int, dict[str, Any]]:
    answer = client.get("/health/ready")
    return answer.status_code, answer.json()


def found(client: Client, name: str) -> dict[str, Any]:
    (state,) = [state for state in ready(client)[1]["pruefungen"] if state["name"] == name]
    return dict(state)


def execute(sql: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def report_worker(at: datetime) -> None:
    execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)", at)


def age_jobs(since: datetime) -> None:
    execute("UPDATE procrastinate_events SET at = %s", since)


def test_live_answers_without_a_database(client: Client) -> None:
    answer = client.get("/health/live")
    assert (answer.status_code, answer.content) == (200, b"ok")


def test_answers_are_never_kept(client: Client) -> None:
    assert "no-store" in client.get("/health/live").headers["Cache-Control"]


def test_questions_only(client: Client) -> None:
    assert client.post("/health/ready").status_code == 405


@pytest.mark.django_db
def test_wiki_with_a_worker_is_ready(client: Client, wortindex: LexicalIndex) -> None:
    report_worker(timezone.now())
    status, answer = ready(client)
    assert (status, answer["zustand"]) == (200, "bereit")
    assert all(state["ok"] and not state["hinweis"] for state in answer["pruefungen"])


@pytest.mark.django_db
def test_ready_needs_no_login_and_is_never_kept(client: Client) -> None:
    assert "no-store" in client.get("/health/ready").headers["Cache-Control"]


def test_database_that_is_down_is_told_soon() -> None:
    environment = os.environ | {
        "DATABASE_URL": UNREACHABLE,
        "DJANGO_SETTINGS_MODULE": "wiki.settings.test",
    }
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=django_settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    status, seconds, answer = json.loads(done.stdout)
    state = answer["pruefungen"][0]
    assert (status, state["name"], state["ok"]) == (503, "datenbank", False)
    assert "DATABASE_URL" in state["hinweis"]
    assert "127.0.0.1" not in done.stdout
    assert seconds < POOL["timeout"]  # what a question would have waited


@pytest.mark.django_db
def test_missing_migration_is_told(client: Client) -> None:
    MigrationRecorder(connection).record_unapplied("suche", "0001_initial")
    assert found(client, "migrationen")["wert"] == "1 ausstehend"
    status, answer = ready(client)
    assert (status, answer["zustand"]) == (503, "nicht bereit")


def test_model_that_is_not_on_this_machine_is_told(start: Startseite, client: Client) -> None:
    Generation.objects.create(modell="anderes@123", zustand="aktiv")
    assert "EINBETTUNG_MODELL" in found(client, "modell")["hinweis"]
    assert ready(client)[0] == 503


def test_model_that_cannot_be_read_is_told(
    start: Startseite, client: Client, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "var").write_text("keine Mappe")
    settings.VAR_DIR = tmp_path / "var"
    assert found(client, "modell")["wert"] == "nicht lesbar"


@pytest.mark.django_db
def test_locked_table_does_not_hold_up_the_answer(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "STATEMENT_MS", 200)
    pool = connection.pool  # type: ignore[attr-defined]
    with pool.connection() as other, other.transaction():
        other.execute(f"LOCK TABLE {Generation._meta.db_table}")
        state = found(client, "datenbank")
    assert (state["ok"], state["wert"]) == (False, "antwortet nicht rechtzeitig")


@pytest.mark.django_db
def test_missing_worker_is_told_but_visitors_are_served(client: Client) -> None:
    assert found(client, "hintergrundarbeit")["wert"] == "keiner gemeldet"
    status, answer = ready(client)
    assert (status, answer["zustand"]) == (200, "eingeschränkt")


@pytest.mark.django_db
def test_silent_worker_is_told(client: Client) -> None:
    report_worker(timezone.now() - timedelta(minutes=2))
    assert not found(client, "hintergrundarbeit")["ok"]


@pytest.mark.django_db
def test_job_that_waits_too_long_is_told(client: Client) -> None:
    enqueue_page(1)
    assert found(client, "warteschlange")["ok"]
    age_jobs(timezone.now() - timedelta(minutes=11))
    assert found(client, "warteschlange")["wert"] == "ältester Auftrag wartet 11 min"
    assert not found(client, "warteschlange")["ok"]


@pytest.mark.django_db
def test_job_for_later_does_not_wait_yet(client: Client) -> None:
    enqueue_page(1)
    age_jobs(timezone.now() - timedelta(minutes=11))
    later = timezone.now() + timedelta(hours=1)
    execute("UPDATE procrastinate_jobs SET scheduled_at = %s", later)
    assert found(client, "warteschlange")["wert"] == "leer"


def test_word_index_far_behind_is_told(
    start: Startseite, client: Client, wortindex: LexicalIndex
) -> None:
    wortindex.catch_up()
    log_changes(range(1, health.MAX_BEHIND + 2))
    assert found(client, "wortindex")["wert"] == "1001 Seiten Rückstand"
    assert not found(client, "wortindex")["ok"]


def test_word_index_is_not_behind_after_a_search(index: IndexPages, client: Client) -> None:
    publish_projekt("Bienen auf dem Rathausdach")
    index()
    assert found(client, "wortindex")["wert"] == "1 Seiten Rückstand"
    client.get("/suche/", {"q": "Bienen"})
    assert found(client, "wortindex")["wert"] == "0 Seiten Rückstand"


@pytest.mark.django_db
def test_word_index_that_cannot_be_read_is_told(
    client: Client, wortindex: LexicalIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    wortindex.catch_up()
    newly_started = LexicalIndex(Path(django_settings.WHOOSH_DIR))  # has no file open yet
    monkeypatch.setattr(health, "lexical_index", lambda: newly_started)
    for contents in wortindex.folder.glob("*.toc"):
        contents.unlink()
    assert found(client, "wortindex")["wert"] == "nicht lesbar"


def test_full_disk_is_told(tmp_path: Path) -> None:
    assert check_disk(tmp_path).ok
    assert not check_disk(tmp_path, min_free_mb=10**12).ok


def test_missing_folder_is_told(tmp_path: Path) -> None:
    assert check_disk(tmp_path / "fehlt").wert == "nicht lesbar"


@pytest.mark.parametrize(
    ("failed", "summary"),
    [
        (set(), "bereit"),
        ({"hintergrundarbeit", "platz"}, "eingeschränkt"),
        ({"datenbank"}, "nicht bereit"),
        ({"migrationen", "platz"}, "nicht bereit"),
        ({"modell"}, "nicht bereit"),
    ],
)
def test_only_what_visitors_need_is_critical(failed: set[str], summary: str) -> None:
    names = ("datenbank", "migrationen", "modell", "hintergrundarbeit", "platz")
    assert summarise([CheckResult(name, name not in failed, "") for name in names]) == summary


def test_no_page_is_named(index: IndexPages, client: Client) -> None:
    page = publish_projekt("Bienen", title="Vorhaben Amsel")
    index()
    enqueue_page(page.pk)
    assert "Amsel" not in client.get("/health/ready").content.decode()


def test_probe_past_the_proxy_is_not_sent_to_https(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = replace(base.ENVIRONMENT, django_secret_key="x", django_allowed_hosts=("x",))
    monkeypatch.setattr(base, "ENVIRONMENT", known)
    production = import_module("wiki.settings.production")
    settings.SECURE_SSL_REDIRECT = production.SECURE_SSL_REDIRECT
    settings.SECURE_REDIRECT_EXEMPT = production.SECURE_REDIRECT_EXEMPT
    assert Client().get("/health/live").status_code == 200
    assert Client().get("/suche/").status_code == 301
