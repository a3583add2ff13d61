"""The nightly job: old questions go, the others are grouped by meaning, groups that pages answer
by now are closed."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from django.db import transaction
from django.db.models import Count, F, Max, QuerySet

from einbettung.indexing.index import indexable_pages
from einbettung.model.active_model import Live, live
from einbettung.vectors.late_interaction import Projection, pool
from einbettung.vectors.projection import ensure_projection
from suche.answer.answer import ask
from suche.rank.levels import GOOD
from suche.rank.narrowing import rate
from suche.rank.ranking import Plan, rank
from suche.rank.word_weights import token_weights, weighted_words
from suche.rank.words.lexical import lexical_index
from suche.understand.question import parse_question
from suche.understand.understanding import read_question
from wiki.models.projektseite import heute
from wiki.platform.locks import Lock, wait_for
from wiki.visibility import anonymous_request

from .cluster import MOST, group, middle
from .models import Klickzahl, Luecke, Offenefrage, Tippfrage

KEPT_DAYS = 90
FROM_ASKERS = 3  # a gap is shown from so many rows on
# Mean cosine from which on two groups are one: `manage.py measure_luecken` (docs/suchqualitaet.md).
SAME_MEANING = 0.55
NEAREST = 10  # pages kept per gap; editors see the best three of those they may read


@dataclass(frozen=True)
class Auswertung:
    """What one run has found, in numbers."""

    fragen: int
    luecken: int
    geschlossen: int
    geloescht: int


def evaluate_gaps() -> Auswertung:
    """Run as often as you like; what editors have dismissed stays dismissed."""
    deleted = delete_old()
    model = live()
    embed_questions(model)
    embed_tips(model)
    with transaction.atomic():
        _group_all(model.signature)
    closed = sum(_look_again(luecke) for luecke in shown_gaps(Luecke.Stand.OFFEN))
    shown = shown_gaps(Luecke.Stand.OFFEN).count()
    return Auswertung(Offenefrage.objects.count(), shown, closed, deleted)


def shown_gaps(stand: str) -> "QuerySet[Luecke]":
    """Gaps that enough people have asked about."""
    return Luecke.objects.filter(stand=stand, anzahl__gte=FROM_ASKERS)


def delete_old() -> int:
    """Questions and clicks of more than KEPT_DAYS ago; gaps go with their last question."""
    oldest = heute() - timedelta(days=KEPT_DAYS)
    deleted, _ = Offenefrage.objects.filter(tag__lt=oldest).delete()
    Klickzahl.objects.filter(tag__lt=oldest).delete()
    Luecke.objects.filter(fragen=None).delete()
    # An answered gap is not grouped anew: it must not go on with the words of a deleted question.
    for gap in Luecke.objects.exclude(fragen__text=F("frage")):
        gap.frage = gap.fragen.latest("tag").text
        gap.save(update_fields=["frage"])
    return deleted


def embed_questions(model: Live) -> None:
    """Vectors of the generation that answers, where they are missing."""
    projection = ensure_projection(model.signature, model.encoder)
    _embed(
        Offenefrage.objects.exclude(modell=model.signature),
        model,
        lambda text: content_vector(text, model, projection),
    )


def content_vector(text: str, model: Live, projection: Projection) -> np.ndarray:
    """(d,) of unit length: what the words of a question that say something mean. The model's own
    vector holds how it is asked, too ("Wie erfahren wir ..."), which made other things one gap."""
    encoded = model.encoder.encode_query(text)
    words = weighted_words(parse_question(text).text, lexical_index().rarity)
    return pool(encoded.tokens, projection, token_weights(words, encoded.spans))


def embed_tips(model: Live | None = None) -> None:
    """The model's own vectors for the questions of tips: they are compared with a visitor's."""
    answering = model or live()
    _embed(
        Tippfrage.objects.exclude(modell=answering.signature),
        answering,
        lambda text: answering.encoder.encode_query(text).vector,
    )


def _embed(
    rows: "QuerySet[Offenefrage] | QuerySet[Tippfrage]",
    model: Live,
    encode: Callable[[str], np.ndarray],
) -> None:
    for row in rows:
        vector = encode(row.text)
        # Nothing happens to a row that is gone by now.
        rows.filter(pk=row.pk).update(vektor=vector, modell=model.signature)


def _group_all(signature: str) -> None:
    """Each group goes on as the gap that most of its questions have belonged to so far."""
    wait_for(Lock.GAP_GROUPING)  # the command and the worker may run at once
    waiting = Offenefrage.objects.filter(modell=signature)
    waiting = waiting.exclude(luecke__stand=Luecke.Stand.BEANTWORTET)
    rows = list(waiting.order_by("-tag", "-pk")[:MOST])
    if not rows:
        return
    vectors = np.array([row.vektor for row in rows], dtype=np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    taken: set[int] = set()
    for members in sorted(group(vectors, SAME_MEANING), key=len, reverse=True):
        gap = _gap_of([rows[i] for i in members], rows[middle(vectors, members)].text, taken)
        Offenefrage.objects.filter(pk__in=[rows[i].pk for i in members]).update(luecke=gap)
    _count_again()


def _gap_of(rows: Sequence[Offenefrage], frage: str, taken: set[int]) -> Luecke:
    before = Counter(row.luecke_id for row in rows if row.luecke_id and row.luecke_id not in taken)
    gap = Luecke.objects.get(pk=before.most_common(1)[0][0]) if before else Luecke()
    gap.frage = frage
    gap.save(update_fields=["frage"] if gap.pk else None)
    taken.add(gap.pk)
    return gap


def _count_again() -> None:
    Luecke.objects.filter(fragen=None).delete()
    for gap in Luecke.objects.annotate(n=Count("fragen"), last=Max("fragen__tag")).exclude(n=0):
        gap.anzahl, gap.zuletzt = gap.n, gap.last
        gap.save(update_fields=["anzahl", "zuletzt"])


def _look_again(gap: Luecke) -> bool:
    """Asks the gap's question again; whether a page that everybody may read answers it by now."""
    Luecke.objects.filter(pk=gap.pk).update(naechste=_nearest(gap.frage))
    ergebnis = ask(read_question(gap.frage)[0], anonymous_request())
    best = ergebnis.reihenfolge[0] if ergebnis.anzahl else None
    if best is None or ergebnis.stufen[best] != GOOD:
        return False
    # An editor may have dismissed it meanwhile: that stays.
    still_open = Luecke.objects.filter(pk=gap.pk, stand=Luecke.Stand.OFFEN)
    return bool(
        still_open.update(stand=Luecke.Stand.BEANTWORTET, antwort_id=best, beantwortet_am=heute())
    )


def _nearest(frage: str) -> list[tuple[int, str]]:
    """Pages nearest to the question with their level, whoever may read them."""
    question, _ = read_question(frage)
    everything = frozenset(indexable_pages().order_by().values_list("pk", flat=True))
    ranking = rank(Plan(question, everything))
    levels = rate(ranking.pages, ranking, len(question.units))
    return [(page.page_id, levels.get(page.page_id, "")) for page in ranking.pages[:NEAREST]]
