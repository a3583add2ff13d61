"""`GET <address of a page>index.md`: the page as Markdown, for programs that read it.

Projects, meetings and text pages have such a twin, and so have Kommunen and Themen.
"""

from collections.abc import Collection, Iterator

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from wiki.austausch.export.headings import exported_heading
from wiki.austausch.export.page_document import content_parts, schriftstueck_of
from wiki.austausch.export.rich_text import paragraphs_of
from wiki.models import Kommune, Projektseite, Textseite, Thema, Veranstaltung
from wiki.platform.addresses import absolute
from wiki.schriftstueck.markdown import write_markdown
from wiki.schriftstueck.schema import (
    Absatz,
    Angaben,
    Run,
    Schriftstueck,
    Stil,
    Teil,
    Ueberschrift,
    paragraph,
)
from wiki.sorting import sort_key
from wiki.visibility import chosen_once, each_once, ids_of, visible_ids, visible_to

ENDING = "index.md"
WITH_TWIN = (Projektseite, Veranstaltung, Textseite)


@require_safe
def page_as_markdown(request: HttpRequest, path: str) -> HttpResponse:
    """`path` is the page's address without the slash in front."""
    pages = visible_to(Page.objects.filter(url_path=_url_path(request, path)), request)
    page = get_object_or_404(pages).specific
    return _answer(document_of(page, request))


@require_safe
def kommune_as_markdown(request: HttpRequest, slug: str) -> HttpResponse:
    kommune = get_object_or_404(Kommune.objects.exclude(typ=Kommune.Typ.LAND), slug=slug)
    facts = [("Land", kommune.land), ("Einwohner", _number(kommune.einwohner))]
    return _answer(_list(request, kommune, Q(kommunen=kommune), Angaben(tuple(facts))))


@require_safe
def thema_as_markdown(request: HttpRequest, slug: str) -> HttpResponse:
    thema = get_object_or_404(Thema, slug=slug)
    about = paragraph(thema.beschreibung)
    return _answer(_list(request, thema, Q(themen=thema) | Q(themen__oberthema=thema), about))


def document_of(page: Page, request: HttpRequest) -> Schriftstueck:
    """Makes the document of a page; 404 for a kind of page that has none."""
    address = absolute(page.get_url(request) or "/")
    readable = visible_ids(request)
    if isinstance(page, Projektseite):
        return schriftstueck_of(page, address, readable)
    if isinstance(page, Veranstaltung):
        return Schriftstueck(page.title, tuple(_meeting(page, readable)), fuss=address)
    if isinstance(page, Textseite):
        return Schriftstueck(page.title, tuple(paragraphs_of(str(page.text))), fuss=address)
    raise Http404


def _url_path(request: HttpRequest, path: str) -> str:
    site = Site.find_for_request(request)
    return f"{site.root_page.url_path if site else '/'}{path}"


def _meeting(page: Veranstaltung, readable: Collection[int]) -> Iterator[Teil]:
    yield paragraph(page.kurzfassung, Stil.LEAD)
    days = filter(None, [page.datum, page.datum_bis])
    when = " bis ".join(date_format(day, "j. F Y") for day in days)
    facts = [("Datum", when), ("Ort", page.ort), ("Veranstalter", page.veranstalter)]
    yield Angaben(tuple((name, value) for name, value in facts if value))
    yield from _programme(page)
    for section in page.sections():
        yield Ueberschrift(exported_heading(section))
        yield from content_parts(section.content, frozenset(readable))
    presented = Projektseite.objects.filter(chosen_once(ids_of(page.projekte.all()))).order_by(
        "title"
    )
    if projekte := [projekt for projekt in presented if projekt.pk in readable]:
        yield Ueberschrift("Vorgestellte Projekte")
        yield from map(_linked, projekte)


def _programme(page: Veranstaltung) -> Iterator[Teil]:
    if page.programm:
        yield Ueberschrift("Programm")
    for point in page.programm:
        yield Ueberschrift(f"{point.value['uhrzeit'] or ''} {point.value['titel']}".strip(), 2)
        yield paragraph(point.value["beschreibung"] or "")


def _linked(page: Projektseite) -> Absatz:
    return Absatz((Run(page.title, url=absolute(page.get_url() or "/")),), Stil.BULLET)


def _list(request: HttpRequest, of: Kommune | Thema, chosen: Q, about: Teil) -> Schriftstueck:
    """The projects of a Kommune or a Thema, with their leads and addresses."""
    pages = visible_to(each_once(Projektseite.objects.filter(chosen)).distinct(), request)
    entries = (
        Absatz(
            (
                Run(page.title, url=absolute(page.get_url(request) or "/")),
                Run(f": {page.kurzfassung}"),
            ),
            Stil.BULLET,
        )
        for page in sorted(pages, key=lambda page: (sort_key(page.title), page.pk))
    )
    fuss = absolute(of.get_absolute_url())
    return Schriftstueck(of.name, (about, Ueberschrift("Projekte"), *entries), fuss=fuss)


def _number(inhabitants: int | None) -> str:
    """`1.087.863`"""
    return "nicht bekannt" if inhabitants is None else f"{inhabitants:,}".replace(",", ".")


def _answer(schriftstueck: Schriftstueck) -> HttpResponse:
    response = HttpResponse(
        write_markdown(schriftstueck), content_type="text/markdown; charset=utf-8"
    )
    response["Cache-Control"] = "private, no-cache"
    return response
