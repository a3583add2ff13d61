"""Filters for the database, and filters out of an address."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict
from wagtail.models import Page
from wagtail.query import PageQuerySet

from suche.exceptions import FilterInvalid
from suche.german.ranges import bounds, size_label
from wiki.models import Kommune, Projektseite, Thema
from wiki.models.kommune import GROESSENKLASSEN, GROESSTE_KLASSE

from .filters import EINMALIG, FILTER_NAMES, KREISFREI, LAUFEND, Filters

MAX_VALUES = 60  # of one kind: more than anybody ticks
MAX_WERT = 120  # characters: the longest slug
SLUG = re.compile(r"[-a-zA-Z0-9_]+")
GROESSE = re.compile(r"\d{1,8}-\d{0,8}|-\d{1,8}", re.ASCII)
JAHR = re.compile(r"(?:19|20)\d\d|2100", re.ASCII)
KOSTEN = {EINMALIG: "einmalige bekannt", LAUFEND: "laufende bekannt"}


def _size_classes() -> dict[str, str]:
    """The size classes of Kommunen as ranges: `-4999` -> "unter 5.000 Einwohner"."""
    lows = [0, *(bound for bound, _ in GROESSENKLASSEN)]
    keys = [
        f"{low or ''}-{bound - 1}" for low, (bound, _) in zip(lows, GROESSENKLASSEN, strict=False)
    ]
    names = [*(name for _, name in GROESSENKLASSEN), GROESSTE_KLASSE]
    ranges = [*keys, f"{lows[-1]}-"]
    return {key: f"{name} Einwohner" for key, name in zip(ranges, names, strict=True)}


GROESSEN = _size_classes()


@dataclass(frozen=True)
class Auswahl:
    """Filters as somebody chose them; `texte`: (kind, value) -> how to say it."""

    filters: Filters
    texte: Mapping[tuple[str, str], str]


def restrict(pages: "PageQuerySet[Page]", filters: Filters) -> "PageQuerySet[Page]":
    """Those of `pages` that pass. Any filter at all leaves projects only: the others have no such
    facts. The same rule as `filters.admits`."""
    chosen = [name for name in FILTER_NAMES if filters.of(name)]
    if not chosen:
        return pages
    projekte = Projektseite.objects.order_by()
    for name in chosen:
        wanted = Q()
        for wert in filters.of(name):
            wanted |= _CONDITIONS[name](wert)
        projekte = projekte.filter(_on_kommunen(wanted) if name in OF_KOMMUNEN else wanted)
    return pages.filter(pk__in=projekte.values("pk"))


def parse_filters(query: QueryDict) -> Auswahl:
    """The filters in an address; FilterInvalid when one of them does not exist."""
    chosen = {name: _values(query, name) for name in FILTER_NAMES}
    texte = {
        (name, wert): text
        for name, werte in chosen.items()
        if werte
        for wert, text in _TEXTE[name](werte).items()
    }
    if any((name, wert) not in texte for name, werte in chosen.items() for wert in werte):
        raise FilterInvalid()
    return Auswahl(Filters(**chosen), texte)


def _values(query: QueryDict, name: str) -> tuple[str, ...]:
    werte = tuple(dict.fromkeys(filter(None, query.getlist(name))))
    if len(werte) > MAX_VALUES or any(len(wert) > MAX_WERT or "\0" in wert for wert in werte):
        raise FilterInvalid()
    return werte


# Conditions on a Kommune of the project; each kind of filter looks for a Kommune of its own.
OF_KOMMUNEN = ("kommune", "kreis", "land", "groesse")


def _on_kommunen(wanted: Q) -> Exists:
    orte = Kommune.objects.filter(wanted, projekte=OuterRef("pk")).order_by()
    return Exists(orte)


def _of_size(groesse: str) -> Q:
    if groesse == KREISFREI:
        return Q(typ=Kommune.Typ.KREISFREIE_STADT)
    low, high = bounds(groesse)
    limits = {"einwohner__gte": low or 0}
    if high is not None:
        limits["einwohner__lte"] = high
    return ~Q(typ=Kommune.Typ.LANDKREIS) & Q(**limits)


_CONDITIONS: dict[str, Callable[[str], Q]] = {
    "thema": lambda slug: Q(
        Exists(
            Projektseite.themen.through.objects.filter(
                Q(thema__slug=slug) | Q(thema__oberthema__slug=slug), projektseite=OuterRef("pk")
            )
        )
    ),
    "kommune": lambda slug: Q(slug=slug),
    "kreis": lambda slug: Q(slug=slug, typ=Kommune.Typ.LANDKREIS) | Q(kreis__slug=slug),
    "land": lambda land: Q(land=land),
    "groesse": _of_size,
    "status": lambda status: Q(status=status),
    "stand": lambda jahr: Q(status_jahr=int(jahr)),
    "kosten": lambda art: Q(**{f"kosten_{art}__isnull": False}),
    "nachnutzungsweg": lambda weg: Q(nachnutzungswege__contains=[weg]),
}


def _slugs(model: type[Kommune] | type[Thema], **more: str) -> Callable[..., dict[str, str]]:
    """Names of those slugs that exist."""

    def find(werte: tuple[str, ...]) -> dict[str, str]:
        slugs = [wert for wert in werte if SLUG.fullmatch(wert)]
        rows = model._default_manager.filter(slug__in=slugs, **more)
        return dict(rows.values_list("slug", "name"))

    return find


def _laender(werte: tuple[str, ...]) -> dict[str, str]:
    found = Kommune.objects.filter(land__in=werte).order_by().values_list("land", flat=True)
    return {land: land for land in found.distinct()}


def _sizes(werte: tuple[str, ...]) -> dict[str, str]:
    fits = (wert for wert in werte if wert == KREISFREI or GROESSE.fullmatch(wert))
    return {wert: GROESSEN.get(wert) or size_label(wert) for wert in fits}


def _years(werte: tuple[str, ...]) -> dict[str, str]:
    return {wert: wert for wert in werte if JAHR.fullmatch(wert)}


_TEXTE: dict[str, Callable[[tuple[str, ...]], Mapping[str, str]]] = {
    "thema": _slugs(Thema),
    "kommune": _slugs(Kommune),
    "kreis": _slugs(Kommune, typ=Kommune.Typ.LANDKREIS),
    "land": _laender,
    "groesse": _sizes,
    "status": lambda _: dict(Projektseite.Status.choices),
    "stand": _years,
    "kosten": lambda _: KOSTEN,
    "nachnutzungsweg": lambda _: dict(Projektseite.Nachnutzungsweg.choices),
}
