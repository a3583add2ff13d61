"""The OpenAPI document -> a Python module that asks the API. Pure: text in, text out.

The module needs nothing but Python: answers are plain dictionaries, typed as the document
describes them.
"""

from collections.abc import Iterator, Mapping
from typing import Any

Described = Mapping[str, Any]

NAMES = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}
HEAD = '''"""Fragt ein Wissens-Wiki der Digitalen Städte. Erzeugt, nicht von Hand geändert.

    wiki = Wiki("https://wiki.example")
    for treffer in wiki.suche("Wer hat ein Mängelportal?", land=["Rheinland-Pfalz"])["treffer"]:
        print(treffer["titel"], treffer["adresse"])

Braucht nur Python ab 3.11. Fehler kommen als WikiFehler, mit dem Grund, den das Wiki nennt.
"""

import json
from collections.abc import Sequence
from typing import Any, TypedDict
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

__all__ = ["Wiki", "WikiFehler"]
'''
CALLER = '''class WikiFehler(Exception):
    """Das Wiki hat nicht geantwortet, was gefragt war."""

    def __init__(self, status: int, problem: dict[str, Any]) -> None:
        self.status = status
        self.problem = problem
        super().__init__(problem.get("detail") or problem.get("title") or f"HTTP {status}")


class Wiki:
    """Ein Wiki unter seiner Adresse. `schluessel`: ein API-Token aus dem CMS; ohne ihn gibt es, was
    jeder lesen darf."""

    def __init__(self, adresse: str, schluessel: str = "", wartezeit: float = 30) -> None:
        if not adresse.startswith(("https://", "http://")):
            raise ValueError("Die Adresse beginnt mit https:// oder http://.")
        self.adresse = adresse.rstrip("/")
        self.schluessel = schluessel
        self.wartezeit = wartezeit

    def _fragen(self, pfad: str, felder: dict[str, Any], sendung: Any = None) -> Any:
        gesetzt = {name: wert for name, wert in felder.items() if wert is not None}
        frage = urlencode(gesetzt, doseq=True)
        kopf = {"Accept": "application/json"}
        if self.schluessel:
            kopf["Authorization"] = f"Bearer {self.schluessel}"
        if sendung is not None:
            kopf["Content-Type"] = "application/json"
        inhalt = None if sendung is None else json.dumps(sendung).encode()
        # Nur https oder http: siehe __init__.
        anfrage = Request(f"{self.adresse}{pfad}?{frage}", inhalt, kopf)  # noqa: S310
        try:
            with urlopen(anfrage, timeout=self.wartezeit) as antwort:  # noqa: S310
                return json.load(antwort)
        except HTTPError as fehler:
            raise WikiFehler(fehler.code, _problem(fehler.read())) from fehler
'''
FOOT = """def _problem(inhalt: bytes) -> dict[str, Any]:
    try:
        gelesen = json.loads(inhalt)
    except ValueError:
        return {}
    return gelesen if isinstance(gelesen, dict) else {}
"""


def client_source(document: Described) -> str:
    """Returns the module for an OpenAPI document of this wiki."""
    schemas = document["components"]["schemas"]
    types = [_type(name, schemas[name]) for name in _answers(document)]
    methods = "".join(_methods(document))
    return "\n\n".join([HEAD, *types, CALLER + methods, FOOT])


def _answers(document: Described) -> list[str]:
    """Names of the types that answers are made of; what a type is made of comes before it."""
    found: list[str] = []
    for *_, operation in _operations(document):
        _collect(_ref(_answer(operation)), document["components"]["schemas"], found)
    return found


def _collect(name: str, schemas: Described, found: list[str]) -> None:
    if name not in found:
        for part in _refs(schemas[name]):
            _collect(part, schemas, found)
        found.append(name)


def _refs(node: Any) -> Iterator[str]:
    if isinstance(node, Mapping):
        if "$ref" in node:
            yield _ref(node)
        for value in node.values():
            yield from _refs(value)
    elif isinstance(node, list):
        for value in node:
            yield from _refs(value)


def _type(name: str, described: Described) -> str:
    fields = [f"    {field}: {_name(value)}" for field, value in described["properties"].items()]
    return "\n".join([f"class {name}(TypedDict):", *fields, ""])


def _methods(document: Described) -> Iterator[str]:
    bodies = document["components"]["schemas"]
    for path, _, operation in _operations(document):
        sent = _sent(operation, bodies)
        yield f"\n{_signature(operation, sent)}{_body(path, operation, sent)}"


def _signature(operation: Described, sent: Described) -> str:
    lines = [f"    def {operation['operationId']}(", "        self,"]
    needed = [p for p in _parameters(operation) if p["required"]]
    lines += [f"        {p['name']}: {_name(p['schema'])}," for p in needed]
    lines += [f"        {name}: {_name(value)}," for name, value in sent.items()]
    optional = [p for p in _parameters(operation) if not p["required"]]
    lines += ["        *,"] if optional else []
    lines += [f"        {p['name']}: {_optional(p['schema'])} = None," for p in optional]
    if len(lines) == 2:
        lines = [f"    def {operation['operationId']}(self"]
        return f"{lines[0]}) -> {_name(_answer(operation))}:\n"
    return "\n".join([*lines, f"    ) -> {_name(_answer(operation))}:\n"])


def _body(path: str, operation: Described, sent: Described) -> str:
    inside = [p["name"] for p in _parameters(operation) if p["in"] == "path"]
    asked = [p["name"] for p in _parameters(operation) if p["in"] == "query"]
    for name in inside:
        path = path.replace(f"{{{name}}}", f"{{quote(str({name}), safe='')}}")
    lines = [f'        """{operation["summary"]}."""', "        felder: dict[str, Any] = {"]
    lines += [f'            "{name}": {name},' for name in asked]
    lines += ["        }"] if asked else []
    if not asked:
        lines[-1] += "}"
    address = f'f"{path}"' if inside else f'"{path}"'
    body = "".join(f', {{"{name}": {name}}}' for name in sent)
    lines += [f"        antwort: {_name(_answer(operation))} = self._fragen("]
    lines[-1] += f"{address}, felder{body})"
    return "\n".join([*lines, "        return antwort", ""])


def _operations(document: Described) -> Iterator[tuple[str, str, Described]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def _parameters(operation: Described) -> list[Described]:
    return [p for p in operation.get("parameters", ()) if p["in"] in ("path", "query")]


def _sent(operation: Described, schemas: Described) -> Described:
    """The fields of what is sent along; one at most, by the signature that is made of it."""
    if "requestBody" not in operation:
        return {}
    name = _ref(operation["requestBody"]["content"]["application/json"]["schema"])
    fields: Described = schemas[name]["properties"]
    return fields


def _answer(operation: Described) -> Described:
    answers = {str(status): answer for status, answer in operation["responses"].items()}
    described: Described = answers["200"]["content"]["application/json"]["schema"]
    return described


def _ref(node: Described) -> str:
    return str(node["$ref"]).rpartition("/")[2]


def _optional(node: Described) -> str:
    if node.get("type") == "array":
        return f"Sequence[{_name(node['items'])}] | None"
    return f"{_name(node)} | None"


def _name(node: Described) -> str:
    if "$ref" in node:
        return _ref(node)
    if "anyOf" in node:
        return " | ".join(_name(one) for one in node["anyOf"])
    if node.get("type") == "array":
        return f"list[{_name(node['items'])}]"
    return NAMES.get(node.get("type", ""), "Any")
