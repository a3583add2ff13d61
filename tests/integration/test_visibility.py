"""Nobody is shown a page they may not read, wherever pages are shown.

A new surface is one line in SURFACES: what it shows to a visitor, as the kinds of private pages.
"""

import json
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from django.core import mail
from django.core.management import call_command
from django.http import HttpResponse
from django.utils import timezone
from docx import Document
from pytest_django import DjangoDbBlocker
from wagtail.models import Page

from einbettung.models import Dokument
from suche.abo.mail.wochenmail import send_weekly
from suche.abo.models import Abonnement, Netzwerkantwort, Planung
from suche.abo.netzwerk import send_answers
from suche.abo.planungen import remind_of_end
from suche.answer import answer as suche_answer
from suche.answer import similar as suche_duplicates
from suche.answer.answer import Ergebnis, ask
from suche.answer.reply import reply_to
from suche.answer.similar import similar_titles
from suche.answer.themen import nearest_themen
from suche.doppelt.similar_drafts import similar_cases
from suche.fakten.order import RELEVANZ
from suche.german.names import fold
from suche.luecken.models import Luecke, Redaktionstipp
from suche.luecken.nightly import FROM_ASKERS
from suche.models import Netzwerkfrage
from suche.page import result_page
from suche.page.result_page import ResultPage, build_result_page
from suche.rank import narrowing
from suche.rank.levels import GOOD, RELATED, WEAK
from suche.rank.ranking import Plan, rank
from suche.rank.words.lexical import lexical_index
from suche.understand.known_words import current_vocabulary
from wiki.austausch.export.exporting import export
from wiki.fakten.filters import Auswahl
from wiki.markt import feeds
from wiki.markt.merkliste import merkliste
from wiki.models import seiten
from wiki.models.projektseite import heute
from wiki.visibility import visible_ids

from .conftest import Model, answer_with, ensure_ground
from .private_pages import (
    READABLE,
    SUBJECTS,
    Visitor,
    World,
    build_world,
    named_in,
    subject,
    tear_down_world,
    visit,
)
from .seiten import question
from .vermerke import docx_text, pdf_text

# Many surfaces show only what fits well: levels are of the bundled model.
pytestmark = [pytest.mark.django_db, pytest.mark.real_model]

NO_FILTER = Auswahl({}, {})
Surface = Callable[[Visitor, World], set[str]]


@pytest.fixture(scope="module")
def world(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, real_model: Model
) -> Iterator[World]:
    """Built once for this module, committed, and taken away again."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patched:
        answer_with(real_model, patched)
        ensure_ground()
        real_model.projektion.save()
        tear_down_world()
        lexical_index().drop()
        try:
            yield build_world(real_model.encoder)
        finally:
            tear_down_world()


@pytest.fixture(params=READABLE)
def visitor(request: pytest.FixtureRequest, db: None, world: World) -> Visitor:
    return visit(request.param, world)


def answer(visitor: Visitor, kind: str, *legs: str) -> Ergebnis:
    return ask(question(subject(kind)), visitor.request, legs=legs)


def answered(visitor: Visitor, *legs: str) -> set[str]:
    """Kinds whose title is among the results for their own subject."""
    shown = [t.seite.title for kind in SUBJECTS for t in answer(visitor, kind, *legs)[:200]]
    return named_in(" ".join(shown))


def passages(visitor: Visitor, *legs: str) -> set[str]:
    shown = [t.passage for kind in SUBJECTS for t in answer(visitor, kind, *legs)[:200]]
    return named_in(" ".join(passage.text for passage in shown if passage))


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


def on_each(visitor: Visitor, world: World, address: str) -> set[str]:
    """On the pages whose address differs by kind (`{animal}`)."""
    addresses = [address.format(animal=animal.lower()) for animal, _ in SUBJECTS.values()]
    return named_in(" ".join(visitor.get(where) for where in addresses))


def beside_neighbours(visitor: Visitor, world: World, pattern: str) -> set[str]:
    """In one part of the articles on the same subjects."""
    texts = [visitor.get(page.url) for page in world.neighbours.values()]
    return named_in(" ".join("".join(re.findall(pattern, text, re.DOTALL)) for text in texts))


def the_page_itself(visitor: Visitor, world: World) -> set[str]:
    return named_in(" ".join(visitor.get(page.url) for page in world.private.values()))


def kommunen_counted(visitor: Visitor, world: World) -> set[str]:
    laender = visitor.context("/kommunen/")["laender"]
    names = {kommune.name for _, kommunen in laender for kommune in kommunen}
    return {kind for kind in SUBJECTS if f"Ort {kind}" in names}


def themen_counted(visitor: Visitor, address: str) -> set[str]:
    counts = {thema.name: thema.anzahl for thema, _ in visitor.context(address)["baum"]}
    return {kind for kind in SUBJECTS if counts[f"Gebiet {kind}"]}


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


def result_page_for(visitor: Visitor, kind: str) -> ResultPage:
    """Without a filter, with every hit that the visitor may read counted."""
    ergebnis = ask(question(subject(kind)), visitor.request)
    return build_result_page(ergebnis, NO_FILTER, RELEVANZ, None)


def in_overviews(visitor: Visitor) -> set[str]:
    """Kinds whose Kommune stands in an overview. All hits count here, weak ones too."""
    with patch.object(result_page, "WEAK", "keine"):
        found = [result_page_for(visitor, kind).ueberblick for kind in SUBJECTS]
    names = {beleg.text for u in found if u for angabe in u.stand for beleg in angabe.belege}
    return {kind for kind in SUBJECTS if f"Ort {kind}" in names}


def in_facets(visitor: Visitor) -> set[str]:
    """Kinds whose Kommune or Thema is offered as a filter, or counted."""
    pages = [result_page_for(visitor, kind) for kind in SUBJECTS]
    offered = {wert.text for page in pages for f in page.facetten for wert in f.werte}
    kommunen = {kind for kind in SUBJECTS if f"Ort {kind}" in offered}
    assert kommunen == {kind for kind in SUBJECTS if f"Gebiet {kind}" in offered}
    return kommunen


def suggested(visitor: Visitor, group: str, typed: str) -> set[str]:
    """Kinds that a suggestion names."""
    texts = [
        entry["text"]
        for kind, (animal, _) in SUBJECTS.items()
        for entry in _suggestions(visitor, group, typed.format(kind=kind, animal=animal))
    ]
    kinds = {kind for kind in SUBJECTS if {f"Ort {kind}", f"Gebiet {kind}"} & set(texts)}
    return named_in(" ".join(texts)) | kinds


def _suggestions(visitor: Visitor, group: str, typed: str) -> list[dict[str, str]]:
    gruppen = json.loads(visitor.get("/suche/vorschlaege/", q=typed))["gruppen"]
    return [entry for g in gruppen if g["titel"] == group for entry in g["eintraege"]]


def sketched(visitor: Visitor) -> set[str]:
    """On the page that checks a sketch on their subjects: projects, offices, stumbling blocks."""
    pages = [visitor.get("/suche/vorhaben/", q=subject(kind)) for kind in SUBJECTS]
    return named_in(" ".join(pages))


def vermerke(visitor: Visitor, kind: str) -> set[str]:
    """In the text of the files, opened again."""
    read = {"pdf": pdf_text, "docx": docx_text}[kind]
    asked = [{"q": subject(k), "format": kind} for k in SUBJECTS]
    files = [visitor.client.get("/suche/vermerk/datei/", query).content for query in asked]
    return named_in(" ".join(read(file) for file in files))


def markt(visitor: Visitor, **query: str) -> set[str]:
    """Kinds whose project is on the Markt, looked for on every page of it."""
    pages, number = [], 1
    while True:
        answer = visitor.client.get("/projekte/", query | {"seite": str(number)})
        pages.append(answer.content.decode())
        seite = answer.context.get("seite")
        if seite is None or not seite.has_next():
            return named_in(" ".join(pages))
        number += 1


def markt_filtered(visitor: Visitor) -> set[str]:
    """Kinds that are counted when only their Thema is chosen."""
    where = {kind: f"/projekte/?thema=gebiet-{a.lower()}" for kind, (a, _) in SUBJECTS.items()}
    return {kind for kind, address in where.items() if visitor.context(address)["anzahl"]}


def markt_counted(visitor: Visitor) -> set[str]:
    """Kinds whose Thema is offered as a filter, which it is only with a number above 0."""
    facetten = {f.name: f for f in visitor.context("/projekte/")["facetten"]}
    offered = {option.wert for option in facetten["thema"].werte}
    return {kind for kind, (animal, _) in SUBJECTS.items() if f"gebiet-{animal.lower()}" in offered}


def on_the_map(visitor: Visitor) -> set[str]:
    context = visitor.context("/projekte/?ansicht=karte")
    listed = {ort.name for _, orte in context["laender"] for ort, _ in orte}
    assert listed
    return {kind for kind in SUBJECTS if f"Ort {kind}" in listed}


def on_the_home_map(visitor: Visitor) -> set[str]:
    names = {punkt.ort.name for punkt in visitor.context("/")["punkte"]}
    return {kind for kind in SUBJECTS if f"Ort {kind}" in names}


def shared(visitor: Visitor, world: World, address: str) -> set[str]:
    """What an address with the slugs of all private pages shows, four at a time."""
    slugs = [page.slug for page in world.private.values()]
    parts = [slugs[start : start + 4] for start in range(0, len(slugs), 4)]
    pages = [visitor.client.get(address, {"p": part}).content.decode() for part in parts]
    return named_in(" ".join(pages))


def own_merkliste(visitor: Visitor, world: World) -> set[str]:
    """A list put together while all pages could be read; the menu must not count the rest."""
    answer = HttpResponse()
    merkliste.write(answer, [page.pk for page in world.private.values()])
    visitor.client.cookies[merkliste.COOKIE] = answer.cookies[merkliste.COOKIE].value
    page = visitor.get("/merkliste/")
    counted = re.search(r"data-merkliste-anzahl[^>]*> \((\d+)\)", page)
    assert counted
    assert int(counted[1]) == len(named_in(page))
    return named_in(page)


def put_on_the_merkliste(visitor: Visitor, world: World) -> set[str]:
    """Kinds that may be remembered; the answer must not tell a private page from none."""
    form = {kind: {"projekt": page.pk, "aktion": "merken"} for kind, page in world.private.items()}
    change = "/merkliste/aendern/"
    return {k for k, data in form.items() if visitor.client.post(change, data).status_code == 303}


def similar_to_drafts(visitor: Visitor) -> set[str]:
    """In the side panel of somebody who writes about the same."""
    found = [similar_cases(subject(kind), subject(kind), visitor.request) for kind in SUBJECTS]
    return named_in(" ".join(fall.seite.title for cases in found for fall in cases))


def linked_from(visitor: Visitor, world: World) -> set[str]:
    """In the list of links on the page that all private ones link to."""
    text = visitor.get(world.verlinkt.url)
    return named_in("".join(re.findall('id="seite-links".*?</ul>', text, re.DOTALL)))


def on_private(visitor: Visitor, world: World, address: str) -> set[str]:
    """On pages about the private ones (`{}`: the page's number)."""
    texts = [visitor.get(address.format(page.pk)) for page in world.private.values()]
    return named_in(" ".join(texts))


def exported(visitor: Visitor, form: str) -> set[str]:
    """What stands in an export with this visitor's rights; private pages are linked from others."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "export"
        export(form, path, visitor.request)
        if form != "xlsx":
            return named_in(path.read_text(encoding="utf-8-sig"))
        with zipfile.ZipFile(path) as archive:
            return named_in(" ".join(archive.read(name).decode() for name in archive.namelist()))


def alike(visitor: Visitor) -> set[str]:
    """What an import by this visitor is told to be like its rows, whatever the level."""
    levels = frozenset({GOOD, RELATED, WEAK})
    with patch.multiple(suche_duplicates, TITLES_SHOWN=200, ALIKE_LEVELS=levels):
        found = [similar_titles(subject(kind), visitor.request) for kind in SUBJECTS]
    return named_in(" ".join(title for titles in found for title in titles))


def documents(visitor: Visitor, pages: Iterable[Page]) -> set[str]:
    """What stands in the DOCX and PDF files of pages."""
    texts = []
    for page in pages:
        answer = visitor.client.get(f"/export/{page.pk}.docx")
        if answer.status_code == 200:
            docx = Document(BytesIO(answer.content))
            texts += [paragraph.text for paragraph in docx.paragraphs]
        assert visitor.client.get(f"/export/{page.pk}.pdf").status_code == answer.status_code
    return named_in(" ".join(texts))


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
    "suggested pages": lambda v, w: suggested(v, "Seiten", "Vorhaben {animal}"),
    "suggested Kommunen": lambda v, w: suggested(v, "Kommunen", "Ort {kind}"),
    "suggested Themen": lambda v, w: suggested(v, "Themen", "Gebiet {kind}"),
    "visible_ids": lambda v, w: w.kinds(set(visible_ids(v.request))),
    "lexical leg": lambda v, w: ranked(v, w, "lexical"),
    "semantic leg": lambda v, w: ranked(v, w, "semantic"),
    "answer by words": lambda v, w: answered(v, "lexical"),
    "answer by meaning": lambda v, w: answered(v, "semantic", "tokens"),
    "answer by all legs": lambda v, w: answered(v, "lexical", "semantic", "tokens"),
    "passages": lambda v, w: passages(v, "lexical", "semantic", "tokens"),
    "passages without the model": lambda v, w: passages(v, "lexical"),
    "number of results": counted,
    "result page": lambda v, w: result_pages(v, filtered=False),
    "result page with a filter": lambda v, w: result_pages(v, filtered=True),
    "reply that prefers a Kommune": lambda v, w: replied(v),
    "nearest Themen": lambda v, w: nearest(v),
    "Themen of an empty result page": lambda v, w: empty_result_pages(v),
    "sketch": lambda v, w: sketched(v),
    "Ansprechstellen": lambda v, w: named_in(
        " ".join(v.get("/suche/ansprechstellen/", q=subject(kind)) for kind in SUBJECTS)
    ),
    "Vermerk as PDF": lambda v, w: vermerke(v, "pdf"),
    "Vermerk as DOCX": lambda v, w: vermerke(v, "docx"),
    "similar projects": lambda v, w: beside_neighbours(v, w, 'id="seite-aehnliche".*'),
    "link in another article": lambda v, w: beside_neighbours(v, w, "Siehe auch: .*?</p>"),
    "Markt": lambda v, w: markt(v),
    "Markt by status": lambda v, w: markt(v, status="betrieb"),
    "Markt: newest first": lambda v, w: markt(v, sortierung="neu"),
    "Markt: timeline": lambda v, w: markt(v, ansicht="zeit"),
    "Markt: number with a filter": lambda v, w: markt_filtered(v),
    "Markt: numbers at the filters": lambda v, w: markt_counted(v),
    "Markt: map": lambda v, w: on_the_map(v),
    "home: map": lambda v, w: on_the_home_map(v),
    "comparison": lambda v, w: shared(v, w, "/markt/vergleich/"),
    "shared Merkliste": lambda v, w: shared(v, w, "/merkliste/"),
    "Merkliste as text": lambda v, w: shared(v, w, "/merkliste/text/"),
    "own Merkliste": own_merkliste,
    "putting on the Merkliste": put_on_the_merkliste,
    "Kommune": lambda v, w: on_each(v, w, "/kommune/ort-{animal}/"),
    "Nachnutzungen": lambda v, w: named_in(v.get("/kommune/nachnutzerstadt/")),
    "Thema": lambda v, w: on_each(v, w, "/thema/gebiet-{animal}/"),
    "Kommunenverzeichnis": kommunen_counted,
    "Themenverzeichnis": lambda v, w: themen_counted(v, "/themen/"),
    "home: Themen": lambda v, w: themen_counted(v, "/"),
    "home: newest": lambda v, w: named_in(v.get("/")),
    "Veranstaltung": lambda v, w: named_in(v.get(w.treffen.url)),
    "the page itself": the_page_itself,
    "recent changes": lambda v, w: named_in(v.get("/aenderungen/")),
    "related projects": lambda v, w: beside_neighbours(v, w, 'id="seite-verwandte".*?</section>'),
    "links to the page": lambda v, w: linked_from(v, w),
    "wanted pages": lambda v, w: named_in(v.get("/gewuenscht/")),
    "similar cases of a draft": lambda v, w: similar_to_drafts(v),
    "form of a feedback": lambda v, w: on_private(v, w, "/rueckmeldung/{}/"),
    "similar projects of an import": lambda v, w: alike(v),
    "CSV export": lambda v, w: exported(v, "csv"),
    "XLSX export": lambda v, w: exported(v, "xlsx"),
    "JSON export": lambda v, w: exported(v, "json"),
    "MediaWiki export": lambda v, w: exported(v, "mediawiki"),
    "the page as DOCX and PDF": lambda v, w: documents(v, w.private.values()),
    "tips of the editors": tipped,
    "link in another DOCX": lambda v, w: documents(v, w.neighbours.values()),
}


@pytest.mark.parametrize("surface", SURFACES.values(), ids=SURFACES)
def test_surface_shows_exactly_the_readable_pages(
    surface: Surface, visitor: Visitor, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seiten, "NEUESTE", 100)  # home: all of them, not the newest six
    monkeypatch.setattr(
        suche_answer, "SIMILAR_PROJECTS", 100
    )  # articles: all, not the nearest four
    assert surface(visitor, world) == visitor.readable


def test_versions_are_for_who_is_logged_in_and_may_read_the_page(
    visitor: Visitor, world: World
) -> None:
    readable = visitor.readable if visitor.user.is_authenticated else set()
    assert on_private(visitor, world, "/versionen/{}/") == readable


def test_home_counts_only_readable_projects(visitor: Visitor, world: World) -> None:
    alias_and_source = "alias of a private page" in visitor.readable
    readable = len(world.public) + len(visitor.readable) + alias_and_source
    assert visitor.context("/")["anzahl_projekte"] == readable


def test_home_counts_only_kommunen_of_readable_projects(visitor: Visitor, world: World) -> None:
    readable = len(world.public) + len(visitor.readable)
    assert visitor.context("/")["anzahl_kommunen"] == readable


def test_projektverzeichnis_counts_only_readable_projects(visitor: Visitor, world: World) -> None:
    alias_and_source = "alias of a private page" in visitor.readable
    readable = len(world.public) + len(visitor.readable) + alias_and_source
    assert visitor.context("/projekte/")["anzahl"] == readable


def test_vermerk_counts_only_readable_projects(visitor: Visitor, world: World) -> None:
    file = visitor.client.get("/suche/vermerk/datei/", {"q": subject("login"), "format": "docx"})
    alias_and_source = "alias of a private page" in visitor.readable
    readable = len(world.public) + len(visitor.readable) + alias_and_source
    assert f": {readable} Projekte" in docx_text(file.content)


def test_index_report_is_for_editors_only(visitor: Visitor, world: World) -> None:
    """Who may edit a page sees it there whatever its state; nobody else sees anything."""
    shown = named_in(visitor.get("/admin/reports/index/"))
    assert shown == (set(SUBJECTS) if visitor.name == "superuser" else set())


def test_gap_report_names_pages_that_the_editor_may_read(visitor: Visitor, world: World) -> None:
    near = [(page.pk, "verwandt") for page in world.private.values()]
    for start in range(len(near)):
        Luecke.objects.create(frage="Wer?", anzahl=FROM_ASKERS, naechste=near[start:])
    answer = {"anzahl": FROM_ASKERS, "stand": "beantwortet", "beantwortet_am": "2026-11-25"}
    for page in world.private.values():
        Luecke.objects.create(frage="Wo?", antwort=page.page_ptr, **answer)
    shown = named_in(visitor.get("/admin/reports/luecken/"))
    assert shown == (visitor.readable if visitor.name == "superuser" else set())


def test_state_of_the_wiki_names_no_page(visitor: Visitor, world: World) -> None:
    assert named_in(visitor.get("/health/ready")) == set()


def test_corrections_are_made_of_words_of_public_pages(visitor: Visitor, world: World) -> None:
    known = current_vocabulary().spellings
    assert "rathausdach" in known
    assert not [animal for animal, _ in SUBJECTS.values() if fold(animal) in known]


FEEDS = ["/markt/feed/", "/thema/gebiet-{}/feed/", "/kommune/ort-{}/feed/"]


@pytest.mark.parametrize("feed", FEEDS)
def test_feeds_show_nobody_a_private_page(
    feed: str, visitor: Visitor, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Feed readers log in nowhere: whoever asks gets what anybody may read."""
    monkeypatch.setattr(feeds, "EINTRAEGE", 100)
    pages = [visitor.get(feed.format(animal.lower())) for animal, _ in SUBJECTS.values()]
    assert all("<feed" in page for page in pages)
    assert not named_in(" ".join(pages))


def test_feed_of_a_question_shows_nobody_a_private_page(visitor: Visitor, world: World) -> None:
    pages = [visitor.get("/suche/feed/", q=subject(kind)) for kind in SUBJECTS]
    assert all("<entry>" in page for page in pages)
    assert not named_in(" ".join(pages))


def test_mails_name_no_private_page(world: World) -> None:
    """Weekly mails, answers of the network, and reminders of plans."""
    now = timezone.now()
    for kind, page in world.private.items():
        agreed = {"postfach": f"{page.pk}@stadt.de", "bestaetigt_am": now}
        Abonnement.objects.create(frage=subject(kind), gemeldet={}, **agreed)
        plan = {"kommune": world.nachnutzer, "stelle": "Team", "gilt_bis": heute()}
        Planung.objects.create(seite=page, **plan, **agreed)
        frage = Netzwerkfrage.objects.create(text="?", kontakt="a@stadt.de", erledigt=True)
        Netzwerkantwort.objects.create(frage=frage, seite=page, bestaetigt_am=now)
    assert send_weekly() == len(SUBJECTS)  # of their public neighbours
    assert remind_of_end(heute()) == len(SUBJECTS)
    assert send_answers() == 0
    assert not named_in(" ".join(f"{m.subject} {m.body}" for m in mail.outbox))


@pytest.mark.parametrize("kind", SUBJECTS)
def test_search_command_answers_like_an_anonymous_visitor(kind: str, world: World) -> None:
    out = StringIO()
    call_command("search", subject(kind), "-n", "200", "--json", stdout=out)
    assert json.loads(out.getvalue())["treffer"]
    assert not named_in(out.getvalue())


def test_indexed_text_of_public_pages_names_no_private_page(world: World) -> None:
    public: list[Page] = [*world.neighbours.values(), world.treffen]
    rows = Dokument.objects.filter(pk__in=[page.pk for page in public])
    assert len(rows) == len(public)
    assert not named_in(json.dumps([row.abschnitte for row in rows], ensure_ascii=False))


MEETING_SURFACES: dict[str, Callable[[World], str]] = {
    "Veranstaltungsverzeichnis": lambda w: "/veranstaltungen/",
    "home": lambda w: "/",
    "article of a project shown there": lambda w: str(next(iter(w.neighbours.values())).url),
    "its Kommune": lambda w: str(w.nachnutzer.get_absolute_url()),
    "result page": lambda w: "/suche/?q=Treffen+zum+Austausch",
    "calendar of all": lambda w: "/veranstaltungen/kalender.ics",
    "calendar of one": lambda w: f"/veranstaltungen/{w.private_treffen.slug}/kalender.ics",
    "the page itself": lambda w: str(w.private_treffen.url),
}


@pytest.mark.parametrize("address", MEETING_SURFACES.values(), ids=MEETING_SURFACES)
def test_private_meeting_is_shown_to_its_group_only(
    address: Callable[[World], str], visitor: Visitor, world: World
) -> None:
    shown = "Geheimtreffen" in visitor.get(address(world))
    assert shown == (visitor.name in {"group member", "superuser"})
