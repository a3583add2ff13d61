"""A project that has an alias is one project: lists, counts and search name the source alone."""

from datetime import date
from typing import Any

import pytest
from django.core.signing import get_cookie_signer
from django.test import Client
from django.utils import timezone

from suche.abo.forms import public_project
from suche.abo.models import Planung
from tests.factories import KommuneFactory, ThemaFactory, publish_projekt
from tests.integration.conftest import KeepRows, Model
from wiki.austausch.draft.matching import title_key
from wiki.austausch.importing.existing_projects import read_existing_projects
from wiki.markt.merkliste.merkliste import COOKIE
from wiki.mitmachen.hilfreich.counting import count_answer
from wiki.models import (
    Projektseite,
    Projektverzeichnis,
    Veranstaltung,
    Veranstaltungsverzeichnis,
    Verwandtschaft,
)

pytestmark = pytest.mark.django_db

SOURCE, ALIAS = "/projekte/imkerei/", "/projekte/imkerei-noch-einmal/"
NAMING = [
    "/",
    "/projekte/",
    "/projekte/?ansicht=zeit",
    "/kommune/aal/",
    "/kommune/aal/feed/",
    "/kommune/aal/index.md",
    "/thema/bienen/",
    "/thema/bienen/feed/",
    "/thema/bienen/index.md",
    "/markt/feed/",
    "/suche/?q=Imkerei",
    "/suche/feed/?q=Imkerei",
    "/suche/vorschlaege/?q=Imkerei",
    "/einbetten/suche/?q=Imkerei",
    "/einbetten/kommune/aal/",
    "/api/v1/projekte",
    "/api/v1/suche?q=Imkerei",
    "/api/v3/pages/",
    "/daten/projekte.csv",
    "/daten/projekte.json",
    "/sitemap-seiten.xml",
    "/projekte/wachs/",
    "/veranstaltungen/treffen/",
    "/veranstaltungen/treffen/index.md",
]


@pytest.fixture(scope="module")
def imkerei(kept: KeepRows, tree: bool, fake_model: Model) -> int:
    """A project with an alias, and pages that name the alias."""
    with kept():
        about: Any = {"kommunen": [KommuneFactory(name="Aal", slug="aal")]}
        about |= {
            "themen": [ThemaFactory(name="Bienen", slug="bienen")],
            "laufzeit_von": 2020,
            "laufzeit_bis": 2022,
        }
        page = publish_projekt("Honig vom Dach.", title="Imkerei", slug="imkerei", **about)
        alias = page.create_alias(update_slug="imkerei-noch-einmal")
        wachs = publish_projekt(title="Wachs", slug="wachs")
        wachs.verwandte = [Verwandtschaft(ziel=alias)]
        wachs.save_revision().publish()
        meeting = Veranstaltung(title="Treffen", kurzfassung="Treffen", datum="2026-05-01")
        meeting.ort, meeting.projekte = "Aal", [page, alias]
        Veranstaltungsverzeichnis.objects.get().add_child(instance=meeting)
        fake_model.projektion.save()
        fake_model.index()
    return int(page.pk)


@pytest.mark.parametrize("address", NAMING)
@pytest.mark.usefixtures("imkerei")
def test_only_the_source_is_named(client: Client, address: str) -> None:
    answer = client.get(address)
    said = b"".join(answer).decode() if answer.streaming else answer.content.decode()
    assert ALIAS not in said
    assert SOURCE in said


@pytest.mark.usefixtures("imkerei")
def test_counts_say_one(client: Client) -> None:
    home, markt = client.get("/").context, client.get("/projekte/?thema=bienen").context
    assert (home["anzahl_projekte"], home["anzahl_kommunen"]) == (2, 2)
    (thema,) = [facette for facette in markt["facetten"] if facette.name == "thema"]
    assert [wert.anzahl for wert in thema.werte if wert.wert == "bienen"] == [1]
    assert (markt["anzahl"], len(client.get("/kommune/aal/").context["projekte"])) == (1, 1)
    assert client.get("/suche/?q=Honig").context["seite"].paginator.count == 1
    (said,) = [
        one for one in client.get("/api/v1/themen").json()["themen"] if one["name"] == "Bienen"
    ]
    assert said["projekte"] == 1


def test_the_alias_opens_and_leads_machines_to_the_source(client: Client, imkerei: int) -> None:
    said = client.get(ALIAS).content.decode()
    assert f'<link rel="canonical" href="http://testserver{SOURCE}">' in said
    assert f'name="merken" value="{imkerei}"' in said  # goes on the Merkliste


def test_helped_is_counted_for_the_source(imkerei: int) -> None:
    count_answer(Projektseite.objects.get(alias_of=imkerei), "ja")
    assert Projektseite.objects.get(pk=imkerei).hilfreich.get().ja == 1


def test_an_alias_that_becomes_a_page_of_its_own_counts(client: Client, imkerei: int) -> None:
    assert client.get("/kommune/aal/").context["projekte"]
    Projektseite.objects.filter(alias_of=imkerei).update(alias_of=None)
    assert client.get("/").context["anzahl_projekte"] == 3
    assert len(client.get("/kommune/aal/").context["projekte"]) == 2


def test_an_import_writes_into_the_source(imkerei: int) -> None:
    known = read_existing_projects(Projektverzeichnis.objects.get())
    assert known.by_title[title_key("Imkerei")] == [imkerei]


def test_what_was_announced_on_the_alias_stands_on_both(client: Client, imkerei: int) -> None:
    alias = Projektseite.objects.get(alias_of=imkerei)
    about: Any = {"gilt_bis": date(2999, 1, 1), "bestaetigt_am": timezone.now()}
    about |= {"kommune": alias.kommunen.get(), "postfach": "a@stadt.example"}
    Planung.objects.create(seite=alias, stelle="Amt 7", **about)
    assert "Amt 7" in client.get(SOURCE).content.decode()
    assert "Amt 7" in client.get(ALIAS).content.decode()
    assert public_project(alias.pk) == alias.alias_of.specific


@pytest.fixture
def both(imkerei: int) -> dict[str, list[int]]:
    """An address that names the source and its alias."""
    return {"nr": [Projektseite.objects.get(alias_of=imkerei).pk, imkerei]}


@pytest.mark.parametrize("address", ["/merkliste/", "/markt/vergleich/"])
def test_named_by_both_addresses_it_is_named_once(
    client: Client, both: dict[str, list[int]], imkerei: int, address: str
) -> None:
    shown = client.get(address, both | {"p": "imkerei-noch-einmal"}).context
    assert [projekt.pk for projekt in shown["projekte"]] == [imkerei]
    assert shown["fehlen"] == 0


def test_the_files_of_a_list_name_it_once(client: Client, both: dict[str, list[int]]) -> None:
    text = client.get("/merkliste/text/", both).content.decode()
    assert (text.count("Imkerei\n"), ALIAS in text) == (1, False)
    assert "nicht mehr" not in text


def test_a_list_that_holds_both_holds_one(client: Client, both: dict[str, list[int]]) -> None:
    alias, source = both["nr"]
    client.cookies["merkliste"] = get_cookie_signer(salt=COOKIE * 2).sign(f"{alias}.{source}")
    shown = client.get("/merkliste/").context
    assert ([projekt.pk for projekt in shown["projekte"]], shown["fehlen"]) == ([source], 0)
    client.post("/merkliste/aendern/", {"vergessen": source})
    assert not client.get("/merkliste/").context["projekte"]


def test_an_alias_is_put_on_the_list_as_its_source(
    client: Client, both: dict[str, list[int]]
) -> None:
    alias, source = both["nr"]
    client.post("/merkliste/aendern/", {"merken": alias})
    assert [projekt.pk for projekt in client.get("/merkliste/").context["projekte"]] == [source]


def test_whose_alias_a_private_page_is_is_not_told(
    client: Client, both: dict[str, list[int]], imkerei: int
) -> None:
    Projektseite.objects.get(pk=imkerei).unpublish()
    assert client.get("/merkliste/", both).context["fehlen"] == 2
