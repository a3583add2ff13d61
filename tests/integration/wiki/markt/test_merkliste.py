"""A Merkliste with a name, handed on within the house."""

from typing import Any

import pytest
from django.test import Client

from wiki.markt.merkliste.merkliste import COOKIE, NAME_MAX_CHARS

from .conftest import Projekte

pytestmark = pytest.mark.django_db

EVIL = "<script>alert(1)</script>"


def changed(client: Client, aktion: str, **data: Any) -> Any:
    return client.post("/merkliste/aendern/", {"aktion": aktion, **data})


@pytest.fixture
def mine(client: Client, projekte: Projekte) -> Client:
    """A visitor whose list holds Chat and Bau."""
    for name in ("Chat", "Bau"):
        client.post("/merkliste/aendern/", {"merken": projekte[name].pk})
    return client


def test_a_name_goes_along_in_address_text_and_file(mine: Client) -> None:
    changed(mine, "benennen", name="  Kita\n2027 ")
    context = mine.get("/merkliste/").context
    assert context["name"] == "Kita 2027"
    shared = Client().get(context["adresse"]).content.decode()
    assert "Geteilte Merkliste „Kita 2027“" in shared
    text = Client().get(context["textadresse"]).content.decode()
    assert text.startswith("Merkliste „Kita 2027“ aus dem Wiki")
    assert all("name=Kita+2027" in address for _, address in context["dateien"])


def test_who_has_named_the_list_goes_on_from_there(mine: Client) -> None:
    assert changed(mine, "benennen", name="Kita")["Location"] == "/merkliste/#merkliste-name"


def test_a_list_says_how_much_of_it_is_gone(mine: Client, projekte: Projekte) -> None:
    projekte["Chat"].delete()
    assert "1 weiteres Projekt dieser Liste gibt es nicht mehr" in page_of(mine)
    projekte["Bau"].delete()
    assert "Keines der 2 Projekte dieser Liste gibt es noch" in page_of(mine)
    changed(mine, "leeren")
    assert "Noch steht nichts darauf" in page_of(mine)


def page_of(client: Client) -> str:
    return client.get("/merkliste/").content.decode()


def test_a_name_stays_when_the_list_changes_and_goes_with_it(
    mine: Client, projekte: Projekte
) -> None:
    changed(mine, "benennen", name="Büro ~ 1.2")
    mine.post("/merkliste/aendern/", {"vergessen": projekte["Bau"].pk})
    assert mine.get("/merkliste/").context["name"] == "Büro ~ 1.2"
    assert [p.title for p in mine.get("/merkliste/").context["projekte"]] == ["Chat"]
    changed(mine, "leeren")
    mine.post("/merkliste/aendern/", {"merken": projekte["Bau"].pk})
    assert mine.get("/merkliste/").context["name"] == ""


def test_names_are_escaped_and_of_one_short_line(mine: Client, projekte: Projekte) -> None:
    changed(mine, "benennen", name=EVIL)
    own = mine.get("/merkliste/").content.decode()
    other = Client().get(
        "/merkliste/", {"nr": projekte["Chat"].pk, "name": EVIL + "\u202e\0x" * 99}
    )
    for page in (own, other.content.decode()):
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page
    assert len(other.context["name"]) <= NAME_MAX_CHARS
    assert "\u202e" not in other.context["name"]


def test_an_address_names_no_title(mine: Client) -> None:
    context = mine.get("/merkliste/").context
    addresses = [context["adresse"], context["textadresse"], *dict(context["dateien"]).values()]
    assert not any(slug in address for address in addresses for slug in ("chat", "bau"))


def test_a_shared_list_is_taken_over_with_its_name(client: Client, projekte: Projekte) -> None:
    numbers = [projekte[name].pk for name in ("Ärzte", "Bau")]
    changed(client, "uebernehmen", projekt=[*numbers, 999_999_999, "x"], name="Kita")
    own = client.get("/merkliste/").context
    assert [projekt.pk for projekt in own["projekte"]] == numbers
    assert own["name"] == "Kita"


def test_what_is_taken_over_comes_after_ones_own(mine: Client, projekte: Projekte) -> None:
    changed(mine, "benennen", name="Meine")
    changed(mine, "uebernehmen", projekt=[projekte[n].pk for n in ("Ärzte", "Bau")], name="Deine")
    own = mine.get("/merkliste/").context
    assert [projekt.title for projekt in own["projekte"]] == ["Chat", "Bau", "Ärzte"]
    assert own["name"] == "Meine"


def test_a_list_does_not_outgrow_its_cookie(
    mine: Client, projekte: Projekte, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wiki.markt.merkliste.merkliste.HOECHSTENS", 2)
    assert changed(mine, "uebernehmen", projekt=projekte["Ärzte"].pk).status_code == 400
    changed(mine, "benennen", name="😀" * 200)
    assert len(mine.cookies[COOKIE].value) < 2000


def test_a_name_alone_is_not_kept(client: Client, projekte: Projekte) -> None:
    changed(client, "benennen", name="Leer")
    assert client.cookies[COOKIE].value == ""
