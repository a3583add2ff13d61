"""The OpenAPI document, put right where the framework does not know better."""

from collections.abc import Mapping
from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from .problems import PROBLEM_JSON


class DescribedAPI(NinjaAPI):
    """Says of every address that a token is optional, that errors are problem+json, and that who
    has the answer already is told so. Each is called as its function: clients are made of it."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        document = super().get_openapi_schema(**options)
        for methods in document["paths"].values():
            for method, operation in methods.items():
                _correct(method, operation)
        return document


def _correct(method: str, operation: dict[str, Any]) -> None:
    operation["security"] = [{}, *operation.get("security", [])]
    for status, answer in operation["responses"].items():
        if int(status) >= 400:
            answer["content"] = {PROBLEM_JSON: _only(answer["content"])}
    if method == "get":
        operation["responses"][304] = {"description": "Unverändert: If-None-Match nennt das ETag."}


def _only(content: Mapping[str, Any]) -> Any:
    [described] = content.values()
    return described
