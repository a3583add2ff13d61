"""A sketch -> what colleagues elsewhere have to say to it. The conductor of this package."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from einbettung.indexing.index import indexable_pages
from suche.ansprechstellen.ansprechstellen import Ansprechstelle
from suche.ansprechstellen.ranking import offices_of
from suche.answer.answer import ask
from suche.answer.ergebnis import Ergebnis, Treffer
from suche.answer.projekte import fitting_projects
from suche.exceptions import QuestionInvalid
from suche.gemeinden.ortswahl import ort_called
from suche.rank.levels import GOOD
from suche.rank.ranking import Plan, rank
from suche.understand.cached_tables import current_names
from suche.understand.preferences import preferences
from suche.understand.question import Question
from suche.understand.recognition import Erkannt
from suche.understand.sketches import recognised
from suche.understand.understanding import read_question
from wiki.fakten.codes import WITHOUT_BUYING
from wiki.fakten.facts import Ort
from wiki.gemeinden.orte import ort_with
from wiki.models import Projektseite
from wiki.visibility import visible_ids

from .cleaning import check_length, one_text, plain_blocks
from .comparison import Merkmal, SketchComparison, compare_with_project, told_by
from .facts import SketchFacts, Town, only_kommune, sketch_facts, writing_names
from .loading import project_facts, town_of
from .picking import Picked, pick
from .schema import Block
from .stolpersteine import Stolperstein, stolpersteine

PROJECTS_SHOWN = 8  # similar projects
BY_MEANING = 24  # passages of a long sketch that the model is asked about; the words choose them
TITLE_MAX_CHARS = 120
TITLE_MAX_LINE = 20  # a title stands in the first lines
TITLED = re.compile(
    r"(?:betreff|betr\.|(?:projekt)?titel|projektname|vorhaben|projekt|subject|title)\s*:\s*(\S.*)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Aehnlich:
    """A similar project beside the sketch."""

    treffer: Treffer
    vergleich: SketchComparison


@dataclass(frozen=True)
class Nachnutzbar:
    """A way of reuse, and the similar projects that offer it."""

    weg: str
    projekte: tuple[Projektseite, ...]


@dataclass(frozen=True)
class Pruefung:
    """`titel`: what the sketch is headed with (empty: nothing); `gelesen`: what of it
    the search was asked; `weitere`: similar projects not shown; `aufgegeben`: similar ones, shown
    or not, that were given up; `produkte`: (product, number of similar projects that use it)."""

    titel: str
    question: Question
    gelesen: Picked
    skizze: SketchFacts
    ergebnis: Ergebnis
    aehnliche: tuple[Aehnlich, ...]
    weitere: int
    stellen: tuple[Ansprechstelle, ...]
    stolpersteine: tuple[Stolperstein, ...]
    aufgegeben: tuple[Treffer, ...]
    nachnutzbar: tuple[Nachnutzbar, ...]
    produkte: tuple[tuple[str, int], ...]

    @property
    def erkannt(self) -> tuple[Merkmal, ...]:
        """What of the sketch is compared with each project."""
        return told_by(self.skizze)


def check_sketch(blocks: Sequence[Block], kommune: Ort | None, request: HttpRequest) -> Pruefung:
    """Checks a sketch against the wiki. SketchRefused or QuestionInvalid say what is wrong with
    the text."""
    blocks = plain_blocks(blocks)
    text = one_text(blocks)
    check_length(text)
    gelesen = pick(text, lambda passages: rate_passages(passages, request))
    question, ergebnis = ask_sketch(gelesen.text, request)
    similar = fitting_projects(ergebnis)
    shown = similar[:PROJECTS_SHOWN]
    pages = {t.seite.pk: t.seite for t in shown}
    facts = project_facts(list(pages.values()))
    named = recognised(text, current_names())
    town, guessed = _own_town(kommune, named, text)
    skizze = sketch_facts(text, named, town, list(facts.values()), guessed=guessed)
    uses = Counter(name for project in facts.values() for name in project.produkte)
    return Pruefung(
        _titel(blocks),
        question,
        gelesen,
        skizze,
        ergebnis,
        tuple(Aehnlich(t, compare_with_project(skizze, facts[t.seite.pk])) for t in shown),
        len(similar) - len(shown),
        tuple(offices_of(similar)),
        tuple(stolpersteine(_telling(shown), ergebnis.ranking, question.terms)),
        tuple(t for t in similar if t.seite.status == Projektseite.Status.ABGEBROCHEN),
        tuple(_reusable(list(pages.values()))),
        tuple(uses.most_common()),
    )


def _telling(shown: Sequence[Treffer]) -> dict[int, Projektseite]:
    """Returns the projects whose difficulties say something for the sketch: those that fit well,
    where there are any."""
    good = [t for t in shown if t.stufe == GOOD]
    return {t.seite.pk: t.seite for t in good or shown}


def _titel(blocks: Sequence[Block]) -> str:
    """Returns what stands behind "Betreff:", else the first line, if it is short."""
    first = blocks[0].text
    called = next(
        filter(None, (TITLED.match(block.text) for block in blocks[:TITLE_MAX_LINE])), None
    )
    if called:
        return called[1][:TITLE_MAX_CHARS]
    return first if len(first) <= TITLE_MAX_CHARS else ""


def ask_sketch(text: str, request: HttpRequest) -> tuple[Question, Ergebnis]:
    """Asks with a sketch of at most QUESTION_MAX_CHARS. Places are not preferred: a sketch names
    its author's own town, which is no wish."""
    question = _question(text)
    return question, ask(question, request)


def rate_passages(passages: Sequence[str], request: HttpRequest) -> list[float]:
    """How near the nearest permitted page comes to each passage, as a cosine; 0 and below for those
    that the model was not asked about: the words choose BY_MEANING of them. About 15 ms a passage,
    70 ms more for each of these."""
    allowed = visible_ids(request, indexable_pages())
    questions = [_question_or_none(passage) for passage in passages]
    words = [_best_by_words(question, allowed) for question in questions]
    best = sorted(range(len(passages)), key=lambda n: (-words[n], n))[:BY_MEANING]
    ratings = [words[n] - 1.0 for n in range(len(passages))]
    for n in best:
        ratings[n] = _nearest(questions[n], allowed) or ratings[n]
    return ratings


def _best_by_words(question: Question | None, allowed: frozenset[int]) -> float:
    pages = rank(Plan(question, allowed, legs=("lexical",))).pages if question else ()
    return pages[0].score if pages else 0.0


def _nearest(question: Question | None, allowed: frozenset[int]) -> float:
    pages = rank(Plan(question, allowed, legs=("semantic",))).pages if question else ()
    return max((page.semantic_hit.similarity for page in pages if page.semantic_hit), default=0.0)


def named_in(text: str) -> list[str]:
    """Returns the codes of what a sketch names (`Erkannt.code`), which is no wish."""
    return [erkannt.code for erkannt in preferences(text)[0]]


def _question(text: str) -> Question:
    """Makes the question of a sketch, as the list of hits does without what it names."""
    return read_question(text, named_in(text))[0]


def _question_or_none(passage: str) -> Question | None:
    try:
        return _question(passage)
    except QuestionInvalid:
        return None  # a line of dashes, a page number


def _own_town(kommune: Ort | None, named: Sequence[Erkannt], text: str) -> tuple[Town | None, bool]:
    """Returns the author's Kommune, and whether it was only found in the text: the one whose
    administration writes, before one that alone is named, which may be another's example."""
    if kommune:
        return town_of(kommune), False
    found = next(filter(None, map(ort_called, writing_names(text))), None)
    if found is None and (key := only_kommune(named, text)):
        found = ort_with(key)
    return (town_of(found) if found else None), found is not None


def _reusable(pages: Sequence[Projektseite]) -> list[Nachnutzbar]:
    found = [
        Nachnutzbar(weg.label, tuple(p for p in pages if weg in (p.nachnutzungswege or [])))
        for weg in WITHOUT_BUYING
    ]
    return [way for way in found if way.projekte]
