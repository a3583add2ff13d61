"""What a page says in its fields, as readers see it."""

import pytest

from tests.factories import create_tree, publish_projekt
from wiki.felder.schema import Gruppe
from wiki.felder.values import facts_of

pytestmark = pytest.mark.django_db


def test_facts_stand_in_the_order_of_the_table_and_amounts_with_their_remark() -> None:
    create_tree()
    page = publish_projekt(
        status="betrieb",
        status_jahr=2024,
        kosten_laufend=1_200,
        kosten_laufend_hinweis="Lizenz",
        personalaufwand="halbe Stelle",
        partner="Kreis\n\n Bund ",
    )
    shown = {Gruppe.KOSTEN, Gruppe.TECHNIK}
    facts = [
        (fakt.name, fakt.text)
        for fakt in facts_of(page)
        if fakt.feld.gruppe in shown or fakt.name == "Status"
    ]
    assert facts == [
        ("Status", "im Betrieb (Stand 2024)"),
        ("Kosten laufend", "1.200 € im Jahr (Lizenz)"),
        ("Personalaufwand", "halbe Stelle"),
        ("Partner", "Kreis, Bund"),
    ]
