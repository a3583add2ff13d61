"""The report "Wissenslücken" in the CMS, what is done about a gap, and the clicks per rank."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.models import Page

from suche.models import Synonym
from wiki.redaktion.dashboard import new_case_address
from wiki.visibility import visible_to

from .auswertung import KEPT_DAYS, shown_gaps
from .draft_text import draft_lead, draft_title, telling_word
from .klicks import click_report
from .models import Luecke, Redaktionstipp

PER_PAGE = 20
PAGES_SHOWN = 3
QUESTIONS_SHOWN = 5
Stand = Luecke.Stand


@dataclass(frozen=True)
class Zeile:
    """A gap with what the editor may read of the pages near it, and where to go from it."""

    luecke: Luecke
    fragen: list[str]
    naechste: list[tuple[Page, str]]
    seite_schreiben: str
    synonym: str
    tipp: str


def may_work_on_gaps(user: Any) -> bool:
    """Whoever may write tips: Redaktion and Leitung."""
    return bool(user.has_perm("luecken.change_redaktionstipp"))


@require_safe
def report(request: HttpRequest) -> HttpResponse:
    _require_permission(request)
    gaps = shown_gaps(Stand.OFFEN).prefetch_related("fragen")
    seite = Paginator(gaps, PER_PAGE).get_page(request.GET.get("p"))
    closed = shown_gaps(Stand.BEANTWORTET).order_by("-beantwortet_am", "-pk")[:PER_PAGE]
    context = {
        "seite": seite,
        "zeilen": _lines(list(seite), request),
        "verworfen": shown_gaps(Stand.VERWORFEN)[:PER_PAGE],
        "beantwortet": _answered(list(closed), request),
        "tage": KEPT_DAYS,
    }
    return render(request, "suche/luecken/bericht.html", context)


@require_POST
def decide(request: HttpRequest, luecke_id: int) -> HttpResponse:
    """`verworfen` puts a gap aside, `offen` takes it back."""
    _require_permission(request)
    stand = request.POST.get("stand")
    if stand not in {Stand.OFFEN, Stand.VERWORFEN}:
        return HttpResponse("Diese Entscheidung gibt es nicht.", status=400)
    gap = get_object_or_404(Luecke.objects.exclude(stand=Stand.BEANTWORTET), pk=luecke_id)
    Luecke.objects.filter(pk=gap.pk).update(stand=stand)
    done = "verworfen" if stand == Stand.VERWORFEN else "zurückgeholt"
    messages.success(request, f"„{gap.frage}“ ist {done}.")
    return redirect("luecken_bericht")


@require_safe
def clicks(request: HttpRequest) -> HttpResponse:
    _require_permission(request)
    return render(
        request, "suche/luecken/klicks.html", {"bericht": click_report(), "tage": KEPT_DAYS}
    )


def _require_permission(request: HttpRequest) -> None:
    if not may_work_on_gaps(request.user):
        raise PermissionDenied


def _lines(gaps: list[Luecke], request: HttpRequest) -> list[Zeile]:
    readable = _readable([pk for gap in gaps for pk, _ in gap.naechste], request)
    new_case = new_case_address(request)
    return [_line(gap, readable, new_case) for gap in gaps]


def _line(gap: Luecke, readable: dict[int, Page], new_case: str) -> Zeile:
    near = [(readable[pk], level) for pk, level in gap.naechste if pk in readable]
    fragen = list(dict.fromkeys([gap.frage, *(row.text for row in gap.fragen.all())]))
    draft = {"titel": draft_title(gap.frage), "kurzfassung": draft_lead(gap.frage)}
    add_synonym, add_tip = _add_address(Synonym), _add_address(Redaktionstipp)
    return Zeile(
        luecke=gap,
        fragen=fragen[1 : QUESTIONS_SHOWN + 1],
        naechste=near[:PAGES_SHOWN],
        seite_schreiben=f"{new_case}?{urlencode(draft)}" if new_case else "",
        synonym=f"{add_synonym}?{urlencode({'begriff': telling_word(gap.frage)})}",
        tipp=f"{add_tip}?{urlencode({'fragen': chr(10).join(fragen[:QUESTIONS_SHOWN])})}",
    )


def _answered(gaps: list[Luecke], request: HttpRequest) -> list[tuple[Luecke, Page | None]]:
    readable = _readable([gap.antwort_id for gap in gaps if gap.antwort_id], request)
    return [(gap, readable.get(gap.antwort_id or 0)) for gap in gaps]


def _readable(page_ids: list[int], request: HttpRequest) -> dict[int, Page]:
    return {page.pk: page for page in visible_to(Page.objects.filter(pk__in=page_ids), request)}


def _add_address(model: Any) -> str:
    return reverse(model.snippet_viewset.get_url_name("add"))
