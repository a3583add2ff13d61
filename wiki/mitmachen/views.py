"""Shows recent changes, versions, wanted pages, and the form for a message to the authors."""

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from wiki.fakten.left_out import missing_page
from wiki.models import Projektseite, Rueckmeldung, Textseite
from wiki.redaktion.dashboard import new_case_address
from wiki.visibility import visible_to

from .aenderungen import TAGE, recent_changes
from .rueckmeldung import LABELS, TITLES, RueckmeldungForm, answerable_page, keep
from .textvorschlag import text_of, texts_of
from .versionen import changes_of, may_see_versions, published_versions
from .verweise import wanted_pages

JE_SEITE = 50


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """`/aenderungen/`: lists recent changes, newest first."""
    seite = Paginator(recent_changes(request), JE_SEITE).get_page(request.GET.get("seite"))
    left = missing_page(request.GET, seite.paginator)
    context = {"seite": seite, "tage": TAGE, "weggelassen": left}
    return render(request, "wiki/mitmachen/aenderungen.html", context)


@require_safe
def wanted(request: HttpRequest) -> HttpResponse:
    """`/gewuenscht/`: lists pages that others link to and nobody has written."""
    context = {"wuensche": wanted_pages(request), "anlegen": new_case_address(request)}
    return render(request, "wiki/mitmachen/gewuenscht.html", context)


@require_safe
@never_cache
def versions(request: HttpRequest, page_id: int) -> HttpResponse:
    """`/versionen/<page>/`: compares two published versions, for who may edit the page. `?von=`
    and `?bis=` are numbers of versions; without them the newest is compared with the one before."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    page = get_object_or_404(visible_to(Projektseite.objects.filter(pk=page_id), request))
    if not may_see_versions(request.user, page):
        raise PermissionDenied
    found = published_versions(page)
    by_number = {version.nummer: version for version in found}
    new = by_number.get(_number(request, "bis")) or (found[0] if found else None)
    old = by_number.get(_number(request, "von")) or (by_number.get(new.nummer - 1) if new else None)
    context = {"page": page, "versionen": found, "alt": old, "neu": new, "unterschiede": None}
    if old and new:
        context["unterschiede"] = changes_of(old.revision, new.revision)
    return render(request, "wiki/mitmachen/versionen.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest, page_id: int) -> HttpResponse:
    """`/rueckmeldung/<page>/?art=frage|fehler|kontakt`: shows the form, stores what was sent, and
    leads on to the thanks. `?text=` names a text of the article to improve."""
    page = answerable_page(page_id, request)
    if page is None:
        raise Http404
    template = "wiki/mitmachen/rueckmeldung.html"
    if request.method != "POST":
        form = RueckmeldungForm(page, initial={"art": _art(request.GET.get("art", ""))})
        if stelle := text_of(page, request.GET.get("text", "")):
            form.propose_for(stelle)
        return render(request, template, _feedback_context(form, form.initial["art"]))
    form = RueckmeldungForm(page, request.POST)
    if form.from_a_program:
        return redirect("rueckmeldung_danke")
    if not form.is_valid():
        context = _feedback_context(form, _art(request.POST.get("art", "")))
        return render(request, template, context, status=400)
    keep(form)
    return redirect("rueckmeldung_danke")


@require_safe
def report_barrier(request: HttpRequest) -> HttpResponse:
    """`/barriere-melden/`: leads to the form below the declaration of accessibility."""
    pages = Textseite.objects.filter(slug="barrierefreiheit").order_by("path")
    page = visible_to(pages, request).first()
    if page is None:
        raise Http404
    art = Rueckmeldung.Art.BARRIERE
    return redirect(f"{reverse('rueckmeldung', args=[page.pk])}?art={art}")


@require_safe
def feedback_thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "wiki/mitmachen/rueckmeldung_danke.html")


def _feedback_context(form: RueckmeldungForm, art: str) -> dict[str, object]:
    form.fields["text"].label = LABELS[Rueckmeldung.Art(art)]
    texts = texts_of(form.page) if art == Rueckmeldung.Art.FEHLER and not form.proposes else []
    titel = TITLES[Rueckmeldung.Art(art)]
    return {"form": form, "seite": form.page, "art": art, "titel": titel, "texte": texts}


def _art(text: str) -> str:
    return text if text in TITLES else Rueckmeldung.Art.FRAGE


def _number(request: HttpRequest, name: str) -> int:
    value = request.GET.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 7 else 0
