"""Who reads an answer slowly has no connection to the database meanwhile."""

from collections.abc import Iterator
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from django.db import connection

from tests.factories import publish_projekt
from wiki.models import Startseite
from wiki.wsgi import application


def answer_of(path: str) -> Any:
    environ: dict[str, Any] = {"PATH_INFO": path, "HTTP_HOST": "localhost"}
    setup_testing_defaults(environ)
    return application(environ, lambda *_: None)


def has_connection() -> bool:
    return connection.connection is not None


@pytest.fixture
def parts(committed_start: Startseite, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setattr("wiki.web.opendata.records.AT_ONCE", 1)
    for number in range(3):
        publish_projekt(title=f"Projekt {number}")
    answer = answer_of("/daten/projekte.json")
    yield answer
    answer.close()


def test_a_page_is_sent_without_a_connection(committed_start: Startseite) -> None:
    answer = answer_of("/")
    assert len(b"".join(answer)) > 1_000
    assert not has_connection()
    answer.close()


def test_what_is_made_while_it_is_sent_gives_it_back_after_each_part(parts: Any) -> None:
    assert not has_connection()
    whole = b""
    for part in parts:
        assert not has_connection()
        whole += part
    assert whole.count(b'"Projekt ') == 3


def test_a_stream_that_nobody_reads_on_is_closed(parts: Any) -> None:
    next(iter(parts))
    parts.close()
    assert parts._answer.closed
