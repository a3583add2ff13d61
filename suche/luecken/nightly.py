"""The nightly job: old questions go, the others are grouped by meaning, groups that pages answer
by now are closed."""

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from django.db import transaction
from django.db.models import Count, F, Max, QuerySet

from einbettung.indexing.index import indexable_pages
from einbettung.model.active_model import ActiveModel, get_active_model
from einbettung.vectors.late_interaction import Projection, pool
from einbettung.vectors.projection import ensure_projection
from suche.answer.answer import ask, levels_of
from suche.exceptions import QuestionInvalid
from suche.rank.levels import GOOD
from suche.rank.naming.mentions import find_mentions
from suche.rank.ranking import Plan, rank
from suche.rank.word_weights import token_weights, weighted_words
from suche.rank.words.lexical import lexical_index
from suche.understand.question import parse_question
from suche.understand.understanding import read_question
from wiki.aufbewahrung.fristen import SUCHFRAGEN
from wiki.models.projektseite import heute
from wiki.platform.locks import Lock, wait_for
from wiki.visibility import anonymous_request

from .cluster import MAX_QUESTIONS, group, middle
from .models import Klickzahl, Luecke, Offenefrage, Tippfrage, question_key
from .signals import luecke_asked, luecke_closed

KEPT_DAYS = SUCHFRAGEN.tage
FROM_ASKERS = 3  # a Lücke is shown from so many rows on
# Mean cosine from which on two groups are one: `manage.py measure_luecken` (docs/suchversuche.md).
SAME_MEANING = 0.55
PAGES_KEPT = 10  # pages kept per Lücke; editors see the best three of those they may read


@dataclass(frozen=True)
class NightlyFigures:
    """What one run has found, in numbers."""

    fragen: int
    luecken: int
    geschlossen: int
    geloescht: int


def update_luecken() -> NightlyFigures:
    """Deletes old questions, groups the others into Lücken and closes those that a page answers by
    now. It may run as often as you like; what editors have dismissed stays dismissed."""
    deleted = delete_old()
    model = get_active_model()
    embed_questions(model)
    embed_tips(model)
    renew_keys_of_tips()
    known = _shown_ids()
    with transaction.atomic():
        _group_all(model.signature)
    closed = sum(_look_again(luecke) for luecke in shown_luecken(Luecke.Stand.OFFEN))
    for luecke_id in sorted(_shown_ids() - known):
        luecke_asked.send(sender=Luecke, luecke_id=luecke_id)
    shown = shown_luecken(Luecke.Stand.OFFEN).count()
    return NightlyFigures(Offenefrage.objects.count(), shown, closed, deleted)


def shown_luecken(stand: str) -> "QuerySet[Luecke]":
    """Returns the Lücken that enough people have asked about."""
    return Luecke.objects.filter(stand=stand, anzahl__gte=FROM_ASKERS)


def _shown_ids() -> set[int]:
    return set(shown_luecken(Luecke.Stand.OFFEN).values_list("pk", flat=True))


def delete_old() -> int:
    """Deletes questions and clicks of more than KEPT_DAYS ago; a Lücke goes with its last
    question."""
    oldest = heute() - timedelta(days=KEPT_DAYS)
    deleted, _ = Offenefrage.objects.filter(tag__lt=oldest).delete()
    Klickzahl.objects.filter(tag__lt=oldest).delete()
    Luecke.objects.filter(fragen=None).delete()
    # An answered Lücke is not grouped anew: it must not go on with the words of a deleted question.
    for luecke in Luecke.objects.exclude(fragen__text=F("frage")):
        luecke.frage = luecke.fragen.latest("tag").text
        luecke.save(update_fields=["frage"])
    return deleted


def embed_questions(model: ActiveModel) -> None:
    """Gives every question without a vector of the answering generation one."""
    projection = ensure_projection(model.signature, model.encoder)
    _embed(
        Offenefrage.objects.exclude(modell=model.signature),
        model,
        lambda text: content_vector(text, model, projection),
    )


def content_vector(text: str, model: ActiveModel, projection: Projection) -> np.ndarray:
    """Returns a unit vector (d,) of what a question is about: of its words that say something. The
    model's own vector also holds how it is asked ("Wie erfahren wir ..."), which put different
    wishes into one group."""
    encoded = model.encoder.encode_query(text)
    words = weighted_words(parse_question(text).text, lexical_index().rarity)
    return pool(encoded.tokens, projection, token_weights(words, encoded.spans))


def embed_tips(model: ActiveModel | None = None) -> None:
    """Gives the questions of tips the model's own vectors: they are compared with a visitor's."""
    answering = model or get_active_model()
    _embed(
        Tippfrage.objects.exclude(modell=answering.signature),
        answering,
        lambda text: answering.encoder.encode_query(text).vector,
    )


def renew_keys_of_tips() -> None:
    """Keys are those of questions as they are taken apart today: the analysis may have changed."""
    for row in Tippfrage.objects.all():
        with suppress(QuestionInvalid):
            key = question_key(row.text)
            if key != row.schluessel:
                Tippfrage.objects.filter(pk=row.pk).update(schluessel=key)


def _embed(
    rows: "QuerySet[Offenefrage] | QuerySet[Tippfrage]",
    model: ActiveModel,
    encode: Callable[[str], np.ndarray],
) -> None:
    for row in rows:
        vector = encode(row.text)
        # Nothing happens to a row that is gone by now.
        rows.filter(pk=row.pk).update(vektor=vector, modell=model.signature)


def _group_all(signature: str) -> None:
    """Groups all open questions. A group goes on as the Lücke that most of its questions belonged
    to."""
    wait_for(Lock.LUECKEN_GROUPING)  # the command and the worker may run at once
    waiting = Offenefrage.objects.filter(modell=signature)
    waiting = waiting.exclude(luecke__stand=Luecke.Stand.BEANTWORTET)
    rows = list(waiting.order_by("-tag", "-pk")[:MAX_QUESTIONS])
    if not rows:
        return
    vectors = np.array([row.vektor for row in rows], dtype=np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    taken: set[int] = set()
    for members in sorted(group(vectors, SAME_MEANING), key=len, reverse=True):
        luecke = _luecke_of([rows[i] for i in members], rows[middle(vectors, members)].text, taken)
        Offenefrage.objects.filter(pk__in=[rows[i].pk for i in members]).update(luecke=luecke)
    _count_again()


def _luecke_of(rows: Sequence[Offenefrage], frage: str, taken: set[int]) -> Luecke:
    before = Counter(row.luecke_id for row in rows if row.luecke_id and row.luecke_id not in taken)
    luecke = Luecke.objects.get(pk=before.most_common(1)[0][0]) if before else Luecke()
    luecke.frage = frage
    luecke.save(update_fields=["frage"] if luecke.pk else None)
    taken.add(luecke.pk)
    return luecke


def _count_again() -> None:
    Luecke.objects.filter(fragen=None).delete()
    for luecke in Luecke.objects.annotate(n=Count("fragen"), last=Max("fragen__tag")).exclude(n=0):
        luecke.anzahl, luecke.zuletzt = luecke.n, luecke.last
        luecke.save(update_fields=["anzahl", "zuletzt"])


def _look_again(luecke: Luecke) -> bool:
    """Asks the Lücke's question again and closes it when a page that everybody may read answers it
    well. Returns whether it was closed."""
    Luecke.objects.filter(pk=luecke.pk).update(naechste=_nearest(luecke.frage))
    ergebnis = ask(read_question(luecke.frage)[0], anonymous_request())
    best = ergebnis.reihenfolge[0] if ergebnis.anzahl else None
    if best is None or ergebnis.stufen[best] != GOOD:
        return False
    # An editor may have dismissed it meanwhile: that stays.
    still_open = Luecke.objects.filter(pk=luecke.pk, stand=Luecke.Stand.OFFEN)
    closed = bool(
        still_open.update(stand=Luecke.Stand.BEANTWORTET, antwort_id=best, beantwortet_am=heute())
    )
    if closed:
        luecke_closed.send(sender=Luecke, luecke_id=luecke.pk)
    return closed


def _nearest(frage: str) -> list[tuple[int, str]]:
    """Returns the pages nearest to the question with their level, whoever may read them."""
    question, _ = read_question(frage)
    everything = frozenset(indexable_pages().order_by().values_list("pk", flat=True))
    ranking = rank(Plan(question, everything))
    mentions = find_mentions(question, [page.page_id for page in ranking.pages])
    levels = levels_of(question, ranking, mentions)
    return [(page.page_id, levels.get(page.page_id, "")) for page in ranking.pages[:PAGES_KEPT]]
