"""`/metrics`: right figures, for the monitoring system only, and nothing that a visitor typed."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.request import urlopen

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from wagtail.models import PageViewRestriction

from einbettung.events.enqueue import enqueue_page
from einbettung.models import Indexbericht
from suche.betrieb.health import CheckResult
from suche.betrieb.prometheus import gauges
from tests.acceptance.operation import free_port
from tests.factories import publish_projekt
from tests.integration.conftest import IndexPages

pytestmark = [pytest.mark.usefixtures("empty_queue"), pytest.mark.real_model]

ROW = re.compile(r"^(\w+)(\{.*\})? (\S+)$", re.MULTILINE)


def figures(client: Client) -> dict[str, float]:
    answer = client.get("/metrics")
    assert answer.status_code == 200
    return read(answer.content.decode())


def read(text: str) -> dict[str, float]:
    return {name + labels: float(value) for name, labels, value in ROW.findall(text)}


def test_pages_and_chunks_are_counted(index: IndexPages, client: Client) -> None:
    publish_projekt("Bienen auf dem Rathausdach")
    index()
    found = figures(client)
    assert found["wiki_seiten"] == found["wiki_index_dokumente"] == 1
    assert found["wiki_index_chunks"] >= 1
    assert found["wiki_wortindex_rueckstand_seiten"] == 1


def test_questions_are_counted_and_not_kept(index: IndexPages, client: Client) -> None:
    publish_projekt("Ein Sensor misst den Pegel", title="Pegel")
    publish_projekt("Bienen auf dem Rathausdach", title="Vorhaben Amsel")
    index()
    before = figures(client)
    client.get("/suche/", {"q": "Bienen auf dem Rathausdach"})
    client.get("/suche/", {"q": ""})
    after = figures(client)

    def grown(name: str) -> float:
        return after[name] - before.get(name, 0)

    assert grown('wiki_fragen_total{ergebnis="treffer"}') == 1
    assert grown('wiki_fragen_total{ergebnis="abgelehnt"}') == 1
    assert grown('wiki_suche_seconds_count{stufe="vektoren"}') == 1
    assert grown('wiki_anfrage_seconds_count{antwort="2",bereich="suche"}') == 1
    assert not re.search("Bienen|Amsel", client.get("/metrics").content.decode())


@pytest.mark.django_db
def test_empty_answers_are_counted(client: Client) -> None:
    before = figures(client).get('wiki_fragen_total{ergebnis="leer"}', 0)
    client.get("/suche/", {"q": "Bienen"})
    assert figures(client)['wiki_fragen_total{ergebnis="leer"}'] == before + 1


@pytest.mark.django_db
def test_jobs_are_counted_and_timed(client: Client) -> None:
    enqueue_page(1)
    since = timezone.now() - timedelta(minutes=5)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_events SET at = %s", [since])
    found = figures(client)
    assert found['wiki_auftraege{queue="index",zustand="todo"}'] == 1
    assert found['wiki_auftrag_wartet_seconds{queue="index"}'] == pytest.approx(300, abs=5)


@pytest.mark.django_db
def test_failed_jobs_are_counted(client: Client) -> None:
    enqueue_page(1)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed'")
    assert figures(client)['wiki_auftraege{queue="index",zustand="failed"}'] == 1


@pytest.mark.django_db
def test_silence_of_the_worker_is_timed(client: Client) -> None:
    assert "wiki_hintergrundprozess_gemeldet_seconds" not in figures(client)
    at = timezone.now() - timedelta(seconds=90)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)", [at])
    assert figures(client)["wiki_hintergrundprozess_gemeldet_seconds"] == pytest.approx(90, abs=5)


@pytest.mark.django_db
def test_last_reindex_is_told(client: Client) -> None:
    now = timezone.now()
    Indexbericht.objects.create(
        art="reindex", begonnen=now, beendet=now, befunde={"fehlt": 3}, dauer_s=1.5
    )
    Indexbericht.objects.create(art="reindex", begonnen=now)
    found = figures(client)
    assert found['wiki_abgleich_abweichungen{art="reindex"}'] == 3
    assert found['wiki_abgleich_seconds{art="reindex"}'] == 1.5


def test_private_pages_are_counted_for_the_operator_only(index: IndexPages, client: Client) -> None:
    page = publish_projekt("Geheim", title="Vorhaben Otter")
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert figures(client)["wiki_seiten"] == 1
    refused = client.get("/metrics", REMOTE_ADDR="203.0.113.7")
    assert refused.status_code == 403
    assert "wiki_seiten" not in refused.content.decode()


@pytest.mark.parametrize("path", ["*", "wiki.example:443", ""])
def test_a_request_for_no_address_is_counted_and_breaks_nothing(client: Client, path: str) -> None:
    assert client.generic("OPTIONS", "/", PATH_INFO=path).status_code < 500


@pytest.mark.parametrize("name", ["X-Forwarded-For", "X-Forwarded-Proto", "Forwarded", "Via"])
def test_who_comes_through_a_proxy_is_refused(client: Client, name: str) -> None:
    assert client.get("/metrics", headers={name: "127.0.0.1"}).status_code == 403


@pytest.mark.parametrize("address", ["203.0.113.7", "", "unix:", "127.0.0.1.evil.example"])
def test_other_addresses_are_refused(client: Client, address: str) -> None:
    assert client.get("/metrics", REMOTE_ADDR=address).status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "::ffff:127.0.0.1", "10.1.2.3"])
def test_this_machine_and_named_networks_may_ask(
    client: Client, settings: Settings, address: str
) -> None:
    settings.METRIK_NETZE = ["10.0.0.0/8"]
    answer = client.get("/metrics", REMOTE_ADDR=address)
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.django_db
def test_database_that_is_down_is_a_figure(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    down = CheckResult("datenbank", False, "")
    monkeypatch.setattr(gauges, "check_database", lambda: down)
    found = figures(client)
    assert found["wiki_datenbank_bereit"] == 0
    assert "wiki_platz_frei_bytes" in found
    assert "wiki_seiten" not in found


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """Two web processes without a database: live and metrics answer all the same."""
    port = free_port()
    (tmp_path / "messwerte" / f"127.0.0.1-{port}").mkdir(parents=True)
    stale = tmp_path / "messwerte" / f"127.0.0.1-{port}" / "counter_1.db"
    stale.write_bytes(b"from a server that is gone")
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "gunicorn", "wiki.wsgi", "--bind", f"127.0.0.1:{port}"),
            *("--config", "python:suche.betrieb.prometheus.processes", "--workers", "2"),
        ],
        cwd=django_settings.BASE_DIR,
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "wiki.settings.test",
            "DATABASE_URL": "postgresql://x@127.0.0.1:1/x",
            "WIKI_VAR": str(tmp_path),
        },
    )
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)
    assert not stale.exists()


def test_several_processes_are_counted_together(server: str, tmp_path: Path) -> None:
    asked = 0
    end = time.monotonic() + 60
    while time.monotonic() < end and asked < 40:
        try:
            with urlopen(f"{server}/health/live") as answer:
                asked += answer.status == 200
        except OSError:
            time.sleep(0.2)
    with urlopen(f"{server}/metrics") as answer:
        found = read(answer.read().decode())
    assert found['wiki_anfrage_seconds_count{antwort="2",bereich="health"}'] == asked == 40
    files = [path.name.split("_")[0] for path in (tmp_path / "messwerte").rglob("*.db")]
    assert sorted(files) == ["counter"] * 2 + ["histogram"] * 2
