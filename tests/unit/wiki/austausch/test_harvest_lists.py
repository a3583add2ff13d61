"""The operator's list of addresses, and what they deliver."""

import csv
import json
from pathlib import Path

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
    assert rows(path) == [{"Titel": "A", "Kommune": "B; C"}]


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
