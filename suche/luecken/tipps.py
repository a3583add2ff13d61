"""Which tips of the editors stand above a result list. Never counted among the results."""

import numpy as np
from django.http import HttpRequest
from pgvector.django import CosineDistance
from wagtail.models import Page

from suche.answer.ergebnis import Ergebnis
from wiki.platform.table_cache import TableCache
from wiki.visibility import visible_to

from .models import Redaktionstipp, Tippfrage, question_key

TIPPS_SHOWN = 2  # tips above one list
# Cosine. Stricter than for Lücken: short questions that share half their words come near 0.95
# ("Sensoren im Wald", "Sensoren im Boden"), and readers see a wrong tip.
SAME_QUESTION = 0.95


def tips_for(ergebnis: Ergebnis, request: HttpRequest) -> list[Redaktionstipp]:
    """Returns the tips for this question, by its words first, then by meaning; only with pages
    that the visitor may read. Costs two queries, none while there are no tips."""
    if not _there_are_tips.get():
        return []
    # Of the words alone, as the tip's own: no name and no wish that is recognised today parts them.
    key, vector = question_key(ergebnis.question.text), ergebnis.ranking.vector
    asked = Tippfrage.objects.filter(schluessel=key)
    found = list(dict.fromkeys(asked.order_by("pk").values_list("tipp", flat=True)))
    if vector is not None:
        found += _by_meaning(vector, ergebnis.ranking.signature)
    if not found:
        return []
    tips = Redaktionstipp.objects.in_bulk(found)
    pages = visible_to(Page.objects.filter(pk__in=[t.seite_id for t in tips.values()]), request)
    readable = {page.pk: page for page in pages.specific()}
    shown = [tips[pk] for pk in dict.fromkeys(found) if tips[pk].seite_id in readable]
    for tip in shown:
        tip.seite = readable[tip.seite_id]
    return shown[:TIPPS_SHOWN]


def _by_meaning(vector: np.ndarray, signature: str) -> list[int]:
    near = Tippfrage.objects.filter(modell=signature).annotate(
        distanz=CosineDistance("vektor", vector)
    )
    rows = near.filter(distanz__lte=1 - SAME_QUESTION).order_by("distanz", "pk")
    return list(rows.values_list("tipp", flat=True)[: TIPPS_SHOWN * 5])


_there_are_tips = TableCache(Tippfrage.objects.exists, Tippfrage)
