"""The answer to a question and its hits, as readers see them: the page, its facts, the passage that
fits, and why. Hits are built when they are shown, and not before: that costs queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from wagtail.models import Page

from einbettung.models import Dokument
from suche.rank import meaning
from suche.rank.levels import GOOD, WEAK
from suche.rank.naming.mentions import Mention, Mentions
from suche.rank.naming.page_fields import IN_TITEL
from suche.rank.schema import Ranking, RatedPassage
from suche.rank.words.lexical import lexical_index
from suche.understand.asked.given_up import asks_who_gave_up
from suche.understand.question import Question
from suche.understand.recognition import Erkannt
from wiki.markt.gesichter import Gesicht, faces_of
from wiki.markt.kept.projects import kept_projects
from wiki.models import Kommune, Projektseite
from wiki.texte import OR, listed

from .anlagen import file_addresses, with_addresses, without_closed
from .passages import Passage, best_passages
from .reasons import fulfilling, reason


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
    erfuellt: tuple[Erkannt, ...] = ()

    @property
    def ist_projekt(self) -> bool:
        return isinstance(self.seite, Projektseite)

    @property
    def grund(self) -> str:
        """Why the page is shown, as a sentence for readers."""
        if self.erfuellt:
            return fulfilling(self.erfuellt)
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
    `anderswo`: those that fit well but for a place, size or year that the question names.
    `gemieden`: those from places from which the question wants nothing. `alle`: all that have what
    the question names, if it asks for nothing else, and `alle_mit`: what that is.
    """

    question: Question
    ranking: Ranking
    stufen: Mapping[int, str]
    nearest: tuple[int, ...] = ()
    ungefiltert: Mapping[int, str] = field(default_factory=dict)
    mehr: bool = False
    mentions: Mentions = field(default_factory=Mentions)
    anderswo: frozenset[int] = frozenset()
    gemieden: frozenset[int] = frozenset()
    alle: frozenset[int] = frozenset()
    alle_mit: tuple[Erkannt, ...] = ()

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
    def leaves_out(self) -> bool:
        """Whether pages that name what the question does without are set back, and those that do
        without it stand first."""
        return bool(self.question.without and self.question.is_short and self.ungefiltert)

    @property
    def ausgeschlossen(self) -> frozenset[int]:
        """The pages that name what the question does without, or are from where nothing is
        wanted."""
        return self._unwanted | self.gemieden

    @property
    def _unwanted(self) -> frozenset[int]:
        return self.mentions.unwanted | self.mentions.with_unwanted

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
                self.alle_mit if pk in self.alle else (),
            )
            for number, (pk, ranked) in enumerate(zip(ids, pages, strict=True), first)
            if pk in seiten
        ]


def _pages(ids: Sequence[int]) -> dict[int, Page]:
    projekte = kept_projects(ids)
    rest = [pk for pk in ids if pk not in projekte]
    if not rest:
        return {**projekte}
    return {**projekte, **{page.pk: page for page in Page.objects.filter(pk__in=rest).specific()}}


def _best_passages(ids: Sequence[int], ranking: Ranking, question: Question) -> dict[int, Passage]:
    """Returns page id -> the passage that is shown of it."""
    candidates = (
        meaning.passages(ranking.vector, ranking.signature, ids)
        if ranking.vector is not None
        else _unrated_passages(ids)
    )
    addresses = file_addresses(candidates)
    shown = without_closed(candidates, addresses)
    best = best_passages(shown, question.wanted, lexical_index().rarity, question.text)
    return with_addresses(best, addresses)


def _unrated_passages(ids: Sequence[int]) -> list[RatedPassage]:
    """Returns whole sections as passages without a cosine. They are used when the semantic leg is
    down."""
    return [
        RatedPassage(row.pk, part["name"], part["anker"], part["text"], 0.0)
        for row in Dokument.objects.filter(pk__in=ids)
        for part in (*row.abschnitte, *row.anlagen)
    ]
