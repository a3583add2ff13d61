"""Questions without an answer become gaps, gaps become pages, synonyms, tips; clicks per rank."""

from datetime import timedelta
from importlib import import_module
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import DatabaseError
from django.test import Client, RequestFactory
from wagtail.models import PageViewRestriction

from einbettung.model.active_model import get_active_model
from suche.answer.ergebnis import Ergebnis
from suche.luecken import recording
from suche.luecken.klicks import click_report
from suche.luecken.models import (
    Klickzahl,
    Luecke,
    Offenefrage,
    Redaktionstipp,
    Tippfrage,
    question_key,
)
from suche.luecken.nightly import KEPT_DAYS, embed_tips, shown_luecken, update_luecken
from suche.luecken.signals import luecke_asked, luecke_closed
from suche.models import Eigenname
from suche.rank.ranking import WORDS_DOWN
from suche.rank.schema import Ranking
from tests.factories import KommuneFactory, publish_projekt
from tests.integration.conftest import IndexPages
from tests.integration.rollen import logged_in, person
from tests.integration.seiten import FRIEDHOF, question, the_four
from wiki.models import Projektseite
from wiki.models.projektseite import heute
from wiki.redaktion.rollen.rollen import setup_roles

FRAGE = "Wer hat einen digitalen Zwilling der Kläranlage?"
ANDERS = ["Digitaler Zwilling der Kläranlage", "Gibt es einen digitalen Zwilling für Kläranlagen?"]
ANTWORT = "Die Kläranlage hat einen digitalen Zwilling. Der Zwilling der Kläranlage rechnet."
BROWSER = {"accept-language": "de-DE"}
REPORT = "/admin/reports/luecken/"


@pytest.fixture
def wiki(kept_four: None, kept_index: None) -> dict[str, Projektseite]:
    return the_four()


@pytest.fixture
def rita(wiki: dict[str, Projektseite]) -> Client:
    setup_roles()
    return logged_in(person("rita"))


def ask(client: Client, frage: str = FRAGE, **query: str) -> str:
    response = client.get("/suche/", {"q": frage, **query}, headers=BROWSER)
    assert response.status_code == 200
    return response.content.decode()


def asked(*fragen: str) -> None:
    for frage in fragen:
        recording.keep(frage)


@pytest.mark.usefixtures("wiki")
def test_an_unanswered_question_is_kept_with_nothing_but_the_day(client: Client) -> None:
    ask(client)
    row = Offenefrage.objects.get()
    assert (row.text, row.tag) == (FRAGE, heute())
    fields = {field.name for field in Offenefrage._meta.get_fields()}
    assert fields == {"id", "text", "schluessel", "tag", "vektor", "modell", "luecke"}


@pytest.mark.parametrize(
    ("query", "headers"),
    [
        ({"seite": "2"}, BROWSER),
        ({"sortierung": "kosten"}, BROWSER),
        ({"status": "betrieb"}, BROWSER),
        ({"ohne": "ort"}, BROWSER),
        ({}, {}),
        ({}, BROWSER | {"sec-purpose": "prefetch;prerender"}),
        ({}, BROWSER | {"purpose": "prefetch"}),
    ],
)
def test_only_the_first_submit_of_a_person_counts(
    query: dict[str, str], headers: dict[str, str], rf: RequestFactory
) -> None:
    asked_first = rf.get("/suche/", {"q": FRAGE}, headers=BROWSER)
    assert recording.is_first_submit(asked_first)
    assert not recording.is_first_submit(rf.get("/suche/", {"q": FRAGE} | query, headers=headers))
    assert not recording.is_first_submit(rf.head("/suche/", {"q": FRAGE}, headers=BROWSER))


@pytest.mark.real_model
@pytest.mark.usefixtures("wiki")
def test_answered_questions_names_and_sketches_are_not_kept(client: Client) -> None:
    ask(client, "Bienenstöcke auf dem Rathausdach")
    ask(client, "Wohngeld für Frau Weber")
    ask(client, "Kläranlage " * 30)
    ask(client, sortierung="kosten")
    assert not Offenefrage.objects.exists()


@pytest.mark.parametrize("named", ["Friedhof", "Grabfelder", "Konz"])
def test_a_word_or_a_place_that_a_page_names_is_no_gap(
    index: IndexPages, client: Client, named: str
) -> None:
    konz = KommuneFactory(name="Konz", slug="konz")
    publish_projekt(FRIEDHOF, title="Friedhof von oben", kommunen=[konz])
    index()
    ask(client, named)
    assert not Offenefrage.objects.exists()


@pytest.mark.usefixtures("wiki")
def test_the_operator_can_switch_it_off(client: Client, settings: Any) -> None:
    settings.LUECKEN_SAMMELN = False
    ask(client)
    assert not Offenefrage.objects.exists()


@pytest.mark.usefixtures("wiki")
def test_a_failure_to_keep_is_no_failure_to_answer(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(text: str) -> bool:
        raise DatabaseError

    monkeypatch.setattr(recording, "keep", broken)
    assert "Frage" in ask(client)


def test_an_outage_is_no_gap() -> None:
    up, down = Ranking([], None, ()), Ranking([], None, (WORDS_DOWN,))
    assert recording.is_unanswered(Ergebnis(question(FRAGE), up, {}))
    assert not recording.is_unanswered(Ergebnis(question(FRAGE), down, {}))


@pytest.mark.usefixtures("wiki")
def test_the_same_words_count_once_a_day() -> None:
    asked(FRAGE, FRAGE.upper(), "Kläranlage, digitaler Zwilling?")
    assert Offenefrage.objects.count() == 1
    Offenefrage.objects.update(tag=heute() - timedelta(days=1))
    asked(FRAGE)
    assert Offenefrage.objects.count() == 2


@pytest.mark.usefixtures("wiki")
def test_a_gap_is_shown_from_three_askers_on(rita: Client) -> None:
    on_days(FRAGE, 2)
    assert update_luecken().luecken == 0
    assert FRAGE not in rita.get(REPORT).content.decode()
    asked(FRAGE)
    assert update_luecken().luecken == 1
    text = rita.get(REPORT).content.decode()
    assert FRAGE in text
    assert "3 Fragen, zuletzt am" in text
    assert "Wissenslücke" in rita.get("/admin/").content.decode()


def on_days(frage: str, days: int) -> None:
    """Asked once on each of the days before today."""
    for day in range(1, days + 1):
        Offenefrage.objects.create(
            text=frage, schluessel=question_key(frage), tag=heute() - timedelta(days=day)
        )


@pytest.mark.usefixtures("wiki")
def test_other_words_for_the_same_are_one_gap_and_other_things_another() -> None:
    asked(FRAGE, *ANDERS, "Wie trocknen wir Aktenkeller?")
    update_luecken()
    rows = dict(Offenefrage.objects.values_list("text", "luecke"))
    assert len({rows[text] for text in (FRAGE, *ANDERS) if text in rows}) == 1
    assert len(set(rows.values())) == 2


@pytest.mark.real_model
@pytest.mark.usefixtures("wiki")
def test_the_night_tells_once_what_is_open_and_what_is_closed(index: IndexPages) -> None:
    told: list[str] = []

    def asked(**_: Any) -> None:
        told.append("offen")

    def closed(**_: Any) -> None:
        told.append("beantwortet")

    luecke_asked.connect(asked)
    luecke_closed.connect(closed)
    on_days(FRAGE, 3)
    update_luecken()
    update_luecken()
    publish_projekt(ANTWORT, title="Digitaler Zwilling der Kläranlage")
    index()
    update_luecken()
    assert told == ["offen", "beantwortet"]


@pytest.mark.real_model
@pytest.mark.usefixtures("wiki")
def test_a_page_that_answers_closes_the_gap(index: IndexPages, rita: Client) -> None:
    on_days(FRAGE, 3)
    update_luecken()
    page = publish_projekt(ANTWORT, title="Digitaler Zwilling der Kläranlage")
    index()
    out = StringIO()
    call_command("update_luecken", stdout=out)
    assert "1 geschlossen" in out.getvalue()
    assert Luecke.objects.get().antwort_id == page.pk
    text = rita.get(REPORT).content.decode()
    assert "Inzwischen beantwortet" in text
    assert page.title in text


@pytest.mark.usefixtures("wiki")
def test_a_dismissed_gap_stays_dismissed_until_it_is_taken_back(rita: Client) -> None:
    on_days(FRAGE, 3)
    update_luecken()
    address = f"{REPORT}{Luecke.objects.get().pk}/"
    assert rita.post(address, {"stand": "verworfen"}).status_code == 302
    asked(FRAGE)
    assert update_luecken().luecken == 0
    assert "Zurückholen" in rita.get(REPORT).content.decode()
    rita.post(address, {"stand": "offen"})
    assert update_luecken().luecken == 1


@pytest.mark.django_db
@pytest.mark.parametrize("stand", ["", "beantwortet", "\0", "' OR 1=1"])
def test_other_decisions_are_refused(admin_client: Client, stand: str) -> None:
    gap = Luecke.objects.create(frage=FRAGE, anzahl=3)
    assert admin_client.post(f"{REPORT}{gap.pk}/", {"stand": stand}).status_code == 400


@pytest.mark.django_db
def test_after_90_days_nothing_is_left() -> None:
    gap = Luecke.objects.create(frage=FRAGE, anzahl=3)
    old = heute() - timedelta(days=KEPT_DAYS + 1)
    Offenefrage.objects.create(text=FRAGE, schluessel="a", tag=old, luecke=gap)
    Klickzahl.objects.create(tag=old, rang=1, anzahl=1)
    assert update_luecken().geloescht == 1
    assert not Luecke.objects.exists()
    assert not Klickzahl.objects.exists()


@pytest.mark.usefixtures("start")
def test_only_editors_see_the_reports(client: Client) -> None:
    setup_roles()
    anna = logged_in(person("anna"))
    for address in (REPORT, "/admin/reports/klicks/"):
        assert client.get(address).status_code == 302
        assert anna.get(address).status_code == 403
    assert "Wissenslücken" not in anna.get("/admin/").content.decode()


def test_a_gap_leads_to_forms_that_are_filled_in(rita: Client) -> None:
    on_days(FRAGE, 3)
    update_luecken()
    zeile = rita.get(REPORT).context["zeilen"][0]
    page = rita.get(zeile.seite_schreiben).content.decode()
    assert 'value="Einen digitalen Zwilling der Kläranlage"' in page
    assert f"Entwurf zur Frage: {FRAGE}" in page
    assert 'value="Kläranlage"' in rita.get(zeile.synonym).content.decode()
    assert FRAGE in rita.get(zeile.tipp).content.decode()


def tip(page: Projektseite, *fragen: str) -> Redaktionstipp:
    return Redaktionstipp.objects.create(
        fragen="\n".join(fragen), seite=page.page_ptr, beschreibung="Fragen Sie dort."
    )


def test_a_tip_stands_above_the_results_and_is_not_counted(
    client: Client, wiki: dict[str, Projektseite]
) -> None:
    before = client.get("/suche/", {"q": FRAGE}).context["ergebnis"].anzahl
    tip(wiki["Freibad"], FRAGE)
    response = client.get("/suche/", {"q": FRAGE})
    assert "Tipp der Redaktion" in response.content.decode()
    assert "Fragen Sie dort." in response.content.decode()
    assert response.context["ergebnis"].anzahl == before


@pytest.mark.real_model
def test_a_tip_is_found_by_meaning_once_the_worker_has_read_it(
    client: Client, wiki: dict[str, Projektseite]
) -> None:
    tip(wiki["Freibad"], FRAGE)
    other = "Wer hat einen digitalen Zwilling des Klärwerks?"
    assert "Tipp der Redaktion" not in ask(client, other)
    embed_tips(get_active_model())
    assert "Tipp der Redaktion" in ask(client, other)
    assert "Tipp der Redaktion" not in ask(client, "Lastenrad ausleihen")


@pytest.mark.parametrize("how", ["draft", "login"])
def test_a_tip_for_a_hidden_page_is_not_shown(
    client: Client, wiki: dict[str, Projektseite], how: str
) -> None:
    tip(wiki["Freibad"], FRAGE)
    if how == "draft":
        wiki["Freibad"].unpublish()
    else:
        PageViewRestriction.objects.create(page=wiki["Freibad"], restriction_type="login")
    text = ask(client)
    assert "Tipp der Redaktion" not in text
    assert "Freibad-Ampel" not in text


@pytest.mark.parametrize("fragen", ["???", "a" * 301, "\n".join(f"Frage {n}" for n in range(21))])
def test_what_is_no_question_makes_no_tip(wiki: dict[str, Projektseite], fragen: str) -> None:
    with pytest.raises(ValidationError):
        Redaktionstipp(fragen=fragen, seite=wiki["Freibad"].page_ptr).full_clean()
    assert not Tippfrage.objects.exists()


def test_a_tip_is_found_by_its_words_whatever_is_recognised_in_them(
    client: Client, wiki: dict[str, Projektseite]
) -> None:
    tip(wiki["Freibad"], "Bücherbus\nLaufende Projekte mit Bücherbus")
    Eigenname.objects.create(wort="Bücherbus")
    assert "Tipp der Redaktion" in ask(client, "Bücherbus")
    assert "Tipp der Redaktion" in ask(client, "Laufende Projekte mit Bücherbus")


def test_keys_of_tips_follow_the_analysis_of_words(wiki: dict[str, Projektseite]) -> None:
    tip(wiki["Freibad"], FRAGE)
    Tippfrage.objects.update(schluessel="von früher")
    update_luecken()
    assert Tippfrage.objects.get().schluessel == question_key(FRAGE)


def beacon(client: Client, body: str = "rang=3&stufe=verwandt", **headers: str) -> int:
    form = "application/x-www-form-urlencoded"
    return client.post("/suche/klick/", body, content_type=form, headers=headers).status_code


@pytest.mark.django_db
def test_a_click_adds_one_to_the_sum_of_the_day() -> None:
    client = Client(enforce_csrf_checks=True)
    assert [beacon(client), beacon(client)] == [204, 204]
    row = Klickzahl.objects.get()
    assert (row.tag, row.rang, row.stufe, row.anzahl) == (heute(), 3, "verwandt", 2)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "body",
    [
        "", "rang=12", "rang=-1", "rang=1e9", "rang=٣", "rang=3&stufe=<b>", "rang=%00",
        "stufe=schwach", "rang=1&stufe=" + "x" * 1_000_000, '{"rang": 1}',
    ],
)  # fmt: skip
def test_forged_clicks_are_refused(client: Client, body: str) -> None:
    assert beacon(client, body) == 400
    assert not Klickzahl.objects.exists()


@pytest.mark.django_db
def test_clicks_from_other_sites_and_by_get_do_not_count(client: Client) -> None:
    assert beacon(client, origin="https://boese.example") == 400
    assert client.get("/suche/klick/?rang=1").status_code == 405
    assert not Klickzahl.objects.exists()


@pytest.mark.django_db
def test_the_report_tells_how_many_lists_stay_without_a_click(admin_client: Client) -> None:
    rows: list[dict[str, Any]] = [
        {"rang": 0, "stufe": "passt gut", "anzahl": 6},
        {"rang": 0, "stufe": "schwach", "anzahl": 4},
        {"rang": 1, "stufe": "passt gut", "anzahl": 2},
        {"rang": 11, "stufe": "schwach", "anzahl": 1},
    ]
    Klickzahl.objects.bulk_create(Klickzahl(**row) for row in rows)
    report = click_report()
    assert (report.gezeigt, report.ohne_prozent) == (10, 70)
    assert (report.zeilen[0].prozent, report.zeilen[10].je_stufe) == (20, (0, 0, 1))
    assert "70 %" in admin_client.get("/admin/reports/klicks/").content.decode()


def test_the_report_opens_on_the_page_of_the_luecke_somebody_was_told_of(
    rita: Client, wiki: dict[str, Projektseite]
) -> None:
    luecken = [Luecke.objects.create(frage=f"Frage {n}", anzahl=3) for n in range(25)]
    listed = list(shown_luecken(Luecke.Stand.OFFEN).values_list("pk", flat=True))
    assert set(listed) == {luecke.pk for luecke in luecken}
    for number, pk in ((1, listed[0]), (2, listed[-1]), (1, "weg")):
        page = rita.get("/admin/reports/luecken/", {"luecke": pk}).context["seite"]
        assert page.number == number


@pytest.mark.django_db
def test_keys_of_before_are_renewed_and_a_day_keeps_one_question_of_each() -> None:
    migration = import_module("suche.luecken.migrations.0003_schluessel_aus_teilen")
    for text, day in (("Kita-Anmeldung", 0), ("Kita Anmeldung", 0), ("Kita Anmeldung", 1)):
        date = heute() - timedelta(days=day)
        Offenefrage.objects.create(text=text, schluessel=f"{text} {day}", tag=date)
    migration.renew_keys(apps, None)
    rows = Offenefrage.objects.order_by("pk").values_list("text", "schluessel")
    key = question_key("Kita-Anmeldung")
    assert list(rows) == [("Kita-Anmeldung", key), ("Kita Anmeldung", key)]
