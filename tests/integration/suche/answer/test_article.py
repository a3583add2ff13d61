"""What an article shows around its text: neighbours, who took it over, how to pass it on."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory
from wagtail.models import PageViewRestriction

from suche.answer import nachbarschaft
from tests.factories import KommuneFactory, publish_projekt
from tests.integration.conftest import IndexPages
from tests.integration.seiten import BIENEN
from wiki.models import Kommune, Nachnutzung, Projektseite, Verwandtschaft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tree")]

KAISERSLAUTERN = (49.44, 7.77)
LANDSTUHL = (49.41, 7.57)
LANDAU = (49.20, 8.12)
HAMBURG = (53.55, 10.0)


def kommune(name: str, place: tuple[float, float]) -> Kommune:
    lat, lon = place
    return KommuneFactory(name=name, lat=lat, lon=lon)


def part(client: Client, page: Projektseite, heading: str) -> str:
    text = client.get(page.url).content.decode()
    return text.partition(f'id="{heading}"')[2].partition("</section>")[0]


def test_neighbours_come_nearest_first_and_far_ones_not_at_all(client: Client) -> None:
    page = publish_projekt(kommunen=[kommune("Kaiserslautern", KAISERSLAUTERN)])
    for name, place in (("Hamburg", HAMBURG), ("Landau", LANDAU), ("Landstuhl", LANDSTUHL)):
        publish_projekt(title=f"Ampel {name}", kommunen=[kommune(name, place)])
    text = part(client, page, "seite-nachbarschaft")
    assert "Ampel Hamburg" not in text
    assert text.index("Ampel Landstuhl") < text.index("Ampel Landau")
    assert "Landstuhl (15 km entfernt)" in text


def test_the_nearest_comes_first_however_many_are_around(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nachbarschaft, "KOMMUNEN_AT_ONCE", 1)
    page = publish_projekt(kommunen=[kommune("Kaiserslautern", KAISERSLAUTERN)])
    landau, landstuhl = kommune("Landau", LANDAU), kommune("Landstuhl", LANDSTUHL)
    for number in range(6):
        publish_projekt(title=f"Ampel Landau {number}", kommunen=[landau])
    joint = publish_projekt(title="Zuletzt", kommunen=[landau, landstuhl])
    joint.create_alias(update_slug="zuletzt-2")
    text = part(client, page, "seite-nachbarschaft")
    assert text.count("Zuletzt") == 1
    assert text.index("Zuletzt") < text.index("Ampel Landau 0") < text.index("Ampel Landau 2")
    assert "Landstuhl (15 km entfernt)" in text
    assert "Ampel Landau 3" not in text


def test_neighbours_of_many_kommunen_cost_two_questions_to_the_database(
    rf: RequestFactory, django_assert_max_num_queries: Any
) -> None:
    page = publish_projekt(kommunen=[kommune("Kaiserslautern", KAISERSLAUTERN)])
    for number in range(8):
        place = kommune(f"Ort {number}", (49.4 + number / 100, 7.7))
        publish_projekt(kommunen=[place])
    request = rf.get("/")
    request.user = AnonymousUser()
    with django_assert_max_num_queries(5):
        assert len(nachbarschaft.neighbours(page, request)) == nachbarschaft.NEIGHBOURS_SHOWN


def test_private_neighbour_is_not_shown(client: Client) -> None:
    page = publish_projekt(kommunen=[kommune("Kaiserslautern", KAISERSLAUTERN)])
    secret = publish_projekt(title="Geheim", kommunen=[kommune("Landstuhl", LANDSTUHL)])
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    assert "Geheim" not in client.get(page.url).content.decode()


def test_joint_project_of_the_own_kommune_is_no_neighbour(client: Client) -> None:
    own, other = kommune("Kaiserslautern", KAISERSLAUTERN), kommune("Landstuhl", LANDSTUHL)
    page = publish_projekt(kommunen=[own])
    publish_projekt(title="Gemeinsam", kommunen=[own, other])
    assert part(client, page, "seite-nachbarschaft") == ""


def test_a_project_is_not_similar_to_its_own_alias(client: Client, index: IndexPages) -> None:
    page = publish_projekt(BIENEN, title="Bienen")
    twins = [publish_projekt(BIENEN, title=f"Imker {n}") for n in range(2)]
    for original in (page, twins[0]):
        original.create_alias(update_slug=f"{original.slug}-2")
    index()
    text = part(client, page, "seite-aehnliche")
    assert [text.count(f">{title}</a>") for title in ("Bienen", "Imker 0", "Imker 1")] == [0, 1, 1]


def test_reuse_says_what_came_of_it(client: Client) -> None:
    taker = kommune("Landau", LANDAU)
    theirs = publish_projekt(title="Ampel Landau", kommunen=[taker], status="betrieb")
    page = publish_projekt()
    page.nachnutzungen = [Nachnutzung(kommune=taker, jahr=2024)]
    page.verwandte = [Verwandtschaft(ziel=theirs)]
    page.save_revision().publish()
    text = part(client, page, "seite-nachnutzung")
    assert "Landau</a> (2024). Was daraus wurde: " in text
    assert "Ampel Landau</a> (im Betrieb" in text
    PageViewRestriction.objects.create(page=theirs, restriction_type=PageViewRestriction.LOGIN)
    assert "Ampel Landau" not in client.get(page.url).content.decode()


def test_citation_names_title_place_and_address(client: Client) -> None:
    page = publish_projekt(title="Ampel", kommunen=[kommune("Landau", LANDAU)])
    text = part(client, page, "seite-teilen")
    assert "Digitale Städte, das Wiki der Kommunen: Ampel (Landau)." in text
    assert f"{page.url}, aufgerufen am " in text


def test_code_for_paper_is_drawn_in_the_page(client: Client) -> None:
    text = client.get(publish_projekt().url).content.decode()
    paper = text.partition("wiki-adresse")[2]
    assert paper.partition("</div>")[0].count("<svg") == 1
