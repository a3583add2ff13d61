"""The operator's list of addresses, which of them may be reached, and what they deliver."""

import csv
import json
from ipaddress import ip_address
from pathlib import Path

import pytest

from wiki.austausch.exceptions import FetchFailed, HarvestListInvalid
from wiki.austausch.harvest.addresses import read_addresses
from wiki.austausch.harvest.conversion import write_list
from wiki.austausch.harvest.fetching import fetch, is_outside

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


INSIDE = """127.0.0.1 10.0.0.1 172.16.3.4 192.168.1.1 169.254.169.254 0.0.0.0 100.64.0.1 224.0.0.1
::1 fe80::1 fd00::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::a00:1 2002:7f00:1:: ff02::1
64:ff9b:1::a00:1 ::127.0.0.1 fec0::1"""


@pytest.mark.parametrize("address", INSIDE.split())
def test_what_lies_inside_is_not_reached(address: str) -> None:
    assert not is_outside(ip_address(address), ())


@pytest.mark.parametrize("address", ["193.99.144.80", "2a02:2e0:3fe:1001:302::"])
def test_what_lies_outside_is_reached(address: str) -> None:
    assert is_outside(ip_address(address), ())


def test_the_operator_may_open_a_network() -> None:
    assert is_outside(ip_address("10.1.2.3"), ("10.1.0.0/16",))
    assert not is_outside(ip_address("10.2.2.3"), ("10.1.0.0/16",))


ADDRESSES = """http://127.0.0.1/ http://localhost:8000/ http://[::1]/ http://2130706433/ http://0/
file:///etc/passwd ftp://a.example/ gopher://a http://user:pw@a.example/ http:///x
http://gibt-es-nicht.invalid/ http://a.example:99999/ http://[::1/"""


@pytest.mark.parametrize("address", ADDRESSES.split())
def test_such_addresses_are_not_fetched(address: str) -> None:
    with pytest.raises(FetchFailed):
        fetch(address)


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
