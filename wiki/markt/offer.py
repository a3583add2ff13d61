"""Database -> Angebot: what one visitor may see, in five queries whatever the number of pages."""

from collections import defaultdict
from typing import Any

from django.db.models import FloatField, Q
from django.db.models.functions import Cast, Extract
from django.http import HttpRequest
from django.utils.text import slugify

from wiki.models.kommune import Kommune
from wiki.models.projektseite import Projektseite
from wiki.models.thema import Thema
from wiki.sorting import sort_key
from wiki.visibility import visible_to

from .schema import INDENT, Angebot, Eintrag, Ort

FIELDS = (
    "pk",
    "title",
    "status",
    "status_jahr",
    "laufzeit_von",
    "laufzeit_bis",
    "nachnutzungswege",
)


def read_offer(request: HttpRequest) -> Angebot:
    """All projects the visitor may read, with Kommunen and Themen."""
    orte = {kommune.pk: ort_of(kommune) for kommune in Kommune.objects.all()}
    themen = list(Thema.objects.select_related("oberthema"))
    slugs = {thema.pk: _with_oberthema(thema) for thema in themen}
    kommunen_of = _related("kommunen", "kommune_id")
    themen_of = _related("themen", "thema_id")
    eintraege = [
        _eintrag(row, kommunen_of[row["pk"]], themen_of[row["pk"]], orte, slugs)
        for row in _rows(request)
    ]
    return Angebot(eintraege, orte, _in_tree_order(themen))


def _rows(request: HttpRequest) -> list[dict[str, Any]]:
    visible = visible_to(Projektseite.objects.all(), request).order_by()
    return list(
        visible.values(
            *FIELDS,
            kosten_bekannt=Q(kosten_einmalig__isnull=False) | Q(kosten_laufend__isnull=False),
            erschienen=_seconds("first_published_at"),
            geaendert=_seconds("last_published_at"),
        )
    )


def _seconds(field: str) -> Cast:
    """Since 1970: reading ten thousand dates as `datetime` took a third of the time."""
    return Cast(Extract(field, "epoch"), FloatField())


def _related(field: str, column: str) -> defaultdict[int, list[int]]:
    """Pairs of a relation of all projects. Who may not see a project never gets to its pairs."""
    pairs: defaultdict[int, list[int]] = defaultdict(list)
    through = Projektseite._meta.get_field(field).remote_field.through
    rows = through._default_manager.order_by("pk").values_list("projektseite_id", column)
    for projekt, other in rows:
        pairs[projekt].append(other)
    return pairs


def _eintrag(
    row: dict[str, Any],
    kommunen: list[int],
    themen: list[int],
    orte: dict[int, Ort],
    slugs: dict[int, frozenset[str]],
) -> Eintrag:
    places = [orte[pk] for pk in kommunen]
    return Eintrag(
        pk=row["pk"],
        titel=row["title"],
        status=row["status"],
        status_jahr=row["status_jahr"],
        laufzeit_von=row["laufzeit_von"],
        laufzeit_bis=row["laufzeit_bis"],
        kosten_bekannt=row["kosten_bekannt"],
        nachnutzungswege=tuple(row["nachnutzungswege"] or ()),
        erschienen=row["erschienen"] or 0.0,
        geaendert=row["geaendert"] or 0.0,
        themen=frozenset[str]().union(*(slugs[pk] for pk in themen)),
        kommunen=tuple(kommunen),
        laender=frozenset(place.land for place in places),
        groessen=frozenset(place.groesse for place in places if place.groesse),
    )


def ort_of(kommune: Kommune) -> Ort:
    """What the Markt needs of a Kommune."""
    return Ort(
        kommune.pk,
        kommune.name,
        kommune.slug,
        kommune.land,
        slugify(kommune.groessenklasse),
        kommune.lat,
        kommune.lon,
    )


def _with_oberthema(thema: Thema) -> frozenset[str]:
    return frozenset({thema.slug, thema.oberthema.slug} if thema.oberthema else {thema.slug})


def _in_tree_order(themen: list[Thema]) -> list[tuple[str, str]]:
    """Oberthemen in German order, each followed by its Themen, which are set in."""

    def key(thema: Thema) -> tuple[str, bool, str]:
        above = thema.oberthema or thema
        return sort_key(above.name), thema.oberthema is not None, sort_key(thema.name)

    return [
        (thema.slug, f"{INDENT}{thema.name}" if thema.oberthema else thema.name)
        for thema in sorted(themen, key=key)
    ]
