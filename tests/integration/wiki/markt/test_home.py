"""What the home page says of the network is true, and said when there is nothing."""

import pytest
from django.test import Client

from tests.factories import publish_projekt
from wiki.mitmachen.leserfragen import show_in_article, take_out_of_article
from wiki.models import Projektseite, Rueckmeldung

from .conftest import Projekte

pytestmark = pytest.mark.django_db

HOME = "/"


def answered(page: Projektseite, text: str, number: int) -> Rueckmeldung:
    asked = Rueckmeldung.objects.create(
        seite=page,
        art=Rueckmeldung.Art.FRAGE,
        text=text,
        antwort="Zwei Wochen.",
        darf_in_artikel=True,
        im_artikel=True,
        marke=f"marke-{number}",
    )
    assert show_in_article(asked, None)
    return asked


def questions(client: Client) -> list[str]:
    return [one.frage for one in client.get(HOME).context["beantwortet"]]


def test_the_last_three_answered_questions_lead_into_their_articles(
    client: Client, projekte: Projekte
) -> None:
    assert "Noch steht keine Frage" in client.get(HOME).content.decode()
    page = publish_projekt(title="Kita", slug="kita")
    for number in range(4):
        answered(page, f"Wie lange dauerte Schritt {number}?", number)
    assert questions(client) == [f"Wie lange dauerte Schritt {n}?" for n in (3, 2, 1)]
    (first, *_) = client.get(HOME).context["beantwortet"]
    path, _, anchor = first.adresse.partition("#")
    assert f'id="{anchor}"' in client.get(path).content.decode()


def test_a_question_that_left_its_article_is_not_told(client: Client, projekte: Projekte) -> None:
    page = publish_projekt(title="Kita", slug="kita")
    asked = answered(page, "Wie lange?", 1)
    assert questions(client) == ["Wie lange?"]
    take_out_of_article(asked, None)
    assert questions(client) == []


def test_what_the_wiki_lacks_is_counted_of_what_one_may_read(
    client: Client, projekte: Projekte
) -> None:
    before = client.get(HOME).context
    publish_projekt(title="A", slug="a", kosten_laufend_hinweis="umsonst", kontakt_telefon="0651")
    publish_projekt(title="B", slug="b")
    publish_projekt(title="C", slug="c").unpublish()
    after = client.get(HOME).context
    assert after["anzahl_projekte"] - before["anzahl_projekte"] == 2
    assert after["ohne_kosten"] - before["ohne_kosten"] == 1
    assert after["ohne_kontakt"] - before["ohne_kontakt"] == 1
    assert f"bei {after['ohne_kosten']} nichts" in client.get(HOME).content.decode()
