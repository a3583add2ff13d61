"""The report "Wissenslücken" in the CMS, what is done about a Lücke, and the clicks per rank."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
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

from .draft_text import draft_lead, draft_title, telling_word
from .klicks import click_report
from .models import Luecke, Redaktionstipp
from .nightly import KEPT_DAYS, shown_luecken

PER_PAGE = 20
PAGES_SHOWN = 3
QUESTIONS_SHOWN = 5
Stand = Luecke.Stand


@dataclass(frozen=True)
class Zeile:
    """A Lücke with what the editor may read of the pages near it, and where to go from it."""

    luecke: Luecke
    fragen: list[str]
    naechste: list[tuple[Page, str]]
    seite_schreiben: str
    synonym: str
    tipp: str


def may_work_on_luecken(user: Any) -> bool:
    """Returns whether this user may write tips: Redaktion and Leitung may."""
    return bool(user.has_perm("luecken.change_redaktionstipp"))


@require_safe
def report(request: HttpRequest) -> HttpResponse:
    _require_permission(request)
    luecken = shown_luecken(Stand.OFFEN).prefetch_related("fragen")
    number = request.GET.get("p") or _page_with(request.GET.get("luecke", ""), luecken)
    seite = Paginator(luecken, PER_PAGE).get_page(number)
    closed = shown_luecken(Stand.BEANTWORTET).order_by("-beantwortet_am", "-pk")[:PER_PAGE]
    context = {
        "seite": seite,
        "zeilen": _lines(list(seite), request),
        "verworfen": shown_luecken(Stand.VERWORFEN)[:PER_PAGE],
        "beantwortet": _answered(list(closed), request),
        "tage": KEPT_DAYS,
    }
    return render(request, "suche/luecken/bericht.html", context)


def _page_with(luecke_id: str, luecken: "QuerySet[Luecke]") -> int:
    """Returns the number of the page on which a Lücke stands, of whom somebody was told; else 1."""
    ids = [str(pk) for pk in luecken.values_list("pk", flat=True)] if luecke_id else []
    return ids.index(luecke_id) // PER_PAGE + 1 if luecke_id in ids else 1


@require_POST
def decide(request: HttpRequest, luecke_id: int) -> HttpResponse:
    """`verworfen` puts a Lücke aside, `offen` takes it back."""
    _require_permission(request)
    stand = request.POST.get("stand")
    if stand not in {Stand.OFFEN, Stand.VERWORFEN}:
        return HttpResponse("Diese Entscheidung gibt es nicht.", status=400)
    luecke = get_object_or_404(Luecke.objects.exclude(stand=Stand.BEANTWORTET), pk=luecke_id)
    Luecke.objects.filter(pk=luecke.pk).update(stand=stand)
    done = "verworfen" if stand == Stand.VERWORFEN else "zurückgeholt"
    messages.success(request, f"„{luecke.frage}“ ist {done}.")
    return redirect("luecken_bericht")


@require_safe
def clicks(request: HttpRequest) -> HttpResponse:
    _require_permission(request)
    return render(
        request, "suche/luecken/klicks.html", {"bericht": click_report(), "tage": KEPT_DAYS}
    )


def _require_permission(request: HttpRequest) -> None:
    if not may_work_on_luecken(request.user):
        raise PermissionDenied


def _lines(luecken: list[Luecke], request: HttpRequest) -> list[Zeile]:
    readable = _readable([pk for luecke in luecken for pk, _ in luecke.naechste], request)
    new_case = new_case_address(request)
    return [_line(luecke, readable, new_case) for luecke in luecken]


def _line(luecke: Luecke, readable: dict[int, Page], new_case: str) -> Zeile:
    near = [(readable[pk], level) for pk, level in luecke.naechste if pk in readable]
    fragen = list(dict.fromkeys([luecke.frage, *(row.text for row in luecke.fragen.all())]))
    draft = {"titel": draft_title(luecke.frage), "kurzfassung": draft_lead(luecke.frage)}
    add_synonym, add_tip = _add_address(Synonym), _add_address(Redaktionstipp)
    return Zeile(
        luecke=luecke,
        fragen=fragen[1 : QUESTIONS_SHOWN + 1],
        naechste=near[:PAGES_SHOWN],
        seite_schreiben=f"{new_case}?{urlencode(draft)}" if new_case else "",
        synonym=f"{add_synonym}?{urlencode({'begriff': telling_word(luecke.frage)})}",
        tipp=f"{add_tip}?{urlencode({'fragen': chr(10).join(fragen[:QUESTIONS_SHOWN])})}",
    )


def _answered(luecken: list[Luecke], request: HttpRequest) -> list[tuple[Luecke, Page | None]]:
    readable = _readable([luecke.antwort_id for luecke in luecken if luecke.antwort_id], request)
    return [(luecke, readable.get(luecke.antwort_id or 0)) for luecke in luecken]


def _readable(page_ids: list[int], request: HttpRequest) -> dict[int, Page]:
    return {page.pk: page for page in visible_to(Page.objects.filter(pk__in=page_ids), request)}


def _add_address(model: Any) -> str:
    return reverse(model.snippet_viewset.get_url_name("add"))
