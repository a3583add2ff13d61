"""Page ids -> what is known of these projects: five queries, however many there are."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from wiki.models import Nachnutzung, ProduktTag, Projektseite

from .fakten import Betrag, Gebiet, Ort, Projektfakten, Uebernahme

ORT = (
    *("slug", "name", "typ", "land", "einwohner", "lat", "lon"),
    *("kreis__slug", "kreis__name"),
)
GEBIET = ("slug", "name", "oberthema__slug", "oberthema__name")


def load_fakten(ids: Collection[int]) -> list[Projektfakten]:
    """In the order of `ids`, which the visitor may read (decided before); other kinds of pages
    are left out."""
    pages = (
        Projektseite.objects.filter(pk__in=ids).defer_streamfields().defer("search_description")
    ).in_bulk()
    orte, gebiete = _orte(ids), _gebiete(ids)
    produkte, uebernahmen = _produkte(ids), _uebernahmen(ids)
    return [
        Projektfakten(
            pk=pk,
            original=page.alias_of_id or pk,
            titel=page.title,
            adresse=page.get_url() or "",
            status=page.status,
            stand=page.status_jahr,
            einmalig=_betrag(page.kosten_einmalig, page.kosten_einmalig_hinweis),
            laufend=_betrag(page.kosten_laufend, page.kosten_laufend_hinweis),
            wege=tuple(dict.fromkeys(page.nachnutzungswege or ())),
            produkte=tuple(produkte[pk]),
            orte=tuple(orte[pk]),
            gebiete=tuple(gebiete[pk]),
            uebernahmen=tuple(uebernahmen[pk]),
        )
        for pk in ids
        if (page := pages.get(pk))
    ]


def _betrag(euro: int | None, hinweis: str) -> Betrag | None:
    return None if euro is None else Betrag(euro, hinweis)


def _orte(ids: Collection[int]) -> dict[int, list[Ort]]:
    rows = Projektseite.kommunen.through.objects.filter(projektseite_id__in=ids)
    rows = rows.order_by("kommune__name").values_list(
        "projektseite_id", *(f"kommune__{name}" for name in ORT)
    )
    return _grouped((pk, _ort(values)) for pk, *values in rows)


def _gebiete(ids: Collection[int]) -> dict[int, list[Gebiet]]:
    rows = Projektseite.themen.through.objects.filter(projektseite_id__in=ids)
    rows = rows.order_by("thema__name").values_list(
        "projektseite_id", *(f"thema__{name}" for name in GEBIET)
    )
    return _grouped((pk, Gebiet(*(value or "" for value in values))) for pk, *values in rows)


def _produkte(ids: Collection[int]) -> dict[int, list[str]]:
    rows = ProduktTag.objects.filter(content_object_id__in=ids).order_by("tag__name")
    return _grouped(iter(rows.values_list("content_object_id", "tag__name").distinct()))


def _uebernahmen(ids: Collection[int]) -> dict[int, list[Uebernahme]]:
    rows = Nachnutzung.objects.filter(projekt_id__in=ids).order_by("sort_order", "pk")
    found = rows.values_list("projekt_id", "jahr", *(f"kommune__{name}" for name in ORT))
    return _grouped((pk, Uebernahme(_ort(values), jahr)) for pk, jahr, *values in found)


def _ort(values: list[Any]) -> Ort:
    *facts, kreis, kreis_name = values
    return Ort(*[*facts, kreis or "", kreis_name or ""])


def _grouped(pairs: Iterator[tuple[int, Any]]) -> dict[int, list[Any]]:
    groups: dict[int, list[Any]] = defaultdict(list)
    for pk, value in pairs:
        groups[pk].append(value)
    return groups
