"""Errors as other programs read them (RFC 9457, problem+json), in German or English."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation.trans_real import parse_accept_lang_header
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled
from ninja.errors import ValidationError as InputInvalid

from suche.exceptions import QuestionInvalid, ScopeMissing
from suche.vorhaben.exceptions import SketchRefused
from wiki.fakten.exceptions import FilterUnknown

PROBLEM_JSON = "application/problem+json"


@dataclass(frozen=True)
class Problem:
    """`code` is the last part of the problem's type, which does not change with the language."""

    code: str
    status: int
    german: str
    english: str


NOT_FOUND = Problem("nicht-gefunden", 404, "Das gibt es hier nicht.", "There is no such thing.")
UNREADABLE = Problem(
    "eingabe", 422, "Eine Angabe fehlt oder ist falsch.", "A value is missing or wrong."
)
TOO_OFTEN = Problem("zu-oft", 429, "Zu viele Anfragen.", "Too many requests.")
TOO_LARGE = Problem("zu-gross", 413, "Das ist zu groß.", "That is too large.")
NO_TOKEN = Problem("token", 401, "Dieser Schlüssel gilt nicht.", "This token is not valid.")
NO_SCOPE = Problem(
    "bereich", 403, "Dieser Schlüssel darf das nicht.", "This token is not for that."
)
# Of these the error itself says more, in German.
OF_ERRORS: Mapping[type[Exception], Problem] = {
    QuestionInvalid: Problem(
        "frage", 400, "Diese Frage kann die Suche nicht lesen.", "The question cannot be read."
    ),
    FilterUnknown: Problem(
        "filter", 400, "Einen der Filter gibt es nicht.", "One of the filters does not exist."
    ),
    ScopeMissing: NO_SCOPE,
    SketchRefused: Problem(
        "skizze", 400, "Diese Skizze lässt sich nicht prüfen.", "The sketch cannot be checked."
    ),
}
WITHOUT_DETAIL: Mapping[type[Exception], Problem] = {
    AuthenticationError: NO_TOKEN,
    RequestDataTooBig: TOO_LARGE,
    Throttled: TOO_OFTEN,
    Http404: NOT_FOUND,
}


def register_problems(api: NinjaAPI) -> None:
    """Lets the API answer with problems, whatever goes wrong in it."""
    for kind, problem in OF_ERRORS.items():
        api.add_exception_handler(kind, partial(_with_detail, problem=problem))
    for kind, problem in WITHOUT_DETAIL.items():
        api.add_exception_handler(kind, partial(_plain, problem=problem))
    api.add_exception_handler(InputInvalid, _of_input)
    api.add_exception_handler(HttpError, _of_status)


def problem_answer(
    request: HttpRequest, problem: Problem, detail: str = "", **more: Any
) -> HttpResponse:
    """Answers with a problem. `detail` is what the error itself says; it is German, so a caller who
    wants English gets the title only."""
    english = wants_english(request)
    said = {
        "type": f"urn:wissens-wiki:fehler:{problem.code}",
        "title": problem.english if english else problem.german,
        "status": problem.status,
        **({"detail": detail} if detail and not english else {}),
        **more,
    }
    response = JsonResponse(
        said,
        status=problem.status,
        content_type=PROBLEM_JSON,
        json_dumps_params={"ensure_ascii": False},
    )
    response["Vary"] = "Accept-Language"
    for name, value in HEADERS.get(problem.status, {}).items():
        response[name] = value
    return response


HEADERS: Mapping[int, Mapping[str, str]] = {
    401: {"WWW-Authenticate": "Bearer"},
}


def wants_english(request: HttpRequest) -> bool:
    """Whether the first language that the caller names is English."""
    named = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    return bool(named) and named[0][0].startswith("en")


def nothing_here(request: HttpRequest) -> HttpResponse:
    """Answers a program that asks at an address which the API does not have."""
    return problem_answer(request, NOT_FOUND)


def _with_detail(request: HttpRequest, error: Exception, *, problem: Problem) -> HttpResponse:
    return problem_answer(request, problem, str(error))


def _plain(request: HttpRequest, error: Exception, *, problem: Problem) -> HttpResponse:
    return problem_answer(request, problem)


def _of_input(request: HttpRequest, error: Any) -> HttpResponse:
    """Names the values, and not what was sent in them."""
    places = [
        {"ort": [str(part) for part in found["loc"]], "grund": found["msg"]}
        for found in error.errors
    ]
    return problem_answer(request, UNREADABLE, fehler=places)


def _of_status(request: HttpRequest, error: Any) -> HttpResponse:
    unreadable = Problem("anfrage", error.status_code, UNREADABLE.german, UNREADABLE.english)
    return problem_answer(request, unreadable)
