"""`/einbetten/suche/`, `/einbetten/kommune/<slug>/`, `/einbetten/projekt/<id>/`, and the web
component that makes frames of them."""

from pathlib import Path
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from suche.answer.reply import reply_to
from suche.exceptions import QuestionInvalid
from suche.rank.levels import WEAK
from wiki.models import Kommune, Projektseite
from wiki.sorting import sort_key
from wiki.visibility import each_once, visible_to

from .frame import frame

HITS = 5
COMPONENT = Path(__file__).with_name("komponente.js")
A_DAY_S = 86_400


@frame
def search(request: HttpRequest) -> HttpResponse:
    """The field, and the best hits for what was typed: those that are more than weak, else the
    weak ones, as the result page shows them. The rest is in the wiki."""
    typed = request.GET.get("q", "").strip()
    context: dict[str, object] = {"frage": typed[:200], "weiter": urlencode({"q": typed[:1000]})}
    status = 200
    if typed:
        try:
            reply = reply_to(typed, request)
            nearest = reply.ergebnis[:HITS]
            related = [hit for hit in nearest if hit.stufe != WEAK]
            context |= {"antwort": reply, "treffer": related or nearest}
            context |= {"anzahl": reply.ergebnis.anzahl, "nur_schwach": not related}
        except QuestionInvalid as error:
            context["fehler"], status = str(error), 400
    return render(request, "suche/einbetten/suche.html", context, status=status)


@frame
def kommune(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Kommune.objects.exclude(typ=Kommune.Typ.LAND), slug=slug)
    pages = visible_to(each_once(Projektseite.objects.filter(kommunen=found)), request)
    projekte = sorted(pages, key=lambda page: (sort_key(page.title), page.pk))
    return render(request, "suche/einbetten/kommune.html", {"kommune": found, "projekte": projekte})


@frame
def projekt(request: HttpRequest, page_id: int) -> HttpResponse:
    pages = visible_to(Projektseite.objects.filter(pk=page_id), request)
    page = get_object_or_404(pages.prefetch_related("kommunen"))
    return render(request, "suche/einbetten/projekt.html", {"projekt": page})


@require_safe
@cache_control(public=True, max_age=A_DAY_S)
def component(request: HttpRequest) -> HttpResponse:
    """The script of `<wissens-wiki>`, at an address that stays: pages of others name it."""
    response = HttpResponse(COMPONENT.read_bytes(), content_type="text/javascript; charset=utf-8")
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
