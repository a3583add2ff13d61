"""Whether the addresses of sources answer: asked politely, kept, and said at the article."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils.timezone import localdate, now
from pytest_django import Settings

from tests.factories import KommuneFactory, publish_projekt
from tests.integration.rollen import logged_in, person
from wiki.gueltigkeit import links
from wiki.gueltigkeit.links import NoInternet, check_addresses, due_addresses, forget_unused
from wiki.models import Linkpruefung, Mitarbeit, Projektquelle, Projektseite
from wiki.platform.network.probing import Antwort
from wiki.redaktion.rollen.rollen import setup_roles
from wiki.tasks import check_links

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tree")]
GONE, FINE = "/weg", "/gut"


class Site(BaseHTTPRequestHandler):
    """A small web site that remembers how it was asked."""

    asked: list[tuple[str, str]] = []

    def do_HEAD(self) -> None:
        self._answer(405 if self.path == "/nur-get" else 404 if self.path == GONE else 200)

    def do_GET(self) -> None:
        self._answer(404 if self.path == GONE else 200)

    def _answer(self, status: int) -> None:
        self.asked.append((self.command, self.path))
        moved = self.path == "/umgezogen"
        self.send_response(301 if moved else status)
        if moved:
            self.send_header("Location", GONE)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, args=[0.02], daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "PAUSE_S", 0.0)
    Site.asked.clear()


def citing(*urls: str) -> Projektseite:
    page = publish_projekt()
    page.quellen = [Projektquelle(bezeichnung="Bericht", url=url) for url in urls]
    page.save_revision().publish()
    return page


def check(*urls: str) -> dict[str, str]:
    check_addresses(urls, inside_allowed=True)
    return dict(Linkpruefung.objects.values_list("url", "ergebnis"))


def test_what_answers_is_reachable_and_what_is_gone_is_not(site: str) -> None:
    check(site + FINE, site + GONE, f"{site}/umgezogen")
    dead = Linkpruefung.objects.filter(erreichbar=False).values_list("url", flat=True)
    assert set(dead) == {site + GONE, f"{site}/umgezogen"}


def test_get_is_asked_where_head_is_refused(site: str) -> None:
    assert check(f"{site}/nur-get") == {f"{site}/nur-get": "Antwort 200"}
    assert Site.asked == [("HEAD", "/nur-get"), ("GET", "/nur-get")]


@pytest.mark.parametrize("inside", ["http://127.0.0.1:{}/gut", "http://localhost:{}/gut"])
def test_nothing_is_asked_inside_the_own_network(site: str, inside: str) -> None:
    with pytest.raises(NoInternet):
        check_addresses([inside.format(site.rpartition(":")[2])])
    assert (Site.asked, Linkpruefung.objects.exists()) == ([], False)


def test_a_machine_that_is_cut_off_condemns_nobody() -> None:
    with pytest.raises(NoInternet):
        check_addresses(["http://127.0.0.1:9/", "ftp://a.de/", "http://[::1]:9/"])
    assert not Linkpruefung.objects.exists()


class Web:
    """Pretended answers: what is not in `up` hangs for ten seconds, by the clock of the run."""

    def __init__(self, *up: str) -> None:
        self.up, self.clock, self.asked = up, 0.0, list[str]()

    def monotonic(self) -> float:
        return self.clock

    def sleep(self, seconds: float) -> None:
        self.clock += seconds

    def ask(self, url: str, *_: object, **__: object) -> Antwort:
        self.asked.append(url)
        self.clock += 0.1 if url in self.up else 10.1
        return Antwort(200) if url in self.up else Antwort(0, "keine Antwort in 10 Sekunden")


def pretend(monkeypatch: pytest.MonkeyPatch, *up: str) -> Web:
    web = Web(*up)
    monkeypatch.setattr(links, "time", web)
    monkeypatch.setattr(links, "ask", web.ask)
    return web


HANGING = [f"https://haengt-{number}.example/" for number in range(12)]
ALIVE = "https://lebt.example/"


def known(url: str, days: int = 0) -> None:
    """An address that answered so many days ago."""
    when = now() - timedelta(days=days)
    Linkpruefung.objects.create(url=url, erreichbar=True, geprueft_am=when, ergebnis="Antwort 200")


@pytest.mark.parametrize("number", [1, 2, 12])
def test_addresses_that_hang_stop_nothing_where_another_answers(
    monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    pretend(monkeypatch, ALIVE)
    citing(ALIVE, *HANGING[:number])
    known(ALIVE)
    first = len(due_addresses())
    check_addresses(due_addresses(), seconds=20.0)
    left = len(due_addresses())
    assert left == max(0, first - 2)
    assert not Linkpruefung.objects.exclude(url=ALIVE).filter(erreichbar=True).exists()


def test_an_address_that_is_due_itself_is_asked_first_and_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    web = pretend(monkeypatch, ALIVE)
    citing(ALIVE, HANGING[0])
    known(ALIVE, days=30)
    assert check_addresses(due_addresses()) == 2
    assert web.asked == [ALIVE, HANGING[0]]


def test_the_address_that_tells_whether_there_is_internet_is_not_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pretend(monkeypatch, ALIVE)
    citing(ALIVE, HANGING[0])
    known(ALIVE)
    steps: list[object] = []
    assert check_addresses([HANGING[0]], progress=lambda: steps.append(1)) == len(steps) == 1
    assert check_addresses([]) == 0


def test_without_internet_what_was_known_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch)
    citing(ALIVE, HANGING[0])
    known(ALIVE)
    with pytest.raises(NoInternet):
        check_addresses(due_addresses(), seconds=20.0)
    assert Linkpruefung.objects.get().erreichbar


def test_the_next_run_begins_elsewhere_while_nothing_is_known() -> None:
    citing(*HANGING)
    assert len({tuple(due_addresses()) for _ in range(10)}) > 1


def test_each_address_is_due_once_a_week(site: str) -> None:
    citing(site + FINE, site + GONE)
    assert len(due_addresses()) == 2
    check(site + FINE)
    assert due_addresses() == [site + GONE]


def test_results_of_addresses_nobody_names_are_forgotten(site: str) -> None:
    citing(site + FINE)
    check(site + FINE, site + GONE)
    assert forget_unused() == 1


def test_a_dead_source_says_so_until_it_answers_again(client: Client, site: str) -> None:
    page = citing(site + GONE)
    check(site + GONE)
    tried = localdate(Linkpruefung.objects.get().geprueft_am)
    assert f"(am {tried:%d.%m.%Y} nicht erreichbar)" in client.get(page.url).content.decode()
    Linkpruefung.objects.update(erreichbar=True)
    assert "nicht erreichbar" not in client.get(page.url).content.decode()


def test_the_report_names_address_and_page_to_who_may_edit_it(site: str) -> None:
    setup_roles()
    page = citing(site + GONE)
    check(site + GONE)
    anna = person("anna", KommuneFactory())
    assert site + GONE not in logged_in(anna).get("/admin/reports/links/").content.decode()
    Mitarbeit.objects.create(benutzer=anna, kommune=page.kommunen.get())
    text = logged_in(User.objects.get()).get("/admin/reports/links/").content.decode()
    assert (site + GONE in text, page.title in text) == (True, True)


def test_the_job_runs_only_where_the_operator_wants_it(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[object] = []
    monkeypatch.setattr("wiki.tasks.check_addresses", lambda *_, **__: runs.append(1))
    for settings.LINKPRUEFUNG in (False, True):
        check_links(timestamp=0)
    assert len(runs) == 1


def test_the_command_says_that_it_needs_the_internet() -> None:
    citing("http://127.0.0.1:9/")
    with pytest.raises(CommandError, match="Kommt dieser Rechner ins Internet"):
        call_command("check_links")
