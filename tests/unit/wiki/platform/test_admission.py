"""Under load some requests are answered, some wait, and the others are asked to come back."""

import json
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from wiki.platform import admission
from wiki.platform.admission import AdmissionMiddleware

PATIENCE_S = 30  # as long as a busy machine may need; nothing here is about speed


class Wiki:
    """A wiki that answers one request at a time and lets one wait, until it is told to go on."""

    def __init__(self) -> None:
        self.go_on, self.begun = Event(), Event()
        self.middleware = AdmissionMiddleware(self._answer)
        self.pool = ThreadPoolExecutor(4)

    def _answer(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/langsam/":
            self.begun.set()
            assert self.go_on.wait(PATIENCE_S)
        if request.path == "/kaputt/":
            raise RuntimeError
        return HttpResponse("ja")

    def ask(self, path: str, **headers: str) -> HttpResponse:
        return self.middleware(RequestFactory().get(path, headers=headers))

    def ask_meanwhile(self, path: str) -> Future[HttpResponse]:
        return self.pool.submit(self.ask, path)


@pytest.fixture
def wiki(monkeypatch: pytest.MonkeyPatch) -> Wiki:
    monkeypatch.setattr(admission, "ACTIVE", 1)
    monkeypatch.setattr(admission, "WAITING", 1)
    return Wiki()


@pytest.fixture
def busy(wiki: Wiki) -> Callable[[], None]:
    """One request is being answered; the returned function lets it end."""
    wiki.ask_meanwhile("/langsam/")
    assert wiki.begun.wait(PATIENCE_S)
    return wiki.go_on.set


def test_who_comes_when_others_wait_is_told_to_come_back(
    wiki: Wiki, busy: Callable[[], None]
) -> None:
    waiting = wiki.ask_meanwhile("/suche/")
    while wiki.middleware.waiting._free:
        assert not waiting.done()
    refused = wiki.ask("/suche/", accept="text/html")
    assert (refused.status_code, refused["Retry-After"]) == (503, "10")
    assert "Großer Andrang" in refused.content.decode()
    problem = wiki.ask("/api/v1/suche", accept="application/json")
    assert json.loads(problem.content)["status"] == 503
    busy()
    assert waiting.result(PATIENCE_S).status_code == 200
    assert wiki.ask("/suche/").status_code == 200


def test_health_is_told_whatever_happens(wiki: Wiki, busy: Callable[[], None]) -> None:
    assert wiki.ask("/health/live").status_code == 200
    busy()


def test_nobody_waits_for_ever(
    wiki: Wiki, busy: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(admission, "PATIENCE_S", 0.01)
    assert wiki.ask("/suche/").status_code == 503
    busy()


def test_a_request_that_broke_takes_no_place(wiki: Wiki) -> None:
    for _ in range(2):
        with pytest.raises(RuntimeError):
            wiki.ask("/kaputt/")
    assert wiki.ask("/suche/").status_code == 200


class Costly:
    """A view that answers one request at a time, when it is told to."""

    def __init__(self) -> None:
        self.go_on, self.begun = Event(), Event()
        self.pool = ThreadPoolExecutor(2)
        self.view = admission.in_turn(1)(self._answer)

    def _answer(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/kaputt/":
            raise RuntimeError
        self.begun.set()
        assert self.go_on.wait(PATIENCE_S)
        return HttpResponse(request.path)

    def ask(self, path: str) -> Future[HttpResponse]:
        return self.pool.submit(self.view, RequestFactory().get(path))


def test_a_costly_view_answers_in_turn() -> None:
    costly = Costly()
    first = costly.ask("/eins/")
    assert costly.begun.wait(PATIENCE_S)
    costly.begun.clear()
    second = costly.ask("/zwei/")
    assert not costly.begun.wait(0.05)
    costly.go_on.set()
    assert [one.result(PATIENCE_S).content for one in (first, second)] == [b"/eins/", b"/zwei/"]


def test_who_does_not_get_a_turn_is_told_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    costly = Costly()
    first = costly.ask("/eins/")
    assert costly.begun.wait(PATIENCE_S)
    monkeypatch.setattr(admission, "PATIENCE_S", 0.01)
    assert costly.ask("/zwei/").result(PATIENCE_S).status_code == 503
    costly.go_on.set()
    assert first.result(PATIENCE_S).status_code == 200


def test_a_costly_view_that_broke_keeps_no_turn() -> None:
    costly = Costly()
    with pytest.raises(RuntimeError):
        costly.ask("/kaputt/").result(PATIENCE_S)
    costly.go_on.set()
    assert costly.ask("/eins/").result(PATIENCE_S).status_code == 200
