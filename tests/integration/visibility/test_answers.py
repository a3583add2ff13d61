"""What the search knows: legs, answers, result pages, counts."""

import json
import re
from dataclasses import replace
from io import StringIO
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.utils import timezone

from suche.abo.models import Planung
from suche.answer.answer import ask
from suche.answer.ergebnis import Ergebnis
from suche.answer.reply import reply_to
from suche.answer.themen import nearest_themen
from suche.fakten.order import RELEVANZ
from suche.luecken.models import Redaktionstipp
from suche.page.result_page import ResultPage, build_result_page
from suche.rank import narrowing
from suche.rank.levels import GOOD
from suche.rank.ranking import Plan, rank
from suche.rank.schema import LEGS
from suche.understand.known_words import current_vocabulary
from tests.integration.seiten import question
from wiki.fakten.filters import Auswahl
from wiki.german.letters import spelt_out
from wiki.models.projektseite import heute
from wiki.visibility import visible_ids

from .private_pages import SUBJECTS, Results, Visitor, World, named_in, subject
from .surfaces import Surface

# Many surfaces show only what fits well: levels are of the bundled model.
pytestmark = [pytest.mark.django_db, pytest.mark.real_model]


NO_FILTER = Auswahl({}, {})


def answer(visitor: Visitor, kind: str, *legs: str) -> Ergebnis:
    return ask(question(subject(kind)), visitor.request, legs=legs or LEGS)


def results(visitor: Visitor, world: World, *legs: str) -> Results:
    """Title and passage of every result for every subject, as this visitor gets them."""
    asked = (visitor.name, legs)
    if asked not in world.results:
        found = [t for kind in SUBJECTS for t in answer(visitor, kind, *legs)[:200]]
        texts = [t.passage.text if t.passage else "" for t in found]
        world.results[asked] = [(t.seite.title, text) for t, text in zip(found, texts, strict=True)]
    return world.results[asked]


def answered(visitor: Visitor, world: World, *legs: str) -> set[str]:
    """Kinds whose title is among the results for their own subject."""
    return named_in(" ".join(title for title, _ in results(visitor, world, *legs)))


def passages(visitor: Visitor, world: World, *legs: str) -> set[str]:
    return named_in(" ".join(text for _, text in results(visitor, world, *legs)))


def ranked(visitor: Visitor, world: World, leg: str) -> set[str]:
    allowed = visible_ids(visitor.request)
    rankings = [rank(Plan(question(subject(kind)), allowed, legs=(leg,))) for kind in SUBJECTS]
    return world.kinds({page.page_id for ranking in rankings for page in ranking.pages})


def counted(visitor: Visitor, world: World) -> set[str]:
    """Kinds that are counted when only their Thema is asked for."""
    themen = {kind: page.themen.get() for kind, page in world.private.items()}
    return {
        kind
        for kind, thema in themen.items()
        if ask(question(subject(kind)), visitor.request, {"thema": (thema.slug,)}).anzahl
    }


def result_pages(visitor: Visitor, filtered: bool) -> set[str]:
    pages = []
    for kind, (animal, about) in SUBJECTS.items():
        filters = {"thema": f"gebiet-{animal.lower()}"} if filtered else {}
        pages.append(visitor.get("/suche/", q=about, **filters))
        assert kind
    return named_in(" ".join(pages))


def replied(visitor: Visitor) -> set[str]:
    """As `answered`, with the Kommune of the private page preferred."""
    replies = [reply_to(f"{subject(kind)} in Ort {kind}", visitor.request) for kind in SUBJECTS]
    assert all(reply.preferred for reply in replies)
    return named_in(" ".join(t.seite.title for reply in replies for t in reply.ergebnis[:200]))


def nearest(visitor: Visitor) -> set[str]:
    """Kinds whose Thema is offered when a question on their subject has no answer."""
    answers = [answer(visitor, kind, "semantic", "tokens") for kind in SUBJECTS]
    themen = [t for a in answers for t in nearest_themen(a.nearest, visitor.request)]
    assert all(thema.anzahl for thema in themen)
    return {kind for kind in SUBJECTS if f"Gebiet {kind}" in {thema.name for thema in themen}}


def empty_result_pages(visitor: Visitor) -> set[str]:
    with patch.object(narrowing, "levels", lambda *_: {}):
        pages = [visitor.get("/suche/", q=subject(kind)) for kind in SUBJECTS]
    return {kind for kind in SUBJECTS if f">Gebiet {kind}</a>" in " ".join(pages)}


def page_of(ergebnis: Ergebnis) -> ResultPage:
    """Without a filter, with every hit that the visitor may read counted."""
    return build_result_page(ergebnis, NO_FILTER, RELEVANZ, None)


def in_overviews(visitor: Visitor) -> set[str]:
    """Kinds whose Kommune stands in an overview. All hits count here, as if all fitted well."""
    answers = [answer(visitor, kind) for kind in SUBJECTS]
    fitting = [replace(a, stufen=dict.fromkeys(a.stufen, GOOD)) for a in answers]
    found = [page_of(ergebnis).ueberblick for ergebnis in fitting]
    names = {beleg.text for u in found if u for angabe in u.stand for beleg in angabe.belege}
    return {kind for kind in SUBJECTS if f"Ort {kind}" in names}


def in_facets(visitor: Visitor) -> set[str]:
    """Kinds whose Kommune or Thema is offered as a filter, or counted."""
    pages = [page_of(answer(visitor, kind)) for kind in SUBJECTS]
    offered = {wert.text for page in pages for f in page.facetten for wert in f.werte}
    kommunen = {kind for kind in SUBJECTS if f"Ort {kind}" in offered}
    assert kommunen == {kind for kind in SUBJECTS if f"Gebiet {kind}" in offered}
    return kommunen


def planned(visitor: Visitor, world: World) -> set[str]:
    """Kinds whose project somebody plans as well, as far as an answer says so."""
    Planung.objects.bulk_create(
        Planung(
            seite=page,
            kommune=world.nachnutzer,
            stelle=f"Team {SUBJECTS[kind][0]}",
            postfach="a@stadt.de",
            gilt_bis=heute(),
            bestaetigt_am=timezone.now(),
        )
        for kind, page in world.private.items()
    )
    pages = [visitor.get("/suche/", q=f"{subject(kind)} {SUBJECTS[kind][0]}") for kind in SUBJECTS]
    parts = [re.findall('id="planungen".*?</section>', page, re.DOTALL) for page in pages]
    return named_in(" ".join(part for found in parts for part in found))


def tipped(visitor: Visitor, world: World) -> set[str]:
    """Kinds that stand above the results, when editors have put them there."""
    for kind, page in world.private.items():
        Redaktionstipp.objects.create(fragen=subject(kind), seite=page.page_ptr)
    texts = [visitor.get("/suche/", q=subject(kind)) for kind in SUBJECTS]
    return named_in("".join(re.findall('class="suche-tipp".*?</section>', "".join(texts), re.S)))


SURFACES: dict[str, Surface] = {
    "who plans the same": planned,
    "overview of an answer": lambda v, w: in_overviews(v),
    "facets of an answer": lambda v, w: in_facets(v),
    "visible_ids": lambda v, w: w.kinds(set(visible_ids(v.request))),
    "lexical leg": lambda v, w: ranked(v, w, "lexical"),
    "semantic leg": lambda v, w: ranked(v, w, "semantic"),
    "answer by words": lambda v, w: answered(v, w, "lexical"),
    "answer by meaning": lambda v, w: answered(v, w, "semantic", "tokens"),
    "answer by all legs": lambda v, w: answered(v, w, "lexical", "semantic", "tokens"),
    "passages": lambda v, w: passages(v, w, "lexical", "semantic", "tokens"),
    "passages without the model": lambda v, w: passages(v, w, "lexical"),
    "number of results": counted,
    "result page": lambda v, w: result_pages(v, filtered=False),
    "result page with a filter": lambda v, w: result_pages(v, filtered=True),
    "reply that prefers a Kommune": lambda v, w: replied(v),
    "nearest Themen": lambda v, w: nearest(v),
    "Themen of an empty result page": lambda v, w: empty_result_pages(v),
    "tips of the editors": tipped,
}


@pytest.mark.parametrize("surface", SURFACES.values(), ids=SURFACES)
def test_surface_shows_exactly_the_readable_pages(
    surface: Surface, visitor: Visitor, world: World
) -> None:
    assert surface(visitor, world) == visitor.readable


def test_corrections_are_made_of_words_of_public_pages(visitor: Visitor, world: World) -> None:
    known = current_vocabulary().spellings
    assert "rathausdach" in known
    assert not [animal for animal, _ in SUBJECTS.values() if spelt_out(animal) in known]


@pytest.mark.parametrize("kind", SUBJECTS)
def test_search_command_answers_like_an_anonymous_visitor(kind: str, world: World) -> None:
    out = StringIO()
    call_command("search", subject(kind), "-n", "200", "--json", stdout=out)
    assert json.loads(out.getvalue())["treffer"]
    assert not named_in(out.getvalue())
