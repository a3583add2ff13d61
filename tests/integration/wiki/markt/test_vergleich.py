"""Projects side by side, with a database: rows, what is folded, and the address."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import KommuneFactory, publish_projekt
from wiki.markt.vergleich.comparison import compare_projekte
from wiki.markt.vergleich.schema import Vergleichszeile
from wiki.models import Projektseite

from .conftest import Projekte

pytestmark = pytest.mark.django_db

LONG = "Die Schnittstelle zum Fachverfahren fehlte. " * 20


def row(name: str, *projekte: Projektseite) -> Vergleichszeile:
    return next(zeile for zeile in compare_projekte(projekte).zeilen if zeile.name == name)


def compared(client: Client, projekte: list[Projektseite], **more: Any) -> Any:
    return client.get("/markt/vergleich/", {"nr": [p.pk for p in projekte], **more})


def columns(answer: Any) -> list[str]:
    return [spalte.projekt.title for spalte, _ in answer.context["spalten"]]


def test_only_what_both_know_differs(projekte: Projekte) -> None:
    aerzte, bau, chat = projekte.values()
    assert row("Status", aerzte, bau).verschieden
    assert not row("Status", aerzte, chat).verschieden
    assert not row("Kosten einmalig", aerzte, bau).verschieden


def test_texts_are_not_marked_as_different(projekte: Projekte) -> None:
    two = [publish_projekt(personalaufwand=text) for text in ("eine Stelle", "zwei Stellen")]
    assert not row("Personalaufwand", *two).verschieden
    assert not row("Kommunen", *two).verschieden


def test_a_row_of_kommunen_says_nothing_new_where_each_project_is_called_by_its_own(
    projekte: Projekte,
) -> None:
    mainz, worms = KommuneFactory(), KommuneFactory()
    one, other = publish_projekt(kommunen=[mainz]), publish_projekt(kommunen=[worms])
    shared = publish_projekt(kommunen=[mainz, worms])
    assert row("Kommunen", one, other).nur_namen
    assert not row("Kommunen", one, shared).nur_namen
    assert not row("Kommunen", one, publish_projekt(kommunen=[mainz])).nur_namen


def test_a_remark_on_an_amount_is_not_compared(projekte: Projekte) -> None:
    two = [
        publish_projekt(kosten_laufend=1200, kosten_laufend_hinweis=text)
        for text in ("Lizenz", "Lizenz und Wartung")
    ]
    zeile = row("Kosten laufend", *two)
    assert not zeile.verschieden
    assert not zeile.gleich
    assert zeile.zellen[0].werte == ("1.200 € im Jahr", "Lizenz")


def test_what_is_equal_or_empty_everywhere_is_folded(client: Client, projekte: Projekte) -> None:
    answer = compared(client, [projekte["Ärzte"], projekte["Chat"]])
    vergleich = answer.context["vergleich"]
    assert "Status" in [zeile.name for zeile in vergleich.gleich]
    assert {"Kosten laufend", "Stolpersteine"} <= {zeile.name for zeile in vergleich.leer}
    shown = [zeile.name for zeile in vergleich.gezeigt]
    assert shown[0] == "Kommunen"
    assert not {"Status", "Kosten laufend", "Stolpersteine"} & set(shown)
    assert f"genannt: {len(vergleich.leer)} Angaben" in answer.content.decode()


def test_sections_are_rows_that_lead_to_the_article(client: Client, projekte: Projekte) -> None:
    page = publish_projekt(
        slug="portal", inhalt=[("stolpersteine", [("text", f"<p>{LONG}</p><p>Ende.</p>")])]
    )
    cell = row("Stolpersteine", page, projekte["Bau"]).zellen[0]
    assert cell.werte[0].startswith(LONG.strip())
    assert len("".join(cell.auszug)) <= 160
    text = compared(client, [page, projekte["Bau"]]).content.decode()
    assert "/projekte/portal/#stolpersteine" in text
    assert "Ende." not in text


def test_projects_of_one_kommune_are_called_by_their_titles(projekte: Projekte) -> None:
    mainz = list(projekte["Ärzte"].kommunen.all())
    other = publish_projekt(title="Bus", kommunen=mainz)
    alone, both = (
        [spalte.name for spalte in compare_projekte(pages).spalten]
        for pages in ([projekte["Ärzte"]], [projekte["Ärzte"], other])
    )
    assert (alone, both) == (["Mainz"], ["Ärzte", "Bus"])


def test_comparison_keeps_the_order_of_the_address(client: Client, projekte: Projekte) -> None:
    aerzte, _, chat = projekte.values()
    assert columns(compared(client, [chat, aerzte, chat])) == ["Chat", "Ärzte"]
    old = client.get("/markt/vergleich/?p=chat&p=aerzte&p=chat")
    assert columns(old) == ["Chat", "Ärzte"]


def test_ten_stand_side_by_side_and_the_rest_comes_next(client: Client, projekte: Projekte) -> None:
    many = [publish_projekt(title=f"Nr. {n}") for n in range(12)]
    answer = compared(client, many)
    assert columns(answer) == [page.title for page in many[:10]]
    assert columns(client.get(answer.context["spaeter_adresse"])) == ["Nr. 10", "Nr. 11"]
    without_first = answer.context["spalten"][0][1]
    assert columns(client.get(without_first)) == [page.title for page in many[1:11]]


def test_without_a_choice_the_whole_merkliste_is_compared(
    client: Client, projekte: Projekte
) -> None:
    for name in ("Chat", "Bau"):
        client.post("/merkliste/aendern/", {"merken": projekte[name].pk})
    assert columns(client.get("/markt/vergleich/", follow=True)) == ["Chat", "Bau"]


def test_the_merkliste_is_offered_to_be_added(client: Client, projekte: Projekte) -> None:
    client.post("/merkliste/aendern/", {"merken": projekte["Chat"].pk})
    ((offered, address),) = compared(client, [projekte["Bau"]]).context["angebot"]
    assert offered.title == "Chat"
    assert columns(client.get(address)) == ["Bau", "Chat"]


def test_what_cannot_be_shown_is_said(client: Client, projekte: Projekte) -> None:
    for query in ("p=chat&p=gibt-es-nicht&p=%00", "p=chat&nr=999999999"):
        answer = client.get(f"/markt/vergleich/?{query}")
        assert "Nicht alles ist dabei" in answer.content.decode()


def test_number_of_queries_does_not_grow_with_the_columns(
    client: Client, projekte: Projekte
) -> None:
    def queries(pages: list[Projektseite]) -> int:
        with CaptureQueriesContext(connection) as found:
            compared(client, pages)
        return len(found)

    pages = [*projekte.values(), *(publish_projekt() for _ in range(3))]
    queries(pages)  # fills Wagtail's caches, and keeps the facts
    assert queries(pages[:2]) == queries(pages)
