"""The harvest against a real server: fetched within bounds, imported as drafts, nobody's work
changed."""

import json
import threading
import time
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from pytest_django import Settings

from tests.factories import publish_projekt
from tests.integration.austausch import titles
from wiki.austausch.models import Importlauf
from wiki.austausch.tasks import harvest_weekly
from wiki.models import Kommune, Projektseite
from wiki.models.projektseite import heute
from wiki.platform.network.exceptions import FetchFailed
from wiki.platform.network.fetching import Bounds, fetch

HERE = ("127.0.0.0/8",)
HEADING = "Titel;Kurzfassung;Kommune;Thema;Status"
ROWS = ["Pegel;Misst.;Trier;Umwelt;im Betrieb", "Kita;Meldet an.;Trier;Umwelt;im Betrieb"]
Answers = dict[str, bytes | tuple[int, str]]


class Server:
    """`answers`: path -> content, or status and Location."""

    def __init__(self) -> None:
        self.answers: Answers = {}
        answers = self.answers

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                answer = answers.get(self.path, (404, ""))
                status, location = (200, "") if isinstance(answer, bytes) else answer
                self.send_response(status)
                if location:
                    self.send_header("Location", location)
                self.end_headers()
                if self.path == "/slow":
                    self._drip()
                elif isinstance(answer, bytes):
                    self.wfile.write(answer)

            def _drip(self) -> None:
                for _ in range(20):
                    time.sleep(0.1)
                    try:
                        self.wfile.write(b"x")
                        self.wfile.flush()
                    except OSError:
                        return

            def log_message(self, *args: Any) -> None: ...

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.http.server_port}"


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    thread = threading.Thread(target=running.http.serve_forever, args=[0.02], daemon=True)
    thread.start()
    yield running
    running.http.shutdown()
    running.http.server_close()
    thread.join()


@pytest.fixture
def listed(small_wiki: None, server: Server, tmp_path: Path, settings: Settings) -> Server:
    """A small wiki whose operator names one list of the server."""
    entry = {"name": "Liste", "adresse": f"{server.address}/liste", "lizenz": "CC BY 4.0"}
    file = tmp_path / "sammeln.json"
    file.write_text(json.dumps([entry]), encoding="utf-8")
    settings.WIKI_SAMMELLISTE, settings.WIKI_SAMMEL_NETZE = str(file), HERE
    server.answers["/liste"] = "\n".join([HEADING, *ROWS]).encode()
    return server


def harvested(*options: str) -> dict[str, Any]:
    out = StringIO()
    call_command("harvest_projects", "--json", *options, stdout=out, stderr=StringIO())
    report: dict[str, Any] = json.loads(out.getvalue())["Liste"]
    return report


def draft(title: str) -> Projektseite:
    page: Projektseite = Projektseite.objects.get(title=title).get_latest_revision_as_object()
    return page


def test_new_projects_become_drafts_with_licence_and_day(listed: Server) -> None:
    assert harvested()["neu"] == 2
    page = draft("Pegel")
    assert not page.live
    source = page.quellen.get()
    assert (source.bezeichnung, source.abgerufen_am) == ("Liste (Lizenz: CC BY 4.0)", heute())
    assert Importlauf.objects.get().optionen["lizenz"] == "CC BY 4.0"


def test_a_dry_run_writes_nothing(listed: Server) -> None:
    assert harvested("--dry-run")["neu"] == 2
    assert titles() == []
    assert not Importlauf.objects.exists()


def test_an_unchanged_list_is_not_imported_again(listed: Server) -> None:
    harvested()
    assert harvested() == {"ergebnis": "seit dem letzten Mal unverändert"}


def test_a_changed_list_changes_its_own_pages_only(listed: Server) -> None:
    trier = Kommune.objects.get(name="Trier")
    theirs = publish_projekt(title="Kita", slug="kita", kommunen=[trier])
    assert harvested()["schon_im_wiki"] == 1
    listed.answers["/liste"] = f"{HEADING}\n{ROWS[0].replace('Misst', 'Warnt')}\n{ROWS[1]}".encode()
    assert harvested()["geaendert"] == 1
    assert draft("Pegel").kurzfassung == "Warnt."
    theirs.refresh_from_db()
    assert theirs.kurzfassung == "Eine Stadt probiert etwas aus."
    assert not theirs.has_unpublished_changes


def test_what_the_team_has_changed_stays(listed: Server) -> None:
    harvested()
    page = draft("Pegel")
    page.kurzfassung = "Vom Team."
    page.save_revision()
    listed.answers["/liste"] = f"{HEADING}\n{ROWS[0].replace('Misst', 'Warnt')}".encode()
    assert harvested()["schon_im_wiki"] == 1
    assert draft("Pegel").kurzfassung == "Vom Team."


UNKNOWN = "Pegel;Misst.;Stadtwerke Musterhausen;Umwelt;im Betrieb"


def test_a_project_of_an_unknown_kommune_is_one_draft_however_often_the_list_changes(
    listed: Server,
) -> None:
    listed.answers["/liste"] = f"{HEADING}\n{UNKNOWN}".encode()
    assert harvested()["neu"] == 1
    listed.answers["/liste"] = f"{HEADING}\n{UNKNOWN.replace('Misst', 'Warnt')}".encode()
    assert (harvested()["geaendert"], titles()) == (1, ["Pegel"])
    assert draft("Pegel").kurzfassung == "Warnt."


def test_a_draft_that_the_team_has_changed_is_not_that_of_another_row(listed: Server) -> None:
    listed.answers["/liste"] = f"{HEADING}\n{UNKNOWN}".encode()
    harvested()
    page = draft("Pegel")
    page.kurzfassung = "Vom Team."
    page.save_revision()
    listed.answers["/liste"] = f"{HEADING}\n{UNKNOWN}\n{ROWS[0]}".encode()
    report = harvested()
    assert (report["schon_im_wiki"], report["neu"], report["geaendert"]) == (1, 1, 0)
    assert page.get_latest_revision_as_object().kurzfassung == "Vom Team."


def test_the_day_of_a_record_stays_that_of_its_first_harvest(listed: Server) -> None:
    harvested()
    page = Projektseite.objects.get(title="Kita")
    page.quellen.update(abgerufen_am=date(2024, 5, 1))
    latest = page.get_latest_revision()
    for source in latest.content["quellen"]:
        source["abgerufen_am"] = "2024-05-01"
    latest.save()
    listed.answers["/liste"] = f"{HEADING}\n{ROWS[0].replace('Misst', 'Warnt')}\n{ROWS[1]}".encode()
    assert (harvested()["geaendert"], draft("Kita").quellen.get().abgerufen_am) == (
        *(1, date(2024, 5, 1)),
    )


def test_the_weekly_job_does_the_same(listed: Server) -> None:
    harvest_weekly(timestamp=0)
    assert titles() == ["Kita", "Pegel"]


@pytest.mark.django_db
def test_without_a_list_nothing_is_fetched() -> None:
    harvest_weekly(timestamp=0)
    out = StringIO()
    call_command("harvest_projects", stdout=out)
    assert "nennt keine Adresse" in out.getvalue()


def test_a_list_that_fails_is_reported(listed: Server) -> None:
    del listed.answers["/liste"]
    out = StringIO()
    with pytest.raises(CommandError, match="Nicht jede Liste"):
        call_command("harvest_projects", stdout=out)
    assert "antwortet mit 404" in out.getvalue()
    assert not Importlauf.objects.exists()


def test_the_own_network_is_closed_until_the_operator_opens_it(
    listed: Server, settings: Settings
) -> None:
    settings.WIKI_SAMMEL_NETZE = ()
    with pytest.raises(CommandError):
        harvested()
    assert titles() == []


def test_redirects_are_followed_but_not_inside(server: Server) -> None:
    server.answers |= {"/a": (302, "/b"), "/b": b"angekommen", "/c": (302, "http://10.0.0.1/")}
    assert fetch(f"{server.address}/a", Bounds(HERE)) == b"angekommen"
    with pytest.raises(FetchFailed, match="im eigenen Netz"):
        fetch(f"{server.address}/c", Bounds(HERE))


@pytest.mark.parametrize("target", ["/loop", "file:///etc/passwd"])
def test_a_redirect_leads_nowhere_else(server: Server, target: str) -> None:
    server.answers["/loop"] = (302, target)
    with pytest.raises(FetchFailed):
        fetch(f"{server.address}/loop", Bounds(HERE))


def test_size_and_time_are_bounded(server: Server) -> None:
    server.answers |= {"/large": b"x" * 2_000_000, "/slow": b""}
    with pytest.raises(FetchFailed, match="mehr als 1 MB"):
        fetch(f"{server.address}/large", Bounds(HERE, max_bytes=1_000_000))
    with pytest.raises(FetchFailed, match="zu lange"):
        fetch(f"{server.address}/slow", Bounds(HERE, seconds=0.3))
