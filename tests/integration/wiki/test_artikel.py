"""An article as its readers see it: what is said, who says it, and what nobody knows."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.factories import publish_projekt
from wiki.models import Projektquelle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tree")]
TEXT = [("text", "<p>So war es.</p>")]


def shown(client: Client, **fields: Any) -> str:
    """The page of a project with these fields, its blanks in a row as one."""
    page = publish_projekt()
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return " ".join(client.get(page.url).content.decode().split())


def test_what_nobody_knows_is_one_line_of_the_fact_box(client: Client) -> None:
    text = shown(client, laufzeit_von=2020)
    assert "Kosten, Personalaufwand, Ansprechstelle" in text
    assert "Betriebsbeginn" not in text


def test_what_is_known_in_words_is_known(client: Client) -> None:
    text = shown(client, kosten_laufend_hinweis="im Haushalt enthalten")
    assert "Betriebsbeginn, Personalaufwand, Ansprechstelle" in text


def test_the_text_of_an_article_has_no_heading(client: Client) -> None:
    text = shown(client, inhalt=[("text", TEXT)])
    assert "So war es." in text
    assert "Beschreibung</h2>" not in text


def test_an_einschaetzung_says_whose_it_is_and_of_when(client: Client) -> None:
    value = {"stand": date(2026, 11, 28), "inhalt": TEXT}
    text = shown(client, inhalt=[("einschaetzung", value)])
    assert "Sicht der Redaktion vom 28. November 2026, keine Aussage der Kommune" in text


def test_a_source_names_publisher_and_date(client: Client) -> None:
    quelle = Projektquelle(
        bezeichnung="Stadt startet App",
        herausgeber="Amtsblatt",
        datum="2024-05",
        url="https://a.de",
    )
    text = shown(client, quellen=[quelle])
    assert 'rel="noopener external">Stadt startet App</a>. Amtsblatt, Mai 2024' in text


@pytest.mark.parametrize("day", ["2024-06-31", "2023-02-29", "0000"])
def test_a_day_that_there_is_not_stands_as_it_was_written(client: Client, day: str) -> None:
    page = publish_projekt(quellen=[Projektquelle(bezeichnung="Bericht", datum=day)])
    assert f"Bericht. {day}" in client.get(page.url).content.decode()


def test_where_no_contact_is_known_the_website_is_a_beginning(client: Client) -> None:
    page = publish_projekt()
    page.kommunen.update(webseite="https://www.musterstadt.de/")
    link = '<a href="https://www.musterstadt.de/" rel="noopener external">www.musterstadt.de</a>'
    assert link in client.get(page.url).content.decode()
    page.kontakt_telefon = "0631 1"
    page.save_revision().publish()
    assert link not in client.get(page.url).content.decode()


def test_a_kommune_shows_its_website(client: Client) -> None:
    kommune = publish_projekt().kommunen.get()
    kommune.webseite = "https://www.musterstadt.de"
    kommune.save()
    assert ">www.musterstadt.de</a>" in client.get(kommune.get_absolute_url()).content.decode()
