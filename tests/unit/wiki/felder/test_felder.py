"""The table of fields and the model say the same."""

import pytest

from wiki.austausch.snapshot.page_fields import own_relations, stored_fields
from wiki.felder.felder import BY_NAME, FELDER
from wiki.felder.lengths import max_lengths
from wiki.felder.schema import Art, Feld
from wiki.felder.values import ENTRIES
from wiki.models import Projektseite
from wiki.redaktion.form.panels import PROJEKT_FORMULAR

OWN = {field.name for field in stored_fields(Projektseite)} | {
    relation.get_accessor_name() for relation in own_relations(Projektseite)
}
NOT_IN_THE_TABLE = {
    "inhalt",  # its sections are
    "verwandte",  # links to other pages: never in lists or versions
}


def names_in(panel: object) -> set[str]:
    """The fields of the model that a panel or those in it show."""
    named = {getattr(panel, name, "") for name in ("field_name", "relation_name")}
    return named.union(*(names_in(child) for child in getattr(panel, "children", ())))


def test_every_field_of_the_model_has_a_row() -> None:
    assert OWN - NOT_IN_THE_TABLE - set(BY_NAME) == set()


@pytest.mark.parametrize("feld", FELDER, ids=lambda feld: feld.name)
def test_every_row_is_a_field_of_the_model(feld: Feld) -> None:
    assert hasattr(Projektseite, feld.attribut)


@pytest.mark.parametrize("feld", FELDER, ids=lambda feld: feld.name)
def test_every_field_is_in_the_form(feld: Feld) -> None:
    if feld.art is not Art.ZEITRAUM:  # it is the two years beside it
        assert feld.attribut in names_in(PROJEKT_FORMULAR)


def test_a_complete_case_is_a_hundred_per_cent_with_the_mailbox_of_a_team() -> None:
    assert sum(feld.mangel.gewicht for feld in FELDER if feld.mangel) + 2 == 100


def test_fields_that_stand_for_another_one_exist() -> None:
    assert {n for feld in FELDER if feld.mangel for n in feld.mangel.auch} <= set(BY_NAME)


def test_every_kind_can_be_shown() -> None:
    assert set(ENTRIES) == set(Art)


def test_no_two_fields_have_one_label() -> None:
    assert len({feld.label for feld in FELDER}) == len(FELDER)


def test_lengths_are_those_of_the_model() -> None:
    limit = Projektseite._meta.get_field("foerderung").max_length
    assert max_lengths()["foerderung"] == limit
