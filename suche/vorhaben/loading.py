"""Rows of the database -> the facts that are compared."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import prefetch_related_objects

from suche.answer.projekte import status_text
from wiki.fakten.facts import Ort
from wiki.models import Kommune, Projektseite
from wiki.models.projektseite import ProduktTag

from .facts import ProjectFacts, Town
from .schema import Bounds


def town_of(kommune: Kommune | Ort) -> Town:
    return Town(
        kommune.slug,
        kommune.name,
        kommune.land,
        kommune.einwohner,
        kommune.typ == Kommune.Typ.LANDKREIS,
    )


def project_facts(pages: Sequence[Projektseite]) -> dict[int, ProjectFacts]:
    """Page id -> facts; three queries for all of them (Kommunen, Themen, products)."""
    prefetch_related_objects(list(pages), "kommunen", "themen")
    produkte: dict[int, list[str]] = defaultdict(list)
    tags = ProduktTag.objects.filter(content_object__in=[page.pk for page in pages])
    for page_id, name in tags.order_by("pk").values_list("content_object_id", "tag__name"):
        produkte[page_id].append(name)
    return {page.pk: _facts(page, produkte[page.pk]) for page in pages}


def _facts(page: Projektseite, produkte: Sequence[str]) -> ProjectFacts:
    wege = [Projektseite.Nachnutzungsweg(weg) for weg in page.nachnutzungswege or []]
    return ProjectFacts(
        towns=tuple(town_of(kommune) for kommune in page.kommunen.all()),
        themen=tuple(thema.name for thema in page.themen.all()),
        produkte=tuple(produkte),
        wege=tuple((weg.value, str(weg.label)) for weg in wege),
        status=page.status,
        status_text=status_text(page),
        jahre=_years(page),
        jahre_text=page.laufzeit,
        einmalig=page.kosten_einmalig,
        laufend=page.kosten_laufend,
    )


def _years(page: Projektseite) -> Bounds:
    return page.laufzeit_von, page.laufzeit_bis
