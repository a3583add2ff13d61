"""Below an article: whether it helped. Sums per page and day, without persons."""

from datetime import timedelta

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from tests.factories import publish_projekt
from tests.integration.rollen import logged_in, person
from wiki.mitmachen.hilfreich import counting
from wiki.mitmachen.hilfreich.counting import token_of
from wiki.models import Hilfreich, Projektseite
from wiki.models.projektseite import heute
from wiki.redaktion.rollen.rollen import setup_roles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tree")]


def send(client: Client, page: Projektseite, answer: str = "ja", token: str | None = None) -> int:
    data = {"antwort": answer, "marke": token_of(page) if token is None else token}
    return client.post(f"/hilfreich/{page.pk}/", data).status_code


def sums(page: Projektseite) -> list[tuple[int, int]]:
    return list(Hilfreich.objects.filter(seite=page).values_list("ja", "nein"))


def test_answers_of_a_day_are_summed_and_thanked_for_without_a_cookie(client: Client) -> None:
    page = publish_projekt()
    text = client.get(page.url).content.decode()
    assert f'action="/hilfreich/{page.pk}/"' in text
    data = {"antwort": "nein", "marke": token_of(page)}
    thanks = client.post(f"/hilfreich/{page.pk}/", data, follow=True)
    assert "Ihre Antwort ist gezählt" in thanks.content.decode()
    assert not client.cookies
    send(client, page)
    assert sums(page) == [(1, 1)]


def test_another_day_has_a_row_of_its_own(client: Client) -> None:
    page = publish_projekt()
    Hilfreich.objects.create(seite=page, tag=heute() - timedelta(days=1), ja=3)
    send(client, page)
    assert sorted(sums(page)) == [(1, 0), (3, 0)]


def test_no_more_than_so_many_a_day(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "A_DAY_PER_PAGE", 2)
    page = publish_projekt()
    assert {send(client, page) for _ in range(3)} == {302}
    assert sums(page) == [(2, 0)]


@pytest.mark.parametrize(("answer", "token"), [("vielleicht", None), ("ja", "erfunden")])
def test_what_is_not_this_form_is_refused(client: Client, answer: str, token: str | None) -> None:
    page = publish_projekt()
    assert send(client, page, answer, token) == 400
    assert sums(page) == []


def test_form_of_another_page_or_site_is_refused(client: Client) -> None:
    page, other = publish_projekt(), publish_projekt()
    assert send(client, page, token=token_of(other)) == 400
    data = {"antwort": "ja", "marke": token_of(page)}
    headers = {"Origin": "https://anderswo.example"}
    assert client.post(f"/hilfreich/{page.pk}/", data, headers=headers).status_code == 400
    assert sums(page) == []


def test_page_that_may_not_be_read_is_not_there(client: Client) -> None:
    page = publish_projekt()
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert send(client, page) == 404


def test_redaktion_sees_the_sums() -> None:
    setup_roles()
    page = publish_projekt(title="Parksensoren")
    Hilfreich.objects.create(seite=page, tag=heute(), ja=41, nein=7)
    answer = logged_in(person("rita")).get("/admin/reports/hilfreich/")
    text = answer.content.decode()
    assert "Parksensoren" in text
    assert "41" in text
