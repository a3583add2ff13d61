"""Two questions of a reminder: by a signed link, once, as a draft for the Redaktion."""

import re
from typing import Any
from unittest.mock import patch

import pytest
from django.core import mail
from django.test import Client
from django.utils.timezone import localdate
from pytest_django import Settings
from wagtail.models import PageViewRestriction

from tests.factories import publish_projekt
from tests.integration.wiki.mitmachen.forms import opened
from wiki.gueltigkeit.angaben import asking_link
from wiki.gueltigkeit.erinnerungen import send_reminders
from wiki.mitmachen import form_protection
from wiki.mitmachen.rueckmeldung import send_rueckmeldung
from wiki.models import Projektseite, Rueckmeldung
from wiki.models.projektseite import heute

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tree")]
POSTFACH = "digitales@heimstadt.de"
KOSTEN, STELLE = "12.000 €", "Stabsstelle Digitalisierung"


@pytest.fixture(autouse=True)
def redaktion(settings: Settings) -> None:
    settings.REDAKTION_POSTFACH = "redaktion@wiki-der-staedte.de"


@pytest.fixture
def page() -> Projektseite:
    return publish_projekt(title="Ampel", kontakt_postfach=POSTFACH, gueltig_bis=heute())


def answer(client: Client, page: Projektseite, link: str = "", **fields: str) -> Any:
    data = {"kosten": KOSTEN, "zustaendig": STELLE, "zeit": opened(page)}
    return client.post(link or f"/angaben/{asking_link(page, True)}/", data | fields)


def draft_of(page: Projektseite) -> Any:
    return Projektseite.objects.get(pk=page.pk).get_latest_revision_as_object()


def test_the_reminder_asks_and_the_answer_is_a_draft(client: Client, page: Projektseite) -> None:
    send_reminders(heute())
    found = re.search(r"http://testserver(/angaben/\S+)", str(mail.outbox[0].body))
    assert found
    assert "Was hat es gekostet?" in client.get(found[1]).content.decode()
    assert answer(client, page, found[1])["Location"] == "/rueckmeldung/danke/"
    draft = draft_of(page)
    assert (draft.kosten_einmalig, draft.kontakt_stelle) == (12_000, STELLE)
    page.refresh_from_db()
    assert (page.kosten_einmalig, page.has_unpublished_changes) == (None, True)


def test_it_is_kept_whose_answer_it_is_and_of_when(client: Client, page: Projektseite) -> None:
    answer(client, page)
    row = Rueckmeldung.objects.get()
    came = localdate(row.eingegangen_am)
    assert (row.art, row.kontakt, came) == ("angaben", POSTFACH, heute())
    source = draft_of(page).quellen.last()
    assert (source.bezeichnung[:8], source.datum) == ("Auskunft", heute().isoformat())
    send_rueckmeldung(row.pk)
    assert mail.outbox[0].to == ["redaktion@wiki-der-staedte.de"]


def test_costs_in_words_and_costs_per_year_go_where_they_belong(
    client: Client, page: Projektseite
) -> None:
    answer(client, page, kosten="1.500 € im Jahr")
    draft = draft_of(page)
    assert (draft.kosten_laufend, draft.kosten_einmalig) == (1500, None)
    other = publish_projekt()
    answer(client, other, kosten="Das weiß der Bauhof")
    assert draft_of(other).kosten_einmalig_hinweis == "Das weiß der Bauhof"


def test_the_example_of_the_form_is_read_as_it_is_meant(client: Client, page: Projektseite) -> None:
    answer(client, page, kosten="12.000 €, dazu 1.500 € im Jahr")
    draft = draft_of(page)
    assert (draft.kosten_einmalig, draft.kosten_laufend) == (12_000, 1500)
    remarks = (draft.kosten_einmalig_hinweis, draft.kosten_laufend_hinweis)
    assert remarks == ("12.000 €", "1.500 € im Jahr")


@pytest.mark.parametrize(
    ("said", "amount", "remark"),
    [
        ("ca. 1.500 € im Jahr", None, "ca. 1.500 € im Jahr; bisher 900 €; nur Lizenz"),
        ("1.500 € im Jahr", 1500, "1.500 € im Jahr; nur Lizenz"),
        ("jährlich verschieden", 900, "jährlich verschieden; nur Lizenz"),
    ],
)
def test_what_was_known_stays_beside_the_answer_and_nothing_contradicts_it(
    client: Client, said: str, amount: int | None, remark: str
) -> None:
    page = publish_projekt(kosten_laufend=900, kosten_laufend_hinweis="nur Lizenz")
    answer(client, page, kosten=said)
    draft = draft_of(page)
    assert (draft.kosten_laufend, draft.kosten_laufend_hinweis) == (amount, remark)
    assert draft.kosten_einmalig_hinweis == ""


def test_a_long_remark_still_fits_its_field(client: Client) -> None:
    page = publish_projekt(kosten_einmalig_hinweis="x" * 299)
    answer(client, page)
    said = draft_of(page).kosten_einmalig_hinweis
    assert (said[:10], len(said), said[-1]) == ("12.000 €; ", 300, "…")


def test_a_link_is_good_for_one_answer(client: Client, page: Projektseite) -> None:
    link = f"/angaben/{asking_link(page, True)}/"
    assert answer(client, page, link).status_code == 302
    revisions = page.revisions.count()
    for response in (client.get(link), answer(client, page, link)):
        assert response.status_code == 410
        assert "schon eine Antwort eingegangen" in response.content.decode()
    assert page.revisions.count() == revisions


def test_a_link_expires(client: Client, page: Projektseite) -> None:
    link = f"/angaben/{asking_link(page, True)}/"
    with patch("wiki.gueltigkeit.angaben.LINK_DAYS", -1):
        response = client.get(link)
    assert (response.status_code, "ist abgelaufen" in response.content.decode()) == (410, True)


@pytest.mark.parametrize("marke", ["x", "WzEsIiJd:1:abc", "%00", "1" * 2000])
def test_a_forged_link_is_refused_in_german(client: Client, marke: str) -> None:
    response = client.get(f"/angaben/{marke}/")
    assert response.status_code == 400
    assert "Dieser Verweis gilt nicht" in response.content.decode()


def test_a_link_to_a_page_that_became_private_tells_nothing(
    client: Client, page: Projektseite
) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    response = client.get(f"/angaben/{asking_link(page, True)}/")
    assert (response.status_code, page.title in response.content.decode()) == (400, False)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"kosten": "", "zustaendig": ""}, "mindestens eine der beiden Fragen"),
        ({"kosten": "???"}, "Bitte schreiben Sie in Worten"),
        ({"zustaendig": "a" * 201}, "zu viele Zeichen (201)"),
        ({"zeit": ""}, "Das Formular war lange offen"),
    ],
)
def test_bad_input_is_refused_in_german(
    client: Client, page: Projektseite, fields: dict[str, str], message: str
) -> None:
    response = answer(client, page, **fields)
    assert (response.status_code, message in response.content.decode()) == (400, True)
    assert not Rueckmeldung.objects.exists()


def test_programs_and_floods_change_nothing(
    client: Client, page: Projektseite, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert answer(client, page, webseite="https://spam.example").status_code == 302
    monkeypatch.setattr(form_protection, "A_DAY_PER_PAGE", 0)
    assert "sehr viele Rückmeldungen" in answer(client, page).content.decode()
    assert not draft_of(page).kontakt_stelle


def test_a_draft_somebody_writes_is_kept(client: Client, page: Projektseite) -> None:
    page.kurzfassung = "Angefangen."
    page.save_revision()
    answer(client, page)
    draft = draft_of(page)
    assert (draft.kurzfassung, draft.kontakt_stelle) == ("Angefangen.", STELLE)
