"""Every filter means the same in Python and in the database, over random projects."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import KommuneFactory, ThemaFactory, publish_projekt
from tests.integration.conftest import KeepRows
from wiki.fakten.codes import Nachnutzungsweg, Status
from wiki.fakten.conditions import has_one_condition, names_in_database
from wiki.fakten.exceptions import FilterUnknown
from wiki.fakten.filters import JAHR, KREIS, MARKT_FILTERS, SEARCH_FILTERS, THEMA, Filter
from wiki.fakten.loading import load_all, load_fakten
from wiki.fakten.rules import has_one
from wiki.fakten.selection import parse_filters
from wiki.models import Kommune, Projektseite, Thema

pytestmark = pytest.mark.django_db

FILTERS = (*SEARCH_FILTERS, *MARKT_FILTERS, JAHR)
# Values without an end, and those of tables.
SOME_VALUES = {
    "thema": ("natur", "wald", "amt", "erfunden"),
    "kommune": ("kreis", "dorf", "stadt", "erfunden"),
    "kreis": ("kreis", "dorf"),
    "land": ("Hessen", "Bayern"),
    "groesse": ("kreisfrei", "900-900", "-19999", "20000-", "0-"),
    "stand": ("2015", "2016"),
    "jahr": ("2015", "2014-2016", "2016-", "-2015"),
}
KOMMUNEN = {  # slug: (kind, Land, inhabitants, slug of the Kreis)
    "kreis": ("Landkreis", "Hessen", 90_000, ""),
    "dorf": ("Gemeinde", "Hessen", 900, "kreis"),
    "stadt": ("kreisfreie Stadt", "Bayern", 120_000, ""),
    "ort": ("Stadt", "Bayern", None, "kreis"),
    "markt": ("Stadt", "Hessen", 19_999, ""),
    "flecken": ("Stadt", "Hessen", 20_000, ""),
}
THEMEN = {"natur": "", "wald": "natur", "wiese": "natur", "amt": ""}


@dataclass(frozen=True)
class Drawn:
    """What a random project has."""

    fields: dict[str, Any]
    kommunen: frozenset[str]
    themen: frozenset[str]


def some(values: Any) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(list(values)), max_size=3)


year = st.none() | st.integers(2013, 2018)
euro = st.none() | st.sampled_from([0, 12_500])
projekte = st.lists(
    st.builds(
        Drawn,
        fields=st.fixed_dictionaries(
            {
                "status": st.sampled_from(Status.values),
                "status_jahr": year,
                "laufzeit_von": year,
                "laufzeit_bis": year,
                "kosten_einmalig": euro,
                "kosten_laufend": euro,
                "nachnutzungswege": some(Nachnutzungsweg.values).map(sorted),
            }
        ),
        kommunen=some(KOMMUNEN),
        themen=some(THEMEN),
    ),
    min_size=4,
    max_size=4,
)


@pytest.fixture(scope="module")
def pages(kept: KeepRows, tree: bool) -> list[int]:
    with kept():
        return _publish_pages()


def _publish_pages() -> list[int]:
    for slug, (typ, land, einwohner, _) in KOMMUNEN.items():
        KommuneFactory(slug=slug, name=slug, typ=typ, land=land, einwohner=einwohner)
    kreis = Kommune.objects.get(slug="kreis")
    Kommune.objects.filter(slug__in=[s for s, k in KOMMUNEN.items() if k[3]]).update(kreis=kreis)
    for slug, above in THEMEN.items():
        ThemaFactory(slug=slug, name=slug, oberthema=Thema.objects.filter(slug=above).first())
    return [publish_projekt(title=f"P{number}").pk for number in range(4)]


def write(pages: list[int], drawn: list[Drawn]) -> None:
    """The drawn facts into the database, past the signals that nobody needs here."""
    kommunen = dict(Kommune.objects.values_list("slug", "pk"))
    themen = dict(Thema.objects.values_list("slug", "pk"))
    of_kommunen, of_themen = Projektseite.kommunen.through, Projektseite.themen.through
    of_kommunen.objects.all().delete()
    of_themen.objects.all().delete()
    for pk, projekt in zip(pages, drawn, strict=True):
        Projektseite.objects.filter(pk=pk).update(**projekt.fields)
        of_kommunen.objects.bulk_create(
            of_kommunen(projektseite_id=pk, kommune_id=kommunen[slug]) for slug in projekt.kommunen
        )
        of_themen.objects.bulk_create(
            of_themen(projektseite_id=pk, thema_id=themen[slug]) for slug in projekt.themen
        )


def values_of(filter_: Filter) -> list[str]:
    return [*filter_.choices, *SOME_VALUES.get(filter_.name, ())]


@settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(drawn=projekte, pick=st.integers(1, 5))
def test_python_and_the_database_agree_on_every_filter(
    pages: list[int], drawn: list[Drawn], pick: int
) -> None:
    with transaction.atomic():
        write(pages, drawn)
        fakten = load_fakten(pages)
        for filter_ in FILTERS:
            for werte in [[wert] for wert in values_of(filter_)] + [values_of(filter_)[:pick]]:
                condition = has_one_condition(filter_.rule, werte)
                found = Projektseite.objects.filter(condition).order_by("pk")
                expected = [f.pk for f in fakten if has_one(filter_.rule, werte, f)]
                assert list(found.values_list("pk", flat=True)) == sorted(expected), (
                    filter_,
                    werte,
                )
        transaction.set_rollback(True)


def test_both_loaders_know_the_same_of_a_project(pages: list[int]) -> None:
    (full,) = load_fakten(pages[:1])
    (of_all,) = load_all(Projektseite.objects.filter(pk=full.pk))
    for filter_ in FILTERS:
        assert set(filter_.rule.find(full, ())) == set(filter_.rule.find(of_all, ()))


def test_names_of_values_come_out_of_the_rule(pages: list[int]) -> None:
    assert names_in_database(THEMA.rule, ["natur", "wald", "x"]) == {
        "natur": "natur",
        "wald": "wald",
    }
    assert names_in_database(KREIS.rule, ["kreis", "dorf"]) == {"kreis": "kreis"}


@pytest.mark.parametrize("query", ["kreis=dorf", "thema=x", "land=Atlantis", "kommune=%00"])
def test_what_the_database_does_not_have_is_no_filter(pages: list[int], query: str) -> None:
    with pytest.raises(FilterUnknown):
        parse_filters(QueryDict(query), SEARCH_FILTERS)
