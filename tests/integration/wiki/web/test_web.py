"""What search engines, chats and browsers are told about pages."""

import io
import json
import re
import xml.etree.ElementTree as ET
from datetime import date
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from tests.factories import KommuneFactory, ThemaFactory, publish_projekt
from tests.integration.conftest import KeepRows
from wiki.models import Projektseite, Veranstaltung, Veranstaltungsverzeichnis

pytestmark = pytest.mark.django_db
BASE = "http://testserver"
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def kept_page(kept: KeepRows, tree: bool) -> int:
    with kept():
        trier = KommuneFactory(name="Trier", slug="trier", ags="07211000", einwohner=112_737)
        thema = ThemaFactory(name="Grün", slug="gruen")
        page = publish_projekt(
            text="<p>Völker auf dem Dach.</p>",
            title='Bienen </script> & "Co."',
            slug="bienen",
            kurzfassung="Trier hält Bienen.",
            kommunen=[trier],
            themen=[thema],
        )
    return int(page.pk)


@pytest.fixture
def page(kept_page: int) -> Projektseite:
    return Projektseite.objects.get(pk=kept_page)


def get(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def data_in(html: str) -> list[dict[str, Any]]:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    return [json.loads(text) for text in found]


def locations(xml: str) -> list[str]:
    return [str(e.text) for e in ET.fromstring(xml).iter(f"{NAMESPACE}loc")]


def test_article_says_what_it_is(client: Client, page: Projektseite) -> None:
    html = get(client, "/projekte/bienen/")
    article, crumbs = data_in(html)
    assert (article["@type"], article["headline"]) == ("Article", 'Bienen </script> & "Co."')
    assert article["about"][0]["identifier"]["value"] == "07211000"
    assert [step["item"] for step in crumbs["itemListElement"]] == [
        f"{BASE}/",
        f"{BASE}/projekte/",
        f"{BASE}/projekte/bienen/",
    ]
    assert f'<link rel="canonical" href="{BASE}/projekte/bienen/">' in html
    assert f'content="{BASE}/vorschaubild/{page.pk}.png"' in html


def test_unknown_facts_are_no_statements(client: Client, page: Projektseite) -> None:
    article = data_in(get(client, "/projekte/bienen/"))[0]
    assert all(article.values())
    assert "citation" not in article


def test_home_offers_its_search_and_a_kommune_its_key(client: Client, page: Projektseite) -> None:
    website, _ = data_in(get(client, "/"))
    target = website["potentialAction"]["target"]["urlTemplate"]
    assert target == f"{BASE}/suche/?q={{search_term_string}}"
    (kommune,) = data_in(get(client, "/kommune/trier/"))
    assert kommune["@type"] == "GovernmentOrganization"


def test_sitemap_lists_pages_kommunen_and_themen(client: Client, page: Projektseite) -> None:
    parts = locations(get(client, "/sitemap.xml"))
    assert parts == [f"{BASE}/sitemap-{name}.xml" for name in ("seiten", "kommunen", "themen")]
    listed = {place for part in parts for place in locations(get(client, part[len(BASE) :]))}
    assert {f"{BASE}/projekte/bienen/", f"{BASE}/kommune/trier/", f"{BASE}/thema/gruen/"} <= listed


@pytest.mark.parametrize(
    ("address", "header"),
    [
        ("/", None),
        ("/projekte/bienen/", None),
        ("/kommune/trier/", None),
        ("/thema/gruen/", None),
        ("/projekte/?thema=gruen", "noindex"),
        ("/suche/", "noindex"),
        ("/merkliste/", "noindex"),
        ("/gibt-es-nicht/", "noindex"),
    ],
)
def test_search_engines_keep_pages_and_no_answers(
    client: Client, page: Projektseite, address: str, header: str | None
) -> None:
    assert client.get(address).get("X-Robots-Tag") == header


def test_robots_are_shown_the_sitemap_and_kept_from_questions(
    client: Client, page: Projektseite
) -> None:
    robots = get(client, "/robots.txt")
    assert f"Sitemap: {BASE}/sitemap.xml" in robots
    assert "Disallow: /suche/\n" in robots


def test_pages_have_a_markdown_twin(client: Client, page: Projektseite) -> None:
    html = get(client, "/projekte/bienen/")
    assert '<link rel="alternate" type="text/markdown" href="/projekte/bienen/index.md">' in html
    twin = get(client, "/projekte/bienen/index.md")
    assert twin.startswith('# Bienen \\</script\\> \\& "Co."\n\nTrier hält Bienen.')
    assert f"{BASE}/projekte/bienen/" in twin
    assert "**Einwohner:** 112.737" in get(client, "/kommune/trier/index.md")
    assert "Trier hält Bienen." in get(client, "/thema/gruen/index.md")


def test_a_meeting_as_markdown_has_its_programme_and_projects(
    client: Client, page: Projektseite
) -> None:
    point = {"uhrzeit": "10 Uhr", "titel": "Begrüßung", "beschreibung": "Mit Kaffee."}
    meeting = Veranstaltung(title="Treffen", slug="t", kurzfassung="x", ort="Trier")
    meeting.datum, meeting.programm = date(2026, 5, 1), [("programmpunkt", point)]
    hidden = publish_projekt(title="Zobelbau")
    meeting.projekte = [page, hidden]
    Veranstaltungsverzeichnis.objects.get().add_child(instance=meeting)
    hidden.unpublish()
    twin = get(client, "/veranstaltungen/t/index.md")
    assert "### 10 Uhr Begrüßung\n\nMit Kaffee." in twin
    assert f"(<{BASE}/projekte/bienen/>)" in twin
    assert "Zobelbau" not in twin


@pytest.mark.parametrize("address", ["/projekte/index.md", "/gibt/es/nicht/index.md"])
def test_other_pages_have_none(client: Client, page: Projektseite, address: str) -> None:
    assert client.get(address).status_code == 404


def test_preview_picture_has_the_size_that_chats_want(client: Client, page: Projektseite) -> None:
    answer = client.get(f"/vorschaubild/{page.pk}.png")
    assert Image.open(io.BytesIO(answer.content)).size == (1200, 630)


def test_browsers_are_told_name_sign_and_search(client: Client, page: Projektseite) -> None:
    manifest = json.loads(get(client, "/manifest.webmanifest"))
    assert manifest["icons"][0]["src"].endswith(".svg")
    assert client.get("/favicon.ico")["Location"] == manifest["icons"][0]["src"]
    description = ET.fromstring(get(client, "/suche/opensearch.xml"))
    templates = [url.get("template") for url in description if url.get("template")]
    assert templates == [
        f"{BASE}/suche/?q={{searchTerms}}",
        f"{BASE}/suche/opensearch/?q={{searchTerms}}",
    ]


def test_address_bar_gets_suggestions(client: Client, page: Projektseite) -> None:
    typed, texts, _, addresses = json.loads(get(client, "/suche/opensearch/?q=trier"))
    assert (typed, texts, addresses) == ("trier", ["Trier"], [f"{BASE}/kommune/trier/"])
    assert json.loads(get(client, "/suche/opensearch/")) == ["", [], [], []]
