"""Where to go on when a question has no answer: the Themen of the nearest pages."""

from collections import Counter
from collections.abc import Sequence

from django.db.models import Q
from django.http import HttpRequest

from wiki.models import Projektseite, Thema
from wiki.visibility import each_once, visible_to

THEMEN_OFFERED = 5


def nearest_themen(page_ids: Sequence[int], request: HttpRequest) -> list[Thema]:
    """Returns the Themen of these pages, each with its number of visible projects (`anzahl`).
    `page_ids`: best first; the Themen of better pages and of more pages come first. Pages that the
    visitor may not read don't count."""
    projekte = visible_to(Projektseite.objects.filter(pk__in=page_ids), request)
    weights: Counter[int] = Counter()
    for page_id, thema_id in projekte.order_by().values_list("pk", "themen"):
        if thema_id is not None:
            weights[thema_id] += len(page_ids) - page_ids.index(page_id)
    found = Thema.objects.in_bulk([pk for pk, _ in weights.most_common(THEMEN_OFFERED)])
    themen = [found[pk] for pk, _ in weights.most_common(THEMEN_OFFERED)]
    for thema in themen:
        below = Q(themen=thema) | Q(themen__oberthema=thema)
        seen = visible_to(each_once(Projektseite.objects.filter(below)).distinct(), request)
        thema.anzahl = seen.count()
    return themen
