"""Wiki habits: links, versions, changes, wanted pages, a word to the authors."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings
from wagtail.models import Page, PageViewRestriction, ReferenceIndex

from tests.factories import publish_projekt
from tests.integration.rollen import logged_in, person, two_kommunen
from tests.integration.wiki.mitmachen.forms import opened
from wiki.mitmachen import form_protection
from wiki.mitmachen.rueckmeldung import send_antwort, send_rueckmeldung
from wiki.mitmachen.verweise import wanted_pages
from wiki.models import Projektseite, Rueckmeldung, Seitenstand, Verwandtschaft
from wiki.redaktion.rollen.rollen import setup_roles
from wiki.visibility import anonymous_request

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tree")]


def republish(page: Projektseite, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    page.refresh_from_db()


def wish(title: str, **fields: Any) -> Projektseite:
    page = publish_projekt(**fields)
    republish(page, inhalt=[("loesung", [("gewuenscht", title)])])
    return page


# Links


def test_related_projects_are_shown_on_both_pages(client: Client) -> None:
    one, two = publish_projekt(title="Ampel"), publish_projekt(title="Sensor")
    republish(one, verwandte=[Verwandtschaft(ziel=two)])
    for page, other in ((one, "Sensor"), (two, "Ampel")):
        section = client.get(page.url).content.decode().partition('id="seite-verwandte"')[2]
        assert other in section


def test_links_to_a_page_are_listed_on_it(client: Client) -> None:
    target, source = publish_projekt(title="Ziel"), publish_projekt(title="Quelle")
    republish(source, inhalt=[("loesung", [("projekt", target)])])
    ReferenceIndex.create_or_update_for_object(Projektseite.objects.get(pk=source.pk))
    assert "Links auf diese Seite (1)" in client.get(target.url).content.decode()


def test_a_wanted_page_is_counted_over_all_articles() -> None:
    wish("Digitale Bauakte")
    wish("digitale bauakte ")
    wish("Hundesteuer online")
    wanted = wanted_pages(anonymous_request())
    assert [w.anzahl for w in wanted] == [2, 1]


def test_a_wanted_page_that_was_written_becomes_a_link(client: Client) -> None:
    source = wish("Digitale Bauakte")
    assert "diese Seite fehlt noch" in client.get(source.url).content.decode()
    page = publish_projekt(title="Digitale Bauakte")
    assert f'href="{page.url}"' in client.get(source.url).content.decode()
    assert wanted_pages(anonymous_request()) == []


def test_only_who_may_write_is_offered_to_write_it(client: Client) -> None:
    wish("Digitale Bauakte & <Co>")
    assert ">anlegen" not in client.get("/gewuenscht/").content.decode()
    setup_roles()
    anna = logged_in(person("anna", two_kommunen()[0]))
    assert "?titel=Digitale%20Bauakte%20%26%20%3CCo%3E" in anna.get("/gewuenscht/").content.decode()


# Changes and versions


def test_changes_of_the_last_month_are_listed_newest_first(client: Client) -> None:
    old, one, two = (publish_projekt(title=f"Fall {n}") for n in ("alt", "eins", "zwei"))
    long_ago = timezone.localdate() - timedelta(days=31)
    Seitenstand.objects.filter(seite=old.pk).update(geaendert=long_ago.isoformat())
    republish(one, kurzfassung="Anders.")
    text = client.get("/aenderungen/").content.decode()
    assert 0 < text.index("Fall eins") < text.index("Fall zwei")
    assert "Fall alt" not in text
    assert two.live


def test_versions_need_a_login(client: Client) -> None:
    page = publish_projekt()
    response = client.get(f"/versionen/{page.pk}/")
    assert (response.status_code, "/login/" in response["Location"]) == (302, True)


def test_versions_show_what_was_published_and_nothing_else() -> None:
    author = User.objects.create(
        username="erika", first_name="Erika", last_name="Mustermann", is_superuser=True
    )
    page = publish_projekt(kurzfassung="Kostet zehn Euro.")
    page.kurzfassung = "Kostet geheime Euro."
    page.save_revision(user=author)
    page.kurzfassung = "Kostet zwölf Euro."
    page.save_revision(user=author).publish(user=author, skip_permission_checks=True)
    text = logged_in(author).get(f"/versionen/{page.pk}/").content.decode()
    assert "<del>zehn</del><ins>zwölf</ins>" in text
    assert "geheime" not in text
    assert "Mustermann" not in text


@pytest.mark.parametrize("query", ["?von=1&bis=9999999", "?von=x&bis=-1", "?bis=%00"])
def test_versions_that_do_not_exist_are_no_error(query: str) -> None:
    page = publish_projekt()
    user = User.objects.create(username="leser", is_superuser=True)
    assert logged_in(user).get(f"/versionen/{page.pk}/{query}").status_code == 200


def test_versions_are_refused_to_who_may_not_edit_the_page() -> None:
    page = publish_projekt()
    client = logged_in(User.objects.create(username="leser"))
    assert client.get(f"/versionen/{page.pk}/").status_code == 403
    assert "/versionen/" not in client.get(page.url).content.decode()


# A word to the authors


def send(client: Client, page: Page, **fields: str) -> Any:
    data = {"art": "fehler", "text": "Die Telefonnummer stimmt nicht.", "zeit": opened(page)}
    return client.post(f"/rueckmeldung/{page.pk}/", data | fields)


def test_a_mistake_is_reported_without_an_account(client: Client) -> None:
    page = publish_projekt()
    assert send(client, page)["Location"] == "/rueckmeldung/danke/"
    kept = Rueckmeldung.objects.get()
    assert (kept.art, kept.seite_id, kept.kontakt) == ("fehler", page.pk, "")


def test_nothing_is_kept_of_who_wrote() -> None:
    fields = {field.name for field in Rueckmeldung._meta.get_fields()}
    assert fields == {
        "id", "seite", "art", "text", "kontakt", "eingegangen_am", "antwort", "erledigt", "marke",
        "darf_in_artikel", "frage_im_artikel", "im_artikel", "baustein", "vorlage", "vorschlag",
    }  # fmt: skip


def test_the_same_form_sent_twice_is_kept_once(client: Client) -> None:
    page = publish_projekt()
    assert [send(client, page).status_code for _ in range(2)] == [302, 302]
    assert Rueckmeldung.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"text": " "}, "Bitte schreiben Sie in Worten"),
        ({"text": "???"}, "Bitte schreiben Sie in Worten"),
        ({"text": "a" * 10_000}, "Das sind zu viele Zeichen (10000)"),
        ({"kontakt": "a@b"}, "Das ist keine E-Mail-Adresse"),
        ({"kontakt": "a@b.de\nBcc: c@d.de"}, "Das ist keine E-Mail-Adresse"),
        ({"zeit": ""}, "Das Formular war lange offen"),
        ({"zeit": "1:2:gefälscht"}, "Das Formular war lange offen"),
        ({"art": "anders"}, "Noch nicht abgeschickt"),
        ({"art": "angaben"}, "Noch nicht abgeschickt"),
    ],
)
def test_bad_input_is_refused_in_german(
    client: Client, fields: dict[str, str], message: str
) -> None:
    response = send(client, publish_projekt(), **fields)
    assert response.status_code == 400
    assert message in response.content.decode()
    assert not Rueckmeldung.objects.exists()


def test_the_form_of_another_page_does_not_count(client: Client) -> None:
    one, two = publish_projekt(), publish_projekt()
    assert send(client, two, zeit=opened(one)).status_code == 400


def test_faster_than_anybody_types_is_refused(client: Client) -> None:
    page = publish_projekt()
    response = send(client, page, zeit=opened(page, 0))
    assert "Das ging sehr schnell" in response.content.decode()


def test_a_program_that_fills_in_everything_is_not_heard(client: Client) -> None:
    assert send(client, publish_projekt(), webseite="https://spam.example").status_code == 302
    assert not Rueckmeldung.objects.exists()


def test_a_flood_ends_for_the_day(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(form_protection, "A_DAY_PER_PAGE", 1)
    page = publish_projekt()
    assert send(client, page).status_code == 302
    response = send(client, page, zeit=opened(page, 20))
    assert "sehr viele Rückmeldungen" in response.content.decode()


def test_what_is_wrong_with_a_whole_form_is_said_in_english(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client, page = Client(headers={"Accept-Language": "en"}), publish_projekt()
    answer = send(client, page, art="fehler", baustein="gibt-es-nicht", vorschlag="Neu.")
    assert "This text is no longer in the article." in answer.content.decode()
    monkeypatch.setattr("wiki.mitmachen.form_protection.A_DAY_PER_PAGE", 0)
    assert "a lot of feedback about this page" in send(client, page).content.decode()


def test_nobody_writes_about_a_page_they_cannot_read(client: Client) -> None:
    page = publish_projekt()
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(f"/rueckmeldung/{page.pk}/").status_code == 404
    assert send(client, page).status_code == 404


def test_the_mailbox_of_the_page_gets_a_mail(client: Client, settings: Settings) -> None:
    settings.REDAKTION_POSTFACH = "redaktion@wiki-der-staedte.de"
    for postfach in ("digitales@heimstadt.de", "digitales@heimstadt.example"):
        page = publish_projekt(kontakt_postfach=postfach)
        send(client, page, kontakt="fragt@stadt.de")
        send_rueckmeldung(Rueckmeldung.objects.get(seite=page).pk)
    assert [m.to[0] for m in mail.outbox] == ["digitales@heimstadt.de", settings.REDAKTION_POSTFACH]
    assert mail.outbox[0].reply_to == ["fragt@stadt.de"]


def ask_for_contact(client: Client, page: Page, **fields: str) -> Any:
    return send(client, page, **{"art": "kontakt", "kontakt": "fragt@stadt.de"} | fields)


def test_a_page_without_contact_offers_to_ask_for_one(client: Client) -> None:
    page = publish_projekt(kontakt_stelle="Bauhof")
    assert f"/rueckmeldung/{page.pk}/?art=kontakt" in client.get(page.url).content.decode()


def test_a_page_that_knows_a_telephone_offers_that(client: Client) -> None:
    page = publish_projekt(kontakt_telefon="0631 1234")
    text = client.get(page.url).content.decode()
    assert ("0631 1234" in text, "art=kontakt" in text) == (True, False)


def test_who_asks_for_a_contact_says_where_the_answer_goes(client: Client) -> None:
    response = ask_for_contact(client, publish_projekt(), kontakt="")
    assert "damit die Antwort Sie erreicht" in response.content.decode()
    assert not Rueckmeldung.objects.exists()


def test_a_question_for_a_contact_goes_to_the_redaktion(client: Client, settings: Settings) -> None:
    settings.REDAKTION_POSTFACH = "redaktion@wiki-der-staedte.de"
    page = publish_projekt(kontakt_postfach="digitales@heimstadt.de")
    ask_for_contact(client, page)
    send_rueckmeldung(Rueckmeldung.objects.get().pk)
    assert mail.outbox[0].to == [settings.REDAKTION_POSTFACH]


def ticked_off(client: Client, page: Page, antwort: str) -> Rueckmeldung:
    """The Redaktion answers in the CMS."""
    ask_for_contact(client, page)
    asked = Rueckmeldung.objects.get()
    setup_roles()
    address = f"/admin/snippets/wiki/rueckmeldung/edit/{asked.pk}/"
    logged_in(person("rita")).post(address, {"erledigt": "on", "antwort": antwort})
    asked.refresh_from_db()
    assert asked.erledigt
    return asked


def test_the_answer_names_the_contact_of_the_completed_page(client: Client) -> None:
    page = publish_projekt(kontakt_stelle="Bauhof", kontakt_telefon="0631 1234")
    asked = ticked_off(client, page, "Fragen Sie am besten vormittags.")
    send_antwort(asked.pk)
    (sent,) = mail.outbox
    assert sent.to == ["fragt@stadt.de"]
    assert [word in sent.body for word in ("vormittags", "Bauhof", "0631 1234")] == [True] * 3


def test_of_two_who_answer_at_once_one_waits(client: Client) -> None:
    with CaptureQueriesContext(connection) as done:
        ticked_off(client, publish_projekt(), "Fragen Sie vormittags.")
    held = [query["sql"] for query in done if "FOR UPDATE" in query["sql"]]
    assert any('FROM "wiki_rueckmeldung"' in sql for sql in held)


def test_a_wanted_contact_is_a_task_until_it_is_ticked_off(client: Client) -> None:
    page = publish_projekt()
    asked = ticked_off(client, page, "")
    rita = logged_in(User.objects.get(username="rita"))
    tasks = [rita.get("/admin/").content.decode()]
    Rueckmeldung.objects.filter(pk=asked.pk).update(erledigt=False)
    tasks.append(rita.get("/admin/").content.decode())
    assert ["Kontakt, gesucht" in text for text in tasks] == [False, True]


def test_an_autor_reads_what_is_about_the_own_pages_only(client: Client) -> None:
    setup_roles()
    home, away = two_kommunen()
    own, foreign = publish_projekt(kommunen=[home]), publish_projekt(kommunen=[away])
    send(client, own, text="Das ist die eigene.")
    send(client, foreign, text="Das ist die fremde.")
    other = Rueckmeldung.objects.get(seite=foreign)
    anna = logged_in(person("anna", home))
    for address in ("/admin/", "/admin/snippets/wiki/rueckmeldung/"):
        text = anna.get(address).content.decode()
        assert ("die eigene" in text, "die fremde" in text) == (True, False)
    for view in ("edit", "delete", "history", "usage"):
        address = f"/admin/snippets/wiki/rueckmeldung/{view}/{other.pk}/"
        assert "die fremde" not in anna.get(address, follow=True).content.decode()


def test_reading_sets_no_cookie(client: Client) -> None:
    page = publish_projekt()
    assert not client.get(page.url).cookies
    assert not client.get("/aenderungen/").cookies
