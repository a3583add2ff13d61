"""What the result page claims leads to the pages it was taken from."""

import pytest
from django.test import Client

from tests.factories import KommuneFactory, publish_projekt
from tests.integration.conftest import IndexPages
from tests.integration.seiten import BIENEN, FRIEDHOF


@pytest.mark.real_model
def test_overview_links_to_its_sources(index: IndexPages, client: Client) -> None:
    trier = KommuneFactory(name="Trier", slug="trier")
    page = publish_projekt(BIENEN, title="Bienen A", kommunen=[trier])
    publish_projekt(BIENEN, title="Bienen B")
    publish_projekt(FRIEDHOF, title="Friedhof von oben", kommunen=[trier])
    index()
    text = client.get("/suche/?q=Bienenstöcke auf dem Rathausdach").content.decode()
    start = text.index('id="ueberblick"')
    assert "2 Projekte" in text[start : start + 200]
    assert f'href="{page.url}">Trier' in text[start:]
