"""A project as a record: values that programs can count with, under German names."""

from collections.abc import Iterator, Mapping
from typing import Any

from wiki.models import Gemeinde, Kommune, Projektseite
from wiki.platform.addresses import absolute
from wiki.visibility import anonymous_request, each_once, visible_to

from .identity import kennung

Record = dict[str, Any]
AT_ONCE = 200  # pages in memory
PREFETCHED = ("kommunen", "themen", "quellen", "produkt_tags__tag")


def public_projects() -> Iterator[Projektseite]:
    """Yields all public projects in the order in which they were made, each once. Every AT_ONCE of
    them take a few queries."""
    pages = visible_to(each_once(Projektseite.objects.all()), anonymous_request())
    ids = list(pages.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        part = Projektseite.objects.filter(pk__in=ids[start : start + AT_ONCE])
        yield from part.select_related("seitenstand").prefetch_related(*PREFETCHED).order_by("pk")


def records() -> Iterator[Record]:
    ars = dict(Gemeinde.objects.exclude(ags="").values_list("ags", "schluessel"))
    for page in public_projects():
        yield _record(page, ars)


def _record(page: Projektseite, ars: Mapping[str, str]) -> Record:
    """Returns the record of a project; what nobody has entered is empty. `ars`: AGS ->
    Regionalschlüssel."""
    stand = getattr(page, "seitenstand", None)
    return {
        "kennung": kennung(page),
        "titel": page.title,
        "adresse": absolute(page.url),
        "kurzfassung": page.kurzfassung,
        "status": page.status,
        "stand": page.stand,
        "laufzeit_von": page.laufzeit_von,
        "laufzeit_bis": page.laufzeit_bis,
        "kosten_einmalig": page.kosten_einmalig,
        "kosten_laufend": page.kosten_laufend,
        "nachnutzungswege": list(page.nachnutzungswege or []),
        "kommunen": [_kommune(kommune, ars) for kommune in page.kommunen.all()],
        "themen": sorted(thema.name for thema in page.themen.all()),
        "produkte": sorted(row.tag.name for row in page.produkt_tags.all()),
        "ozg_leistung": page.ozg_leistung,
        "leistungsschluessel": page.leistungsschluessel_liste,
        "quellen": [
            {
                "titel": quelle.bezeichnung,
                "herausgeber": quelle.herausgeber,
                "datum": quelle.datum,
                "adresse": quelle.url,
            }
            for quelle in page.quellen.all()
        ],
        "neu_seit": stand.neu_seit if stand else "",
        "geaendert": stand.geaendert if stand else "",
    }


def _kommune(kommune: Kommune, ars: Mapping[str, str]) -> Record:
    return {
        "name": kommune.name,
        "art": kommune.typ,
        "land": kommune.land,
        "ags": kommune.ags,
        "ars": kommune.regionalschluessel or ars.get(kommune.ags, ""),
        "einwohner": kommune.einwohner,
    }
