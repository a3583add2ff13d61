"""Database -> facts, in a fixed number of queries however many projects there are."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import F, FloatField, IntegerField, Model, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Extract, Replace, RPad
from taggit.models import Tag
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet

from wiki.models.kommune import Kommune
from wiki.models.projektseite import Nachnutzung, ProduktTag, Projektseite
from wiki.models.seitenstand import Seitenstand
from wiki.models.thema import Thema
from wiki.platform.kept_rows import KeptRows

from .facts import Gebiet, Ort, Projektfakten, Uebernahme

FIELDS = (
    *("pk", "status", "status_jahr", "laufzeit_von", "laufzeit_bis", "nachnutzungswege"),
    *("kosten_einmalig", "kosten_einmalig_hinweis", "kosten_laufend", "kosten_laufend_hinweis"),
)
FACTS_KEPT = 20_000  # projects; about 2 kB each, and a process has them for itself

Lists = Mapping[str, Mapping[int, list[Any]]]  # field of the facts -> id of a project -> entries


# Everything that facts are made of.
TABLES: tuple[type[Model], ...] = (
    *(Page, Projektseite, Projektseite.kommunen.through, Projektseite.themen.through),
    *(Kommune, Thema, Seitenstand, Nachnutzung, ProduktTag, Tag, Site),
)


def load_fakten(ids: Collection[int]) -> list[Projektfakten]:
    """Everything known of these projects, in the order of `ids`; other kinds of pages are left
    out. The caller has decided that the visitor may read them. Facts are kept until one of their
    tables changes: one small query, and eight for those that are not known yet."""
    known = _known.get(ids)
    return [known[pk] for pk in ids if pk in known]


def _found(ids: Collection[int]) -> dict[int, Projektfakten]:
    lists: Lists = {
        "kommunen": _kommunen(
            Projektseite.kommunen.through.objects.filter(projektseite_id__in=ids)
        ),
        "themen": _themen(Projektseite.themen.through.objects.filter(projektseite_id__in=ids)),
        "produkte": _produkte(ids),
        "uebernahmen": _uebernahmen(ids),
    }
    pages = Projektseite.objects.filter(pk__in=ids)
    adressen = _adressen(pages)
    return {row["pk"]: _fakten(row, lists, adressen.get(row["pk"], "")) for row in _rows(pages)}


_known = KeptRows(_found, FACTS_KEPT, *TABLES)


def load_all(visible: "PageQuerySet[Projektseite]") -> list[Projektfakten]:
    """Returns the facts of all `visible` projects (a query that has decided what the visitor may
    read), without addresses, products and Uebernahmen. Five queries."""
    lists: Lists = {
        "kommunen": _kommunen(Projektseite.kommunen.through.objects.all()),
        "themen": _themen(Projektseite.themen.through.objects.all()),
    }
    return [_fakten(row, lists) for row in _rows(visible)]


def ort_of(kommune: Kommune, kreis: Kommune | None = None) -> Ort:
    """The facts of a Kommune and of the district it lies in."""
    return Ort(
        *(kommune.slug, kommune.name, kommune.typ, kommune.land, kommune.einwohner),
        *(kommune.lat, kommune.lon, ort_of(kreis) if kreis else None),
        kreis_schluessel=(kommune.ags or kommune.regionalschluessel)[:5],
    )


def _rows(pages: "PageQuerySet[Projektseite]") -> Iterable[dict[str, Any]]:
    return pages.order_by().values(
        *FIELDS,
        titel=F("title"),
        erschienen=_day_number("seitenstand__neu_seit"),
        geaendert=_day_number("seitenstand__geaendert"),
        gespeichert=_seconds("last_published_at"),
    )


def _day_number(name: str) -> Coalesce:
    """Returns SQL for a day as a number: `2024-05` as 20240500, 0 when unknown. Numbers sort faster
    than ten thousand dates."""
    digits = RPad(Replace(name, Value("-")), 8, Value("0"))
    return Coalesce(Cast(digits, IntegerField()), 0)


def _seconds(name: str) -> Coalesce:
    """Seconds since 1970: to read ten thousand dates as `datetime` took a third of the time."""
    return Coalesce(Cast(Extract(name, "epoch"), FloatField()), 0.0)


def _fakten(row: dict[str, Any], lists: Lists, adresse: str = "") -> Projektfakten:
    entries = {field: tuple(of.get(row["pk"], ())) for field, of in lists.items()}
    wege = tuple(dict.fromkeys(row["nachnutzungswege"] or ()))
    return Projektfakten(**row | entries | {"nachnutzungswege": wege, "adresse": adresse})


def _kommunen(pairs: "QuerySet[Any]") -> dict[int, list[Ort]]:
    """Project -> its Kommunen by name. `pairs` are rows of the table between the two."""
    found = list(pairs.order_by("kommune__name").values_list("projektseite_id", "kommune_id"))
    orte = _orte({kommune for _, kommune in found})
    return _grouped((projekt, orte[kommune]) for projekt, kommune in found)


def _orte(ids: Collection[int]) -> dict[int, Ort]:
    rows = Kommune.objects.filter(pk__in=ids).select_related("kreis").order_by()
    return {kommune.pk: ort_of(kommune, kommune.kreis) for kommune in rows}


def _themen(pairs: "QuerySet[Any]") -> dict[int, list[Gebiet]]:
    """Project -> its Themen by name."""
    found = list(pairs.order_by("thema__name").values_list("projektseite_id", "thema_id"))
    rows = Thema.objects.filter(pk__in={thema for _, thema in found}).select_related("oberthema")
    gebiete = {thema.pk: _gebiet(thema, thema.oberthema) for thema in rows}
    return _grouped((projekt, gebiete[thema]) for projekt, thema in found)


def _gebiet(thema: Thema, oberthema: Thema | None = None) -> Gebiet:
    return Gebiet(thema.slug, thema.name, _gebiet(oberthema) if oberthema else None)


def _adressen(pages: "PageQuerySet[Projektseite]") -> dict[int, str]:
    found = pages.order_by().defer_streamfields().defer("search_description")
    return {page.pk: page.get_url() or "" for page in found}


def _produkte(ids: Collection[int]) -> dict[int, list[str]]:
    rows = ProduktTag.objects.filter(content_object_id__in=ids).order_by("tag__name")
    return _grouped(rows.values_list("content_object_id", "tag__name").distinct())


def _uebernahmen(ids: Collection[int]) -> dict[int, list[Uebernahme]]:
    rows = Nachnutzung.objects.filter(projekt_id__in=ids).order_by("sort_order", "pk")
    return _grouped(
        (row.projekt_id, Uebernahme(ort_of(row.kommune), row.jahr))
        for row in rows.select_related("kommune")
    )


def _grouped(pairs: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    groups: dict[int, list[Any]] = defaultdict(list)
    for pk, value in pairs:
        groups[pk].append(value)
    return groups
