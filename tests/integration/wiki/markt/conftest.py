"""A small Markt of three projects."""

import pytest
from wagtail.models import Locale, Page

from tests.factories import KommuneFactory, ThemaFactory, create_tree, publish_projekt
from wiki.models import Projektseite

Projekte = dict[str, Projektseite]


@pytest.fixture
def projekte(db: None) -> Projekte:
    """Three published projects by name."""
    Locale.objects.get_or_create(language_code="de")
    if not Page.objects.exists():
        Page.add_root(title="Root", slug="root")
    create_tree()
    mainz = KommuneFactory(
        name="Mainz", slug="mainz", einwohner=217_000, lat=50.0, lon=8.27, land="Rheinland-Pfalz"
    )
    kita = ThemaFactory(
        name="Kita", slug="kita", oberthema=ThemaFactory(name="Leben", slug="leben")
    )
    return {
        "Ärzte": publish_projekt(title="Ärzte", slug="aerzte", kommunen=[mainz], themen=[kita]),
        "Bau": publish_projekt(title="Bau", slug="bau", kosten_einmalig=9_000, status="planung"),
        "Chat": publish_projekt(title="Chat", slug="chat", nachnutzungswege=["efa"]),
    }
