"""What stands above the hits is answered as asked: costs, users, explanations, places, names. The
words of titles are enough, so no model is needed."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.utils.http import urlencode

from suche.answer.ergebnis import Ergebnis
from suche.answer.reply import reply_to
from suche.page.overview import overview_of
from suche.rank.levels import GOOD, RELATED, WEAK
from suche.rank.naming.mentions import Mentions
from suche.rank.schema import Ranked
from suche.rank.words.lexical import LexicalIndex
from tests.factories import KommuneFactory, ThemaFactory, publish_projekt
from tests.integration.conftest import KeepRows, Model
from tests.integration.seiten import FRIEDHOF
from wiki.fakten.filters import Auswahl
from wiki.models import Projektseite
from wiki.visibility import anonymous_request


@pytest.fixture(scope="module")
def two_busses(kept: KeepRows, tree: bool, fake_model: Model) -> None:
    """A wiki with two Rufbusse, one of which has cost something, indexed."""
    with kept():
        fake_model.projektion.save()
        _publish()
        fake_model.index()


def _publish() -> None:
    trier = KommuneFactory(name="Trier", slug="trier", einwohner=110_000, land="Rheinland-Pfalz")
    hof = KommuneFactory(name="Hof", slug="hof", einwohner=45_000, land="Bayern")
    verkehr = ThemaFactory(name="Verkehr & Parken", slug="verkehr", beschreibung="Bus und Rad.")
    publish_projekt(
        "Ein Rufbus ist ein Bus auf Bestellung.",
        title="Rufbus Trier",
        kommunen=[trier],
        themen=[verkehr],
        kosten_einmalig=12_500,
        kosten_einmalig_hinweis="Zwei Fahrzeuge",
        suchwoerter="Bus auf Zuruf",
    )
    publish_projekt("Er kostet den Landkreis 80.000 Euro.", title="Rufbus Hof", kommunen=[hof])
    publish_projekt(FRIEDHOF, title="Friedhof von oben", kommunen=[trier])


@pytest.fixture
def asked(two_busses: None, wortindex: LexicalIndex, db: None, client: Client) -> Client:
    """A visitor of that wiki."""
    return client


def shown(client: Client, address: str) -> Any:
    return client.get(address).context


def claimed(client: Client, question: str) -> list[str]:
    found = shown(client, f"/suche/?q={question}")["antwort"].ueberblick
    return list(found.saetze) if found else []


def test_costs_come_first_with_what_they_are_for(asked: Client) -> None:
    assert claimed(asked, "Was kostet ein Rufbus?")[:2] == [
        "Zu den Kosten steht bei 2 von 2 Projekten etwas",
        "2 Projekte nennen „Rufbus“, beide im Betrieb (nach undatierter Angabe)",
    ]
    text = " ".join(asked.get("/suche/?q=Was kostet ein Rufbus?").content.decode().split())
    assert "<strong>12.500 € einmalig</strong>: Zwei Fahrzeuge" in text
    assert "„Er kostet den Landkreis 80.000 Euro.“" in text


def test_no_costs_are_said_so(asked: Client) -> None:
    said = claimed(asked, "Was kostet der Friedhof?")
    assert said[0] == "Zu den Kosten steht bei dem einen Projekt nichts"


def test_a_thing_is_explained_by_an_article(asked: Client) -> None:
    text = asked.get("/suche/?q=Was ist ein Rufbus?").content.decode()
    assert "„Ein Rufbus ist ein Bus auf Bestellung.“" in text


def test_users_are_listed_by_kommune(asked: Client) -> None:
    assert claimed(asked, "Wer hat einen Rufbus?")[0].startswith("2 Projekte aus 2 Kommunen")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Rufbus in Sachsen", "Keines davon ist aus Sachsen"),
        (
            "Welche Gemeinden unter 5.000 Einwohnern haben einen Rufbus?",
            "Keines davon ist aus einer Kommune mit unter 5.000 Einwohnern",
        ),
    ],
)
def test_places_and_sizes_are_checked(asked: Client, question: str, said: str) -> None:
    assert said in claimed(asked, question)


def test_of_what_is_asked_for_only_what_is_there_is_counted(asked: Client) -> None:
    """Who asks for a Rufbus in Bayern must not read of the one in Trier as of an answer."""
    assert claimed(asked, "Rufbus in Bayern") == [
        "1 Projekt nennt „Rufbus“ und ist aus Bayern",
        "1 weiteres ist nicht aus Bayern",
    ]
    shown_first = shown(asked, "/suche/?q=Rufbus in Bayern")["antwort"].ueberblick.stand[0]
    assert [beleg.text for beleg in shown_first.belege] == ["Hof"]


def test_of_two_places_one_is_enough(asked: Client) -> None:
    assert claimed(asked, "Rufbus in Hof oder Trier")[0].startswith("2 Projekte nennen „Rufbus“")
    assert len(claimed(asked, "Rufbus in Hof oder Trier")) == 1


def test_where_the_place_is_a_filter_nothing_is_said_of_others(asked: Client) -> None:
    found = shown(asked, "/suche/?q=Rufbus in Bayern&land=Bayern")["antwort"].ueberblick
    assert found.saetze[0].startswith("1 Projekt nennt „Rufbus“")
    assert "weiteres" not in " ".join(found.saetze)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Bestellung in Bayern", "Es ist nicht aus Bayern"),
        (
            "Bestellung in Gemeinden unter 5.000 Einwohnern",
            "Es ist nicht aus einer Kommune mit unter 5.000 Einwohnern",
        ),
    ],
)
def test_places_and_sizes_are_checked_of_related_projects_where_none_fits(
    asked: Client, question: str, said: str
) -> None:
    related = "1 verwandtes Projekt; ob es genau passt, zeigt erst der Artikel"
    assert claimed(asked, question) == [related, said]
    assert "suche-mehr" not in asked.get("/suche/", {"q": question}).content.decode()


def test_that_no_project_has_all_that_was_asked_for_is_said(asked: Client) -> None:
    assert claimed(asked, "abgebrochene Projekte in Bayern") == [
        "Kein Projekt ist abgebrochen und aus Bayern"
    ]


def test_of_related_projects_it_is_said_that_nobody_knows_whether_they_fit(asked: Client) -> None:
    assert claimed(asked, "Bestellung") == [
        "1 verwandtes Projekt; ob es genau passt, zeigt erst der Artikel"
    ]


def test_what_can_be_unfolded_is_named_as_it_is(asked: Client) -> None:
    text = asked.get("/suche/?q=Rufbus").content.decode()
    assert ">Mehr: Status<" in text
    assert "Mehr: Status, Kosten" not in text


def test_marks_around_a_name_are_not_quoted_again(asked: Client) -> None:
    assert claimed(asked, '"Rufbus Hof"')[0] == "1 Projekt nennt „Rufbus Hof“"


def test_words_of_asking_are_no_part_of_a_name(asked: Client) -> None:
    said = claimed(asked, "Wer hat schon einen Bus auf Zuruf?")
    assert said[0] == "1 Projekt nennt „Bus auf Zuruf“"


def test_what_no_hit_has_is_not_offered_as_a_filter(asked: Client) -> None:
    (chip,) = shown(asked, "/suche/?q=Rufbus in Sachsen")["bevorzugt"]
    assert not chip.only


@pytest.mark.parametrize(
    ("question", "address", "said"),
    [
        ("Trier", "/kommune/trier/", "2 Projekte sind aus Trier"),
        ("Verkehr & Parken", "/thema/verkehr/", "1 Projekt gehört zum Thema „Verkehr & Parken“"),
        ("Verkehr", "/thema/verkehr/", ""),
        ("Rheinland-Pfalz", "/projekte/?land=Rheinland-Pfalz", "2 Projekte sind aus"),
    ],
)
def test_a_name_leads_to_its_page(asked: Client, question: str, address: str, said: str) -> None:
    page = shown(asked, "/suche/?" + urlencode({"q": question}))
    assert [one.adresse for one in page["wegweiser"]] == [address]
    found = page["antwort"].ueberblick
    assert (found.satz if found else "").startswith(said)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Projekte im Betrieb", "3 Projekte sind im Betrieb"),
        ("Projekte in Trier und in Hof", "3 Projekte sind aus Trier oder aus Hof"),
        (
            "Kommunen unter 50.000 Einwohnern",
            "1 Projekt ist aus einer Kommune mit unter 50.000 Einwohnern",
        ),
        (
            "Projekte in Bayern unter 50.000 Einwohnern",
            "1 Projekt ist aus Bayern und aus einer Kommune mit unter 50.000 Einwohnern",
        ),
    ],
)
def test_who_asks_for_all_of_a_size_or_status_gets_all(
    asked: Client, question: str, said: str
) -> None:
    page = shown(asked, "/suche/?" + urlencode({"q": question}))
    assert page["antwort"].ueberblick.satz.startswith(said)
    assert (
        '<nav class="suche-wegweiser"'
        not in asked.get("/suche/?" + urlencode({"q": "Projekte im Betrieb"})).content.decode()
    )


def test_where_all_are_counted_it_is_not_said_that_there_is_nothing(asked: Client) -> None:
    html = asked.get("/suche/?q=unter 50.000 Einwohnern").content.decode()
    assert "Projekt ist aus einer Kommune mit unter 50.000 Einwohnern" in html
    assert "Dazu gibt es noch nichts" not in html


def test_projects_of_one_place_are_told_apart_by_their_titles(asked: Client) -> None:
    (stand,) = shown(asked, "/suche/?q=Trier")["antwort"].ueberblick.stand
    assert stand.anzahl == "2 Projekte"
    assert {one.text for one in stand.belege} == {"Rufbus Trier", "Friedhof von oben"}


def test_weak_hits_fold_behind_the_others(asked: Client) -> None:
    page = shown(asked, "/suche/?q=Rufbus")
    assert [treffer.stufe for treffer in page["gezeigt"]] == [GOOD, GOOD]
    assert {treffer.stufe for treffer in page["entfernt"]} <= {WEAK}


def test_that_others_may_fit_as_well_is_said(asked: Client) -> None:
    """Whoever reads that one fits must not write down that nobody else has it."""
    reply = reply_to("Rufbus", anonymous_request())
    first, second = reply.ergebnis.reihenfolge[:2]
    found = replace(
        reply.ergebnis, stufen={first: GOOD, second: RELATED}, mentions=Mentions(), mehr=False
    )
    overview = overview_of(replace(reply, ergebnis=found), (), Auswahl({}, {}))
    assert overview
    assert overview.saetze == (
        "1 Projekt passt genau",
        "1 weiteres ist verwandt; ob es auch passt, zeigt der Artikel",
    )


def test_who_has_the_word_in_the_text_only_is_counted_once(
    asked: Client, fake_model: Model
) -> None:
    page = publish_projekt("Hier hält auch der Rufbus.", title="Fahrplan am Bahnsteig")
    page.create_alias(update_slug="fahrplan-2")
    fake_model.index()
    assert "Im Text steht das Wort noch bei einem weiteren Projekt" in claimed(asked, "Rufbus")


def test_who_has_the_word_in_a_longer_search_word_is_counted_too(asked: Client, index: Any) -> None:
    publish_projekt("Er hält hier.", title="Fahrplan", suchwoerter="Karte für den Rufbus")
    index()
    told = "Im Text oder in einem Suchwort steht das Wort noch bei einem weiteren Projekt"
    assert told in claimed(asked, "Rufbus")


def test_the_head_of_a_hyphenated_word_may_stand_in_the_text(asked: Client, index: Any) -> None:
    """What is named LoRaWAN and speaks of gateways is at least about LoRaWAN-Gateways."""
    lorawan = publish_projekt("Ein Gateway kostet 900 Euro.", title="LoRaWAN in Konz")
    other = publish_projekt("Ein Gateway für Schafe.", title="Weide")
    index()
    ergebnis = reply_to("Was kostet ein LoRaWAN-Gateway?", anonymous_request()).ergebnis
    assert lorawan.pk in ergebnis.mentions.said
    assert other.pk not in ergebnis.mentions.said
    said = claimed(asked, "Was kostet ein LoRaWAN-Gateway?")
    assert said == [
        "Zu den Kosten steht bei dem einen verwandten Projekt etwas",
        "1 verwandtes Projekt; ob es genau passt, zeigt erst der Artikel",
    ]


def test_with_a_place_the_others_that_say_the_word_are_counted_too(
    asked: Client, index: Any
) -> None:
    publish_projekt("Hier hält auch der Rufbus.", title="Fahrplan am Bahnsteig")
    index()
    assert claimed(asked, "Rufbus in Bayern")[2:] == [
        "Im Text steht das Wort noch bei einem weiteren Projekt"
    ]


@pytest.mark.parametrize(
    ("question", "free", "said"),
    [
        ("Rufbus ohne App", 0, "Dass es ohne „App“ geht, sagt davon keines ausdrücklich"),
        ("Rufbus ohne App", 1, "Dass es ohne „App“ geht, sagt davon 1 ausdrücklich"),
        ("Rufbus ohne App", 2, "Dass es ohne „App“ geht, sagen davon 2 ausdrücklich"),
        ("Rufbus Hof ohne App", 0, "Dass es ohne „App“ geht, sagt der Artikel nicht ausdrücklich"),
        ("Rufbus Hof ohne App", 1, "Dass es ohne „App“ geht, sagt der Artikel ausdrücklich"),
    ],
)
def test_what_is_done_without_is_told_as_far_as_it_is_known(
    asked: Client, question: str, free: int, said: str
) -> None:
    reply = reply_to(question, anonymous_request())
    busses = Projektseite.objects.filter(title__startswith="Rufbus").order_by("-title")
    counted = list(busses.values_list("pk", flat=True))[-1 if "Hof" in question else 0 :]
    mentions = Mentions(free_of_it=frozenset(counted[:free]))
    stufen = dict.fromkeys(counted, GOOD)
    found = replace(reply.ergebnis, stufen=stufen, ungefiltert=stufen, mentions=mentions)
    overview = overview_of(replace(reply, ergebnis=in_list(found, counted)), (), Auswahl({}, {}))
    assert overview
    assert said in overview.saetze


def in_list(ergebnis: Ergebnis, ids: list[int]) -> Ergebnis:
    """Returns an answer whose list has these pages."""
    pages = [Ranked(pk, 1.0, 1.0, None) for pk in ids]
    return replace(ergebnis, ranking=replace(ergebnis.ranking, pages=pages), mehr=False)


@pytest.mark.parametrize(
    ("text", "is_free"),
    [
        ("Es läuft ohne Cloud.", True),
        ("Akten kommen nicht in die Cloud.", True),
        ("Es läuft in der Cloud.", False),
        ("Ein Server im Haus.", False),
    ],
)
def test_who_says_that_it_works_without(
    asked: Client, index: Any, text: str, is_free: bool
) -> None:
    page = publish_projekt(text, title="Sprachmodell im Amt")
    index()
    found = reply_to("Sprachmodell ohne Cloud", anonymous_request()).ergebnis
    assert (page.pk in found.mentions.free_of_it) == is_free


def test_a_search_word_may_say_that_it_works_without(asked: Client, index: Any) -> None:
    page = publish_projekt(title="Sprachmodell im Amt", suchwoerter="KI ohne fremde Cloud")
    index()
    found = reply_to("Sprachmodell ohne Cloud", anonymous_request()).ergebnis
    assert page.pk in found.mentions.free_of_it


def test_of_more_hits_than_were_looked_at_the_best_are_claimed_alone(asked: Client) -> None:
    reply = reply_to("Rufbus", anonymous_request())
    deep = replace(reply, ergebnis=replace(reply.ergebnis, mehr=True))
    found = overview_of(deep, (), Auswahl({}, {}))
    assert found
    assert found.saetze[0].startswith("Unter den besten Treffern: 2 Projekte nennen „Rufbus“")


@pytest.mark.parametrize(
    ("stufe", "said"),
    [
        (RELATED, "Es ist nicht aus Bayern, wohl aber 1 verwandter Treffer"),
        (WEAK, "Es ist nicht aus Bayern"),
    ],
)
def test_of_the_other_hits_the_weak_ones_are_not_claimed_for_a_place(
    asked: Client, stufe: str, said: str
) -> None:
    reply = reply_to("Rufbus in Bayern", anonymous_request())
    pages = dict.fromkeys(reply.ergebnis.reihenfolge)
    trier, hof = sorted(pages, key=lambda pk: Projektseite.objects.get(pk=pk).title, reverse=True)
    found = replace(
        reply.ergebnis,
        stufen={trier: GOOD, hof: stufe},
        mentions=replace(reply.ergebnis.mentions, named=frozenset({trier})),
    )
    overview = overview_of(replace(reply, ergebnis=found), (), Auswahl({}, {}))
    assert overview
    assert overview.wuensche == (said,)


def test_what_is_left_out_is_not_said_to_fit_perhaps(asked: Client) -> None:
    context = shown(asked, "/suche/?q=Wer hat den Rufbus außer Trier schon eingeführt?")
    left_out = context["ergebnis"].ausgeschlossen
    assert left_out
    found = context["antwort"].ueberblick
    assert found.verwandte <= len(set(context["ergebnis"].stufen) - left_out)
    assert "weitere sind verwandt" not in " ".join(found.saetze)
