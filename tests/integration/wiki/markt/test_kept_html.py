"""wiki.markt.kept.html: what a card says is as new as the tables, nobody's own and no draft's."""

import pytest
from django.template import Context, Template
from django.test import Client
from django.utils import translation

from tests.factories import KommuneFactory, create_tree, publish_projekt
from wiki.markt.kept import html as room
from wiki.markt.kept.html import html_for_everybody
from wiki.markt.kept.projects import kept_projects
from wiki.models import Kommune, Projektseite
from wiki.models.projektseite import heute

pytestmark = pytest.mark.django_db

ANGABEN = "suche/ergebnis/_angaben.html"


@pytest.fixture
def projekt() -> Projektseite:
    create_tree()
    trier = KommuneFactory(name="Trier", einwohner=111_000)
    return publish_projekt(title="Kita-Portal", kommunen=[trier], status="betrieb")


def said(projekt: Projektseite, template: str = ANGABEN) -> str:
    stored = kept_projects([projekt.pk])[projekt.pk]
    return html_for_everybody(template, stored, mit_groesse=True)


def test_a_second_look_has_the_same(projekt: Projektseite) -> None:
    assert "111.000" in said(projekt)
    assert said(projekt) is said(projekt)


def test_changes_by_whomever_are_seen_at_once(projekt: Projektseite) -> None:
    said(projekt)
    Kommune.objects.update(name="Konz", einwohner=18_000)
    Projektseite.objects.filter(pk=projekt.pk).update(status="planung")
    assert "Konz" in said(projekt)
    assert "18.000" in said(projekt)
    assert "in Planung" in said(projekt)


def test_each_language_has_its_own(projekt: Projektseite) -> None:
    assert "Einwohner" in said(projekt)
    with translation.override("en"):
        assert "Einwohner" not in said(projekt)
    assert "Einwohner" in said(projekt)


def test_a_day_later_it_is_put_together_anew(
    projekt: Projektseite, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = said(projekt)
    next_year = heute().replace(year=heute().year + 1, day=1)
    monkeypatch.setattr(room, "heute", lambda: next_year)
    assert said(projekt) is not before


def test_what_a_draft_says_stays_the_drafts(projekt: Projektseite) -> None:
    projekt.title = "Geheim"
    projekt.save_revision()
    draft = projekt.get_latest_revision_as_object()
    button = "wiki/markt/_merken.html"
    assert "Geheim" in html_for_everybody(button, draft, mit_groesse=True)
    assert "Geheim" not in said(projekt, button)


def test_nothing_of_the_request_gets_in(projekt: Projektseite) -> None:
    stored = kept_projects([projekt.pk])[projekt.pk]
    tag = Template("{% load markt_tags %}{% fuer_alle 'suche/ergebnis/_angaben.html' p %}")
    assert "111.000" not in tag.render(Context({"p": stored, "mit_groesse": True}))


def test_it_does_not_grow_without_end(
    projekt: Projektseite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "KEPT", 2)
    stored = kept_projects([projekt.pk])[projekt.pk]
    for number in range(9):
        html_for_everybody(ANGABEN, stored, mit_groesse=number)
    assert len(room._kept.get()) <= 2


def test_a_button_of_the_hits_is_pressed_for_whom_it_is(
    client: Client, projekt: Projektseite
) -> None:
    """Kept for both states, shown to each visitor in theirs."""
    tag = Template("{% load markt_tags %}{% merken p %}")
    stored = kept_projects([projekt.pk])[projekt.pk]
    request = client.get("/merkliste/").wsgi_request
    assert 'name="merken"' in tag.render(Context({"p": stored, "request": request}))
    client.post("/merkliste/aendern/", {"merken": projekt.pk})
    pressed = client.get("/merkliste/").wsgi_request
    assert 'name="vergessen"' in tag.render(Context({"p": stored, "request": pressed}))
    assert 'name="merken"' in tag.render(Context({"p": stored, "request": request}))
