"""What the OpenAPI document promises is what callers get, whatever they send."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings, strategies

from suche.schnittstelle import pages_api
from suche.schnittstelle.api import api
from wiki.models import Projektseite

pytestmark = pytest.mark.django_db

APIS = {"/api/v1/": api, "/api/v3/": pages_api.api}
DOCUMENTS: dict[str, Any] = {
    prefix: one.get_openapi_schema(path_prefix=prefix) for prefix, one in APIS.items()
}
OPERATIONS = [
    (prefix, path, method)
    for prefix, document in DOCUMENTS.items()
    for path, methods in document["paths"].items()
    for method in methods
]
DRAWN = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)


@pytest.fixture(scope="module")
def descriptions() -> dict[str, Any]:
    """The documents as schemathesis reads them. Imported here: it takes a second."""
    from schemathesis import openapi

    read = {
        prefix: openapi.from_dict(json.loads(json.dumps(document)))
        for prefix, document in DOCUMENTS.items()
    }
    for found in read.values():
        found.app = WSGIHandler()
    return read


@pytest.fixture(autouse=True)
def _the_connection_of_the_test_stays_open() -> Iterator[None]:
    """As Django's own client does it: the handler of a real server closes it after each answer."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.parametrize("prefix", APIS)
def test_who_asks_at_the_root_is_led_to_the_description(client: Client, prefix: str) -> None:
    assert client.get(prefix, follow=True).json()["openapi"].startswith("3.1")


@pytest.mark.parametrize(("prefix", "path", "method"), OPERATIONS)
def test_every_answer_is_one_that_is_described(
    prefix: str, path: str, method: str, descriptions: dict[str, Any], bienen: Projektseite
) -> None:
    from schemathesis import GenerationMode, checks, openapi  # noqa: F401 - fills CHECKS

    operation = descriptions[prefix][path][method.upper()]
    wanted = checks.CHECKS.get_by_names(
        [
            *("not_a_server_error", "status_code_conformance", "content_type_conformance"),
            *("response_schema_conformance", "unsupported_method"),
        ]
    )
    modes = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    cases = [operation.as_strategy(generation_mode=mode) for mode in modes]

    @DRAWN
    @given(strategies.one_of(cases), strategies.booleans())
    def ask(case: Any, with_token: bool) -> None:
        cache.clear()  # else all the rest would be 429
        if not with_token:  # it is invented: all answers would be 401
            case.headers.pop("Authorization", None)
        case.call_and_validate(checks=wanted, headers={"Accept-Encoding": "identity"})

    ask()
