"""Asks `/api/v1` inside this process, as if the caller had asked over HTTP."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from django.core.handlers.wsgi import WSGIRequest
from django.db import close_old_connections
from django.http import HttpRequest
from django.urls import resolve

from ..callers import OF_ASSISTANT

API = "/api/v1/"
# What the API looks at to know who asks. No cookies: a browser's session counts for nothing there.
OF_CALLER = ("HTTP_AUTHORIZATION", "HTTP_X_FORWARDED_FOR", "REMOTE_ADDR", "SERVER_NAME")


@dataclass(frozen=True)
class Caller:
    """Who asks, in the words of WSGI. `is_alone`: no request of a visitor stands around the
    question, at whose end Django would look after its connection to the database."""

    environ: Mapping[str, str]
    is_alone: bool = False


@dataclass(frozen=True)
class Question:
    """An address below `/api/v1/`; with a `body` it is posted."""

    path: str
    query: Mapping[str, Any] = field(default_factory=dict)
    body: Mapping[str, Any] | None = None


class Refused(Exception):
    """The API's reason, in German."""

    def __init__(self, reason: str, status: int) -> None:
        super().__init__(reason)
        self.status = status


def caller_of(request: HttpRequest) -> Caller:
    return Caller({name: request.META[name] for name in OF_CALLER if name in request.META})


def local_caller(token: str) -> Caller:
    """A program on this machine; an empty token stands for anybody."""
    told = {"HTTP_AUTHORIZATION": f"Bearer {token}"} if token else {}
    return Caller({"REMOTE_ADDR": "127.0.0.1", **told}, is_alone=True)


def ask(caller: Caller, question: Question) -> Any:
    """Asks the API and returns its answer. Raises Refused with the API's reason."""
    request = _request(caller, question)
    found = resolve(request.path)
    try:
        response = found.func(request, *found.args, **found.kwargs)
    finally:
        if caller.is_alone:
            close_old_connections()
    answer = json.loads(response.content)
    if response.status_code >= 400:
        raise Refused(_reason(answer), response.status_code)
    return answer


def _request(caller: Caller, question: Question) -> WSGIRequest:
    body = b"" if question.body is None else json.dumps(question.body).encode()
    return WSGIRequest(
        {
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            **caller.environ,
            OF_ASSISTANT: True,
            "REQUEST_METHOD": "GET" if question.body is None else "POST",
            "PATH_INFO": API + question.path,
            "QUERY_STRING": urlencode(question.query, doseq=True),
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": BytesIO(body),
        }
    )


def _reason(problem: Mapping[str, Any]) -> str:
    wrong = [str(place["ort"][-1]) for place in problem.get("fehler", ())]
    reason = str(problem.get("detail") or problem["title"])
    return f"{reason} ({', '.join(wrong)})" if wrong else reason
