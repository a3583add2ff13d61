"""Ranked pages -> what readers see: the page, its facts, the passage that fits, and why."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from wagtail.models import Page

from einbettung.indexing.index import indexable_pages
from einbettung.model.active_model import model_signature
from einbettung.models import Dokument
from suche.rank import meaning
from suche.rank.bonus import demoted, prefer
from suche.rank.calibration import stored_calibration
from suche.rank.evidence import contradicted
from suche.rank.levels import GOOD, RELATED, WEAK, lowered, put_behind, raise_named, sure_of
from suche.rank.mentions import IN_TITEL, Mention, Mentions, find_mentions
from suche.rank.narrowing import Narrowed, exhausted, narrow, rate
from suche.rank.ranking import Plan, rank
from suche.rank.schema import LEGS, Ranked, Ranking, RatedPassage
from suche.rank.words.lexical import lexical_index
from suche.understand.asked.frageart import Frageart
from suche.understand.asked.given_up import asks_who_gave_up
from suche.understand.question import Question
from wiki.fakten.conditions import restrict
from wiki.fakten.filters import SEARCH_FILTERS, Filters
from wiki.markt.gesichter import Gesicht, faces_of
from wiki.models import Kommune, Projektseite
from wiki.models.projektseite import heute
from wiki.texte import OR, listed
from wiki.visibility import ids_of, listed_ids

from .anlagen import file_addresses, with_addresses, without_closed
from .passages import Passage, best_passages
from .reasons import reason

SIMILAR_PROJECTS = 4  # shown below an article
NEAREST_PAGES = 12  # their Themen are offered when there is no answer


@dataclass(frozen=True)
class Treffer:
    """One result."""

    rang: int
    seite: Page
    stufe: str
    signale: tuple[str, ...]
    passage: Passage | None
    mentions: tuple[Mention, ...] = ()
    gesicht: Gesicht | None = None

    @property
    def ist_projekt(self) -> bool:
        return isinstance(self.seite, Projektseite)

    @property
    def grund(self) -> str:
        """Why the page is shown, as a sentence for readers."""
        return reason(self.mentions, self.passage.marked if self.passage else (), self.signale)

    @cached_property
    def kommunen(self) -> list[Kommune]:
        if isinstance(self.seite, Projektseite):
            return list(self.seite.kommunen.all())
        return [kommune] if (kommune := getattr(self.seite, "kommune", None)) else []

    def as_json(self) -> dict[str, Any]:
        """The public form, as `manage.py search --json` prints it."""
        return {
            "titel": self.seite.title,
            "url": self.seite.get_url(),
            "kommunen": [kommune.name for kommune in self.kommunen],
            "status": self.seite.get_status_display() if self.ist_projekt else None,
            "stufe": self.stufe,
            "signale": list(self.signale),
            "passage": {"abschnitt": self.passage.abschnitt, "text": self.passage.text}
            if self.passage
            else None,
        }


@dataclass(frozen=True)
class Ergebnis:
    """The answer to a question. Results are built for the part of the list that is shown.

    `stufen`: page id -> level of the results. `nearest`: permitted pages nearest in meaning, hits
    or not. `ungefiltert`: page id -> level of all hits, whether they pass the filters or not.
    `mehr`: there may be more hits than the second stage has seen; a filter reaches them.
    """

    question: Question
    ranking: Ranking
    stufen: Mapping[int, str]
    nearest: tuple[int, ...] = ()
    ungefiltert: Mapping[int, str] = field(default_factory=dict)
    mehr: bool = False
    mentions: Mentions = field(default_factory=Mentions)

    @property
    def genau(self) -> list[int]:
        """Ids of the pages that fit well, in the order of the list."""
        return [pk for pk in self.reihenfolge if self.stufen[pk] == GOOD]

    @property
    def ist_nennung(self) -> bool:
        """Whether the question is one word or name, which pages have in a title, Thema, product or
        Kommune. Such an answer says who names it, and not who has done it."""
        is_asked_more = asks_who_gave_up(self.question.text)
        return not is_asked_more and any(pk in self.stufen for pk in self.mentions.named)

    @property
    def gesucht(self) -> str:
        """What a question of one word or name asks for, without the words around it."""
        asked = self.question.text.strip(' ?!.„“”»«"')
        if self.question.alternatives:
            return listed([one.text for one in self.question.alternatives], pattern=OR)
        if self.mentions.is_phrase:
            return asked
        return self.question.subject or asked

    @property
    def nennt_ein_titel(self) -> bool:
        """Whether the title of a result holds a word of the question."""
        return any(
            mention.place == IN_TITEL
            for pk in self.stufen
            for mention in self.mentions.by_page.get(pk, ())
        )

    @property
    def anzahl(self) -> int:
        return len(self.ranking.pages)

    @property
    def reihenfolge(self) -> list[int]:
        """Page ids in the order of the list."""
        return [page.page_id for page in self.ranking.pages]

    def in_order(self, ids: Sequence[int]) -> "Ergebnis":
        """Returns the same results in this order; `ids` must name all of them."""
        by_id = {page.page_id: page for page in self.ranking.pages}
        return replace(self, ranking=replace(self.ranking, pages=[by_id[pk] for pk in ids]))

    @property
    def nur_schwach(self) -> bool:
        """Whether there are results, but none that answers the question."""
        return bool(self.anzahl) and set(self.stufen.values()) == {WEAK}

    @property
    def hinweise(self) -> tuple[str, ...]:
        return self.ranking.notices

    def __len__(self) -> int:
        return self.anzahl

    def __getitem__(self, part: slice) -> list[Treffer]:
        """Builds the results of this `part` of the list; Django's Paginator asks in this way. The
        number of queries does not grow with the part."""
        pages, first = self.ranking.pages[part], (part.start or 0) + 1
        ids = [page.page_id for page in pages]
        seiten = _pages(ids)
        passages = _best_passages(ids, self.ranking, self.question)
        faces = faces_of(list(seiten.values()))
        return [
            Treffer(
                number,
                seiten[pk],
                self.stufen[pk],
                ranked.signals,
                passages.get(pk),
                self.mentions.by_page.get(pk, ()),
                faces.get(pk),
            )
            for number, (pk, ranked) in enumerate(zip(ids, pages, strict=True), first)
            if pk in seiten
        ]


def ask(
    question: Question,
    request: HttpRequest,
    filters: Filters | None = None,
    legs: Collection[str] = LEGS,
    preferred: Mapping[int, float] | None = None,
) -> Ergebnis:
    """Returns the visitor's answer. Only pages they may read take part in the ranking, and only
    pages that pass the filters are shown.

    `preferred`: page id -> bonus (`suche.rank.bonus`). It changes the order and nothing else, and
    it helps no page that fits badly. A page whose validity has run out loses a little.
    """
    plan = _plan(question, request, filters or {}, legs)
    ranking, words = rank(plan), len(question.units)
    mentions = find_mentions(question, [page.page_id for page in ranking.pages])
    fitting = _with_names(question, ranking, mentions)
    against = _against(question, fitting, mentions)
    stufen = lowered(fitting, against)
    found = narrow(ranking, stufen, plan.passing, words)
    relevant = [page for page in found.pages if page.page_id in found.stufen]
    nearest = tuple(page.page_id for page in found.pages if page.semantic_hit)[:NEAREST_PAGES]
    ordered = prefer(relevant, _bonus(relevant, found, preferred or {}))
    # Whoever asks for a name wants to see what has it before what is like it.
    ordered.sort(key=lambda page: page.page_id not in mentions.named)
    ordered = put_behind(ordered, found.stufen, against)
    ordered = put_behind(ordered, found.stufen, mentions.unwanted, RELATED)
    return Ergebnis(
        question,
        replace(ranking, pages=ordered, passing=None),
        found.stufen,
        nearest,
        stufen,
        not exhausted(ranking, stufen),
        mentions,
    )


def levels_of(question: Question, ranking: Ranking, mentions: Mentions) -> dict[int, str]:
    """Returns page id -> level. A page that names what is asked for fits well, one whose text says
    the word is related at least; a page that says itself that it is no answer does not fit well,
    nor does one that is named after what the question does without."""
    stufen = _with_names(question, ranking, mentions)
    return lowered(stufen, _against(question, stufen, mentions))


def _against(question: Question, stufen: Mapping[int, str], mentions: Mentions) -> frozenset[int]:
    """Returns the pages that are no answer, whatever is like them. Who asks for a name wants
    whatever has it, plans and failures, too; who asks what it costs, or who gave it up, does
    not."""
    good = {pk for pk, stufe in stufen.items() if stufe == GOOD}
    if not _asks_more(question):
        good -= mentions.named
    return contradicted(question, good) | (mentions.unwanted & stufen.keys())


def _asks_more(question: Question) -> bool:
    return question.art == Frageart.KOSTEN or asks_who_gave_up(question.text)


def _with_names(question: Question, ranking: Ranking, mentions: Mentions) -> dict[int, str]:
    words = len(question.units)
    stufen = rate(ranking.pages, ranking, words)
    if mentions.named:
        sure = sure_of(ranking.pages, words, stored_calibration(ranking.signature))
        if _asks_more(question):  # what is like it costs as much
            sure |= {pk for pk, stufe in stufen.items() if stufe == GOOD}
        stufen = raise_named(stufen, mentions.named, sure)
    fitting = {pk for pk in mentions.of_all if pk in stufen and not mentions.named}
    stufen |= dict.fromkeys(fitting, GOOD)
    said = {pk for pk in mentions.said if stufen.get(pk, WEAK) == WEAK}
    return stufen | dict.fromkeys(said, RELATED)


def _plan(
    question: Question, request: HttpRequest, filters: Filters, legs: Collection[str]
) -> Plan:
    allowed = listed_ids(request)  # of those that the index holds, that is
    if not filters:
        return Plan(question, allowed, legs=legs)
    pages = restrict(indexable_pages(), filters, SEARCH_FILTERS)
    return Plan(question, allowed, allowed.intersection(ids_of(pages)), legs)


def _bonus(
    pages: Sequence[Ranked], found: Narrowed, preferred: Mapping[int, float]
) -> dict[int, float]:
    """Returns page id -> bonus and malus together."""
    bonus = demoted([page.page_id for page in pages], heute())
    for pk, value in preferred.items():
        if found.stufen.get(pk, WEAK) != WEAK:
            bonus[pk] = bonus.get(pk, 0.0) + value
    return bonus


def similar_projects(
    page: Page, request: HttpRequest, without: Collection[Projektseite] = ()
) -> list[Projektseite]:
    """Returns the visible projects whose texts are nearest to this page's, at most
    SIMILAR_PROJECTS together with those that are shown already (`without`); one alone is not worth
    a heading."""
    places = max(SIMILAR_PROJECTS - len(without), 0)
    if places < 2:
        return []
    original = page.alias_of_id or page.pk
    allowed = listed_ids(request) - {original, *(p.pk for p in without)}
    ids = meaning.similar(page.pk, model_signature(), allowed, places)
    found = Projektseite.objects.prefetch_related("kommunen").in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


def _pages(ids: Sequence[int]) -> dict[int, Page]:
    projekte = Projektseite.objects.prefetch_related("kommunen").in_bulk(ids)
    rest = [pk for pk in ids if pk not in projekte]
    others = {page.pk: page for page in Page.objects.filter(pk__in=rest).specific()}
    return {**projekte, **others}


def _best_passages(ids: Sequence[int], ranking: Ranking, question: Question) -> dict[int, Passage]:
    """Returns page id -> the passage that is shown of it."""
    candidates = (
        meaning.passages(ranking.vector, ranking.signature, ids)
        if ranking.vector is not None
        else _unrated_passages(ids)
    )
    addresses = file_addresses(candidates)
    shown = without_closed(candidates, addresses)
    best = best_passages(shown, question.units, lexical_index().rarity, question.text)
    return with_addresses(best, addresses)


def _unrated_passages(ids: Sequence[int]) -> list[RatedPassage]:
    """Returns whole sections as passages without a cosine. They are used when the semantic leg is
    down."""
    return [
        RatedPassage(row.pk, part["name"], part["anker"], part["text"], 0.0)
        for row in Dokument.objects.filter(pk__in=ids)
        for part in (*row.abschnitte, *row.anlagen)
    ]
