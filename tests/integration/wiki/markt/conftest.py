"""A small Markt of three projects."""

import pytest

from tests.factories import KommuneFactory, ThemaFactory, publish_projekt
from tests.integration.conftest import KeepRows
from wiki.models import Projektseite

Projekte = dict[str, Projektseite]


@pytest.fixture(scope="module")
def kept_projekte(kept: KeepRows, tree: bool) -> list[int]:
    with kept():
        mainz = KommuneFactory(
            *(),
            name="Mainz",
            slug="mainz",
            einwohner=217_000,
            lat=50.0,
            lon=8.27,
            land="Rheinland-Pfalz",
        )
        kita = ThemaFactory(
            name="Kita", slug="kita", oberthema=ThemaFactory(name="Leben", slug="leben")
        )
        pages = [
            publish_projekt(title="Ärzte", slug="aerzte", kommunen=[mainz], themen=[kita]),
            publish_projekt(title="Bau", slug="bau", kosten_einmalig=9_000, status="planung"),
            publish_projekt(title="Chat", slug="chat", nachnutzungswege=["efa"]),
        ]
    return [page.pk for page in pages]


@pytest.fixture
def projekte(kept_projekte: list[int], db: None) -> Projekte:
    """Three published projects by name."""
    pages = [Projektseite.objects.get(pk=pk) for pk in kept_projekte]
    return {page.title: page for page in pages}
