"""A municipality of the register gets a page: what an import does that meets it for the first
time."""

from collections.abc import Iterable

from django.utils.text import slugify

from wiki.models import Gemeinde, Gemeindestand, Kommune
from wiki.sections import UMLAUTS

from .names import full_name
from .orte import kommunen_of


def kommune_ids(ids: Iterable[int]) -> list[int]:
    """Numbers of Kommunen. A negative number stands for the entry of the register with that number,
    and becomes the number of its page, which is made if there is none."""
    return [pk if pk > 0 else take_in(Gemeinde.objects.get(pk=-pk)).pk for pk in ids]


def take_in(gemeinde: Gemeinde) -> Kommune:
    """Returns the Kommune of an entry, made if there is none: with key, size, place and Kreis."""
    found = kommunen_of(gemeinde).first()
    if found:
        return found
    stand = Gemeindestand.objects.first()
    name = _free_name(gemeinde)
    kommune = Kommune(
        name=name,
        slug=_free_slug(name),
        typ=gemeinde.typ,
        land=gemeinde.land,
        kreis=_kreis_of(gemeinde),
        ags=gemeinde.ags,
        regionalschluessel="" if gemeinde.ags else gemeinde.schluessel,
        einwohner=gemeinde.einwohner,
        einwohner_jahr=stand.jahr if stand else None,
        lat=gemeinde.lat,
        lon=gemeinde.lon,
    )
    kommune.full_clean()
    kommune.save()
    return kommune


def _free_name(gemeinde: Gemeinde) -> str:
    """The name, with the Kreis where another municipality of the same kind is called so, too."""
    name = full_name(gemeinde.name, gemeinde.typ, gemeinde.art)
    same = Gemeinde.objects.filter(name=gemeinde.name, typ=gemeinde.typ, aufgeloest=False)
    if same.count() > 1 or Kommune.objects.filter(name=name).exists():
        return f"{name} ({gemeinde.kreis or gemeinde.land})"
    return name


def _free_slug(name: str) -> str:
    slug = slugify(name.translate(UMLAUTS))[:110]
    taken = set(Kommune.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    number, free = 1, slug
    while free in taken:
        number += 1
        free = f"{slug}-{number}"
    return free


def _kreis_of(gemeinde: Gemeinde) -> Kommune | None:
    if not gemeinde.kreis:
        return None
    return Kommune.objects.filter(ags=gemeinde.schluessel[:5]).first()
