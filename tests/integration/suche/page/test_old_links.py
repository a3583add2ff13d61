"""Links with values that there are not (any more): the list without them, and a word about it."""

import re

import pytest
from django.test import Client

from suche.fakten.chips import FILTER_NAMES
from suche.rank.words.lexical import lexical_index
from tests.factories import KommuneFactory, ThemaFactory, publish_projekt
from tests.integration.conftest import KeepRows, Model
from tests.integration.seiten import BIENEN
from wiki.fakten.filters import MARKT_FILTERS
from wiki.models import Kommunenverzeichnis, Startseite, Themenverzeichnis

QUESTION = "?q=Bienen"
ASKED = dict.fromkeys(("/suche/ansprechstellen/", "/suche/vermerk/"), FILTER_NAMES)
LISTS: dict[str, tuple[str, ...]] = {
    "/projekte/": (*(f.name for f in MARKT_FILTERS), "kommune", "sortierung", "ansicht", "seite"),
    "/projekte/?ansicht=zeit": ("thema", "seite"),
    "/projekte/?ansicht=karte": ("thema",),
    f"/suche/{QUESTION}": (*FILTER_NAMES, "sortierung", "seite"),
    **{f"{address}{QUESTION}": names for address, names in ASKED.items()},
    f"/suche/abo/{QUESTION}": FILTER_NAMES,
    "/kommunen/": ("sortierung",),
    "/kommunen/?sortierung=a-z": ("seite",),
    "/themen/": ("sortierung",),
    "/thema/natur/": ("seite",),
    "/aenderungen/": ("seite",),
    "/merkliste/": ("sortierung",),
}
WAYS = [(address, name) for address, names in LISTS.items() for name in names]


@pytest.fixture(scope="module")
def one_page(kept: KeepRows, tree: bool, fake_model: Model) -> None:
    """A page of a known Thema and a known Kommune, indexed, for all tests: they only read."""
    with kept():
        start = Startseite.objects.get()
        start.add_child(instance=Kommunenverzeichnis(title="Kommunen", slug="kommunen"))
        start.add_child(instance=Themenverzeichnis(title="Themen", slug="themen"))
        natur, here = ThemaFactory(slug="natur"), KommuneFactory(slug="hier")
        publish_projekt(BIENEN, title="Bienen", slug="bienen", themen=[natur], kommunen=[here])
        fake_model.projektion.save()
        lexical_index().drop()
        fake_model.index()


@pytest.fixture
def wiki(one_page: None, db: None, client: Client) -> Client:
    return client


@pytest.mark.parametrize(("address", "name"), WAYS, ids=[f"{a} {n}" for a, n in WAYS])
def test_an_unknown_value_is_left_out_and_said(wiki: Client, address: str, name: str) -> None:
    sign = "&" if "?" in address else "?"
    for value in ("gibtsnicht", "\0<b>", "9" * 300):
        response = wiki.get(f"{address}{sign}{name}={value.replace(chr(0), '%00')}")
        assert response.status_code == 200
        assert "Weggelassen: " in (text := response.content.decode())
        assert not re.search(rf'href="[^"]*{name}=gibtsnicht', text)  # every link works


@pytest.mark.parametrize("address", LISTS)
def test_known_and_foreign_values_are_no_matter(wiki: Client, address: str) -> None:
    sign = "&" if "?" in address else "?"
    text = wiki.get(f"{address}{sign}thema=natur&seite=1&sortierung=&utm_source=x").content.decode()
    assert "Weggelassen: " not in text


def test_what_is_left_out_leaves_the_rest_as_it_was(wiki: Client) -> None:
    response = wiki.get("/projekte/?thema=natur&status=gibtsnicht&kommune=hier&kommune=weg")
    assert [page.title for page in response.context["gruppen"][0][1]] == ["Bienen"]
    assert [str(one) for one in response.context["weggelassen"]] == [
        "Status „gibtsnicht“",
        "Kommune „weg“",
    ]
    assert len(response.context["aktive_filter"]) == 2


@pytest.mark.parametrize("address", ["/projekte/?", "/suche/?q=Bienen&"])
def test_thousands_of_values_make_no_long_page(wiki: Client, address: str) -> None:
    usual = len(wiki.get(address).content)
    values = "&".join(f"thema=x{number}" for number in range(5_000))
    assert len(wiki.get(address + values).content) < usual + 2_000  # the note
