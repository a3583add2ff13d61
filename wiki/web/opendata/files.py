"""All records as one file: CSV for spreadsheets, JSON for programs, JSON-LD for those who link.

Piece by piece, so that no process holds ten thousand records beside the text of the file.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO
from typing import Any

from django.conf import settings
from django.urls import reverse

from wiki.austausch.export.formula_guard import defuse
from wiki.platform.addresses import absolute
from wiki.web.structured_data import CONTEXT, LICENCE, article

from .identity import kennung
from .records import Record, public_projects, records

COLUMNS = (
    *("kennung", "titel", "adresse", "kurzfassung", "status", "stand"),
    *("laufzeit_von", "laufzeit_bis", "kosten_einmalig", "kosten_laufend", "nachnutzungswege"),
    *("kommunen", "laender", "ags", "ars", "themen", "produkte", "ozg_leistung"),
    *("leistungsschluessel", "quellen", "neu_seit", "geaendert"),
)

LISTS = ("nachnutzungswege", "themen", "produkte", "leistungsschluessel")


def as_csv() -> Iterator[str]:
    """UTF-8 with semicolons, as spreadsheets in German offices open it; several values of a cell
    stand in lines of their own."""
    line = StringIO("\ufeff")
    line.seek(1)
    writer = csv.writer(line, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for record in records():
        row = _flat(record)
        writer.writerow([_cell(row[column]) for column in COLUMNS])
        yield line.getvalue()
        line.seek(0)
        line.truncate()
    yield line.getvalue()


def as_json() -> Iterator[str]:
    said = {
        "titel": settings.WAGTAIL_SITE_NAME,
        "adresse": absolute("/"),
        "beschreibung": absolute(reverse("daten_katalog", args=["jsonld"])),
        "lizenz": LICENCE,
        "projekte": [],
    }
    return _with_items(said, records())


def as_jsonld() -> Iterator[str]:
    """The structured data of each page, under the project's lasting name."""
    items = ({"@id": kennung(page), **article(page)} for page in public_projects())
    return _with_items({"@context": CONTEXT, "@graph": []}, items)


def _with_items(said: Mapping[str, Any], items: Iterable[Any]) -> Iterator[str]:
    """Yields the JSON of `said`, whose last value is an empty list, with the items in that list one
    by one."""
    head = json.dumps(said, ensure_ascii=False)
    yield head.removesuffix("]}")
    for number, item in enumerate(items):
        yield (", " if number else "") + json.dumps(item, ensure_ascii=False)
    yield "]}"


def _flat(record: Record) -> Mapping[str, Any]:
    kommunen = record["kommunen"]
    columns = {"kommunen": "name", "laender": "land", "ags": "ags", "ars": "ars"}
    of_kommunen = {
        column: _lines(kommune[name] for kommune in kommunen) for column, name in columns.items()
    }
    lists = {name: _lines(record[name]) for name in LISTS}
    quellen = _lines(quelle["adresse"] or quelle["titel"] for quelle in record["quellen"])
    return record | of_kommunen | lists | {"quellen": quellen}


def _lines(values: Iterable[str]) -> str:
    return "\n".join(values)


def _cell(value: Any) -> Any:
    return defuse(value) if isinstance(value, str) else value
