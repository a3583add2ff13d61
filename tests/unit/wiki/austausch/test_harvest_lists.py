"""The operator's list of addresses, and what they deliver."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from wiki.austausch.exceptions import HarvestListInvalid
from wiki.austausch.harvest.addresses import read_addresses
from wiki.austausch.harvest.conversion import write_list
from wiki.platform.network.exceptions import FetchFailed

GOOD = {"name": "Liste", "adresse": "https://daten.example/liste.csv", "lizenz": "CC BY 4.0"}
WRONG = {
    "no JSON": ("{", "kein JSON"),
    "no list": ("{}", "Erwartet wird eine Liste"),
    "no object": ('["https://a.example"]', "Eintrag 1 muss so aussehen"),
    "no licence": (json.dumps([GOOD, {**GOOD, "lizenz": " "}]), "In Eintrag 2 fehlt: lizenz"),
    "a slip": (json.dumps([{**GOOD, "licence": "x"}]), "unbekannt: licence"),
    "twice": (json.dumps([GOOD, GOOD]), "zweimal"),
    "a file": (json.dumps([{**GOOD, "adresse": "file:///etc/passwd"}]), "nicht mit https://"),
}


def test_an_address_comes_with_its_licence() -> None:
    assert read_addresses(json.dumps([GOOD]))[0].lizenz == "CC BY 4.0"


@pytest.mark.parametrize(("text", "said"), WRONG.values(), ids=WRONG)
def test_a_wrong_list_is_refused_in_german(text: str, said: str) -> None:
    with pytest.raises(HarvestListInvalid, match=said):
        read_addresses(text)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def test_json_becomes_a_table(tmp_path: Path) -> None:
    content = {"stand": 2024, "projekte": [{"Titel": "A", "Kommune": ["B", "C"], "x": {"y": 1}}]}
    path = write_list(json.dumps(content).encode(), tmp_path)
    assert rows(path) == [{"Titel": "A", "Kommune": "B; C", "x y": "1"}]


def test_atom_becomes_a_table(tmp_path: Path) -> None:
    feed = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><entry>
    <title>Pegel | Bach</title><updated>2024-05-13T10:00:00Z</updated>
    <link href="https://a.example/1"/><summary type="html">&lt;p&gt;Ein &lt;b&gt;Sensor&lt;/b&gt;
    </summary></entry></feed>"""
    assert rows(write_list(feed.encode(), tmp_path)) == [
        {
            "Titel": "Pegel | Bach",
            "Kurzfassung": "Ein Sensor",
            "Quellen": "Pegel / Bach | Feed | 2024-05-13 | https://a.example/1",
        }
    ]


BAD = [b"{", b"[]", b"[1]", b"<html>", b"<feed/>", b"[" * 100_000]
BAD += [b'<!DOCTYPE x [<!ENTITY a "b">]><feed xmlns="http://www.w3.org/2005/Atom">&a;</feed>']


@pytest.mark.parametrize("content", BAD, ids=range(len(BAD)))
def test_what_is_no_list_of_projects_is_refused(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(FetchFailed):
        write_list(content, tmp_path)


A = {"Titel": "A", "Kommune": "Trier"}
FIELDS = [{"id": "Titel", "type": "text"}, {"id": "Kommune", "type": "text"}]
JSON: dict[str, Any] = {
    "GeoJSON": {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": A}]},
    "ArcGIS": {"objectIdFieldName": "ID", "features": [{"attributes": A}]},
    "CKAN": {"success": True, "result": {"fields": FIELDS, "records": [A]}},
    "OData": {"@odata.context": "x", "value": [A]},
    "deeper": {"data": {"listen": {"projekte": [A]}}},
}


@pytest.mark.parametrize("content", JSON.values(), ids=JSON)
def test_the_list_is_found_wherever_a_portal_puts_it(content: Any, tmp_path: Path) -> None:
    assert rows(write_list(json.dumps(content).encode(), tmp_path)) == [A]


def test_a_heading_that_begins_like_an_archive_is_no_workbook(tmp_path: Path) -> None:
    assert write_list(b"PKW-Ladepunkte;Titel\n12;Ladepark\n", tmp_path).suffix == ".csv"


def test_an_object_a_line_is_a_list(tmp_path: Path) -> None:
    lines = f"{json.dumps(A)}\n\n{json.dumps(A)}\n"
    assert rows(write_list(lines.encode(), tmp_path)) == [A, A]


def test_what_lies_below_a_key_is_read(tmp_path: Path) -> None:
    links = [{"url": "https://a.de", "label": "Bericht"}, {"url": "https://b.de"}]
    entry = {"name": "A", "kommune": {"name": "Trier", "ags": "07211000"}, "links": links}
    path = write_list(json.dumps([entry | {"kosten": {"einmalig": 5}}]).encode(), tmp_path)
    assert rows(path) == [
        {
            **{"name": "A", "kommune": "Trier", "kommune ags": "07211000"},
            **{"links": "Bericht | https://a.de; https://b.de", "kosten einmalig": "5"},
        }
    ]


def test_rss_becomes_a_table(tmp_path: Path) -> None:
    text = "Wort " * 100
    item = (
        "<item><title>A</title><link>https://a.de</link>"
        f"<description>&lt;p&gt;{text}&lt;/p&gt;</description>"
        "<pubDate>Mon, 06 Sep 2021 00:01:00 +0000</pubDate></item>"
    )
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel>{item}</channel></rss>'
    (row,) = rows(write_list(feed.encode(), tmp_path))
    assert (row["Titel"], row["Quellen"]) == ("A", "A | Feed | 2021-09-06 | https://a.de")
    assert row["Kurzfassung"] == text.strip()
