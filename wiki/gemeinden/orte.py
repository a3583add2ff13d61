"""Keys of municipalities -> what is known of them.

A key is the Kürzel of a Kommune that has a page, else the Regionalschlüssel of an entry of the
Gemeindeverzeichnis. It stands in the visitor's cookie and in addresses.
"""

import re
from dataclasses import replace

from django.db.models import Q, QuerySet

from wiki.fakten.facts import Ort
from wiki.fakten.loading import ort_of
from wiki.models.gemeinde import Gemeinde
from wiki.models.kommune import Kommune

from .names import full_name
from .schema import KEY_LENGTH

SCHLUESSEL = re.compile("|".join(rf"\d{{{length}}}" for length in KEY_LENGTH.values()), re.ASCII)


def rows_of(key: str) -> tuple[Kommune | None, Gemeinde | None]:
    """Returns the Kommune and the entry of the register that a key stands for; either may be
    missing. An entry that has got a page since is found with it."""
    if SCHLUESSEL.fullmatch(key):
        gemeinde = Gemeinde.objects.filter(schluessel=key).first()
        return (kommunen_of(gemeinde).first() if gemeinde else None), gemeinde
    kommune = Kommune.objects.filter(slug=key).exclude(typ=Kommune.Typ.LAND).first()
    return kommune, (gemeinde_of(kommune) if kommune else None)


def ort_with(key: str) -> Ort | None:
    """The facts of the municipality with this key; None when there is none."""
    return ort_from(*rows_of(key))


def ort_from(kommune: Kommune | None, gemeinde: Gemeinde | None) -> Ort | None:
    """Returns the facts of a municipality: what its page does not say, the register does."""
    if kommune is None:
        return _ort_of_gemeinde(gemeinde) if gemeinde else None
    ort = ort_of(kommune)
    if gemeinde is None:
        return ort
    missing = {
        name: getattr(gemeinde, name)
        for name in ("einwohner", "lat", "lon")
        if getattr(ort, name) is None
    }
    return replace(ort, **missing, kreis_schluessel=gemeinde.schluessel[:5])


def kommunen_of(gemeinde: Gemeinde) -> "QuerySet[Kommune]":
    """The pages of an entry of the register: one, or none."""
    same = Q(regionalschluessel=gemeinde.schluessel)
    if gemeinde.ags:
        same |= Q(ags=gemeinde.ags)
    return Kommune.objects.filter(same).order_by("pk")


def gemeinde_of(kommune: Kommune) -> Gemeinde | None:
    """The entry of the register that a page is about."""
    if kommune.ags:
        return Gemeinde.objects.filter(ags=kommune.ags).first()
    key = kommune.regionalschluessel
    return Gemeinde.objects.filter(schluessel=key).first() if key else None


def _ort_of_gemeinde(gemeinde: Gemeinde) -> Ort:
    return Ort(
        slug=gemeinde.schluessel,
        name=full_name(gemeinde.name, gemeinde.typ, gemeinde.art),
        typ=gemeinde.typ,
        land=gemeinde.land,
        einwohner=gemeinde.einwohner,
        lat=gemeinde.lat,
        lon=gemeinde.lon,
        kreis_schluessel=gemeinde.schluessel[:5],
    )
