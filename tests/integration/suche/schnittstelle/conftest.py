"""A wiki with four projects about bees, asked by nobody yet."""

import pytest
from django.core.cache import cache

from suche.rank.words.lexical import LexicalIndex
from tests.factories import KommuneFactory, ThemaFactory, publish_projekt
from tests.integration.conftest import KeepRows, Model
from wiki.models import Projektseite


@pytest.fixture(autouse=True)
def _nobody_has_asked_yet() -> None:
    cache.clear()


@pytest.fixture(scope="module")
def kept_bienen(kept: KeepRows, tree: bool, fake_model: Model) -> int:
    with kept():
        fake_model.projektion.save()
        pk = publish_bienen()
        fake_model.index()
    return pk


@pytest.fixture
def bienen(kept_bienen: int, db: None, wortindex: LexicalIndex) -> Projektseite:
    return Projektseite.objects.get(pk=kept_bienen)


def publish_bienen() -> int:
    """All four; returns the one that says the most."""
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
    return int(page.pk)
