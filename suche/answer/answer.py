"""A question -> its answer: who may read what, the ranking, how well each page fits, the order of
the list. The door for every other feature that asks."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from django.http import HttpRequest

from einbettung.indexing.index import indexable_pages
from einbettung.models import Chunk, Dokument, Generation, Projektion
from suche.rank.bonus import Wished, demoted, prefer
from suche.rank.calibration import stored_calibration
from suche.rank.evidence import contradicted
from suche.rank.levels import (
    GOOD,
    RELATED,
    WEAK,
    lowered,
    put_behind,
    raise_named,
    sure_of,
    unlikely,
)
from suche.rank.naming.mentions import Mentions, find_mentions
from suche.rank.narrowing import Narrowed, exhausted, narrow, rate, with_all
from suche.rank.ranking import Plan, rank
from suche.rank.schema import LEGS, Ranked, Ranking
from suche.rank.words.lexical import lexical_index
from suche.understand.asked.frageart import Frageart
from suche.understand.asked.given_up import asks_who_gave_up
from suche.understand.asked.who import tells_of_own_town
from suche.understand.question import Question
from wiki.fakten.conditions import restrict
from wiki.fakten.filters import SEARCH_FILTERS, Filters
from wiki.fakten.loading import TABLES
from wiki.models.projektseite import heute
from wiki.platform.kept_answers import KeptAnswers
from wiki.visibility import ids_of, listed_ids

from .ergebnis import Ergebnis

NEAREST_PAGES = 12  # their Themen are offered when there is no answer
ALL_LISTED = 1_000  # projects of a place, behind those that the ranking has found
ANSWERS_KEPT, KEPT_S = 32, 300  # some 100 kB each

kept_answers: KeptAnswers[Ergebnis] = KeptAnswers(
    ANSWERS_KEPT,
    KEPT_S,
    *TABLES,
    *(Dokument, Chunk, Projektion, Generation),
    lasts=lambda answer: not answer.hinweise,  # with both legs
)


def ask(
    question: Question,
    request: HttpRequest,
    filters: Filters | None = None,
    legs: Collection[str] = LEGS,
    wishes: Wished | None = None,
) -> Ergebnis:
    """Returns the visitor's answer. Only pages they may read take part in the ranking, and only
    pages that pass the filters are shown.

    `wishes`: places, sizes, years that the question names. What has them goes before others that
    fit as well, and where a page that fits well has all of them, the others are related at best:
    LoRaWAN in Krefeld is no LoRaWAN in Trier. So is what comes from where nothing is wanted. A page
    whose validity has run out loses a little. The last answers are kept (`kept_answers`).
    """
    plan, wished = _plan(question, request, filters or {}, legs), wishes or Wished()
    asked = plan, wished, heute(), lexical_index().reached()
    return kept_answers.get(asked, lambda: _answer(plan, wished))


def _answer(plan: Plan, wishes: Wished) -> Ergebnis:
    question, ranking = plan.question, rank(plan)
    mentions = find_mentions(question, [page.page_id for page in ranking.pages])
    stufen, no_answer = _rated(question, ranking, mentions)
    elsewhere = _without_wishes(question, stufen, wishes)
    avoided = wishes.avoided & stufen.keys()
    stufen, no_answer = lowered(stufen, elsewhere | avoided), no_answer | elsewhere | avoided
    found = narrow(ranking, stufen, plan.passing, len(question.units))
    everything = _everything(plan, wishes, mentions)
    if everything:
        found, elsewhere = with_all(found, everything), frozenset()
    pages = _in_order(found, mentions, no_answer, wishes)
    nearest = tuple(page.page_id for page in found.pages if page.semantic_hit)[:NEAREST_PAGES]
    return Ergebnis(
        question,
        replace(ranking, pages=pages, passing_pages=None),
        found.stufen,
        nearest,
        ungefiltert=stufen,
        mehr=not exhausted(ranking, stufen),
        mentions=mentions,
        anderswo=elsewhere - avoided,
        gemieden=avoided,
        alle=everything,
        alle_mit=wishes.everything,
    )


def _everything(plan: Plan, wishes: Wished, mentions: Mentions) -> frozenset[int]:
    """Returns the pages that are asked for where a question names places, years and sizes and
    nothing else: all that have them. None where these are the name of something ("Lemgo Digital"),
    or where there are too many to list: then those are listed that the ranking finds, and the page
    leads to the others."""
    if not wishes.everything or mentions.is_phrase:
        return frozenset()
    readable = plan.allowed if plan.passing is None else plan.passing
    found = wishes.fulfilling.intersection(readable) - wishes.avoided
    return found if len(found) <= ALL_LISTED else frozenset()


def levels_of(question: Question, ranking: Ranking, mentions: Mentions) -> dict[int, str]:
    """Returns page id -> level. A page that names what is asked for fits well, one whose text says
    the word is related at least; a page that says itself that it is no answer does not fit well,
    nor does one that has the thing as a means, or is named after what the question does without."""
    return _rated(question, ranking, mentions)[0]


def _plan(
    question: Question, request: HttpRequest, filters: Filters, legs: Collection[str]
) -> Plan:
    allowed = listed_ids(request)  # of those that the index holds, that is
    if not filters:
        return Plan(question, allowed, legs=tuple(legs))
    pages = restrict(indexable_pages(), filters, SEARCH_FILTERS)
    return Plan(question, allowed, allowed.intersection(ids_of(pages)), tuple(legs))


def _rated(
    question: Question, ranking: Ranking, mentions: Mentions
) -> tuple[dict[int, str], frozenset[int]]:
    """Returns (page id -> level, the pages that are no answer and therefore related at best)."""
    stufen = _by_score_and_name(question, ranking, mentions)
    no_answer = _no_answer(question, ranking, stufen, mentions)
    return lowered(stufen, no_answer), no_answer


def _by_score_and_name(question: Question, ranking: Ranking, mentions: Mentions) -> dict[int, str]:
    """Returns page id -> level by the scores, and by what pages name: whoever asks for "LoRaWAN"
    is answered by the pages that have it in the title, and not by what is like them."""
    words = len(question.units)
    stufen = rate(ranking.pages, ranking, words)
    if mentions.named:
        sure = sure_of(ranking.pages, words, stored_calibration(ranking.signature))
        if _asks_more(question):  # what is like it costs as much
            sure |= {pk for pk, stufe in stufen.items() if stufe == GOOD}
        stufen = raise_named(stufen, mentions.named, sure)
    else:
        stufen |= dict.fromkeys(mentions.of_all & stufen.keys(), GOOD)
    said = {pk for pk in mentions.said if stufen.get(pk, WEAK) == WEAK}
    return stufen | dict.fromkeys(said, RELATED)


def _no_answer(
    question: Question, ranking: Ranking, stufen: Mapping[int, str], mentions: Mentions
) -> frozenset[int]:
    """Returns the pages that are no answer, whatever is like them: those that say so themselves,
    those that have the thing as a means, and those that name what the question does without. Who
    asks for a name wants whatever is about it, plans and failures, too; who asks what it costs, or
    who gave it up, does not."""
    calibration = stored_calibration(ranking.signature)
    means = unlikely(mentions.in_passing, ranking.pages, len(question.units), calibration)
    good = {pk for pk, stufe in stufen.items() if stufe == GOOD}
    if not _asks_more(question):
        good -= mentions.named
    without = mentions.unwanted | mentions.with_unwanted
    return contradicted(question, good) | ((without | means) & stufen.keys())


def _without_wishes(
    question: Question, stufen: Mapping[int, str], wishes: Wished
) -> frozenset[int]:
    """Returns the pages that fit well but for what the question wishes for besides. Where no page
    is from there or as large, none: then readers are told so, and get the thing as others have
    it. Who tells of the own town names it, and wishes for nothing."""
    if tells_of_own_town(question.text):
        return frozenset()
    good = {pk for pk, stufe in stufen.items() if stufe == GOOD}
    is_condition = wishes.is_of_matter or good & wishes.fulfilling
    return frozenset(good - wishes.fulfilling) if is_condition else frozenset()


def _asks_more(question: Question) -> bool:
    """Returns whether a question of a name asks for more than what has the name."""
    return question.art == Frageart.KOSTEN or asks_who_gave_up(question.text)


def _in_order(
    found: Narrowed,
    mentions: Mentions,
    no_answer: Collection[int],
    wishes: Wished,
) -> list[Ranked]:
    """Returns the hits as they are listed: what has the name that is asked for before what is like
    it, then by score with bonus and malus; what says that it does without what shall not be
    before the others that fit well; what is no answer behind these, and what the question does
    without behind the last related one, too."""
    hits = [page for page in found.pages if page.page_id in found.stufen]
    ordered = prefer(hits, _with_malus(hits, found.stufen, wishes.bonus))
    if free := {pk for pk in mentions.free_of_it if found.stufen.get(pk) == GOOD}:
        ordered = put_behind(ordered, found.stufen, found.stufen.keys() - free)
    ordered.sort(key=lambda page: page.page_id not in mentions.named)
    ordered = put_behind(ordered, found.stufen, no_answer)
    return put_behind(ordered, found.stufen, mentions.unwanted | wishes.avoided, RELATED)


def _with_malus(
    hits: Sequence[Ranked], stufen: Mapping[int, str], bonus: Mapping[int, float]
) -> dict[int, float]:
    """Returns page id -> bonus and malus together. A weak hit has no bonus."""
    together = demoted([page.page_id for page in hits], heute())
    for pk, value in bonus.items():
        if stufen.get(pk, WEAK) != WEAK:
            together[pk] = together.get(pk, 0.0) + value
    return together
