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
from einbettung.text.extraction import STECKBRIEF
from suche.german.analysis import normalise
from suche.rank import meaning
from suche.rank.levels import WEAK
from suche.rank.narrowing import exhausted, narrow, rate
from suche.rank.ranking import LEGS, Ranking, rank
from suche.rank.schema import Ranked, RatedPassage
from suche.understand.preferences import demoted
from suche.understand.question import Question
from wiki.fakten.filters import Filters
from wiki.models import Kommune, Projektseite
from wiki.models.projektseite import heute
from wiki.visibility import visible_ids

from .highlighting import excerpt, highlight, shared_terms

SIGNAL_TEXT = {
    ("wort",): "Wort",
    ("bedeutung",): "Bedeutung",
    ("wort", "bedeutung"): "Wort und Bedeutung",
}
STECKBRIEF_MALUS = 0.05  # the fact box reads badly as a passage: only when nothing else fits
SIMILAR = 4  # projects below an article
NEAREST = 12  # pages whose Themen are offered when there is no answer
WORDS_IN_PASSAGE = 0.1  # what holding all words of the question is worth, in cosine


@dataclass(frozen=True)
class Passage:
    """The piece of the article that fits best; `teile` are (text, is a word of the question)."""

    abschnitt: str
    anker: str
    teile: list[tuple[str, bool]]

    @property
    def text(self) -> str:
        return "".join(part for part, _ in self.teile)


@dataclass(frozen=True)
class Treffer:
    """One result."""

    rang: int
    seite: Page
    stufe: str
    signale: tuple[str, ...]
    passage: Passage | None

    @property
    def ist_projekt(self) -> bool:
        return isinstance(self.seite, Projektseite)

    @property
    def signal_text(self) -> str:
        return SIGNAL_TEXT[self.signale]

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
    """The answer to a question; results are built for the part of the list that is shown."""

    question: Question
    ranking: Ranking
    stufen: Mapping[int, str]  # page id -> level
    nearest: tuple[int, ...] = ()  # permitted pages nearest in meaning, relevant or not
    ungefiltert: Mapping[int, str] = field(default_factory=dict)  # page id -> level, all hits
    mehr: bool = False  # there may be more hits than were looked at; filters look deeper

    @property
    def anzahl(self) -> int:
        return len(self.ranking.pages)

    @property
    def reihenfolge(self) -> list[int]:
        """Page ids as they are listed."""
        return [page.page_id for page in self.ranking.pages]

    def in_order(self, ids: Sequence[int]) -> "Ergebnis":
        """The same results listed in this order (all of them)."""
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
        """`part` of the results (Django's Paginator asks this way): a handful of queries, however
        many there are."""
        pages, first = self.ranking.pages[part], (part.start or 0) + 1
        ids = [page.page_id for page in pages]
        seiten = _pages(ids)
        passages = _best_passages(ids, self.ranking, self.question)
        return [
            Treffer(number, seiten[pk], self.stufen[pk], ranked.signals, passages.get(pk))
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
    """The visitor's answer: only pages they may read take part, and only those are shown that
    pass the filters.

    `preferred`: page id -> bonus (`preferences`); it changes the order and nothing else, and
    it helps no page that fits badly. A page whose validity has run out loses a little."""
    allowed = visible_ids(request, indexable_pages())
    ranking = rank(question, allowed, legs=legs)
    stufen = rate(question, ranking.pages, ranking)
    found = narrow(question, ranking, stufen, allowed, filters or {}, legs)
    relevant = [page for page in found.pages if page.page_id in found.stufen]
    nearest = tuple(page.page_id for page in found.pages if page.semantic)[:NEAREST]
    moved = demoted([page.page_id for page in relevant], heute())
    for pk, bonus in (preferred or {}).items():
        if found.stufen.get(pk, WEAK) != WEAK:
            moved[pk] = moved.get(pk, 0.0) + bonus
    ordered = replace(ranking, pages=prefer(relevant, moved))
    return Ergebnis(
        question, ordered, found.stufen, nearest, stufen, not exhausted(ranking, stufen)
    )


def prefer(pages: Sequence[Ranked], bonus: Mapping[int, float]) -> list[Ranked]:
    """Pages with their bonus or malus, in the new order; those compared token by token stay in
    front."""
    if not bonus:
        return list(pages)
    moved = [replace(page, score=page.score + bonus.get(page.page_id, 0.0)) for page in pages]
    return sorted(moved, key=lambda page: (page.late is None, -page.score))


def similar_projects(page: Page, request: HttpRequest) -> list[Projektseite]:
    """Visible projects whose texts are nearest to this page's, at most SIMILAR."""
    allowed = visible_ids(request, Page.objects.type(Projektseite))
    ids = meaning.similar(page.pk, model_signature(), allowed, SIMILAR)
    found = Projektseite.objects.prefetch_related("kommunen").in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


def _pages(ids: Sequence[int]) -> dict[int, Page]:
    projekte = Projektseite.objects.prefetch_related("kommunen").in_bulk(ids)
    rest = [pk for pk in ids if pk not in projekte]
    others = {page.pk: page for page in Page.objects.filter(pk__in=rest).specific()}
    return {**projekte, **others}


def _best_passages(ids: Sequence[int], ranking: Ranking, question: Question) -> dict[int, Passage]:
    """Per page the passage nearest in meaning, preferring those that hold the question's words."""
    candidates = (
        meaning.passages(ranking.vector, ranking.signature, ids)
        if ranking.vector is not None
        else _unrated_passages(ids)
    )
    terms = question.terms
    best: dict[int, tuple[float, RatedPassage]] = {}
    for candidate in candidates:
        words = shared_terms(candidate.text, terms) / len(terms) if terms else 0.0
        rating = candidate.similarity + WORDS_IN_PASSAGE * words
        rating -= STECKBRIEF_MALUS if candidate.section == STECKBRIEF else 0.0
        if candidate.page_id not in best or rating > best[candidate.page_id][0]:
            best[candidate.page_id] = (rating, candidate)
    return {
        page_id: Passage(p.section, p.anchor, highlight(excerpt(normalise(p.text), terms), terms))
        for page_id, (_, p) in best.items()
    }


def _unrated_passages(ids: Sequence[int]) -> list[RatedPassage]:
    """Sections as passages, for when the semantic leg is down."""
    return [
        RatedPassage(row.pk, part["name"], part["anker"], part["text"], 0.0)
        for row in Dokument.objects.filter(pk__in=ids)
        for part in row.abschnitte
    ]
