"""`/api/v1/`: the addresses, and what each of them answers. Nothing here changes anything."""

from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import conditional_page
from ninja import Field, Path, Query, Schema
from ninja.decorators import decorate_view
from pydantic import create_model
from wagtail.models import Page

from suche.ansprechstellen.ranking import ansprechstellen
from suche.answer.reply import Reply, reply_to
from suche.answer.similar import similar_projects
from suche.answer.wegweiser import signposts
from suche.fakten.order import RELEVANZ, SORTIERUNGEN
from suche.page.result_page import ResultPage, build_result_page
from suche.verbund.searching import foreign_hits
from suche.vorhaben.checking import check_sketch
from suche.vorhaben.files.text_files import text_blocks
from wiki.fakten.filters import SEARCH_FILTERS, Filter
from wiki.fakten.selection import one_of, parse_filters
from wiki.models import Kommune, Projektseite, Thema
from wiki.models.seiten import kommunen_counted
from wiki.platform.addresses import absolute
from wiki.schriftstueck.markdown import write_markdown
from wiki.sorting import sort_key
from wiki.visibility import anonymous_request, each_once, visible_to
from wiki.web.markdown_pages import document_of

from . import said, schema
from .callers import AnonymousRate, AnybodyOrToken, TokenRate
from .description import DescribedAPI
from .models import Bereich
from .paging import PER_PAGE, PER_PAGE_MAX, cut, cut_behind
from .problems import register_problems
from .reading import TextParser

OFFICES_SAID, FOREIGN_SAID = 20, 5
MAX_ID = 2**31 - 1
DESCRIPTION = """Was das Wiki beantwortet, für andere Programme: nur lesend, mit den Rechten dessen,
der fragt. Ohne Schlüssel ist das, was jeder lesen darf; mit `Authorization: Bearer …`, was der
Inhaber des Schlüssels lesen darf. Fehler kommen als problem+json, auf Englisch mit
`Accept-Language: en`. Die Texte stehen unter CC BY 4.0; nennen Sie bitte die Adresse der Seite."""

api = DescribedAPI(
    title="Wissens-Wiki der Digitalen Städte",
    version="1.0.0",
    description=DESCRIPTION,
    urls_namespace="schnittstelle",
    docs_url=None,  # its page loads scripts from elsewhere
    auth=AnybodyOrToken(),
    throttle=[AnonymousRate(), TokenRate()],
    parser=TextParser(),
)
register_problems(api)


def _for(bereich: Bereich) -> dict[str, Any]:
    """Returns the settings of an address that only tokens for this `bereich` may ask. An address
    without a bereich refuses all tokens."""
    said = f"Ein Schlüssel braucht den Bereich „{bereich}“."
    return {"auth": AnybodyOrToken(bereich), "description": said}


LESEN, SUCHEN, PRUEFEN = map(_for, (Bereich.LESEN, Bereich.SUCHEN, Bereich.PRUEFEN))


EXAMPLES = {"kommune": "trier", "land": "Rheinland-Pfalz", "stand": "2025"}


def _filter_said(chosen: Filter) -> str:
    said = f"Filter „{chosen.titel}“, auch mehrmals."
    if chosen.choices:
        return f"{said} Werte: {', '.join(chosen.choices)}."
    example = EXAMPLES.get(chosen.name)
    return f"{said} Beispiel: {example}." if example else said


# The filters of the result page, under the same names.
FILTER_FIELDS: dict[str, Any] = {
    filter_.name: (list[str], Field([], description=_filter_said(filter_)))
    for filter_ in SEARCH_FILTERS
}
Auswahl: Any = create_model("Auswahl", __base__=Schema, **FILTER_FIELDS)
FRAGE: Any = Query(..., description="Eine Frage, ein Stichwort oder eine Skizze.")
CURSOR: Any = Query("", description="Was die Antwort davor unter „weiter“ nannte.", max_length=40)
ANZAHL: Any = Query(PER_PAGE, description="So viele auf einmal.", ge=1, le=PER_PAGE_MAX)
REIHENFOLGE: Any = Query(RELEVANZ, description=f"Eine von: {', '.join(SORTIERUNGEN)}.")
FILTER: Any = Query(...)
SEITE: Any = Path(..., ge=1, le=MAX_ID)
ERRORS = dict.fromkeys((400, 401, 403, 422, 429), schema.Fehler)
NOT_FOUND = {404: schema.Fehler, **ERRORS}
# Callers who have the answer already are told so (304).
KNOWN = decorate_view(conditional_page)


@api.get(
    "/suche",
    **SUCHEN,
    response={200: schema.Suchantwort, **ERRORS},
    summary="Eine Frage stellen",
    operation_id="suche",
)
@KNOWN
def search(
    request: HttpRequest,
    q: str = FRAGE,
    auswahl: Auswahl = FILTER,
    sortierung: str = REIHENFOLGE,
    anzahl: int = ANZAHL,
    weiter: str = CURSOR,
) -> schema.Suchantwort:
    reply, page = _answered(request, q)
    part = cut(page.ergebnis.reihenfolge, weiter, anzahl)
    hits = page.ergebnis[part.first : part.first + len(part.items)]
    filters = parse_filters(request.GET, SEARCH_FILTERS).filters
    fremde = foreign_hits(reply.question, filters, FOREIGN_SAID, weak=False)
    return schema.Suchantwort(
        frage=reply.question.text,
        statt=reply.instead_of or None,
        vorschlag=reply.suggestion or None,
        anzahl=page.ergebnis.anzahl,
        ueberblick=said.overview(page.ueberblick),
        hinweise=said.notices(reply),
        treffer=[said.treffer(hit) for hit in hits],
        andere_wikis=[said.fremdtreffer(hit) for hit in fremde.treffer],
        weiter=part.weiter,
    )


def _answered(request: HttpRequest, typed: str) -> tuple[Reply, ResultPage]:
    """Returns the answer as the result page gives it, with the same filters, order and overview."""
    chosen = parse_filters(request.GET, SEARCH_FILTERS)
    order = one_of(request.GET, "sortierung", SORTIERUNGEN, RELEVANZ)
    reply = reply_to(typed, request, chosen.filters)
    posts = signposts(reply.question, reply.preferred, request)
    page = build_result_page(reply.ergebnis, chosen, order, None, reply.preferred, posts)
    return reply, page


@api.get(
    "/projekte",
    **LESEN,
    response={200: schema.Projektseiten, **ERRORS},
    summary="Alle Projekte, die der Aufrufer lesen darf",
)
@KNOWN
def projekte(
    request: HttpRequest, anzahl: int = ANZAHL, weiter: str = CURSOR
) -> schema.Projektseiten:
    pages = visible_to(each_once(Projektseite.objects.order_by("pk")), request)
    ids = list(pages.values_list("pk", flat=True))
    part = cut_behind(ids, weiter, anzahl)
    found = Projektseite.objects.prefetch_related("kommunen").in_bulk(part.items)
    listed = [said.projektkopf(found[pk]) for pk in part.items if pk in found]
    return schema.Projektseiten(anzahl=len(ids), projekte=listed, weiter=part.weiter)


@api.get(
    "/projekte/{seite}",
    **LESEN,
    response={200: schema.Projekt, **NOT_FOUND},
    summary="Ein Projekt",
)
@KNOWN
def projekt(request: HttpRequest, seite: int = SEITE) -> schema.Projekt:
    return said.projekt(_readable(request, seite))


@api.get(
    "/projekte/{seite}/aehnliche",
    **SUCHEN,
    response={200: schema.Projektliste, **NOT_FOUND},
    summary="Projekte über dieselbe Sache",
)
@KNOWN
def aehnliche(request: HttpRequest, seite: int = SEITE) -> schema.Projektliste:
    found = similar_projects(_readable(request, seite), request)
    return schema.Projektliste(projekte=[said.projektkopf(page) for page in found])


def _readable(request: HttpRequest, page_id: int) -> Projektseite:
    pages = visible_to(Projektseite.objects.filter(pk=page_id), request)
    found: Projektseite = get_object_or_404(pages)
    return found


@api.get(
    "/austausch",
    **LESEN,
    response={200: schema.Austauschliste, **ERRORS},
    summary="Alle öffentlichen Projekte mit Text, für ein anderes Wiki",
)
@KNOWN
def austausch(
    request: HttpRequest, anzahl: int = ANZAHL, weiter: str = CURSOR
) -> schema.Austauschliste:
    """Lists what anybody may read, whoever asks: the other wiki shows it to everybody."""
    pages = visible_to(each_once(Projektseite.objects.all()), anonymous_request())
    ids = list(pages.order_by("pk").values_list("pk", flat=True))
    part = cut_behind(ids, weiter, anzahl)
    found = Projektseite.objects.prefetch_related("kommunen", "themen").in_bulk(part.items)
    listed = [said.austauschprojekt(found[pk]) for pk in part.items if pk in found]
    return schema.Austauschliste(anzahl=len(ids), projekte=listed, weiter=part.weiter)


@api.get(
    "/seiten/{seite}",
    **LESEN,
    response={200: schema.Seitentext, **NOT_FOUND},
    summary="Eine Seite als Markdown: Projekt, Veranstaltung oder Textseite",
)
@KNOWN
def seitentext(request: HttpRequest, seite: int = SEITE) -> schema.Seitentext:
    page = get_object_or_404(visible_to(Page.objects.filter(pk=seite), request)).specific
    return schema.Seitentext(
        id=page.pk,
        titel=page.title,
        adresse=absolute(page.get_url()),
        markdown=write_markdown(document_of(page, request)),
    )


@api.get(
    "/kommunen",
    **LESEN,
    response={200: schema.Kommunenliste, **ERRORS},
    summary="Kommunen, die Projekte im Wiki haben",
)
@KNOWN
def kommunen(
    request: HttpRequest, anzahl: int = ANZAHL, weiter: str = CURSOR
) -> schema.Kommunenliste:
    found = kommunen_counted(request)
    part = cut(found, weiter, anzahl)
    listed = [
        schema.KommuneMitZahl(**said.kommune(one).dict(), projekte=one.anzahl) for one in part.items
    ]
    return schema.Kommunenliste(anzahl=len(found), kommunen=listed, weiter=part.weiter)


@api.get(
    "/themen",
    **LESEN,
    response={200: schema.Themenliste, **ERRORS},
    summary="Themen, die Projekte haben, mit ihrer Zahl",
)
@KNOWN
def themen(request: HttpRequest) -> schema.Themenliste:
    below = Q(themen=OuterRef("pk")) | Q(themen__oberthema=OuterRef("pk"))
    pages = visible_to(each_once(Projektseite.objects.filter(below)), request).order_by()
    number = pages.values(one=Value(1)).annotate(number=Count("pk", distinct=True))
    counted = Thema.objects.annotate(anzahl=Subquery(number.values("number")))
    listed = [
        schema.Themenangabe(
            name=thema.name,
            kuerzel=thema.slug,
            oberthema=thema.oberthema.name if thema.oberthema else None,
            projekte=thema.anzahl,
            adresse=absolute(thema.get_absolute_url()),
        )
        for thema in sorted(counted.filter(anzahl__gt=0).select_related("oberthema"), key=_name)
    ]
    return schema.Themenliste(themen=listed)


def _name(thema: Thema | Kommune) -> Any:
    return sort_key(thema.name)


@api.get(
    "/ansprechstellen",
    **SUCHEN,
    response={200: schema.Ansprechstellenliste, **ERRORS},
    summary="Wen man zu einer Sache fragen kann",
    operation_id="ansprechstellen",
)
@KNOWN
def stellen(
    request: HttpRequest,
    q: str = FRAGE,
    auswahl: Auswahl = FILTER,
) -> schema.Ansprechstellenliste:
    chosen = parse_filters(request.GET, SEARCH_FILTERS)
    reply = reply_to(q, request, chosen.filters)
    found = ansprechstellen(reply.ergebnis)[:OFFICES_SAID]
    return schema.Ansprechstellenliste(frage=reply.question.text, stellen=said.offices(found))


@api.post(
    "/pruefen",
    **PRUEFEN,
    response={200: schema.Pruefung, 413: schema.Fehler, **ERRORS},
    summary="Eine Projektskizze mit dem Wiki vergleichen",
)
@decorate_view(never_cache)
def pruefen(request: HttpRequest, skizze: schema.Skizze) -> schema.Pruefung:
    return said.pruefung(check_sketch(text_blocks(skizze.text), None, request))
