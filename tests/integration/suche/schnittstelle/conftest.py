"""A wiki with four projects about bees, asked by nobody yet."""

import pytest
from django.core.cache import cache

from tests.factories import KommuneFactory, ThemaFactory, publish_projekt
from tests.integration.conftest import IndexPages
from wiki.models import Projektseite


@pytest.fixture(autouse=True)
def _nobody_has_asked_yet() -> None:
    cache.clear()


@pytest.fixture
def bienen(index: IndexPages) -> Projektseite:
    trier = KommuneFactory(name="Trier", slug="trier", ags="07211000", einwohner=112_737)
    thema = ThemaFactory(name="Grün", slug="gruen")
    page = publish_projekt(
        text="<p>Bienenstöcke stehen auf dem Rathausdach.</p>",
        title="Bienenstöcke auf dem Rathausdach",
        slug="bienen",
        kurzfassung="Trier hält Bienenstöcke.",
        kommunen=[trier],
        themen=[thema],
        kontakt_stelle="Grünflächenamt",
        kosten_einmalig=12_500,
    )
    for number in range(3):
        publish_projekt(title=f"Bienenstöcke {number}", slug=f"bienen-{number}", kommunen=[trier])
    index()
    return page
